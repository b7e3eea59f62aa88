"""Public pages: the regions of a country, one region, its figures opened."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from itertools import groupby
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.downloads import csv_download, xlsx_download
from regions import queries
from regions.forms import ObservationFilter
from regions.sentences import FORMULAS, INDICATORS, REMARKS, unit_in_words
from regions.views.blocks import blocks_of
from regions.views.tabs import tabs_of
from regions.views.wording import Scale, percent

ROWS_A_PAGE = 50


def region_list(request: HttpRequest) -> HttpResponse:
    lines = queries.overviews(queries.regions_by_name())
    countries = [
        _country_block(country, [line for line in lines if line.region.parent_id == country.region.pk])
        for country in lines
        if country.region.parent_id is None
    ]
    return render(request, "regions/region_list.html", {"countries": countries})


def _country_block(country: queries.Overview, inside: list[queries.Overview]) -> dict[str, Any]:
    scale = Scale.for_values([country.grp[1]] if country.grp else [], country.grp_unit)
    return {
        "country": country.region,
        "tiles": queries.tiles_of(inside),
        "lines": [_line(one, scale) for one in (country, *inside)],
        "unit": scale.unit,
        "unit_per_head": unit_in_words(country.grp_unit),
    }


def _line(one: queries.Overview, scale: Scale) -> dict[str, Any]:
    grp_year, grp = one.grp or ("", None)
    head_year, per_head = one.grp_per_head or ("", None)
    return {
        "region": one.region,
        "state": queries.state_of(one.status),
        "percent": percent(one.status.mean) if one.status else None,
        "grp": scale.of(grp),
        "grp_year": str(grp_year),
        "per_head": per_head,
        "per_head_year": str(head_year),
    }


def region_detail(request: HttpRequest, region: Any) -> HttpResponse:
    evidence = queries.region_evidence(region)
    context: dict[str, Any] = {"region": region, "evidence": evidence, "crumbs": _crumbs((region.name, ""))}
    if evidence:
        context["tabs"] = tabs_of(region, "region_detail")
        context |= blocks_of(evidence, queries.class_names("gva"), queries.class_names("exports"))
        context["work"] = queries.work_strengths(evidence)
    return render(request, "regions/region_detail.html", context)


def region_figure(request: HttpRequest, figure: Any) -> HttpResponse:
    is_share = figure.kind == queries.MINING_SHARE
    headings = [str(_HEADINGS[code]) for code in figure.inputs]
    title = str(_TITLES[figure.kind])
    context = {
        "figure": figure,
        "region": figure.region,
        "crumbs": _crumbs((figure.region.name, _page_of(figure.region)), (title, "")),
        "title": title,
        "class_name": queries.class_names("gva").get(figure.class_code, figure.class_code),
        "formula": FORMULAS[figure.formula],
        "headings": headings,
        "unit": unit_in_words(figure.unit),
        "result": percent(figure.result) if is_share else figure.result,
        "result_unit": "%" if is_share else "",
        "digits": 1 if is_share else 2,
        "years": _years_of(figure),
        "steps": [_step(step, headings, is_share=is_share) for step in figure.steps],
        "remarks": _remarks(figure),
        "imports": figure.imports,
    }
    return render(request, "regions/region_figure.html", context)


_TITLES = {
    "quotient": gettext_lazy("How many times the country's weight"),
    "quotient-without-mining": gettext_lazy("How many times the country's weight, without mining"),
    "mining-share": gettext_lazy("Share of mining in the economy"),
}
_HEADINGS = {
    "class_here": gettext_lazy("This branch in the region"),
    "total_here": gettext_lazy("All branches in the region"),
    "class_country": gettext_lazy("This branch in the country"),
    "total_country": gettext_lazy("All branches in the country"),
    "mining": gettext_lazy("Value added of mining"),
    "grp": INDICATORS["grp"],
}


def _step(step: Any, headings: list[str], *, is_share: bool) -> dict[str, Any]:
    return {
        "year": str(step.year),
        "cells": list(zip(headings, step.inputs, strict=True)),
        "result": percent(step.result) if is_share else step.result,
    }


def _years_of(figure: Any) -> str:
    return f"{figure.steps[0].year}–{figure.steps[-1].year}"


def _remarks(figure: Any) -> list[dict[str, str]]:
    years: dict[str, list[str]] = {}
    for step in figure.steps:
        for code in step.remarks:
            years.setdefault(code, []).append(str(step.year))
    return [{"text": str(REMARKS[code]), "cells": ", ".join(found)} for code, found in sorted(years.items())]


def region_observations(request: HttpRequest, region: Any) -> HttpResponse:
    form = ObservationFilter(request.GET or None, region=region)
    is_wrong = form.is_bound and not form.is_valid()
    found = queries.observations_of(region, **form.criteria())
    page = Paginator(found.none() if is_wrong else found, ROWS_A_PAGE).get_page(request.GET.get("page"))
    names = {one: queries.class_names(one) for one in {row.indicator for row in page.object_list}}
    context = {
        "region": region,
        "crumbs": _crumbs((region.name, _page_of(region)), (_("All figures"), "")),
        "form": form,
        "page": page,
        "groups": _groups_of(page.object_list, names),
        "query": form.query(),
    }
    return render(request, "regions/region_observations.html", context, status=400 if is_wrong else 200)


def _groups_of(rows: Iterable[Any], names: Mapping[str, Mapping[str, str]]) -> list[dict[str, Any]]:
    """Values one after the other that measure the same, in the same unit, from the same file: said once above them."""
    return [
        {
            "indicator": indicator,
            "unit": unit,
            "file_name": file_name,
            "rows": [(row, names[indicator].get(row.class_code, "")) for row in same],
        }
        for (indicator, unit, file_name), same in groupby(
            rows, key=lambda row: (row.indicator, row.unit, row.brought_by.file_name)
        )
    ]


FILE_HEADER = (
    "region",
    "indicator",
    "class",
    "year",
    "value",
    "unit",
    "remarks",
    "source",
    "file",
    "file_sha256",
)


def region_observations_file(request: HttpRequest, found: Any) -> HttpResponse:
    """CSV or XLSX of all observations that the filter names. Codes, not words: programs read this."""
    region, kind = found
    form = ObservationFilter(request.GET, region=region)
    if not form.is_valid():
        return HttpResponse(_("The filter is wrong."), status=400, content_type="text/plain; charset=utf-8")
    rows = (_file_row(region, row) for row in queries.observations_of(region, **form.criteria()))
    if kind == "csv":
        return csv_download((FILE_HEADER, rows), region.code)
    return xlsx_download({region.code: (FILE_HEADER, rows)}, region.code)


def _file_row(region: Any, row: Any) -> tuple[Any, ...]:
    value = format(row.value.normalize(), "f")
    brought = row.brought_by
    where = brought.source.publisher, brought.file_name, brought.file_digest
    return region.code, row.indicator, row.class_code, row.year, Decimal(value), row.unit, row.remarks, *where


def _page_of(region: Any) -> str:
    return reverse("region_detail", args=[region.code])


def _crumbs(*below: tuple[str, str]) -> list[tuple[str, str]]:
    return [(_("Regions"), reverse("region_list")), *below]
