"""Classifications: economic classes (NACE Rev. 2, the same as ОКЭД) and fields of research (NABS 2007)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from foundation.foreign_text import marked_like


class Domain(models.Model):
    """One class of a classification; sections have one letter, divisions two digits."""

    code = models.CharField(_("code"), max_length=8, unique=True)
    name = models.CharField(_("name"), max_length=250)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    level = models.PositiveSmallIntegerField(default=1)

    class Meta:
        ordering = ["code"]
        verbose_name = _("domain")
        verbose_name_plural = _("domains")

    def __str__(self) -> str:
        return marked_like(self.name, f"{self.code} {self.name}")


class ScientificDomain(models.Model):
    """One class of NABS 2007; chapters have two digits, classes three."""

    code = models.CharField(_("code"), max_length=8, unique=True)
    name = models.CharField(_("name"), max_length=250)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    level = models.PositiveSmallIntegerField(default=1)

    class Meta:
        ordering = ["code"]
        verbose_name = _("field of research")
        verbose_name_plural = _("fields of research")

    def __str__(self) -> str:
        return marked_like(self.name, f"{self.code} {self.name}")
