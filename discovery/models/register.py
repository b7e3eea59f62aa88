"""Which list brought which organizations and people: what taking it back removes."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.models import Organization, Stakeholder
from regions.models import Region


class RegisterImport(models.Model):
    """One file, taken as a whole."""

    class Kind(models.TextChoices):
        ORGANIZATIONS = "organizations", _("Organizations")
        STAKEHOLDERS = "stakeholders", _("People and the organizations they speak for")

    region = models.ForeignKey(Region, models.PROTECT, related_name="register_imports")
    kind = models.CharField(max_length=16, choices=Kind)
    file_name = models.CharField(max_length=200)
    file_digest = models.CharField(max_length=64)
    new_count = models.PositiveIntegerField(default=0)
    known_count = models.PositiveIntegerField(default=0)
    imported_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    imported_at = models.DateTimeField(db_default=Now())
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.file_name


class ImportedOrganization(models.Model):
    brought_by = models.ForeignKey(RegisterImport, models.CASCADE, related_name="organizations")
    organization = models.OneToOneField(Organization, models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return str(self.organization_id)


class ImportedStakeholder(models.Model):
    brought_by = models.ForeignKey(RegisterImport, models.CASCADE, related_name="stakeholders")
    stakeholder = models.OneToOneField(Stakeholder, models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return str(self.stakeholder_id)
