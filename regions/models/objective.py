"""What a region or its country wants to reach."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from regions.models.region import Region


class PolicyObjective(models.Model):
    """Stands in a strategy of the region or of its parent. Retired ones stay, because old fiches and sets name them."""

    region = models.ForeignKey(Region, models.PROTECT, related_name="objectives")
    code = models.SlugField(_("code"), max_length=40)
    position = models.PositiveSmallIntegerField(default=0)
    title = models.CharField(_("title"), max_length=250)
    explanation = models.TextField(_("what is this?"), blank=True)
    document = models.CharField(_("where it is written"), max_length=300, blank=True)
    # The parent region's objective that this one serves.
    serves = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="served_by")
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("objective")
        verbose_name_plural = _("objectives")
        constraints = [
            models.UniqueConstraint(fields=["region", "code"], name="objective_once_per_code"),
            models.CheckConstraint(
                condition=~models.Q(serves=models.F("id")), name="objective_serves_another"
            ),
        ]

    def __str__(self) -> str:
        return self.title
