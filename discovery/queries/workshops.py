"""Workshops and their run sheets."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from discovery.models import Activity, Note, Participant, Step, Theme, Workshop
from discovery.models.codes import possible_codes
from regions.models import Region
from regions.permissions import roles_of


def region_for_member(user: Any, *, code: str) -> Region | None:
    """A region whose desk this person knows; to others it has none."""
    return Region.everywhere.filter(code=code, pk__in=roles_of(user)).first()


def region_for_anybody(user: Any, *, code: str) -> Region | None:
    return Region.everywhere.filter(code=code).first()


def workshop_for_member(user: Any, *, workshop_id: int) -> Workshop | None:
    """A workshop of a region in which this person has a role."""
    return _workshops().filter(pk=workshop_id, region_id__in=roles_of(user)).first()


def workshop_for(user: Any, *, workshop_id: int) -> Workshop | None:
    """A workshop for the region's people and for those who joined it."""
    joined = Exists(Participant.objects.filter(workshop=OuterRef("pk"), user_id=user.pk))
    return _workshops().filter(joined | Q(region_id__in=roles_of(user)), pk=workshop_id).first()


def workshop_by_code(typed: str) -> Workshop | None:
    """The workshop whose code was meant, in any state: the caller says why a door is shut."""
    codes = possible_codes(typed)
    found = {workshop.code: workshop for workshop in _workshops().filter(code__in=codes)} if codes else {}
    return next((found[code] for code in codes if code in found), None)


def workshops_of_region(region: Region, *, state: str = "") -> QuerySet[Workshop]:
    """The latest first, with how many joined, wrote and what came of it."""
    workshops = _workshops().filter(region=region).order_by("-held_date", "-pk")
    return (workshops.filter(state=state) if state else workshops).annotate(
        participant_count=_count(Participant),
        note_count=_count(Note),
        theme_count=_count(Theme),
        activity_count=_count(Activity),
    )


def run_sheet_of(workshop: Workshop) -> list[Step]:
    return list(workshop.steps.order_by("position"))


def step_for_member(user: Any, *, step_id: int) -> Step | None:
    """A line of the run sheet of a workshop of a region in which this person has a role."""
    return (
        Step.objects.filter(pk=step_id, workshop__region_id__in=roles_of(user))
        .select_related("workshop__region")
        .first()
    )


def next_step_of(workshop: Workshop, run_sheet: Sequence[Step]) -> Step | None:
    """The step after the current one; the first before anything began; None at the end."""
    current = next((step for step in run_sheet if step.pk == workshop.current_step_id), None)
    later = [step for step in run_sheet if current is None or step.position > current.position]
    return later[0] if later else None


def _workshops() -> QuerySet[Workshop]:
    return Workshop.objects.select_related("region", "current_step")


def _count(model: type[Participant] | type[Note] | type[Theme] | type[Activity]) -> Coalesce:
    """One subquery a column: joined together, the rows of three tables would multiply."""
    rows = model._base_manager.filter(workshop=OuterRef("pk")).order_by().values("workshop")
    return Coalesce(Subquery(rows.annotate(n=Count("pk")).values("n"), output_field=IntegerField()), 0)
