"""Who sits where."""

from typing import Any

from django.db.models import Prefetch, QuerySet

from discovery.models import Admission, Participant, Table, Workshop
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


def table_for_member(user: Any, *, table_id: int) -> Table | None:
    return (
        Table.objects.filter(pk=table_id, workshop__region_id__in=roles_of(user))
        .select_related("workshop__region")
        .first()
    )
