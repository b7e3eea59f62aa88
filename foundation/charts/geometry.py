"""Where things stand in a chart of a page, as text for SVG attributes (with a point in every language).

Paths are drawn in a square of 1000 that is stretched to the plot; texts and marks stand at percentages, so that they
keep their size on a phone and on a wall.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor, log10

from foundation.charts.series import Chart, Line
from foundation.components.numbers import figure

SIDE = 1000.0
WANTED_TICKS = 4
MAJOR_EVERY, NEAR_AN_END = 5, 2
THICK_ENOUGH = 0.05
"""A band is named in the drawing where it is at least this part of the height."""


@dataclass(frozen=True)
class Tick:
    """A line of the grid or a year; `anchor` keeps the first and last year inside the frame."""

    at: str
    label: str
    anchor: str = "middle"
    is_major: bool = True


@dataclass(frozen=True)
class Dot:
    x: str
    y: str


@dataclass(frozen=True)
class Trace:
    """A drawn line or band; `slot` (1, 2, …) chooses its colour and pattern; dots mark its end and lonely years."""

    label: str
    slot: int
    path: str
    dots: tuple[Dot, ...]
    mark: str = ""
    mark_y: str = ""
    last: str = ""


@dataclass(frozen=True)
class Plot:
    ticks: tuple[Tick, ...]
    years: tuple[Tick, ...]
    traces: tuple[Trace, ...]


def plot_of(chart: Chart) -> Plot:
    """Raises ValueError for a chart with nothing to draw."""
    if chart.is_empty:
        raise ValueError(f"{chart.key} has nothing to draw")
    low, high, step = _scale(chart)
    ticks = [Tick(percent(1 - part), label) for part, label in ticks_of(low, high, step)]
    draw = _bands if chart.is_stacked else _lines
    return Plot(tuple(ticks), _year_ticks(chart.years), draw(chart, low, high))


def ticks_of(low: float, high: float, step: float) -> list[tuple[float, str]]:
    """Each mark of a scale: its part of the way from low to high, and its label in the reader's figures."""
    digits = 0 if step >= 1 else -floor(log10(step))
    marks = range(round((high - low) / step) + 1)
    return [(n * step / (high - low), figure(low + n * step, digits)) for n in marks]


def _scale(chart: Chart) -> tuple[float, float, float]:
    if chart.is_stacked:
        known = [sum(column) for column in _whole_columns(chart).values()]
    else:
        known = [value for line in chart.lines for value in line.values if value is not None]
    return scale_of([0.0, *known] if chart.from_zero else known)


def scale_of(values: Sequence[float]) -> tuple[float, float, float]:
    """Ends of the scale and its step: 1, 2 or 5 times a power of ten."""
    least, most = min(values), max(values)
    span = (most - least) or abs(most) or 1.0
    rough = span / WANTED_TICKS
    power = 10.0 ** floor(log10(rough))
    step = next(power * one for one in (1, 2, 5, 10) if power * one >= rough)
    low = floor(least / step) * step
    high = low
    while high < most - step * 1e-9:
        high += step
    return low, max(high, low + step), step


def _year_ticks(years: tuple[int, ...]) -> tuple[Tick, ...]:
    first, last = years[0], years[-1]
    span = (last - first) or 1

    def tick(year: int) -> Tick:
        is_end = year in (first, last)
        is_clear = min(year - first, last - year) > NEAR_AN_END
        anchor = "start" if year == first else "end" if year == last else "middle"
        major = is_end or (year % MAJOR_EVERY == 0 and is_clear)
        return Tick(percent((year - first) / span), str(year), anchor, major)

    return tuple(tick(year) for year in years)


def _lines(chart: Chart, low: float, high: float) -> tuple[Trace, ...]:
    return tuple(_line(chart, line, slot, low, high) for slot, line in enumerate(chart.lines, start=1))


def _line(chart: Chart, line: Line, slot: int, low: float, high: float) -> Trace:
    across = _across(chart.years)
    runs: list[list[tuple[float, float]]] = [[]]
    for x, value in zip(across, line.values, strict=True):
        if value is None:
            runs.append([])
        else:
            runs[-1].append((x, 1 - (value - low) / (high - low)))
    drawn = [run for run in runs if run]
    path = " ".join(_path(run) for run in drawn if len(run) > 1)
    lonely = [run[0] for run in drawn if len(run) == 1]
    ends = [drawn[-1][-1]] if drawn else []
    dots = tuple(Dot(percent(x), percent(y)) for x, y in dict.fromkeys([*lonely, *ends]))
    known = [value for value in line.values if value is not None]
    return Trace(line.label, slot, path, dots, last=figure(known[-1], chart.digits) if known else "")


def _whole_columns(chart: Chart) -> dict[int, tuple[float, ...]]:
    """The years in which every band has a value."""
    columns = zip(*(line.values for line in chart.lines), strict=True)
    found: dict[int, tuple[float, ...]] = {}
    for year, column in zip(chart.years, columns, strict=True):
        known = tuple(value for value in column if value is not None)
        if len(known) == len(column):
            found[year] = known
    return found


def _bands(chart: Chart, low: float, high: float) -> tuple[Trace, ...]:
    """The first band at the bottom; a band without two neighboring whole years cannot be drawn."""
    columns = _whole_columns(chart)
    at = dict(zip(chart.years, _across(chart.years), strict=True))
    base = dict.fromkeys(columns, 0.0)
    traces = []
    for place, line in enumerate(chart.lines):
        top = {year: base[year] + column[place] for year, column in columns.items()}
        edge = [(at[year], 1 - (top[year] - low) / (high - low)) for year in columns]
        back = [(at[year], 1 - (base[year] - low) / (high - low)) for year in reversed(columns)]
        last = max(columns)
        thickness = (top[last] - base[last]) / (high - low)
        middle = 1 - ((top[last] + base[last]) / 2 - low) / (high - low)
        mark = line.mark if thickness >= THICK_ENOUGH else ""
        value = figure(columns[last][place], chart.digits)
        traces.append(
            Trace(line.label, place + 1, f"{_path(edge + back)}Z", (), mark, percent(middle), value)
        )
        base = top
    return tuple(traces)


def _across(years: tuple[int, ...]) -> list[float]:
    span = (years[-1] - years[0]) or 1
    return [(year - years[0]) / span for year in years]


def _path(points: list[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{x * SIDE:.1f} {y * SIDE:.1f}" for x, y in points)


def percent(part: float) -> str:
    return f"{part * 100:.2f}%"
