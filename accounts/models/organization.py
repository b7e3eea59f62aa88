"""Organizations and the people who speak for them."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models.helix import Helix


class OrganizationKind(models.TextChoices):
    """What an organization is; intermediaries choose the helix they speak for."""

    FIRM = "firm", _("Company")
    SMALL_FIRM = "small_firm", _("Small or medium company")
    FARM = "farm", _("Farm")
    UNIVERSITY = "university", _("University or college")
    INSTITUTE = "institute", _("Research institute")
    AUTHORITY = "authority", _("State body")
    ASSOCIATION = "association", _("Public association")
    INTERMEDIARY = "intermediary", _("Chamber, cluster or development fund")


class FoldedNameField(models.CharField):
    """The object's name without regard to case: SQLite by itself ignores the case of Latin letters only."""

    def pre_save(self, model_instance: Any, add: bool) -> str:
        folded: str = model_instance.name.casefold()
        setattr(model_instance, self.attname, folded)
        return folded


class Organization(models.Model):
    """A company, university, authority or association. Results are also shown without the state-controlled ones."""

    name = models.CharField(_("name"), max_length=200)
    folded_name = FoldedNameField(max_length=600, unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=20, choices=OrganizationKind)
    is_state_controlled = models.BooleanField(_("state-controlled"), default=False)

    class Meta:
        ordering = ["name"]
        verbose_name = _("organization")
        verbose_name_plural = _("organizations")

    def __str__(self) -> str:
        return self.name


class Stakeholder(models.Model):
    """A person of an organization, and the helix the person speaks for.

    Somebody whom a region listed and who has no account yet has an e-mail instead of a user, until that e-mail is proved.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="stakeholders"
    )
    email = models.EmailField(blank=True)
    name = models.CharField(max_length=120, blank=True)
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="stakeholders")
    helix = models.CharField(max_length=16, choices=Helix)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organization"], name="stakeholder_once_per_organization"
            ),
            models.UniqueConstraint(
                fields=["email", "organization"],
                condition=models.Q(user=None),
                name="listed_stakeholder_once_per_organization",
            ),
            models.CheckConstraint(
                condition=models.Q(user=None, email__gt="") | models.Q(user__isnull=False, email="", name=""),
                name="stakeholder_is_a_user_or_an_email",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user or self.name or self.email} ({self.organization})"
