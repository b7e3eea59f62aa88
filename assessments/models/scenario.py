"""Other weights and another kappa for a closed round, kept under a name: assumptions only, never a result."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from assessments.models.round import Round
from regions.models import Region

MOST_SCENARIOS = 12  # of a round: what a table beside the official result can hold


class Scenario(models.Model):
    """`shares`: principle -> its part of the weight as exact text ("22.5", "100/3"); what is left out weighs nothing.

    Name and assumption stand in the `language` they were written in. `number` is the place among the scenarios of the
    round: with its constraints the database itself holds the limit.
    """

    region = models.ForeignKey(Region, models.PROTECT, related_name="+")
    round = models.ForeignKey(Round, models.CASCADE, related_name="scenarios")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=60)
    assumption = models.CharField(max_length=300)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    shares = models.JSONField()
    kappa = models.PositiveSmallIntegerField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(db_default=Now())

    is_official = False  # of no scenario ever: for those who read it in a program

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["round", "number"], name="scenario_number_once_per_round"),
            models.UniqueConstraint(fields=["round", "name"], name="scenario_name_once_per_round"),
            models.CheckConstraint(
                condition=models.Q(number__range=(1, MOST_SCENARIOS)), name="scenario_number_1_to_12"
            ),
            models.CheckConstraint(condition=models.Q(kappa__range=(1, 8)), name="scenario_kappa_1_to_8"),
        ]

    def __str__(self) -> str:
        return self.name
