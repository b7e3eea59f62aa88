"""A publication can be neither changed nor removed, on either database."""

from typing import Any

from django.db import migrations

from foundation.append_only import allow_changes, forbid_changes

TABLE = "priorities_publication"


def forbid(apps: Any, schema_editor: Any) -> None:
    forbid_changes(schema_editor, TABLE)


def allow(apps: Any, schema_editor: Any) -> None:
    allow_changes(schema_editor, TABLE)


class Migration(migrations.Migration):
    dependencies = [("priorities", "0001_initial")]
    operations = [migrations.RunPython(forbid, allow)]
