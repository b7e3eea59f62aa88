"""A region's history as charts, with the words of their titles and lines."""

from collections.abc import Callable, Mapping, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from foundation.charts import Chart, Line
from regions.evidence.profile import Series
from regions.queries import CHARTS, Bands, History, SectorType
from regions.views.wording import Scale, percent, unit_of

Names = Mapping[str, str]
Values = tuple[float | None, ...]


def charts_of(history: History, branches: Names, types: Mapping[str, str]) -> dict[str, Chart]:
    """All charts of a region that have something to draw, by key."""
    makers: dict[str, Callable[[], Chart | None]] = {
        "grp": lambda: _grp(history),
        "grp-share": lambda: _grp_share(history),
        "structure": lambda: _banded("structure", history.structure(), branches),
        "sector-types": lambda: _sector_types(history, types),
        "mining": lambda: _mining(history),
        "herfindahl": lambda: _concentration(history, "herfindahl"),
        "entropy": lambda: _concentration(history, "entropy"),
        "krugman": lambda: _krugman(history),
        "investment": lambda: _investment(history),
        "investment-share": lambda: _investment_share(history),
        "investment-structure": lambda: _banded(
            "investment-structure", history.investment_structure(), branches
        ),
    }
    made = {key: makers[key]() for key in CHARTS}
    return {key: chart for key, chart in made.items() if chart and not chart.is_empty}


def files_of(history: History, chart: Chart) -> list[tuple[str, str]]:
    code = history.region.code
    return [
        (kind.upper(), reverse("region_chart_file", args=[code, chart.key, kind]))
        for kind in ("csv", "svg", "png")
    ]


def titles() -> dict[str, str]:
    return {
        "grp": _("Gross regional product, in prices of each year"),
        "grp-share": _("Share of the country's gross product"),
        "structure": _("What value added is made of"),
        "sector-types": _("Value added by type of sector"),
        "mining": _("Share of mining in gross regional product"),
        "herfindahl": _("Concentration (Herfindahl index): lower is more even"),
        "entropy": _("Diversity (entropy): higher is more even"),
        "krugman": _("Distance from the country's structure (Krugman index)"),
        "investment": _("Investment in fixed capital, in prices of each year"),
        "investment-share": _("Share of the country's investment and of its product"),
        "investment-structure": _("What investment goes into"),
    }


def _at(series: Series, years: Sequence[int]) -> Values:
    return tuple(series.at(year) for year in years)


def _money(history: History, key: str, indicator: str, lines: Sequence[tuple[str, Series]]) -> Chart:
    years = tuple(sorted({year for _label, series in lines for year in series.years}))
    largest = [value for _label, series in lines for value in series.values]
    scale = Scale.for_values(largest, unit_of(history.evidence, indicator))
    made = tuple(
        Line(label, tuple(scale.of(value) for value in _at(series, years)))
        for label, series in lines
        if series.years
    )
    return Chart(key, titles()[key], _unbroken(years), _padded(made, years), scale.unit)


def _grp(history: History) -> Chart:
    lines = [
        (history.region.name, history.evidence.profile.grp),
        (_together(history), history.together("grp")),
    ]
    return _money(history, "grp", "grp", [line for line in lines if line[1].years])


def _investment(history: History) -> Chart:
    return _money(
        history,
        "investment",
        "investment",
        [(history.region.name, history.evidence.profile.series["investment"])],
    )


def _together(history: History) -> str:
    """All regions of the group, the one that is asked for first."""
    names = sorted(
        {part.region.name for part in history.parts}, key=lambda name: (name != history.region.name, name)
    )
    return _("the same land in all years: %(regions)s") % {"regions": ", ".join(names)}


def _shares(own: Series, whole: Series) -> Series:
    """Percent of the country's, in the years that both have."""
    pairs = [(year, value, whole.at(year)) for year, value in zip(own.years, own.values, strict=True)]
    known = [(year, value / other * 100) for year, value, other in pairs if other]
    return Series(tuple(year for year, _v in known), tuple(value for _y, value in known))


def _percents(key: str, lines: Sequence[tuple[str, Series]]) -> Chart:
    return _plain(key, lines, unit="%", digits=1)


def _plain(
    key: str, lines: Sequence[tuple[str, Series]], *, unit: str, digits: int, from_zero: bool = True
) -> Chart:
    years = tuple(sorted({year for _label, series in lines for year in series.years}))
    made = tuple(Line(label, _at(series, years)) for label, series in lines if series.years)
    return Chart(
        key, titles()[key], _unbroken(years), _padded(made, years), unit, digits, from_zero=from_zero
    )


def _unbroken(years: tuple[int, ...]) -> tuple[int, ...]:
    """Every year between the first and the last, so that a gap is drawn as a gap."""
    return tuple(range(years[0], years[-1] + 1)) if years else ()


def _padded(lines: tuple[Line, ...], years: tuple[int, ...]) -> tuple[Line, ...]:
    at = {year: place for place, year in enumerate(years)}
    return tuple(
        Line(
            line.label,
            tuple(line.values[at[year]] if year in at else None for year in _unbroken(years)),
            line.mark,
        )
        for line in lines
    )


def _grp_share(history: History) -> Chart | None:
    if history.evidence.is_country:
        return None
    whole = history.evidence.profile.grp_of_country
    lines = [
        (history.region.name, _shares(history.evidence.profile.grp, whole)),
        (_together(history), _shares(history.together("grp"), whole)),
    ]
    return _percents("grp-share", [line for line in lines if line[1].years])


def _investment_share(history: History) -> Chart | None:
    if history.evidence.is_country:
        return None
    profile = history.evidence.profile
    invested = _shares(profile.series["investment"], history.country_series("investment"))
    made = _shares(profile.grp, profile.grp_of_country)
    return _percents("investment-share", [(_("investment"), invested), (_("gross product"), made)])


def _mining(history: History) -> Chart:
    profile = history.evidence.profile
    lines = [(history.region.name, _in_percent(profile.extraction))]
    if not history.evidence.is_country:
        lines.append((history.evidence.country.name, _in_percent(profile.country_extraction)))
    return _percents("mining", lines)


def _in_percent(series: Series) -> Series:
    return Series(series.years, tuple(percent(value) or 0.0 for value in series.values))


def _concentration(history: History, which: str) -> Chart:
    rows = history.evidence.profile.concentration
    years = tuple(one.year for one in rows)
    lines = [(history.region.name, Series(years, tuple(getattr(one, which) for one in rows)))]
    if not history.evidence.is_country:
        country = tuple(getattr(one, f"country_{which}") for one in rows)
        lines.append((history.evidence.country.name, Series(years, country)))
    digits, unit = (3, "") if which == "herfindahl" else (2, _("bits"))
    return _plain(which, lines, unit=unit, digits=digits, from_zero=which == "herfindahl")


def _krugman(history: History) -> Chart | None:
    rows = history.evidence.profile.concentration
    if history.evidence.is_country:
        return None
    series = Series(tuple(one.year for one in rows), tuple(one.krugman for one in rows))
    return _plain("krugman", [(history.region.name, series)], unit="", digits=2)


def _banded(key: str, found: Bands | None, names: Names) -> Chart | None:
    if found is None:
        return None
    codes = (*found.codes, "")
    labels = [f"{code} {names.get(code, '')}".strip() if code else _("everything else") for code in codes]
    return _bands(key, found, labels, codes)


def _sector_types(history: History, types: Mapping[str, str]) -> Chart:
    found = history.by_sector_type(dict(types))
    return _bands("sector-types", found, [str(SectorType(code).label) for code in found.codes])


def _bands(key: str, found: Bands, labels: Sequence[str], marks: Sequence[str] = ()) -> Chart:
    lines = tuple(
        Line(label, tuple(share * 100 for share in shares), mark)
        for label, shares, mark in zip(labels, found.shares, marks or [""] * len(labels), strict=True)
    )
    years = _unbroken(found.years)
    return Chart(key, titles()[key], years, _padded(lines, found.years), "%", is_stacked=True)
