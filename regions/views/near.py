"""What is near to what a region already does: feasibility against benefit, or why that is not offered here."""

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from foundation.charts import Point, Scatter
from foundation.charts.files import picture_download
from foundation.charts.specification import scatter_specification
from foundation.downloads import csv_download
from regions import queries
from regions.queries import Near, NearClass
from regions.sentences import INDICATORS, NOT_COMPLEX, NOT_NEAR, unit_in_words
from regions.views.tabs import crumbs_of, tabs_of

NAMED = 5
"""So many of the promising ones are named in a sentence, and on a phone in the picture."""


def region_near(request: HttpRequest, region: Any) -> HttpResponse:
    near = queries.near_of(region, request.GET.get("figures", ""))
    if near is None:
        raise Http404
    title = _("What is near to what the region does")
    context = {
        "region": region,
        "near": near,
        "title": title,
        "crumbs": crumbs_of(region, title),
        "tabs": _tabs(near),
        "looked_at": [_told(one, near) for one in near.tables],
    }
    return render(request, "regions/region_near.html", context | (_shown(near) if near.row else {}))


def _tabs(near: Near) -> list[tuple[str, str, bool]]:
    """The other pages stand on value added: where that is not among the figures compared, they do not exist."""
    has_accounts = not near.tables or any(table.key.startswith("gva") for table in near.tables)
    return tabs_of(near.region, "region_near") if has_accounts else []


def _shown(near: Near) -> dict[str, Any]:
    classes = near.classes
    chart = chart_of(near)
    elsewhere = [one for one in classes if one.has is False]
    here = [one for one in classes if one.has]
    return {
        "figures": _figures_of(near.table),
        "scatter": chart if chart.points else None,
        "files": files_of(near, with_pictures=bool(chart.points)),
        "spoken": f"{chart.title}. {_('The tables below say the same.')}",
        "promising": near.promising[:NAMED],
        "elsewhere": sorted(elsewhere, key=lambda one: (one.density is None, -(one.density or 0), one.code)),
        "here": sorted(here, key=lambda one: (-(one.quotient or 0), one.code)),
        "unknown": [one for one in classes if one.has is None],
        "not_complex": str(NOT_COMPLEX.get(near.complexity_missing, "")),
        "source": source_of(near),
    }


def region_near_sums(request: HttpRequest, sums: Any) -> HttpResponse:
    """One density opened: every domain near to it, and which of them the region has."""
    near = sums.near
    title = _("How near: %(name)s") % {"name": sums.of.name or sums.of.code}
    page = f"{reverse('region_near', args=[near.region.code])}?figures={near.table.key}"
    crumbs = crumbs_of(near.region, title)
    context = {
        "region": near.region,
        "near": near,
        "sums": sums,
        "page": page,
        "figures": _figures_of(near.table),
        "title": title,
        "crumbs": [*crumbs[:-1], (_("What is near to what the region does"), page), crumbs[-1]],
        "tabs": _tabs(near),
        "source": source_of(near),
    }
    return render(request, "regions/region_near_sums.html", context)


def region_near_file(request: HttpRequest, asked: Any) -> HttpResponse:
    """The table as CSV, the picture as SVG or PNG."""
    near = asked.near
    name = f"{near.region.code}-near-{near.table.key}"
    if asked.kind == "csv":
        return csv_download((_columns(), map(_cells, near.classes)), name)
    chart = chart_of(near)
    if not chart.points:
        raise Http404
    said = _("Source: %(publisher)s") % {"publisher": source_of(near)["publishers"]}
    below = [f"{_figures_of(near.table)}. {said}"]
    specification = scatter_specification(chart, below=below)
    specification["title"] = specification["title"] | {"text": f"{near.region.name}. {chart.title}"}
    return picture_download(specification, name, asked.kind)


def chart_of(near: Near) -> Scatter:
    """Feasibility across, benefit up; without points where complexity has no answer."""
    named = {one.code for one in near.promising[:NAMED]}
    points = tuple(
        Point(
            one.code,
            one.name,
            one.density,
            one.complexity,
            slot=2 if one.has else 1,
            is_named=one.code in named,
        )
        for one in near.classes
        if one.density is not None and one.complexity is not None and one.has is not None
    )
    return Scatter(
        key="near",
        title=_("What is near, and what it would bring"),
        across=_("nearness, %"),
        up=_("complexity"),
        groups=(_("not strong here yet"), _("strong here already")),
        points=points,
        cut_across=near.middle,
        cut_up=0.0,
        corner=_("near and complex"),
    )


def files_of(near: Near, *, with_pictures: bool) -> list[tuple[str, str]]:
    assert near.table is not None
    kinds = ("csv", "svg", "png") if with_pictures else ("csv",)
    return [
        (kind.upper(), reverse("region_near_file", args=[near.region.code, near.table.key, kind]))
        for kind in kinds
    ]


def source_of(near: Near) -> dict[str, Any]:
    sources = {brought.source_id: brought.source for brought in near.imports}
    return {
        "publishers": ", ".join(sorted(source.publisher for source in sources.values())),
        "is_secondary": any(source.note for source in sources.values()),
        "url": next((source.url for source in sources.values()), ""),
    }


def _told(table: Any, near: Near) -> dict[str, Any]:
    """One line of the list of what was looked at."""
    return {
        "label": INDICATORS[table.indicator],
        "by": _by(table),
        "year": str(table.year),
        "regions": table.region_count,
        "domains": table.domain_count,
        "why_not": ", ".join(str(NOT_NEAR[why]) for why in near.reasons_of(table)),
        "href": f"?figures={table.key}" if not table.missing else "",
        "is_shown": near.table == table and not table.missing,
    }


def _by(table: Any) -> str:
    if table.indicator == "exports":
        return _("groups of goods")
    return _("sections") if table.level == 1 else _("divisions")


def _figures_of(table: Any) -> str:
    """What was compared, in words: the indicator, its classes, the year."""
    unit = unit_in_words(table.document["unit"])
    told = {"figures": INDICATORS[table.indicator], "by": _by(table), "unit": unit, "year": table.year}
    return _("%(figures)s (%(by)s, %(unit)s), %(year)s") % told


def _columns() -> Sequence[str]:
    return (
        _("Code"), _("Branch"), _("Strong here already"), _("Times the country"), _("Nearness, %"), _("Complexity"),
        _("Regions that are strong in it"), _("Near and complex"),
    )  # fmt: skip


def _cells(one: NearClass) -> Sequence[Any]:
    words = {True: _("yes"), False: _("no"), None: ""}
    return (
        *(one.code, one.name, words[one.has], one.quotient, one.density, one.complexity, one.regions),
        words[one.is_promising],
    )
