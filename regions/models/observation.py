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
    # Later years are shown, but do not enter estimates: the publisher allocates them differently.
    comparable_until = models.PositiveSmallIntegerField(null=True, blank=True)

    def __str__(self) -> str:
        return self.publisher


class ObservationImport(models.Model):
    """One file brought in as a whole. Its id grows with every change of the figures: a version for caches."""

    source = models.ForeignKey(Source, models.PROTECT, related_name="imports")
    file_name = models.CharField(max_length=200)
    file_digest = models.CharField(max_length=64)
    value_count = models.PositiveIntegerField(default=0)
    # Values that another file had brought already, equal to the last digit.
    repeat_count = models.PositiveIntegerField(default=0)
    replaced_by = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="replaced_imports"
    )
    imported_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    imported_at = models.DateTimeField(db_default=Now())
    # Where it was uploaded; empty for files that came with a manifest.
    region = models.ForeignKey(Region, models.CASCADE, null=True, blank=True, related_name="imports")
    # Values of earlier imports that gave way to this one's (ReplacedObservation keeps them).
    replaced_count = models.PositiveIntegerField(default=0)
    # Which column meant what: offered again for the next file of the source.
    mapping = models.JSONField(default=dict, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    def __str__(self) -> str:
        return self.file_name


class Observation(models.Model):
    """One value: region, indicator, class, year. A missing value has no row; it is never zero.

    A value keeps 15 significant digits and 6 decimals, which both databases give back as they were.
    """

    region = models.ForeignKey(Region, models.CASCADE, related_name="observations")
    indicator = models.CharField(max_length=40)
    class_code = models.CharField(max_length=20, blank=True)
    year = models.PositiveSmallIntegerField()
    value = models.DecimalField(max_digits=24, decimal_places=6)
    unit = models.CharField(max_length=30)
    # Codes of what a reader must be told about this cell, separated by spaces (regions.sentences.REMARKS).
    remarks = models.CharField(max_length=120, blank=True)
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


class ReplacedObservation(models.Model):
    """A value that gave way to an import: what an undo puts back."""

    gave_way_to = models.ForeignKey(ObservationImport, models.CASCADE, related_name="replaced_values")
    region = models.ForeignKey(Region, models.CASCADE, related_name="+")
    indicator = models.CharField(max_length=40)
    class_code = models.CharField(max_length=20, blank=True)
    year = models.PositiveSmallIntegerField()
    value = models.DecimalField(max_digits=24, decimal_places=6)
    unit = models.CharField(max_length=30)
    remarks = models.CharField(max_length=120, blank=True)
    brought_by = models.ForeignKey(ObservationImport, models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["gave_way_to", "indicator", "region", "class_code", "year"],
                name="replaced_once_per_cell",
            )
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.class_code} {self.year}"


class ImportDraft(models.Model):
    """An uploaded table of figures before it is loaded: mapped, looked at, then loaded or discarded."""

    region = models.ForeignKey(Region, models.CASCADE, related_name="import_drafts")
    upload = models.OneToOneField("foundation.Upload", models.CASCADE, related_name="import_draft")
    source = models.ForeignKey(Source, models.PROTECT, related_name="import_drafts")
    # Set while a worker is to load it; the person who asked may go away.
    queued_at = models.DateTimeField(null=True, blank=True)
    queued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    def __str__(self) -> str:
        return str(self.upload)
