"""The four types of sectors: how much of the economy each makes, and which branch is of which."""

from typing import Any

import rules
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from foundation.transitions import Refused
from regions import queries
from regions.actions import set_sector_types
from regions.forms import SectorTypesForm
from regions.queries import SectorType
from regions.views import wording
from regions.views.charts import charts_of, files_of
from regions.views.tabs import crumbs_of, tabs_of


def region_sectors(request: HttpRequest, region: Any) -> HttpResponse:
    history = queries.history_for(request.user, code=region.code)
    types, own = queries.sector_types_of(region), queries.own_sector_types(region)
    domains = list(queries.domains_by_code())
    names = {one.code: one.name for one in domains if one.level == 1}
    divisions = {one.code: one.name for one in domains if one.level > 1}
    shares = {}
    chart = None
    if history:
        chart = charts_of(history, names, types).get("sector-types")
        structure = history.evidence.profile.structure
        shares = {part.code: part.share * 100 for part in structure.parts} if structure else {}
    title = _("Types of sectors")
    context = {
        "region": region,
        "title": title,
        "crumbs": crumbs_of(region, title),
        "tabs": tabs_of(region, "region_sectors"),
        "chart": chart,
        "files": files_of(history, chart) if history and chart else [],
        "source": wording.source_of(history.evidence) if history else None,
        "groups": _groups(types, own, names, divisions, shares),
        "year": str(history.evidence.profile.structure.year)
        if history and history.evidence.profile.structure
        else "",
        "may_set": rules.has_perm("regions.set_rules", request.user, region),
    }
    return render(request, "regions/region_sectors.html", context)


def _groups(types: Any, own: Any, names: Any, divisions: Any, shares: Any) -> list[dict[str, Any]]:
    about = {
        SectorType.RAW_MATERIAL: _("Raw materials and resources, mainly for demand from outside; prices are set by the world's and the country's markets."),
        SectorType.INFRASTRUCTURE: _("Products and services for local demand, at prices of local markets."),
        SectorType.HIGH_TECH: _("New materials, products and technologies for demand at home and abroad, at prices of world markets."),
        SectorType.KNOWLEDGE: _("Intangible products: computing, digital production, research, modern management."),
    }  # fmt: skip
    sections = [code for code in sorted(types) if code in names]
    return [
        {
            "label": kind.label,
            "about": about[kind],
            "share": sum(shares.get(code, 0.0) for code in sections if types[code] == kind)
            if shares
            else None,
            "branches": [
                {"code": code, "name": names[code], "share": shares.get(code), "is_own": code in own}
                for code in sections
                if types[code] == kind
            ],
            "divisions": [
                divisions.get(code, code)
                for code in sorted(types)
                if code not in names and types[code] == kind and code in queries.default_sector_types()
            ],
        }
        for kind in SectorType
    ]


def sector_types_edit(request: HttpRequest, region: Any) -> HttpResponse:
    form = SectorTypesForm(request.POST or None, region=region)
    user: Any = request.user
    if form.is_valid():
        try:
            set_sector_types(region=region, types=form.types(), reason=form.cleaned_data["reason"], by=user)
        except Refused as refused:
            form.add_error(None, refused.message)
        else:
            messages.success(request, _("The types were changed. The page of the region shows them at once."))
            return redirect("region_sectors", code=region.code)
    title = _("Which branch is of which type")
    context = {"region": region, "title": title, "form": form, "crumbs": crumbs_of(region, title)}
    return render(request, "regions/sector_types_form.html", context, status=400 if form.errors else 200)
