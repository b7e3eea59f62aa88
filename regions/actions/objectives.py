"""What a region or its country wants to reach: written down, put in order, retired; never deleted."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from foundation import audit, clock
from foundation.transitions import Refused
from regions.models import PolicyObjective, Region

LANGUAGES = ("ru", "kk", "en")
TEXTS = tuple(f"{name}_{language}" for name in ("title", "explanation", "document") for language in LANGUAGES)
"""What is said of an objective; what is not said in a language is empty."""


@transaction.atomic
def add_objective(
    *, region: Region, by: User | None, code: str = "", serves: PolicyObjective | None = None, **texts: str
) -> PolicyObjective:
    """The last in the region's order. `texts`: TEXTS. Without a code it gets the next free number.

    Raises Refused: no title, a code that is used, an objective that is not the parent's.
    """
    locked = Region.everywhere.select_for_update().get(pk=region.pk)  # one at a time: number and place
    known = list(PolicyObjective.objects.filter(region=locked).values_list("code", "position"))
    codes = {one for one, _position in known}
    objective = PolicyObjective(
        region=locked,
        code=_free_code(code, codes),
        position=max((position for _code, position in known), default=0) + 1,
    )
    _describe(objective, texts, serves)
    objective.save()
    _record("add_objective", objective, by)
    return objective


@transaction.atomic
def edit_objective(
    *, objective: PolicyObjective, by: User, serves: PolicyObjective | None = None, **texts: str
) -> PolicyObjective:
    """Say it otherwise, or say what it serves. The code stays: published sets name it."""
    locked = _locked(objective)
    before = audit.snapshot(locked)
    _describe(locked, texts, serves)
    locked.save()
    _record("edit_objective", locked, by, before=before)
    return locked


@transaction.atomic
def move_objective(*, objective: PolicyObjective, up: bool, by: User) -> PolicyObjective:
    """One place up or down among those in force; at the end of the list nothing happens."""
    Region.everywhere.select_for_update().get(pk=objective.region_id)
    listed = list(PolicyObjective.objects.filter(region=objective.region_id, retired_at=None))
    at = next((place for place, one in enumerate(listed) if one.pk == objective.pk), None)
    if at is None:
        raise Refused(_("This objective is retired; it has no place in the order."))
    to = at - 1 if up else at + 1
    if not 0 <= to < len(listed):
        return listed[at]
    moved = listed[at]
    before = audit.snapshot(moved)
    listed[at], listed[to] = listed[to], moved
    for place, one in enumerate(listed, start=1):
        one.position = place
    PolicyObjective.objects.bulk_update(listed, ["position"])
    _record("move_objective", moved, by, before=before)
    return moved


@transaction.atomic
def retire_objective(*, objective: PolicyObjective, reason: str, by: User) -> PolicyObjective:
    """From now on nothing new may name it; what names it already keeps it."""
    if not reason.strip():
        raise Refused(_("Please write the reason: others will read it."))
    locked = _locked(objective)
    if locked.retired_at:
        raise Refused(_("This objective is retired already."))
    before = audit.snapshot(locked)
    locked.retired_at = clock.now()
    locked.save(update_fields=["retired_at"])
    _record("retire_objective", locked, by, before=before, reason=reason.strip())
    return locked


@transaction.atomic
def restore_objective(*, objective: PolicyObjective, by: User) -> PolicyObjective:
    """Back in force, at the end of the order."""
    locked = _locked(objective)
    if not locked.retired_at:
        raise Refused(_("This objective is in force already."))
    before = audit.snapshot(locked)
    last = PolicyObjective.objects.filter(region=locked.region_id).order_by("position").last()
    locked.retired_at, locked.position = None, (last.position if last else 0) + 1
    locked.save(update_fields=["retired_at", "position"])
    _record("restore_objective", locked, by, before=before)
    return locked


def _locked(objective: PolicyObjective) -> PolicyObjective:
    found = PolicyObjective.objects.select_related("region").select_for_update(of=("self",))
    return found.get(pk=objective.pk)


def _describe(objective: PolicyObjective, texts: dict[str, str], serves: PolicyObjective | None) -> None:
    unknown = set(texts) - set(TEXTS)
    if unknown:
        raise TypeError(f"not a text of an objective: {', '.join(sorted(unknown))}")
    for name, text in texts.items():
        setattr(objective, name, text.strip() or _nothing(name))
    if not any(getattr(objective, f"title_{language}") for language in LANGUAGES):
        raise Refused(_("Please write the title in at least one language."))
    if serves and serves.region_id != objective.region.parent_id:
        raise Refused(_("An objective serves one of the country's, not one of another region."))
    if serves and serves.retired_at and serves.pk != objective.serves_id:
        raise Refused(_("The country has retired this objective; please choose one that is in force."))
    objective.serves = serves


def _nothing(name: str) -> str | None:
    """Empty, so that another language is shown instead."""
    return None if name.startswith("title") else ""


def _free_code(wanted: str, taken: set[str]) -> str:
    if wanted in taken:
        raise Refused(_("The code %(code)s is used by another objective here.") % {"code": wanted})
    numbers: Any = (str(number) for number in range(1, len(taken) + 2))
    return wanted or next(number for number in numbers if number not in taken)


def _record(
    verb: str, objective: PolicyObjective, by: User | None, *, before: str = "", reason: str = ""
) -> None:
    audit.record(
        audit.region_chain(objective.region_id),
        f"regions.{verb}",
        objective,
        by=by,
        before=before,
        after=audit.snapshot(objective),
        reason=reason,
    )
