"""One rater's marks for one activity, and declared interests."""

from typing import ClassVar

from django.db import connection, models
from django.db.models.functions import Now

from assessments.models.round import RosterEntry, Round
from discovery.models import Activity

# One statement says: on the sealed roster, no paper sheet typed in for this place, new or newer. The last value wins,
# also among equal sequence numbers (a form without script sent twice).
_KEEP_NEWEST = """
INSERT INTO assessments_ballot (round_id, activity_id, rater_id, marks, comment, sequence)
SELECT round_id, %s, id, %s, %s, %s FROM assessments_rosterentry WHERE round_id = %s AND user_id = %s
AND NOT EXISTS (SELECT 1 FROM assessments_papersheet AS sheet
                WHERE sheet.rater_id = assessments_rosterentry.id AND sheet.entered_at IS NOT NULL)
ON CONFLICT (round_id, activity_id, rater_id) DO UPDATE
SET marks = excluded.marks, comment = excluded.comment, sequence = excluded.sequence, updated_at = excluded.updated_at
WHERE assessments_ballot.sequence <= excluded.sequence
"""


class BallotQuerySet(models.QuerySet["Ballot"]):
    def keep_newest(
        self, *, round_id: int, activity_id: int, user_id: int, marks: bytes, comment: str, sequence: int
    ) -> bool:
        """Store marks unless newer ones are there. False: nothing was written (older, on paper, or not on the roster)."""
        with connection.cursor() as cursor:
            cursor.execute(_KEEP_NEWEST, [activity_id, marks, comment, sequence, round_id, user_id])
            return bool(cursor.rowcount)


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

    objects: ClassVar[BallotQuerySet] = BallotQuerySet.as_manager()  # type: ignore[assignment]  # -- reason: django-stubs types as_manager as a Manager

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
