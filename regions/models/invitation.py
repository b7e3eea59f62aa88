"""Somebody is asked by letter to take a role."""

import hashlib

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from foundation import audit
from foundation.transitions import LifeCycle, move
from regions.models.membership import Role
from regions.models.region import Region


class Invitation(models.Model):
    """The letter holds a link with a key; only its digest is stored. Whoever accepts must have an account with `email`.

    `expires_date` is the end of the role, `valid_until` that of the link.
    """

    class State(models.TextChoices):
        SENT = "sent", _("Sent")
        ACCEPTED = "accepted", _("Accepted")
        REVOKED = "revoked", _("Taken back")

    region = models.ForeignKey(Region, models.CASCADE, related_name="invitations")
    email = models.EmailField(_("e-mail"), blank=True)
    role = models.CharField(_("role"), max_length=16, choices=Role)
    expires_date = models.DateField(null=True, blank=True)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    note = models.CharField(max_length=500, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.SENT)
    digest = models.CharField(max_length=64, unique=True)
    valid_until = models.DateTimeField()
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(db_default=Now())

    life_cycle = LifeCycle(
        chain=lambda invitation: audit.region_chain(invitation.region_id),
        steps=(
            move("accept", State.SENT, State.ACCEPTED, "regions.accept_invitation", _("Accept")),
            move("revoke", State.SENT, State.REVOKED, "regions.change_role", _("Take back")),
        ),
    )

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["region", "email", "role"],
                condition=models.Q(state="sent"),
                name="invitation_open_once_per_role",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}, {self.region_id}"

    @staticmethod
    def digest_of(key: str) -> str:
        return hashlib.sha256(key.encode()).hexdigest()
