"""Activities: proposing, describing, supporting; their standing follows decisions."""

from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.actions import tell
from accounts.models import User
from discovery.actions.fiche import (
    announce,
    describe,
    keep_version,
    locked_activity,
    note_translation,
    require_version,
    set_lists,
)
from discovery.actions.joining import require_admitted, require_open
from discovery.actions.news import participant_changed
from discovery.models import Activity, Standing, Support, Theme, Workshop
from discovery.queries import authors_of_themes, fiche_document, participant_in, through_merges
from foundation import audit
from foundation.transitions import Refused
from regions.models import Region


@transaction.atomic
def propose_activity(
    *,
    region: Region,
    title: str,
    by: User,
    workshop: Workshop | None = None,
    theme_ids: Collection[int] = (),
    domain_codes: Collection[str] = (),
    scientific_codes: Collection[str] = (),
    objective_ids: Collection[int] = (),
    **fiche: Any,
) -> Activity:
    """A candidate made of themes of a workshop, of a proposal, or of neither. `fiche`: Activity.FICHE_FIELDS.

    Raises Refused: not an activity, a theme that already has one, an unknown domain or objective.
    """
    language = (get_language() or "")[:2]
    activity = Activity(region=region, workshop=workshop, created_by=by, original_language=language)
    describe(activity, fiche | {"title": title})
    activity.save()
    set_lists(
        activity,
        domain_codes=domain_codes,
        scientific_codes=scientific_codes,
        objective_ids=objective_ids,
    )
    _take_themes(activity, theme_ids)
    if theme_ids:
        authors = authors_of_themes(theme_ids)
        tell(kind="discovery.note_in_activity", people=authors, about=activity, by=by)
    keep_version(activity, {}, by)
    announce(activity, "propose_activity", by)
    return activity


@transaction.atomic
def edit_activity(
    *,
    activity: Activity,
    by: User,
    domain_codes: Collection[str] | None = None,
    scientific_codes: Collection[str] | None = None,
    objective_ids: Collection[int] | None = None,
    edit_version: int | None = None,
    **fiche: Any,
) -> Activity:
    """Change what is described; what is not named stays.

    Raises Refused as `propose_activity`, and EditedMeanwhile where `edit_version` is no longer the latest.
    """
    locked = locked_activity(activity)
    require_version(locked, edit_version)
    before, stamp = fiche_document(locked), audit.snapshot(locked)
    if describe(locked, fiche):
        note_translation(locked, by)
    locked.save()
    set_lists(
        locked,
        domain_codes=domain_codes,
        scientific_codes=scientific_codes,
        objective_ids=objective_ids,
    )
    keep_version(locked, before, by)
    announce(locked, "edit_activity", by, before=stamp)
    return locked


@transaction.atomic
def set_support(*, activity: Activity, wanted: bool, by: User) -> Activity:
    """Support an activity, or no longer. Asking twice changes nothing. Raises WrongState, Refused.

    Whoever supported one that was merged into it supports it already; taking it back takes back both.
    """
    if activity.workshop is None:
        raise Refused(_("This activity did not come from a workshop."))
    if not activity.is_current:
        raise Refused(_("This activity is no longer on the list. Please reload the page."))
    require_open(activity.workshop)
    participant = participant_in(activity.workshop, by)
    if participant is None:
        raise Refused(_("Only those who joined the workshop can support an activity."))
    require_admitted(participant)
    given = Support.objects.filter(through_merges("activity", activity.pk), participant__user=by)
    if not wanted:
        given.delete()
    elif not given.exists():
        Support.objects.get_or_create(activity=activity, participant=participant)
    participant_changed(activity.workshop.pk, "activities")
    return activity


@transaction.atomic
def set_standing(*, activity_ids: Collection[int], standing: Standing | str, by: User) -> list[Activity]:
    """What a published decision says of these activities. Returns those whose standing changed."""
    changed = list(
        Activity.objects.select_for_update()
        .filter(pk__in=activity_ids)
        .exclude(standing=standing)
        .order_by("pk")
    )
    for activity in changed:
        before = audit.snapshot(activity)
        activity.standing = Standing(standing)
        activity.save(update_fields=["standing"])
        announce(activity, "set_standing", by, before=before)
    return changed


def _take_themes(activity: Activity, theme_ids: Collection[int]) -> None:
    """A theme becomes part of at most one activity: whoever was first has it."""
    free = Theme.objects.filter(
        workshop=activity.workshop_id, pk__in=theme_ids, activity=None, merged_into=None
    )
    if free.update(activity=activity) != len(set(theme_ids)):
        raise Refused(_("One of these themes already belongs to an activity. Please look again."))
