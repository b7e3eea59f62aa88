"""Where a page of the desk stands: region, its workshops, one workshop, the page itself."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

Trail = list[tuple[str, str]]


def trail_to(here: str, *, region: Any, workshop: Any = None) -> Trail:
    """For the component `breadcrumbs`; the page itself has no address."""
    path = [*_to_region(region), (_("Workshops"), reverse("workshop_list", args=[region.code]))]
    if workshop:
        path.append((workshop.title, reverse("workshop_detail", args=[workshop.pk])))
    return [*path, (here, "")]


def trail_to_workshop(workshop: Any) -> Trail:
    return trail_to(workshop.title, region=workshop.region)


def trail_to_list(region: Any) -> Trail:
    return [*_to_region(region), (_("Workshops"), "")]


def _to_region(region: Any) -> Trail:
    return [(region.name, reverse("region_desk", args=[region.code]))]


def trail_in_region(region: Any, *path: tuple[str, str]) -> Trail:
    return [*_to_region(region), *path]
