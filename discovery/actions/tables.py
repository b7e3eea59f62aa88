"""Tables: dealing people out, moving one, naming who speaks."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Helix, User
from discovery.actions.news import facilitator_changed
from discovery.models import Participant, Table, Workshop
from discovery.queries import people_to_seat
from discovery.scoring import dealt
from foundation import audit
from foundation.transitions import Refused

MOST_TABLES = 100


@transaction.atomic
def make_tables(*, workshop: Workshop, number: int, by: User) -> list[Table]:
    """Deal everybody admitted to `number` tables, each helix spread over all; earlier tables are cleared."""
    if not 1 <= number <= MOST_TABLES:
        raise Refused(_("Between 1 and %(most)d tables.") % {"most": MOST_TABLES})
    held = Workshop.objects.select_for_update().get(pk=workshop.pk)
    Table.objects.filter(workshop=held).delete()
    tables = Table.objects.bulk_create(Table(workshop=held, number=place) for place in range(1, number + 1))
    people = list(people_to_seat(held))
    groups = [[person for person in people if person.helix == helix] for helix in Helix]
    for table, seated in zip(tables, dealt(groups, number), strict=True):
        Participant.objects.filter(pk__in=[person.pk for person in seated]).update(table=table)
    _tell(held, "make_tables", by)
    return tables


@transaction.atomic
def seat_participant(*, participant: Participant, table: Table | None, by: User) -> Participant:
    """At another table, or at none. Who spoke for a table they leave speaks for it no longer."""
    if table is not None and table.workshop_id != participant.workshop_id:
        raise Refused(_("This table belongs to another workshop."))
    spoken_for = Table.objects.filter(spokesperson=participant)
    (spoken_for.exclude(pk=table.pk) if table else spoken_for).update(spokesperson=None)
    participant.table = table
    participant.save(update_fields=["table"])
    _tell(participant.workshop, "seat_participant", by)
    return participant


@transaction.atomic
def name_spokesperson(*, table: Table, participant: Participant | None, by: User) -> Table:
    """Raises Refused for somebody who sits elsewhere."""
    if participant is not None and participant.table_id != table.pk:
        raise Refused(_("Whoever speaks for a table sits at it."))
    table.spokesperson = participant
    table.save(update_fields=["spokesperson"])
    _tell(table.workshop, "name_spokesperson", by)
    return table


def _tell(workshop: Workshop, verb: str, by: User) -> None:
    facilitator_changed(workshop.pk, "step", "attendance", "tables")
    audit.record(audit.region_chain(workshop.region_id), f"discovery.{verb}", workshop, by=by)
