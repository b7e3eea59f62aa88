"""The fiche: what may stand in it, its versions, its actors, and title and summary in other languages."""

from collections.abc import Collection, Iterable
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.actions import register_organization
from accounts.models import OrganizationKind, User
from discovery import signals
from discovery.actions.news import facilitator_changed
from discovery.models import Activity, ActivityKind, ActivityVersion, Actor, EnteredTranslation
from discovery.queries import fiche_document, objectives_to_serve
from foundation import audit, clock
from foundation.transitions import Refused
from regions.models import Domain, PolicyObjective, ScientificDomain

TRANSLATED = ("title", "summary")


class EditedMeanwhile(Refused):
    """Somebody else changed the fiche after this person opened it."""

    def __init__(self) -> None:
        super().__init__(
            _("Somebody changed this description while you were writing. Nothing of yours was stored.")
        )


def locked_activity(activity: Activity) -> Activity:
    """As it is now, and nobody else changes it in this transaction. Raises Refused for one that is on no list."""
    rows = Activity.objects.select_for_update(of=("self",)).select_related(
        "region", "workshop", "merged_into"
    )
    locked = rows.get(pk=activity.pk)
    if locked.merged_into:
        raise Refused(_("This activity became part of “%(title)s”.") % {"title": locked.merged_into.title})
    if locked.dissolved_at:
        raise Refused(_("The merge that made this activity was undone: it is no longer on the list."))
    return locked


def describe(activity: Activity, fiche: dict[str, Any]) -> bool:
    """Only what differs is written: a translated text shown in its place must not become a copy of itself.

    True where title or summary were changed.
    """
    unknown = fiche.keys() - set(Activity.FICHE_FIELDS)
    if unknown:
        raise TypeError(f"not in the fiche: {', '.join(sorted(unknown))}")
    changed = {name for name, value in fiche.items() if getattr(activity, name) != value}
    for name in changed:
        setattr(activity, name, fiche[name])
    if activity.kind == ActivityKind.ACTIVITY and activity.is_activity is False:
        raise Refused(
            _(
                "A firm or a whole sector cannot be a priority. Name what would be done: "
                "who makes what, for whom, and what is new about it."
            )
        )
    return bool(changed & set(TRANSLATED))


def set_lists(
    activity: Activity,
    *,
    domain_codes: Collection[str] | None = None,
    scientific_codes: Collection[str] | None = None,
    objective_ids: Collection[int] | None = None,
) -> None:
    """None leaves a list as it is. Raises Refused for what does not exist."""
    if domain_codes is not None:
        activity.domains.set(_domains(domain_codes))
    if scientific_codes is not None:
        activity.scientific_domains.set(_scientific_domains(scientific_codes))
    if objective_ids is not None:
        activity.objectives.set(_objectives(activity, objective_ids))


def keep_version(activity: Activity, before: dict[str, Any], by: User) -> None:
    """The fiche as it is now, if it differs; before the first change its beginning is kept too."""
    document = fiche_document(activity)
    if document == before:
        return
    number = activity.versions.aggregate(last=Max("number"))["last"] or 0
    if number == 0 and before:
        number = 1
        first = {"changed_by_id": activity.created_by_id, "changed_at": activity.created_at}
        ActivityVersion.objects.create(activity=activity, number=number, document=before, **first)
    ActivityVersion.objects.create(activity=activity, number=number + 1, document=document, changed_by=by)


def require_version(activity: Activity, edit_version: int | None) -> None:
    """`edit_version` is the number of the version the person looked at. Raises EditedMeanwhile."""
    latest = activity.versions.aggregate(last=Max("number"))["last"] or 0
    if edit_version is not None and edit_version != latest:
        raise EditedMeanwhile


def note_translation(activity: Activity, by: User, language: str = "") -> None:
    """Who put the texts into a language they were not written in."""
    used = language or (get_language() or "")[:2]
    if not activity.original_language or used == activity.original_language:
        return
    EnteredTranslation.objects.update_or_create(
        activity=activity, language=used, defaults={"translated_by": by, "translated_at": clock.now()}
    )


@transaction.atomic
def translate_activity(*, activity: Activity, language: str, title: str, summary: str, by: User) -> Activity:
    """Title and summary in another language; what was written first stays as it is. Raises Refused."""
    locked = locked_activity(activity)
    if language == locked.original_language:
        raise Refused(
            _("It was written in this language: this would not be a translation. Change the description.")
        )
    before, stamp = fiche_document(locked), audit.snapshot(locked)
    setattr(locked, f"title_{language}", title)
    setattr(locked, f"summary_{language}", summary)
    locked.save()
    note_translation(locked, by, language)
    keep_version(locked, before, by)
    announce(locked, "translate_activity", by, before=stamp)
    return locked


@transaction.atomic
def add_actor(*, activity: Activity, name: str, kind: str, role: str, by: User) -> Actor:
    """An organization that takes part; known by its name, entered if it is new. Naming it again changes its role."""
    locked = locked_activity(activity)
    before = fiche_document(locked)
    organization = register_organization(name=name, kind=kind or OrganizationKind.FIRM)
    actor, _is_new = Actor.objects.update_or_create(
        activity=locked, organization=organization, defaults={"role": role}
    )
    keep_version(locked, before, by)
    announce(locked, "add_actor", by)
    return actor


@transaction.atomic
def remove_actor(*, actor: Actor, by: User) -> Activity:
    locked = locked_activity(actor.activity)
    before = fiche_document(locked)
    actor.delete()
    keep_version(locked, before, by)
    announce(locked, "remove_actor", by)
    return locked


def announce(activity: Activity, verb: str, by: User, *, before: str = "") -> None:
    """Open pages, other apps and the audit chain."""
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


def _domains(codes: Iterable[str]) -> list[Domain]:
    wanted = set(codes)
    found = list(Domain.objects.filter(code__in=wanted))
    unknown = wanted - {domain.code for domain in found}
    if unknown:
        raise Refused(_("Unknown domain: %(codes)s.") % {"codes": ", ".join(sorted(unknown))})
    return found


def _scientific_domains(codes: Iterable[str]) -> list[ScientificDomain]:
    wanted = set(codes)
    found = list(ScientificDomain.objects.filter(code__in=wanted))
    unknown = wanted - {domain.code for domain in found}
    if unknown:
        raise Refused(_("Unknown field of research: %(codes)s.") % {"codes": ", ".join(sorted(unknown))})
    return found


def _objectives(activity: Activity, ids: Iterable[int]) -> list[PolicyObjective]:
    wanted = set(ids)
    found = list(objectives_to_serve(activity.region, activity).filter(pk__in=wanted))
    if len(found) < len(wanted):
        raise Refused(_("One of these objectives is neither the region's nor its country's."))
    return found
