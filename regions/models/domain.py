"""Economic classes: NACE Rev. 2, the same as ОКЭД."""

from django.db import models
from django.utils.translation import gettext_lazy as _


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
        return f"{self.code} {self.name}"
