"""A chart as a Vega-Lite specification, made of values only: it names no address, so drawing it fetches nothing."""

from typing import Any

from foundation.charts.series import Chart, Scatter

# The same colours as the tokens --chart-1 … (static/css/tokens.css); a test compares them.
COLOURS = (
    "#24388f", "#b3541e", "#4d7fbf", "#7d8a2e", "#8a4f7d", "#2f8f83", "#c9a227", "#7b8496",
)  # fmt: skip
DASHES = ((1, 0), (7, 4), (2, 3), (9, 3, 2, 3))
INK, INK_2, LINE = "#161a22", "#4b5363", "#d8dce5"
WIDTH, HEIGHT = 760, 360


def specification_of(chart: Chart, *, source: str, year_label: str) -> dict[str, Any]:
    """Complete, with title, unit and source: the picture stands alone in a report."""
    labels = [line.label for line in chart.lines]
    return framed(chart.title, [chart.unit, source] if chart.unit else [source]) | {
        "data": {"values": _values(chart)},
        "mark": {"type": "area", "line": False} if chart.is_stacked else {"type": "line", "point": True},
        "encoding": {
            "x": {"field": "year", "type": "quantitative", "title": year_label, "axis": {"format": "d"}, "scale": {"nice": False, "zero": False}},
            "y": {"field": "value", "type": "quantitative", "title": None, "scale": {"zero": chart.from_zero}, "stack": "zero" if chart.is_stacked else None},
            "order": {"field": "place"},
            "color": {"field": "label", "type": "nominal", "title": None, "sort": labels, "scale": {"domain": labels, "range": list(COLOURS[: len(labels)])}},
        }
        | ({} if chart.is_stacked else {"strokeDash": {"field": "label", "type": "nominal", "title": None, "sort": labels, "scale": {"domain": labels, "range": [list(DASHES[n % len(DASHES)]) for n in range(len(labels))]}}}),
    }  # fmt: skip


def scatter_specification(scatter: Scatter, *, below: list[str]) -> dict[str, Any]:
    """One value against another, each point with its mark; the first group full, the second hollow."""
    axes = {
        "x": _axis("across", scatter.across),
        "y": _axis("up", scatter.up),
    }
    groups = list(scatter.groups)
    fills = [COLOURS[0], "#ffffff"][: len(groups)]
    fill = {"field": "group", "type": "nominal", "title": None, "scale": {"domain": groups, "range": fills}}
    cuts = [
        {"data": {"values": [{"at": cut}]}, "mark": {"type": "rule", "strokeDash": [5, 4], "color": INK_2}, "encoding": {place: axes[place] | {"field": "at"}}}
        for place, cut in (("x", scatter.cut_across), ("y", scatter.cut_up))
        if cut is not None
    ]  # fmt: skip
    values = [
        {"mark": one.mark, "across": one.across, "up": one.up, "group": groups[one.slot - 1]}
        for one in scatter.points
    ]
    return framed(scatter.title, below) | {
        "data": {"values": values},
        "layer": [
            *cuts,
            {"mark": {"type": "point", "size": 70, "stroke": COLOURS[0], "strokeWidth": 2, "opacity": 1}, "encoding": axes | {"fill": fill}},
            {"mark": {"type": "text", "align": "left", "dx": 8, "fontSize": 11, "color": INK}, "encoding": axes | {"text": {"field": "mark"}}},
        ],
    }  # fmt: skip


def _axis(field: str, title: str) -> dict[str, Any]:
    return {"field": field, "type": "quantitative", "title": title, "scale": {"zero": False}}


def framed(title: str, below: list[str], *, height: int | dict[str, int] = HEIGHT) -> dict[str, Any]:
    """What every picture in a file has: size, title with lines below it, the font and the colours of ink."""
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "title": {"text": title, "subtitle": below, "anchor": "start"},
        "width": WIDTH,
        "height": height,
        "padding": 16,
        "background": "#ffffff",
        "config": {
            "font": "Roboto",
            "title": {"color": INK, "subtitleColor": INK_2, "fontSize": 18, "subtitleFontSize": 12},
            "axis": {"labelColor": INK_2, "titleColor": INK_2, "gridColor": LINE, "domainColor": LINE, "tickColor": LINE},
            "legend": {"labelColor": INK, "orient": "bottom", "columns": 2, "labelLimit": 340},
            "view": {"stroke": None},
        },
    }  # fmt: skip


def _values(chart: Chart) -> list[dict[str, Any]]:
    """Bands only in the years in which all have a value; a line simply has no point where it has none."""
    rows = zip(chart.years, *(line.values for line in chart.lines), strict=True)
    whole = [row for row in rows if not chart.is_stacked or None not in row]
    return [
        {"year": year, "label": line.label, "value": value, "place": place}
        for year, *values in whole
        for place, (line, value) in enumerate(zip(chart.lines, values, strict=True))
        if value is not None
    ]
