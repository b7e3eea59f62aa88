"""The pages of one region or country, and where a reader stands among them."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _


def tabs_of(region: Any, here: str) -> list[tuple[str, str, bool]]:
    """For the component sub_navigation; `here` is the name of the page's route."""
    pages = [("region_detail", _("At a glance")), ("region_history", _("Over the years"))]
    if region.kind == "country":
        pages.insert(1, ("country_map", _("Map of the regions")))
        pages.append(("country_comparison", _("Compare regions")))
    else:
        pages += [("region_growth", _("Where growth came from")), ("region_near", _("What is near"))]
    pages += [("region_trade", _("Exports")), ("region_sectors", _("Types of sectors"))]
    return [(label, reverse(name, args=[region.code]), name == here) for name, label in pages]


def crumbs_of(region: Any, title: str) -> list[tuple[str, str]]:
    return [
        (_("Regions"), reverse("region_list")),
        (region.name, reverse("region_detail", args=[region.code])),
        (title, ""),
    ]
