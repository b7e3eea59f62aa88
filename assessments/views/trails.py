"""Where a page stands, from the region down."""

from typing import Any

import rules
from django.urls import reverse
from django.utils.translation import gettext as _

Trail = list[tuple[str, str]]


def trail_in(region: Any, *further: tuple[str, str]) -> Trail:
    """The region's desk, then what follows; the last one is the page itself and gets no address."""
    *earlier, (here, _address) = further
    return [(region.name, reverse("region_desk", args=[region.code])), *earlier, (here, "")]


def works_in(request: Any, region: Any) -> bool:
    """People with a role in the region; its desk does not exist for others."""
    return bool(rules.has_perm("assessments.see_framework", request.user, region))


def trail_of_round(request: Any, round: Any, *further: tuple[str, str]) -> Trail:
    """From the desk for people with a role; from their ballot for those who only score; else from what is published."""
    if works_in(request, round.region):
        return trail_in(round.region, rounds_of(round.region), the_round(round), *further)
    *earlier, (here, _address) = further
    scores = rules.has_perm("assessments.score", request.user, round)
    start = (round.title, reverse("ballot_form", args=[round.pk])) if scores else published_in(round.region)
    return [start, *earlier, (here, "")]


def published_in(region: Any) -> tuple[str, str]:
    return region.name, reverse("publication_latest", args=[region.code])


def rounds_of(region: Any) -> tuple[str, str]:
    return _("Scoring"), reverse("round_list", args=[region.code])


def frameworks_of(region: Any) -> tuple[str, str]:
    return _("Sets of questions"), reverse("framework_list", args=[region.code])


def the_framework(framework: Any) -> tuple[str, str]:
    return framework.title, reverse("framework_detail", args=[framework.pk])


def the_draft(framework: Any) -> tuple[str, str]:
    return framework.title, reverse("framework_edit", args=[framework.pk])


def the_round(round: Any) -> tuple[str, str]:
    return round.title, reverse("round_detail", args=[round.pk])


def the_ranking(round: Any) -> tuple[str, str]:
    return _("Result"), reverse("ranking_detail", args=[round.pk])


def wheels_of(region: Any) -> tuple[str, str]:
    return _("Self-assessment"), reverse("wheel_list", args=[region.code])


def the_wheel(wheel: Any) -> tuple[str, str]:
    return wheel.title, reverse("wheel_detail", args=[wheel.pk])


def page(here: str) -> tuple[str, str]:
    return here, ""
