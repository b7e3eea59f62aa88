"""One rater's marks for one activity, and declared interests."""

from django.db import models
from django.db.models.functions import Now

from assessments.models.round import RosterEntry, Round
from discovery.models import Activity


class Ballot(models.Model):
    """`marks`: one byte per judged criterion in frozen order (assessments.scoring: 255 cannot judge, 254 no answer).

    `sequence` counts on the rater's device: an older retry never overwrites a newer value.
    """

    round = models.ForeignKey(Round, models.CASCADE, related_name="ballots")
    rater = models.ForeignKey(RosterEntry, models.PROTECT, related_name="ballots")
    activity = models.ForeignKey(Activity, models.PROTECT, related_name="ballots")
    marks = models.BinaryField(max_length=64)
    comment = models.CharField(max_length=500, blank=True)
    sequence = models.PositiveBigIntegerField(default=0)
    updated_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["round", "activity", "rater"], name="ballot_once_per_rater_and_activity"
            )
        ]

    def __str__(self) -> str:
        return f"{self.round_id}/{self.activity_id}"


class Conflict(models.Model):
    """A declared interest: the rater is recused for that activity, all marks on it with it."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="conflicts")
    rater = models.ForeignKey(RosterEntry, models.PROTECT, related_name="conflicts")
    activity = models.ForeignKey(Activity, models.PROTECT, related_name="+")
    declared_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["round", "activity", "rater"], name="conflict_once_per_rater_and_activity"
            )
        ]

    def __str__(self) -> str:
        return f"{self.round_id}/{self.activity_id}"
