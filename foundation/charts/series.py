"""What a chart shows. A missing value is None: a gap, never zero."""

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """One line or band: a value or None for each year of the chart; `mark` is a short name drawn into a band."""

    label: str
    values: tuple[float | None, ...]
    mark: str = ""


@dataclass(frozen=True)
class Chart:
    """Values over years in one unit.

    Attributes:
        key: names the chart in addresses and ids.
        is_stacked: bands on top of each other instead of lines; a year counts where all bands have a value.
        from_zero: whether the scale begins at zero.

    """

    key: str
    title: str
    years: tuple[int, ...]
    lines: tuple[Line, ...]
    unit: str = ""
    digits: int = 1
    is_stacked: bool = False
    from_zero: bool = True

    def __post_init__(self) -> None:
        if any(len(line.values) != len(self.years) for line in self.lines):
            raise ValueError(f"{self.key}: every line needs a value or None for each year")

    @property
    def is_empty(self) -> bool:
        """Nothing to draw: a line needs two years."""
        return len(self.years) < 2 or not any(
            value is not None for line in self.lines for value in line.values
        )

    @property
    def rows(self) -> Iterator[tuple[str, tuple[float | None, ...]]]:
        """The table beside the chart, the latest year first."""
        columns = [line.values for line in self.lines]
        for year, *values in reversed(list(zip(self.years, *columns, strict=True))):
            yield str(year), tuple(values)


@dataclass(frozen=True)
class Point:
    """One thing at two values. `slot` (1, 2) is its group; `is_named`: its mark is read on a phone as well."""

    mark: str
    label: str
    across: float
    up: float
    slot: int = 1
    is_named: bool = False


@dataclass(frozen=True)
class Scatter:
    """One value against another; the page has the table beside it.

    Attributes:
        groups: names of the slots, in their order; the first is drawn full, the second hollow.
        across, up: what the axes mean.
        cut_across, cut_up: where a line divides the picture, None without one.
        corner: what lies above and right of both lines.

    """

    key: str
    title: str
    across: str
    up: str
    groups: tuple[str, ...]
    points: tuple[Point, ...]
    cut_across: float | None = None
    cut_up: float | None = None
    corner: str = ""
