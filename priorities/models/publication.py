"""What was published: immutable."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from priorities.models.priority_set import PrioritySet
from regions.models import Region


class Publication(models.Model):
    """One version: its content, the open-data bundle and the fingerprint. Triggers forbid change and removal."""

    class Kind(models.TextChoices):
        VERSION = "version", _("Version")
        ERRATUM = "erratum", _("Correction")

    priority_set = models.OneToOneField(PrioritySet, models.PROTECT, related_name="publication")
    region = models.ForeignKey(Region, models.PROTECT, related_name="publications")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.VERSION)
    replaces = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="replaced_by")
    content = models.JSONField()  # what the public page and the API show
    bundle = models.BinaryField()
    fingerprint = models.CharField(max_length=64)
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["region", "number"], name="publication_once_per_number")
        ]
        verbose_name = _("publication")
        verbose_name_plural = _("publications")

    def __str__(self) -> str:
        return f"{self.region_id} v{self.number}"
