"""Who drafted, changed and approved the sets there are already."""

from typing import Any

from django.db import migrations
from django.db.models import F


def enter_parts(apps: Any, schema_editor: Any) -> None:
    """Authors first: where somebody was both, the constraint keeps the stricter part."""
    sets, involvement = (
        apps.get_model("priorities", "PrioritySet"),
        apps.get_model("priorities", "Involvement"),
    )
    changes = apps.get_model("priorities", "Deviation").objects.filter(edit_version__gt=0)
    approvals = apps.get_model("priorities", "Approval").objects
    parts = [
        ("author", sets.objects.values_list("pk", "drafter_id")),
        ("author", changes.values_list("priority_set_id", "decided_by_id").distinct()),
        ("approver", approvals.values_list("priority_set_id", "official_id")),
    ]
    for part, rows in parts:
        involvement.objects.bulk_create(
            [involvement(priority_set_id=set_id, person_id=person, part=part) for set_id, person in rows],
            ignore_conflicts=True,
        )
    sets.objects.exclude(state__in=["drafted", "withdrawn"]).update(submitted_at=F("created_at"))


class Migration(migrations.Migration):
    dependencies = [("priorities", "0003_remarks_and_reviews")]
    operations = [migrations.RunPython(enter_parts, migrations.RunPython.noop)]
