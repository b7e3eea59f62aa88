"""Who is in the hall, and for which helix they speak."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery, Window
from django.db.models.functions import RowNumber

from accounts.models import Helix, Stakeholder, User
from discovery.models import Admission, Participant, Workshop
from foundation import audit
from regions.permissions import roles_of


@dataclass(frozen=True)
class Attendance:
    """People by helix, in the helices' order: all who joined, and those whose helix is confirmed."""

    joined: dict[str, int]
    confirmed: dict[str, int]

    @property
    def total(self) -> int:
        return sum(self.joined.values())

    @property
    def waiting(self) -> int:
        """Joined, but not confirmed yet."""
        return self.total - sum(self.confirmed.values())


def participant_for(user: Any, *, workshop_id: int) -> Participant | None:
    """This person's own place in a workshop; `number` is the one the hall calls them by."""
    return (
        Participant.objects.filter(user_id=user.pk, workshop_id=workshop_id)
        .select_related("workshop__region", "workshop__current_step", "organization", "table", "user")
        .annotate(number=_number())
        .first()
    )


def refusal_of(participant: Participant) -> str:
    """The reason somebody was not admitted, for that person."""
    row = audit.reasons_of(participant).filter(verb="discovery.refuse_admission").last()
    return row.words.text if row and hasattr(row, "words") else ""


def participant_in(workshop: Workshop, user: User) -> Participant | None:
    return Participant.objects.filter(workshop=workshop, user=user).first()


def participant_to_run(user: Any, *, participant_id: int) -> Participant | None:
    """Somebody in a workshop of a region in which this person has a role."""
    return (
        Participant.objects.filter(pk=participant_id, workshop__region_id__in=roles_of(user))
        .select_related("workshop__region", "organization")
        .first()
    )


def participants_of_workshop(workshop: Workshop) -> QuerySet[Participant]:
    """In the order they joined; names stay out, people are known by number, organization and helix."""
    number = Window(RowNumber(), order_by="pk")
    return (
        Participant.objects.filter(workshop=workshop)
        .select_related("organization")
        .annotate(number=number)
        .order_by("pk")
    )


def participants_narrowed(
    workshop: Workshop,
    *,
    helix: str = "",
    admission: str = "",
    is_confirmed: bool | None = None,
    is_state_controlled: bool | None = None,
) -> QuerySet[Participant]:
    wanted = {"helix": helix, "admission": admission}
    narrowed = {column: value for column, value in wanted.items() if value}
    people = Participant.objects.filter(workshop=workshop, **narrowed).select_related("organization")
    people = people.order_by("pk")
    if is_state_controlled is not None:
        controlled = Q(organization__is_state_controlled=True)
        people = people.filter(controlled if is_state_controlled else ~controlled)
    return people if is_confirmed is None else people.filter(confirmed_at__isnull=not is_confirmed)


def participants_for_roster(workshop: Workshop) -> QuerySet[Participant]:
    """Those who may be sealed into a roster: confirmed, with person, number, helix and organization."""
    return (
        Participant.objects.filter(workshop=workshop, confirmed_at__isnull=False)
        .select_related("user", "organization")
        .annotate(number=_number())
        .order_by("pk")
    )


def numbers_in_hall(workshop_id: int | None) -> dict[int, int]:
    """User -> the number by which the hall calls them: the place in the order of joining. One query."""
    if workshop_id is None:
        return {}
    people = Participant.objects.filter(workshop_id=workshop_id).order_by("pk")
    return {
        user_id: number for number, user_id in enumerate(people.values_list("user_id", flat=True), start=1)
    }


def attendance_of(workshop_id: int) -> Attendance:
    joined, confirmed = dict.fromkeys(Helix.values, 0), dict.fromkeys(Helix.values, 0)
    for helix, everybody, known in (
        Participant.objects.filter(workshop_id=workshop_id)
        .exclude(admission=Admission.REFUSED)
        .order_by()
        .values_list("helix")
        .annotate(everybody=Count("pk"), known=Count("pk", filter=Q(confirmed_at__isnull=False)))
    ):
        joined[helix], confirmed[helix] = everybody, known
    return Attendance(joined, confirmed)


def attendance_among(participants: Iterable[Participant]) -> Attendance:
    """The same of people already read."""
    joined, confirmed = dict.fromkeys(Helix.values, 0), dict.fromkeys(Helix.values, 0)
    for person in participants:
        joined[person.helix] += person.admission != Admission.REFUSED
        confirmed[person.helix] += person.is_confirmed
    return Attendance(joined, confirmed)


def present_by_helix(workshop_id: int) -> dict[str, int]:
    """Confirmed people by helix; an unconfirmed helix is only a claim and counts for nothing that is measured."""
    return present_by_workshop([workshop_id])[workshop_id]


def present_by_workshop(workshop_ids: Iterable[int]) -> dict[int, dict[str, int]]:
    """The same for several workshops, in one query."""
    wanted = list(workshop_ids)
    present = {workshop_id: dict.fromkeys(Helix.values, 0) for workshop_id in wanted}
    for workshop_id, helix, number in (
        Participant.objects.filter(workshop_id__in=wanted, confirmed_at__isnull=False)
        .order_by()
        .values_list("workshop_id", "helix")
        .annotate(number=Count("pk"))
    ):
        present[workshop_id][helix] = number
    return present


def last_stakeholder_of(user: Any) -> Stakeholder | None:
    """What a person with an account said last time about whom they speak for."""
    if not user.is_authenticated:
        return None
    return Stakeholder.objects.filter(user=user).select_related("organization").order_by("-pk").first()


def _number() -> Subquery:
    """The place in the order of joining: the same as the row number in the list."""
    before = Participant.objects.filter(workshop=OuterRef("workshop"), pk__lte=OuterRef("pk")).order_by()
    counted = before.values("workshop").annotate(n=Count("pk")).values("n")
    return Subquery(counted, output_field=IntegerField())
