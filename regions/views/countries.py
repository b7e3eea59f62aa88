"""A country's regions on one map, by the measure a reader chooses; and some of them side by side."""

from itertools import pairwise
from typing import Any

import rules
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from foundation.charts import Chart, Line
from foundation.components.numbers import figure
from regions import queries
from regions.evidence.profile import Series
from regions.forms import ComparisonForm, MapForm
from regions.sentences import unit_in_words
from regions.views import wording
from regions.views.tabs import crumbs_of, tabs_of
from regions.views.wording import percent

DIGITS = {"raw-material": 1, "quotient": 2, "grp-share": 1, "grp-per-head": 2, "growth": 1}


def country_map(request: HttpRequest, country: Any) -> HttpResponse:
    form = MapForm(request.GET or None, sections=queries.class_names("gva"))
    is_wrong = form.is_bound and not form.is_valid()
    measure, class_code = form.chosen()
    found = queries.country_measure(country, measure, class_code)
    title = _("Map of the regions")
    digits = DIGITS[measure]
    drawn = queries.drawn_map(country)
    rows = sorted(found.regions, key=lambda one: (one.value is None, -(one.value or 0)))
    context = {
        "region": country,
        "title": title,
        "crumbs": crumbs_of(country, title),
        "tabs": tabs_of(country, "country_map"),
        "form": form,
        "measure": measure,
        "measure_title": _titles(class_code)[measure],
        "explanation": _explanations()[measure],
        "tiles": [(tile, figure(tile.share, digits)) for tile in queries.placed(found)],
        "rows": rows,
        "has_values": any(one.value is not None for one in rows),
        "of_country": found.of_country if measure not in ("grp-share", "growth", "quotient") else None,
        "unit": unit_in_words(found.unit),
        "years": found.years,
        "digits": digits,
        "legend": _legend(found.breaks, digits),
        "drawn": drawn,
        "may_load": rules.has_perm("regions.load_boundaries", request.user, country),
        "areas": _areas(drawn, found, digits),
    }
    return render(request, "regions/country_map.html", context, status=400 if is_wrong else 200)


def _areas(drawn: Any, found: Any, digits: int) -> list[dict[str, Any]]:
    if drawn is None:
        return []
    return [
        {
            "region": one.region,
            "path": drawn.paths[one.region.code],
            "x": drawn.middles[one.region.code][0],
            "y": drawn.middles[one.region.code][1],
            "step": one.step,
            "text": figure(one.value, digits),
        }
        for one in found.regions
        if one.region.code in drawn.paths
    ]


def _titles(class_code: str) -> dict[str, str]:
    branch = queries.class_names("gva").get(class_code, class_code) if class_code else ""
    return {
        "raw-material": _("Share of mining in gross regional product"),
        "quotient": _("How many times the country's weight: %(branch)s") % {"branch": branch},
        "grp-share": _("Share of the country's gross product"),
        "grp-per-head": _("Gross regional product a head"),
        "growth": _("Growth above or below the country's"),
    }


def _explanations() -> dict[str, str]:
    return {
        "raw-material": _("Mean of the last full years of each region's window. From the threshold on, usually 30 %, a region counts as a raw-material region."),
        "quotient": _("The branch's share in the region divided by its share in the country, mean of three years. 1 means: the same weight."),
        "grp-share": _("All regions together make the whole, but for what belongs to no region."),
        "grp-per-head": _("Output divided by the people who live here, which is not their income: where mines or head offices stand it is high."),
        "growth": _("Yearly growth of gross product in prices of each year, less the same for the country, in points. Only years in which all regions have today's borders."),
    }  # fmt: skip


def _legend(breaks: tuple[float, ...], digits: int) -> list[dict[str, Any]]:
    texts = [figure(one, digits) for one in breaks]
    said = [
        _("below %(high)s") % {"high": texts[0]},
        *(_("%(low)s to %(high)s") % {"low": low, "high": high} for low, high in pairwise(texts)),
        _("%(low)s and more") % {"low": texts[-1]},
    ]
    return [{"step": step, "text": text} for step, text in enumerate(said, start=1)]


def country_comparison(request: HttpRequest, country: Any) -> HttpResponse:
    regions = queries.comparable_regions(country)
    form = ComparisonForm(request.GET or None, regions=regions)
    is_wrong = form.is_bound and not form.is_valid()
    compared = queries.compared_regions(country, form.chosen()) if form.chosen() else []
    title = _("Compare regions")
    context = {
        "region": country,
        "title": title,
        "crumbs": crumbs_of(country, title),
        "tabs": tabs_of(country, "country_comparison"),
        "form": form,
        "compared": compared,
        "rows": _rows(compared) if compared else [],
        "charts": _charts(compared) if compared else [],
        "source": wording.source_of(compared[0].evidence) if compared else None,
    }
    return render(request, "regions/country_comparison.html", context, status=400 if is_wrong else 200)


def _rows(compared: list[Any]) -> list[dict[str, Any]]:
    """Lines of the table; cells in the order of the regions."""
    found = [one.evidence for one in compared]
    goods, branches = queries.class_names("exports"), queries.class_names("gva")
    last = [one.profile.concentration[-1] if one.profile.concentration else None for one in found]
    return [
        _row(_("Share of mining, mean, %"), [percent(one.profile.status.mean) for one in found], 1),
        _row(_("Share of the country's gross product, %"), [_share(one.profile) for one in found], 1),
        _row(_("Gross regional product a head, million"), [_ratio(one, "grp", "population") for one in found], 2),
        _row(_("Investment to gross regional product, %"), [percent(_ratio(one, "investment", "grp")) for one in found], 1),
        _row(_("Equal branches the economy is worth"), [1 / one.herfindahl if one else None for one in last], 1),
        _row(_("Distance from the country's structure (0 to 2)"), [one.krugman if one else None for one in last], 2),
        _row(_("Unemployment rate, %"), [_latest(one.profile.series["unemployment_rate"]) for one in found], 1),
        {"label": _("Strong in, without mining"), "texts": [_strong(one, branches) for one in found]},
        {"label": _("Sells abroad most"), "texts": [_goods(one, goods) for one in found]},
    ]  # fmt: skip


def _row(label: str, values: list[float | None], digits: int) -> dict[str, Any]:
    return {"label": label, "texts": [figure(value, digits) for value in values], "is_number": True}


def _latest(series: Series) -> float | None:
    return series.latest[1] if series.latest else None


def _share(profile: Any) -> float | None:
    year, value = profile.grp.latest or (0, 0.0)
    whole = profile.grp_of_country.at(year)
    return value / whole * 100 if whole else None


def _ratio(evidence: Any, upper: str, lower: str) -> float | None:
    found = evidence.ratio(upper, lower)
    return found[1] if found else None


def _strong(evidence: Any, names: Any) -> str:
    rows = wording.strongest(wording.quotient_rows(evidence, names))
    return "; ".join(f"{row['label']} ({figure(row['net'], 1)})" for row in rows)


def _goods(evidence: Any, names: Any) -> str:
    parts = evidence.profile.exports.parts[:2] if evidence.profile.exports else ()
    return "; ".join(f"{names.get(part.code, part.code)} ({figure(part.share * 100, 0)} %)" for part in parts)


def _charts(compared: list[Any]) -> list[Chart]:
    mining = [(one.region.name, one.evidence.profile.extraction) for one in compared]
    shares = [(one.region.name, _of_country(one.evidence.profile)) for one in compared]
    made = [
        _chart("mining", _("Share of mining in gross regional product"), mining, 100.0),
        _chart("grp-share", _("Share of the country's gross product"), shares, 100.0),
    ]
    return [chart for chart in made if not chart.is_empty]


def _of_country(profile: Any) -> Series:
    pairs = [
        (year, value / whole)
        for year, value in zip(profile.grp.years, profile.grp.values, strict=True)
        if (whole := profile.grp_of_country.at(year))
    ]
    return Series(tuple(year for year, _v in pairs), tuple(value for _y, value in pairs))


def _chart(key: str, title: str, lines: list[tuple[str, Series]], factor: float) -> Chart:
    known = sorted({year for _label, series in lines for year in series.years})
    years = tuple(range(known[0], known[-1] + 1)) if known else ()
    made = tuple(
        Line(label, tuple(None if (v := series.at(year)) is None else v * factor for year in years))
        for label, series in lines
    )
    return Chart(key, title, years, made, "%")
