"""A person's own practice copy: asked for, made by a worker, thrown away."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from regions.models.region import Region


class Practice(models.Model):
    """One for each person. `region`: where its owner begins; None until a worker has made it."""

    owner = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="practice")
    region = models.ForeignKey(Region, models.CASCADE, null=True, blank=True, related_name="+")
    language = models.CharField(max_length=2)  # in which the made-up people of the copy speak
    asked_at = models.DateTimeField(db_default=Now())
    used_at = models.DateTimeField(db_default=Now())  # when the owner last came in by the front door
    failed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("practice copy")
        verbose_name_plural = _("practice copies")

    def __str__(self) -> str:
        return f"{self.owner_id}: {self.region_id}"
