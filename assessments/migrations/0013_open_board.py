import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("assessments", "0012_paper"),
    ]

    operations = [
        migrations.AddField(
            model_name="round",
            name="has_open_board",
            field=models.BooleanField(default=False),
        ),
        migrations.AddConstraint(
            model_name="round",
            constraint=models.CheckConstraint(
                condition=models.Q(("has_open_board", False), ("is_counting", False), _connector="OR"),
                name="open_board_never_counts",
            ),
        ),
        migrations.CreateModel(
            name="OpenBoard",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("pictures", models.PositiveIntegerField(default=0)),
                ("people", models.JSONField(default=list)),
                ("ballots", models.JSONField(default=list)),
                ("recusals", models.JSONField(default=list)),
                ("shown", models.JSONField(default=dict)),
                (
                    "round",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="open_board",
                        to="assessments.round",
                    ),
                ),
            ],
        ),
    ]
