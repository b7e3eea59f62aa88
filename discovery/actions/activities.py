"""Activities: proposing, describing, supporting; their standing follows decisions."""

from collections.abc import Collection, Iterable
from functools import partial
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from discovery import signals
from discovery.actions.joining import require_open
from discovery.actions.news import facilitator_changed, participant_changed
from discovery.models import Activity, ActivityKind, Standing, Support, Theme, Workshop
from discovery.queries import participant_in
from foundation import audit
from foundation.transitions import Refused
from regions.models import Domain, Region


@transaction.atomic
def propose_activity(
    *,
    region: Region,
    title: str,
    by: User,
    workshop: Workshop | None = None,
    theme_ids: Collection[int] = (),
    domain_codes: Collection[str] = (),
    **fiche: Any,
) -> Activity:
    """A candidate made of themes of a workshop, of a proposal, or of neither. `fiche`: Activity.FICHE_FIELDS.

    Raises Refused: not an activity, a theme that already has one, an unknown domain.
    """
    activity = Activity(region=region, workshop=workshop, created_by=by)
    _describe(activity, fiche | {"title": title})
    activity.save()
    activity.domains.set(_domains(domain_codes))
    _take_themes(activity, theme_ids)
    _announce(activity, "propose_activity", by)
    return activity


@transaction.atomic
def edit_activity(
    *, activity: Activity, by: User, domain_codes: Collection[str] | None = None, **fiche: Any
) -> Activity:
    """Change what is described; what is not named stays. Raises Refused as `propose_activity`."""
    before = audit.snapshot(activity)
    _describe(activity, fiche)
    activity.save()
    if domain_codes is not None:
        activity.domains.set(_domains(domain_codes))
    _announce(activity, "edit_activity", by, before=before)
    return activity


@transaction.atomic
def set_support(*, activity: Activity, wanted: bool, by: User) -> Activity:
    """Support an activity, or no longer. Asking twice changes nothing. Raises WrongState, Refused."""
    if activity.workshop is None:
        raise Refused(_("This activity did not come from a workshop."))
    require_open(activity.workshop)
    participant = participant_in(activity.workshop, by)
    if participant is None:
        raise Refused(_("Only those who joined the workshop can support an activity."))
    if wanted:
        Support.objects.get_or_create(activity=activity, participant=participant)
    else:
        Support.objects.filter(activity=activity, participant=participant).delete()
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
        _announce(activity, "set_standing", by, before=before)
    return changed


def _describe(activity: Activity, fiche: dict[str, Any]) -> None:
    """Only what differs is written: a translated text shown in its place must not become a copy of itself."""
    unknown = fiche.keys() - set(Activity.FICHE_FIELDS)
    if unknown:
        raise TypeError(f"not in the fiche: {', '.join(sorted(unknown))}")
    for name, value in fiche.items():
        if getattr(activity, name) != value:
            setattr(activity, name, value)
    if activity.kind == ActivityKind.ACTIVITY and not activity.is_activity:
        raise Refused(
            _(
                "A firm or a whole sector cannot be a priority. Name what would be done: "
                "who makes what, for whom, and what is new about it."
            )
        )


def _domains(codes: Iterable[str]) -> list[Domain]:
    wanted = set(codes)
    found = list(Domain.objects.filter(code__in=wanted))
    unknown = wanted - {domain.code for domain in found}
    if unknown:
        raise Refused(_("Unknown domain: %(codes)s.") % {"codes": ", ".join(sorted(unknown))})
    return found


def _take_themes(activity: Activity, theme_ids: Collection[int]) -> None:
    """A theme becomes part of at most one activity: whoever was first has it."""
    free = Theme.objects.filter(workshop=activity.workshop_id, pk__in=theme_ids, activity=None)
    if free.update(activity=activity) != len(set(theme_ids)):
        raise Refused(_("One of these themes already belongs to an activity. Please look again."))


def _announce(activity: Activity, verb: str, by: User, *, before: str = "") -> None:
    if activity.workshop_id:
        facilitator_changed(activity.workshop_id, "activities", "notes", "themes", "board")
    transaction.on_commit(partial(signals.activity_changed.send, Activity, pk=activity.pk))
    audit.record(
        audit.region_chain(activity.region_id),
        f"discovery.{verb}",
        activity,
        by=by,
        before=before,
        after=audit.snapshot(activity),
    )
