"""What participants write, and what belongs together."""

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from discovery.models.activity import Activity
from discovery.models.participant import Participant
from discovery.models.workshop import Workshop


class Theme(models.Model):
    """Notes that belong together; becomes part of at most one activity."""

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="themes")
    title = models.CharField(_("title"), max_length=160)
    activity = models.ForeignKey(Activity, models.SET_NULL, null=True, blank=True, related_name="themes")
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
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["workshop", "theme"], name="note_by_theme")]
        verbose_name = _("note")
        verbose_name_plural = _("notes")

    def __str__(self) -> str:
        return self.text
