"""Who should be in the hall: numbers the facilitator set beforehand."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from discovery.models.workshop import Workshop


class Dimension(models.TextChoices):
    """What a hall is balanced by."""

    HELIX = "helix", _("By group")
    KIND = "kind", _("By kind of organization")
    DISTRICT = "district", _("By district")
    FIRST_TIME = "first_time", _("First time here")


class BalanceTarget(models.Model):
    """At least `number` people of one part. `key`: helix, kind of organization, id of a district, or "yes"."""

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="balance_targets")
    dimension = models.CharField(max_length=10, choices=Dimension)
    key = models.CharField(max_length=20)
    number = models.PositiveSmallIntegerField(_("at least"))

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["workshop", "dimension", "key"], name="target_once_per_part")
        ]

    def __str__(self) -> str:
        return f"{self.workshop_id}: {self.dimension} {self.key}"
