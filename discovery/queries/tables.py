"""Who sits where."""

from typing import Any

from django.db.models import Count, Prefetch, QuerySet

from discovery.models import Activity, Admission, Participant, Support, Table, Workshop
from regions.permissions import roles_of


def people_to_seat(workshop: Workshop) -> QuerySet[Participant]:
    """Everybody let in; people of one organization stand together, so that dealing spreads them."""
    admitted = Participant.objects.filter(workshop=workshop, admission=Admission.ADMITTED)
    return admitted.order_by("organization_id", "pk")


def tables_of(workshop: Workshop) -> QuerySet[Table]:
    """With their people at hand (`seated`) and who speaks for them. Two queries."""
    people = Participant.objects.select_related("organization").order_by("pk")
    return (
        Table.objects.filter(workshop=workshop)
        .select_related("spokesperson")
        .prefetch_related(Prefetch("people", people, to_attr="seated"))
        .order_by("number")
    )


def table_choices(workshop: Workshop, places: int = 3) -> list[tuple[Table, list[Activity]]]:
    """What the people at each table support most, `places` of it and whatever is equal to the last. Three queries.

    Places only, no numbers: a table is smaller than any group whose numbers are shown.
    """
    tables = list(Table.objects.filter(workshop=workshop).order_by("number"))
    rows = Support.objects.filter(
        participant__table__in=tables, activity__workshop=workshop, activity__merged_into=None
    )
    counted = rows.order_by().values_list("participant__table", "activity").annotate(number=Count("pk"))
    supported: dict[int, list[tuple[int, int]]] = {}
    for table_id, activity_id, number in counted:
        supported.setdefault(table_id, []).append((number, activity_id))
    activities = Activity.objects.in_bulk({pk for found in supported.values() for _number, pk in found})
    return [
        (table, [activities[pk] for pk in _most(supported.get(table.pk, []), places)]) for table in tables
    ]


def _most(counted: list[tuple[int, int]], places: int) -> list[int]:
    ordered = sorted(counted, key=lambda pair: (-pair[0], pair[1]))
    least = ordered[places - 1][0] if len(ordered) >= places else 0
    return [activity_id for number, activity_id in ordered if number >= least]


def table_for_member(user: Any, *, table_id: int) -> Table | None:
    return (
        Table.objects.filter(pk=table_id, workshop__region_id__in=roles_of(user))
        .select_related("workshop__region")
        .first()
    )
