"""Four types of sectors of a raw-material region (after Vasilyeva and Filimonenko)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from regions.models.domain import Domain
from regions.models.region import Region


class SectorType(models.TextChoices):
    RAW_MATERIAL = "raw_material", _("Raw-material")
    INFRASTRUCTURE = "infrastructure", _("Infrastructure")
    HIGH_TECH = "high_tech", _("High-tech")
    KNOWLEDGE = "knowledge", _("Knowledge economy")


class SectorTypeChoice(models.Model):
    """Where a region sees a domain otherwise than the mapping that comes with the product."""

    region = models.ForeignKey(Region, models.CASCADE, related_name="sector_types")
    domain = models.ForeignKey(Domain, models.PROTECT, related_name="+")
    sector_type = models.CharField(_("type"), max_length=16, choices=SectorType)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["region", "domain"], name="sector_type_once_per_domain")
        ]

    def __str__(self) -> str:
        return f"{self.domain_id}: {self.get_sector_type_display()}"
