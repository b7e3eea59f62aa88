"""Scores behind what was published before results could be public."""

from typing import Any

from django.db import migrations


def make_public(apps: Any, schema_editor: Any) -> None:
    """The round a version rests on, and those closed before it in the same workshop."""
    rounds = apps.get_model("assessments", "Round").objects
    publications = apps.get_model("priorities", "Publication").objects
    for round_id, published_at in publications.order_by("pk").values_list(
        "priority_set__round", "published_at"
    ):
        round = rounds.get(pk=round_id)
        behind = rounds.filter(pk=round_id)
        if round.workshop_id is not None:
            behind |= rounds.filter(workshop=round.workshop_id, state="closed", closed_at__lt=round.closed_at)
        behind.filter(made_public_at=None).update(made_public_at=published_at)


class Migration(migrations.Migration):
    dependencies = [
        ("priorities", "0006_webhooks"),
        ("assessments", "0008_public_results"),
    ]

    operations = [migrations.RunPython(make_public, migrations.RunPython.noop)]
