"""Printed score sheets: a roster place scores on a phone or on paper, never on both."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from assessments.models.round import RosterEntry, Round
from discovery.models import shown_serial


class PaperSheet(models.Model):
    """One sheet of paper. `entered_at` makes it the source of all marks of its rater (docs/decisions/0015).

    A spare belongs to nobody until somebody's marks are typed in from it. `checked_by` typed the sheet a second time.
    """

    round = models.ForeignKey(Round, models.CASCADE, related_name="sheets")
    number = models.PositiveSmallIntegerField()  # in the order of printing
    code = models.CharField(max_length=7)
    is_spare = models.BooleanField(default=False)
    rater = models.ForeignKey(RosterEntry, models.PROTECT, null=True, blank=True, related_name="sheets")
    printed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    printed_at = models.DateTimeField(db_default=Now())
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    entered_at = models.DateTimeField(null=True, blank=True)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    checked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["round", "number"], name="sheet_number_once_per_round"),
            models.UniqueConstraint(fields=["round", "code"], name="sheet_code_once_per_round"),
            models.UniqueConstraint(
                fields=["rater"],
                condition=models.Q(entered_at__isnull=False),
                name="sheet_entered_once_per_rater",
            ),
            models.CheckConstraint(
                condition=models.Q(entered_at=None) | models.Q(rater__isnull=False, entered_by__isnull=False),
                name="entered_sheet_names_rater_and_typist",
            ),
            models.CheckConstraint(
                condition=models.Q(checked_by=None) | ~models.Q(checked_by=models.F("entered_by")),
                name="sheet_is_checked_by_a_second_person",
            ),
        ]

    def __str__(self) -> str:
        return shown_serial(self.code)
