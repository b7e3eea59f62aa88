"""People who take part on paper, and the cards they write their ideas on."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from discovery.models.note import Note
from discovery.models.participant import Participant
from discovery.models.serials import shown_serial
from discovery.models.workshop import Workshop


class PaperSeat(models.Model):
    """Somebody without a phone: entered into the workshop by a facilitator, who also types in what they write."""

    participant = models.OneToOneField(Participant, models.CASCADE, related_name="paper_seat")
    seated_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    seated_at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return str(self.participant_id)


class NoteCard(models.Model):
    """One printed card; typed in once, as one note."""

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="cards")
    code = models.CharField(max_length=7)
    note = models.OneToOneField(Note, models.PROTECT, null=True, blank=True, related_name="card")
    printed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    printed_at = models.DateTimeField(db_default=Now())
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    entered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["workshop", "code"], name="card_code_once_per_workshop"),
            models.CheckConstraint(
                condition=models.Q(entered_at=None, note=None)
                | models.Q(entered_at__isnull=False, note__isnull=False, entered_by__isnull=False),
                name="entered_card_names_note_and_typist",
            ),
        ]

    def __str__(self) -> str:
        return shown_serial(self.code)
