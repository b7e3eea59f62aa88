"""Who has which role in which region."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models.functions import Now, TruncDate
from django.utils.translation import gettext_lazy as _

from regions.models.region import Region


class Role(models.TextChoices):
    """A person may hold several in one region; a ministry's role is held in the country."""

    ADMINISTRATOR = "administrator", _("Administrator")
    FACILITATOR = "facilitator", _("Facilitator")
    ANALYST = "analyst", _("Analyst")
    OFFICIAL = "official", _("Official")
    REVIEWER = "reviewer", _("Reviewer")
    MINISTRY = "ministry", _("Ministry")


class MembershipQuerySet(models.QuerySet["Membership"]):
    def in_force(self) -> "MembershipQuerySet":
        """Without the expired ones, by the database's day."""
        unlimited = models.Q(expires_date=None)
        return self.filter(unlimited | models.Q(expires_date__gte=TruncDate(Now())))


class Membership(models.Model):
    """One role of one person in one region."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships")
    region = models.ForeignKey(Region, models.CASCADE, related_name="memberships")
    role = models.CharField(_("role"), max_length=16, choices=Role)
    expires_date = models.DateField(null=True, blank=True)
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    granted_at = models.DateTimeField(null=True, blank=True)
    # That the role ends soon was told then.
    warned_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[Any] = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "region", "role"], name="membership_once_per_role")
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}, {self.region}"
