"""What participants write, and what belongs together."""

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from discovery.models.activity import Activity
from discovery.models.participant import Participant
from discovery.models.workshop import Workshop


class Theme(models.Model):
    """Notes that belong together; becomes part of at most one activity.

    A theme put together with another keeps its title and remembers its notes, so that it can be taken out again.
    """

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="themes")
    title = models.CharField(_("title"), max_length=160)
    activity = models.ForeignKey(Activity, models.SET_NULL, null=True, blank=True, related_name="themes")
    merged_into = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="merged")
    merged_note_ids = models.JSONField(default=list, blank=True)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["pk"]
        verbose_name = _("theme")
        verbose_name_plural = _("themes")

    def __str__(self) -> str:
        return self.title


class Note(models.Model):
    """Public once written. Hidden notes stay stored; only the projector and lists leave them out."""

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="notes")
    participant = models.ForeignKey(Participant, models.PROTECT, related_name="notes")
    text = models.CharField(_("your idea"), max_length=280)
    language = models.CharField(max_length=2, blank=True)
    theme = models.ForeignKey(Theme, models.SET_NULL, null=True, blank=True, related_name="notes")
    is_hidden = models.BooleanField(default=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True)  # by its author: then it stays hidden
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["workshop", "theme"], name="note_by_theme")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(withdrawn_at=None) | models.Q(is_hidden=True),
                name="withdrawn_note_is_hidden",
            )
        ]
        verbose_name = _("note")
        verbose_name_plural = _("notes")

    def __str__(self) -> str:
        return self.text
