"""Statistical values, each with its source and the import that brought it."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from regions.models.region import Region


class Source(models.Model):
    """Where figures come from; cited beside every figure."""

    code = models.CharField(max_length=40, unique=True)
    publisher = models.CharField(_("publisher"), max_length=250)
    note = models.TextField(_("note"), blank=True)
    url = models.URLField(blank=True)

    def __str__(self) -> str:
        return self.publisher


class ObservationImport(models.Model):
    """One file brought in as a whole."""

    source = models.ForeignKey(Source, models.PROTECT, related_name="imports")
    file_name = models.CharField(max_length=200)
    file_digest = models.CharField(max_length=64)
    row_count = models.PositiveIntegerField(default=0)
    imported_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    imported_at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return self.file_name


class Observation(models.Model):
    """One value: region, indicator, class, year. A missing value has no row; it is never zero."""

    region = models.ForeignKey(Region, models.CASCADE, related_name="observations")
    indicator = models.CharField(max_length=40)
    class_code = models.CharField(max_length=20, blank=True)
    year = models.PositiveSmallIntegerField()
    value = models.DecimalField(max_digits=24, decimal_places=6)
    unit = models.CharField(max_length=30)
    brought_by = models.ForeignKey(ObservationImport, models.CASCADE, related_name="observations")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "region", "class_code", "year"], name="observation_once_per_cell"
            )
        ]
        indexes = [models.Index(fields=["indicator", "year"], name="observation_by_year")]

    def __str__(self) -> str:
        return f"{self.indicator} {self.class_code} {self.year}"
