"""Which regions were one before they were divided: what makes a series of constant land, and its borders on a map."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from regions.models.region import Region


class TerritoryPart(models.Model):
    """In these years the region is a part of the group; together the parts are always the same land."""

    group = models.CharField(max_length=40)
    region = models.ForeignKey(Region, models.CASCADE, related_name="territory_parts")
    first_year = models.PositiveSmallIntegerField()
    last_year = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["group", "first_year", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["group", "region"], name="territory_part_once"),
            models.CheckConstraint(
                condition=models.Q(last_year__gte=models.F("first_year")),
                name="territory_part_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.group}: {self.region_id}"


class BoundarySet(models.Model):
    """The borders of a country's regions as an administrator loaded them, simplified for a map on a page.

    `shapes`: region code -> rings; a ring is a list of [longitude, latitude], a hole included.
    """

    country = models.OneToOneField(Region, models.CASCADE, related_name="boundaries")
    shapes = models.JSONField()
    attribution = models.CharField(_("who must be named"), max_length=300)
    file_name = models.CharField(max_length=200)
    file_digest = models.CharField(max_length=64)
    loaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    loaded_at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return self.file_name
