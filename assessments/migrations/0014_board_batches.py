from django.db import migrations, models


def as_one_batch(apps, schema_editor):
    """Where the borders between batches lay was not kept: all people of a board together leave it, if one is struck."""
    for board in apps.get_model("assessments", "OpenBoard").objects.exclude(people=[]):
        board.batches = [board.people]
        board.save(update_fields=["batches"])


def as_people(apps, schema_editor):
    for board in apps.get_model("assessments", "OpenBoard").objects.exclude(batches=[]):
        board.people = [rater for batch in board.batches for rater in batch]
        board.save(update_fields=["people"])


class Migration(migrations.Migration):
    dependencies = [
        ("assessments", "0013_open_board"),
    ]

    operations = [
        migrations.AddField(
            model_name="openboard",
            name="batches",
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name="openboard",
            name="input_version",
            field=models.PositiveBigIntegerField(default=0),
        ),
        migrations.RunPython(as_one_batch, as_people),
        migrations.RemoveField(
            model_name="openboard",
            name="people",
        ),
    ]
