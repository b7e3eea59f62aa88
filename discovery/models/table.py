"""Tables of a hall."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from discovery.models.workshop import Workshop


class Table(models.Model):
    """People who talk together. `spokesperson` is one of them, whom the hall hears."""

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="tables")
    number = models.PositiveSmallIntegerField(_("table"))
    spokesperson = models.ForeignKey(
        "Participant", models.SET_NULL, null=True, blank=True, related_name="speaks_at"
    )

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["workshop", "number"], name="table_once_per_number")]
        verbose_name = _("table")
        verbose_name_plural = _("tables")

    def __str__(self) -> str:
        return str(_("Table %(number)d") % {"number": self.number})
