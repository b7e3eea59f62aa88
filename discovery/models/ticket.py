"""Personal tickets: a printed code of 128 bits that leads one person to one place in the hall."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.models import Helix, Organization
from discovery.models.codes import new_nonce
from discovery.models.participant import Participant
from discovery.models.workshop import Workshop


class TicketStage(models.TextChoices):
    """How far a ticket has come; read from its columns, stored nowhere."""

    ISSUED = "issued", _("Not used yet")
    USED = "used", _("In use")
    REVOKED = "revoked", _("Revoked")


class Ticket(models.Model):
    """One place for one person. The printed address is made anew from `nonce` and the platform's secret; the database
    holds its digest only, so that a copy of it opens no door. A new nonce makes every earlier print of it worthless.
    """

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="tickets")
    number = models.PositiveIntegerField(_("ticket"))
    helix = models.CharField(_("speaks for"), max_length=16, choices=Helix, blank=True)
    organization = models.ForeignKey(Organization, models.PROTECT, null=True, blank=True, related_name="+")
    nonce = models.CharField(max_length=32, default=new_nonce)
    digest = models.CharField(max_length=64, unique=True)
    participant = models.OneToOneField(
        Participant, models.SET_NULL, null=True, blank=True, related_name="seat_ticket"
    )
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    issued_at = models.DateTimeField(db_default=Now())
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["workshop", "number"], name="ticket_once_per_number")]
        verbose_name = _("ticket")
        verbose_name_plural = _("tickets")

    def __str__(self) -> str:
        return str(_("Ticket %(number)d") % {"number": self.number})

    @property
    def stage(self) -> TicketStage:
        if self.revoked_at:
            return TicketStage.REVOKED
        return TicketStage.USED if self.participant_id else TicketStage.ISSUED
