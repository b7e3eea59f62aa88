"""What stands around the fiche of an activity: its actors, its earlier versions, who translated it."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.models import Organization
from discovery.models.activity import Activity


class Actor(models.Model):
    """An organization that takes part in an activity, and what it does there, in people's own words."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="organizations")
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    role = models.CharField(_("what it does in it"), max_length=160, blank=True)

    class Meta:
        ordering = ["organization__name", "pk"]
        verbose_name = _("actor")
        verbose_name_plural = _("actors")
        constraints = [
            models.UniqueConstraint(fields=["activity", "organization"], name="actor_once_per_activity")
        ]

    def __str__(self) -> str:
        return f"{self.activity_id}: {self.organization_id}"


class ActivityVersion(models.Model):
    """The fiche as it was after one change: `document` holds its columns in all languages and its lists of codes."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    document = models.JSONField()
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    changed_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["activity", "number"], name="version_once_per_number")]

    def __str__(self) -> str:
        return f"{self.activity_id}: {self.number}"


class EnteredTranslation(models.Model):
    """Somebody put title and summary into another language than they were written in."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="translations")
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    translated_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    translated_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["language"]
        constraints = [
            models.UniqueConstraint(fields=["activity", "language"], name="translation_once_per_language")
        ]

    def __str__(self) -> str:
        return f"{self.activity_id}: {self.language}"
