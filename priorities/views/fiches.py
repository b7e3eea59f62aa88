"""What the public page of an activity shows of its fiche: translation, organizations, clusters, merging."""

from typing import Any

import rules
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from discovery import queries
from foundation.foreign_text import written_in
from regions.queries import sector_types_among, with_sector_types


def fiche_context(request: HttpRequest, activity: Any) -> dict[str, Any]:
    """`?state=without` leaves out state-controlled organizations."""
    without_state = request.GET.get("state") == "without"
    actors = list(queries.actors_of(activity))
    return {
        "translation": translation_of(activity),
        "translators": translators_of(request.user, activity),
        "languages_missing": languages_missing(request.user, activity),
        "without_state": without_state,
        "actors": [each for each in actors if not (without_state and each.organization.is_state_controlled)],
        "state_count": sum(each.organization.is_state_controlled for each in actors),
        "clusters": queries.clusters_of_activity(activity),
        "merges": queries.merges_about(activity),
        "may_edit": activity.is_current and rules.has_perm("discovery.edit_activity", request.user, activity),
    }


def translation_of(activity: Any) -> dict[str, Any] | None:
    """The original, where the page shows the activity in another language, and how it came into this one."""
    original, shown = queries.original_of(activity), (get_language() or "")[:2]
    if original is None or original.language == shown:
        return None
    return {
        "original": original,
        "original_name": dict(settings.LANGUAGES)[original.language],
        "is_translated": bool(getattr(activity, f"title_{shown}", "")),
    }


def translators_of(user: Any, activity: Any) -> list[dict[str, Any]]:
    """Who entered which translation and when; the region's people read the name too. No query where there is none."""
    written = [code for code, _name in settings.LANGUAGES if getattr(activity, f"title_{code}")]
    if not set(written) - {activity.original_language}:
        return []
    names, works_here = dict(settings.LANGUAGES), rules.has_perm("regions.work_in_region", user, activity)
    return [
        {
            "language": names[each.language],
            "moment": each.translated_at,
            "name": str(each.translated_by) if works_here and each.translated_by else "",
        }
        for each in queries.translations_of(activity)
    ]


def languages_missing(user: Any, activity: Any) -> list[tuple[str, str]]:
    """(address, name) of the languages nobody has translated it into, for those who may."""
    if not user.is_authenticated or not rules.has_perm("discovery.translate_activity", user, activity):
        return []
    return [
        (reverse("activity_translate", args=[activity.pk, code]), str(name))
        for code, name in settings.LANGUAGES
        if code != activity.original_language and not getattr(activity, f"title_{code}")
    ]


def facts_of(activity: Any) -> list[tuple[str, str]]:
    """The fiche, without what nobody has filled in."""
    domains = list(with_sector_types(activity.domains.all(), activity.region_id))
    facts = [
        (_("Fields of business"), _several(domain.name for domain in domains)),
        (_("Type of sector"), ", ".join(str(kind.label) for kind in sector_types_among(domains))),
        (_("Fields of research"), _several(field.name for field in activity.scientific_domains.all())),
        (_("Objectives it serves"), _several(activity.objectives.all())),
        (_("Market"), activity.get_market_display()),
        (_("Technology"), activity.get_technology_source_display()),
        (_("Kind of technology"), activity.get_technology_kind_display()),
        (_("How ready the technology is"), activity.get_readiness_display() or ""),
        (_("What changes"), activity.get_change_pattern_display()),
        *((label, written_in(text, activity.original_language)) for label, text in _own_words(activity)),
    ]
    return [(label, value) for label, value in facts if value]


def _own_words(activity: Any) -> list[tuple[str, str]]:
    """What is kept in the language it was written in only."""
    return [
        (_("What it builds on"), activity.assets),
        (_("Who would do it"), activity.actors),
        (_("What the first experiment is to find out"), activity.experiment_hypothesis),
        (_("First milestone"), activity.experiment_milestone),
        (_("When it would be stopped"), activity.experiment_stop_rule),
        (_("Budget"), activity.experiment_budget),
        (_("Who leads it"), activity.experiment_owner),
    ]


def _several(rows: Any) -> str:
    """Each in a line of its own, with the marks of names that are there in another language only."""
    return format_html_join("\n", "{}", ((row if isinstance(row, str) else str(row),) for row in rows))
