"""A region over the years: charts with their tables and files, growth split into its parts, exports, types of sectors."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from foundation.charts.files import picture_download
from foundation.charts.specification import specification_of
from foundation.downloads import csv_download
from regions import queries
from regions.forms import SplitForm
from regions.views import wording
from regions.views.charts import charts_of, files_of, titles
from regions.views.tabs import crumbs_of, tabs_of
from regions.views.wording import percent

GROUPS = (
    ("output", ("grp", "grp-share")),
    ("structure", ("structure", "mining", "sector-types")),
    ("diversity", ("herfindahl", "entropy", "krugman")),
    ("investment", ("investment", "investment-share", "investment-structure")),
)


def region_history(request: HttpRequest, history: Any) -> HttpResponse:
    title = _("Over the years")
    names = queries.class_names("gva")
    charts = charts_of(history, names, queries.sector_types_of(history.region))
    about = _about()
    groups = [
        {
            "key": key,
            **about[key],
            "charts": [(charts[c], files_of(history, charts[c])) for c in keys if c in charts],
        }
        for key, keys in GROUPS
    ]
    context = _frame(history, title, "region_history") | {
        "groups": [group for group in groups if group["charts"]],
        "other_parts": [one.region for one in history.parts if one.region_id != history.region.pk],
        "own_since": str(history.own_since),
        "was_divided": history.own_since > history.window.first_year,
        "remarks": wording.remarks_on(
            history.evidence,
            ["gva", "grp", "investment"],
            range(history.window.first_year, history.window.last_year + 1),
            names,
        ),
    }
    return render(request, "regions/region_history.html", context)


def _about() -> dict[str, dict[str, str]]:
    return {
        "output": {
            "title": _("Output"),
            "text": _("Money is in prices of each year, so the first line also shows inflation. The share of the country is free of it."),
        },
        "structure": {
            "title": _("What the economy is made of"),
            "text": _("Shares of value added. Years in which a branch is not published are left out, never filled."),
        },
        "diversity": {
            "title": _("Is it becoming more diverse?"),
            "text": _("Three measures of the same question, from the shares of all branches; only years in which every branch is published."),
        },
        "investment": {
            "title": _("Investment"),
            "text": _("By branch, investment is published for the whole country only; of a region only the sum. Where its share of investment is above its share of product, more is invested here than elsewhere."),
        },
    }  # fmt: skip


def _frame(history: Any, title: str, name: str) -> dict[str, Any]:
    return {
        "region": history.region,
        "evidence": history.evidence,
        "title": title,
        "crumbs": crumbs_of(history.region, title),
        "tabs": tabs_of(history.region, name),
        "source": wording.source_of(history.evidence),
        "until": str(history.evidence.profile.comparable_until),
    }


def region_chart_file(request: HttpRequest, asked: Any) -> HttpResponse:
    """A chart as CSV, SVG or PNG."""
    history = asked.history
    chart = charts_of(history, queries.class_names("gva"), asked.types).get(asked.chart)
    if chart is None:
        return HttpResponse(
            _("There are no figures for this chart."), status=404, content_type="text/plain; charset=utf-8"
        )
    name = f"{history.region.code}-{asked.chart}"
    if asked.kind == "csv":
        header = (str(_("Year")), *(f"{line.label}, {chart.unit}".rstrip(", ") for line in chart.lines))
        return csv_download((header, ((year, *values) for year, values in chart.rows)), name)
    source = wording.source_of(history.evidence)
    said = _("Source: %(publisher)s") % {"publisher": source["publishers"]}
    chart_title = f"{history.region.name}. {titles()[asked.chart]}"
    specification = specification_of(chart, source=said, year_label=_("Year"))
    specification["title"] = specification["title"] | {"text": chart_title}
    return picture_download(specification, name, asked.kind)


def region_growth(request: HttpRequest, history: Any) -> HttpResponse:
    """Shift-share between two years: what the country, the mix of branches and the region itself added."""
    title = _("Where growth came from")
    years = history.years_to_split()
    form = SplitForm(request.GET or None, years=years)
    is_wrong = form.is_bound and not form.is_valid()
    context = _frame(history, title, "region_growth") | {"form": form, "offers_years": len(years) > 1}
    if len(years) > 1 and not is_wrong and not history.evidence.is_country:
        context |= _split_context(history, *form.chosen())
    context |= {
        "own_since": str(history.own_since),
        "was_divided": history.own_since > history.window.first_year,
    }
    return render(request, "regions/region_growth.html", context, status=400 if is_wrong else 200)


def _split_context(history: Any, first: int, last: int) -> dict[str, Any]:
    split = history.split(first, last)
    names = queries.class_names("gva")
    scale = wording.Scale.for_values(split.in_money.change, wording.unit_of(history.evidence, "gva"))
    points = _split_rows(split.classes, split.in_points, names, 100.0)
    money = _split_rows(split.classes, split.in_money, names, 1 / scale.divisor)
    return {
        "first": str(first),
        "last": str(last),
        "points": points,
        "points_sum": _sum(points),
        "charted": sorted(points, key=lambda row: -abs(row["regional"]))[:8],
        "money": money,
        "money_sum": _sum(money),
        "unit": scale.unit,
        "remarks": wording.remarks_on(history.evidence, ["gva"], (first, last), names),
    }


PARTS = ("national", "mix", "regional", "change")


def _split_rows(classes: Any, found: Any, names: Any, factor: float) -> list[dict[str, Any]]:
    rows = [
        {"code": code, "label": names.get(code, code)}
        | {part: getattr(found, part)[place] * factor for part in PARTS}
        for place, code in enumerate(classes)
    ]
    return sorted(rows, key=lambda row: -row["change"])


def _sum(rows: list[dict[str, Any]]) -> dict[str, float]:
    return {part: sum(row[part] for row in rows) for part in PARTS}


def region_trade(request: HttpRequest, history: Any) -> HttpResponse:
    """Exports by group of goods beside the country's."""
    title = _("Exports")
    profile = history.evidence.profile
    structure = profile.exports
    context = _frame(history, title, "region_trade")
    if structure:
        goods = queries.class_names("exports")
        scale = wording.Scale.for_values([structure.total], wording.unit_of(history.evidence, "exports"))
        rows = [
            row
            | {
                "amount": scale.of(row["amount"]),
                "times": row["value"] / row["country"] if row["country"] else None,
            }
            for row in wording.structure_rows(structure, goods)
        ]
        context |= {
            "year": str(structure.year),
            "rows": rows,
            "strong": sorted((row for row in rows if (row["times"] or 0) > 1), key=lambda row: -row["times"])[
                :8
            ],
            "unit": scale.unit,
            "total": scale.of(structure.total),
            "remarks": wording.remarks_on(history.evidence, ["exports"], [structure.year], goods),
            "evenness": sum((percent(part.share) or 0) ** 2 for part in structure.parts) / 10_000,
        }
    return render(request, "regions/region_trade.html", context)
