"""The minutes of a workshop as they were when it closed."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from discovery.models.workshop import Workshop


class Minutes(models.Model):
    """One version, never changed (the database refuses). `document`: language -> sections, plain data.

    The Word file is made of it and of nothing else: the same version gives the same bytes.
    """

    workshop = models.ForeignKey(Workshop, models.PROTECT, related_name="minutes")
    number = models.PositiveSmallIntegerField()
    document = models.JSONField()
    digest = models.CharField(max_length=64)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["workshop", "number"], name="minutes_version_once")]
        verbose_name = _("minutes")
        verbose_name_plural = _("minutes")

    def __str__(self) -> str:
        return f"{self.workshop_id}: {self.number}"
