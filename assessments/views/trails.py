"""Where a page stands, from the region down."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

Trail = list[tuple[str, str]]


def trail_in(region: Any, *further: tuple[str, str]) -> Trail:
    """The region's desk, then what follows; the last one is the page itself and gets no address."""
    *earlier, (here, _address) = further
    return [(region.name, reverse("region_desk", args=[region.code])), *earlier, (here, "")]


def rounds_of(region: Any) -> tuple[str, str]:
    return _("Scoring"), reverse("round_list", args=[region.code])


def frameworks_of(region: Any) -> tuple[str, str]:
    return _("Sets of questions"), reverse("framework_list", args=[region.code])


def the_round(round: Any) -> tuple[str, str]:
    return round.title, reverse("round_detail", args=[round.pk])


def the_ranking(round: Any) -> tuple[str, str]:
    return _("Result"), reverse("ranking_detail", args=[round.pk])


def page(here: str) -> tuple[str, str]:
    return here, ""
