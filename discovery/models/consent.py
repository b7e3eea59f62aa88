"""What people agree to when they join: a text of the region, every version of it kept."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from regions.models import Region


class ConsentText(models.Model):
    """One version, never changed: a participant points to the words that were shown."""

    region = models.ForeignKey(Region, models.PROTECT, related_name="consent_texts")
    version = models.PositiveSmallIntegerField()
    text = models.TextField(_("what people agree to"), blank=True)
    is_asked = models.BooleanField(default=True)  # False: from this version on nothing is asked
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["-version"]
        constraints = [models.UniqueConstraint(fields=["region", "version"], name="consent_version_once")]
        verbose_name = _("consent text")
        verbose_name_plural = _("consent texts")

    def __str__(self) -> str:
        return f"{self.region_id}: {self.version}"
