"""Who asks for the floor, who has it, who had it."""

from django.db import models
from django.db.models.functions import Now

from discovery.models.participant import Participant
from discovery.models.workshop import Workshop


class SpeakingTurn(models.Model):
    """A raised hand, and what came of it: the floor (`given_at`), or nothing (`ended_at` alone)."""

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="speaking_turns")
    participant = models.ForeignKey(Participant, models.CASCADE, related_name="speaking_turns")
    asked_at = models.DateTimeField(db_default=Now())
    given_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["participant"], condition=models.Q(ended_at=None), name="one_raised_hand_a_person"
            ),
            models.UniqueConstraint(
                fields=["workshop"],
                condition=models.Q(given_at__isnull=False, ended_at=None),
                name="one_speaker_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.participant_id}"
