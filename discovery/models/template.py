"""Workshops a region wants to hold again."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from discovery.models.workshop import WorkshopKind
from regions.models import Region


class WorkshopTemplate(models.Model):
    """A region's own: kind, purpose and run sheet of a workshop, without its date and people.

    `steps`: [{"kind", "minutes", "note", "title_en", "title_ru", "title_kk"}] in order.
    """

    region = models.ForeignKey(Region, models.PROTECT, related_name="workshop_templates")
    title = models.CharField(_("title"), max_length=120)
    kind = models.CharField(_("kind"), max_length=20, choices=WorkshopKind)
    purpose = models.TextField(_("what it is for"), blank=True)
    framework_key = models.CharField(max_length=60, blank=True)
    steps = models.JSONField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["title"]
        constraints = [
            models.UniqueConstraint(fields=["region", "title"], name="template_title_once_per_region")
        ]
        verbose_name = _("template of a workshop")
        verbose_name_plural = _("templates of workshops")

    def __str__(self) -> str:
        return self.title
