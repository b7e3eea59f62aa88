"""What is near to what each region of a country already does: computed by a worker, read by pages.

A read model: all of it can be thrown away and computed again from the figures, giving the same documents. Figures in a
document are whole numbers of millionths, or null where there is none.
"""

from django.db import models

from regions.models.region import Region


class RelatednessBuild(models.Model):
    """When a country's tables were last compared with its figures, and with which version of them."""

    country = models.OneToOneField(Region, models.CASCADE, related_name="relatedness_build")
    statistics_version = models.CharField(max_length=64)
    code_version = models.CharField(max_length=40)
    checked_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.country_id} {self.statistics_version}"


class RelatednessTable(models.Model):
    """One indicator of a country by one level of its classification, in one year.

    `missing` says why nothing was computed; empty where it was. The counts are of regions and domains with quotients.
    """

    country = models.ForeignKey(Region, models.CASCADE, related_name="relatedness_tables")
    indicator = models.CharField(max_length=40)
    level = models.PositiveSmallIntegerField()
    year = models.PositiveSmallIntegerField()
    region_count = models.PositiveIntegerField()
    domain_count = models.PositiveIntegerField()
    missing = models.CharField(max_length=32, blank=True)
    document = models.JSONField()  # unit, imports, classes with their complexity: regions.projections
    proximity = (
        models.JSONField()
    )  # of each class to each, in the order of the document; large, and for the sums only
    digest = models.CharField(max_length=64)
    input_digest = models.CharField(max_length=64)
    code_version = models.CharField(max_length=40)
    computed_at = models.DateTimeField()

    class Meta:
        ordering = ["indicator", "level", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["country", "indicator", "level"], name="relatedness_table_once_per_level"
            )
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.year}"

    @property
    def key(self) -> str:
        """Names the table in addresses, among those of its country."""
        return f"{self.indicator}-{self.level}"


class RegionRelatedness(models.Model):
    """What one table says of one region, class by class in the order of the table's document."""

    table = models.ForeignKey(RelatednessTable, models.CASCADE, related_name="of_regions")
    region = models.ForeignKey(Region, models.CASCADE, related_name="relatedness")
    document = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["table", "region"], name="relatedness_once_per_region")
        ]

    def __str__(self) -> str:
        return f"{self.region_id} in {self.table_id}"
