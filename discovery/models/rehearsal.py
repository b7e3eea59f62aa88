"""A rehearsal: the run sheet played by made-up people in a copy that nothing counts in."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from discovery.models.workshop import Workshop


class Rehearsal(models.Model):
    """`copy` stands in a practice region of whoever asked for it, so every gate that keeps practice apart keeps this
    apart. The row goes with the copy; the audit chain of the real region remembers that there was one.
    """

    class State(models.TextChoices):
        ASKED = "asked", _("Waiting to begin")
        PLAYING = "playing", _("Running")
        STOPPED = "stopped", _("Stopped")
        PLAYED = "played", _("Played to the end")
        FAILED = "failed", _("Broken off")

    workshop = models.OneToOneField(Workshop, models.CASCADE, related_name="rehearsal")
    copy = models.OneToOneField(Workshop, models.CASCADE, related_name="rehearsal_of")
    people = models.PositiveSmallIntegerField(_("made-up people"))
    state = models.CharField(max_length=10, choices=State, default=State.ASKED)
    progress = models.PositiveSmallIntegerField(default=0)  # per cent
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    asked_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(people__range=(10, 500)), name="rehearsal_of_10_to_500_people"
            ),
            models.CheckConstraint(
                condition=~models.Q(workshop=models.F("copy")), name="rehearsal_is_a_copy"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.workshop_id}: {self.state}"

    @property
    def is_going_on(self) -> bool:
        return self.state in (self.State.ASKED, self.State.PLAYING)
