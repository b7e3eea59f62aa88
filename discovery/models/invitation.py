"""Who is invited, by a letter with a link of their own."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.models import Helix, Organization
from discovery.models.codes import new_nonce
from discovery.models.participant import Participant
from discovery.models.workshop import Workshop


class InvitationStage(models.TextChoices):
    """How far an invitation has come; read from its times, stored nowhere."""

    INVITED = "invited", _("Invited")
    OPENED = "opened", _("Looked at")
    ACCEPTED = "accepted", _("Comes")
    DECLINED = "declined", _("Does not come")
    JOINED = "joined", _("Joined")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Invitation(models.Model):
    """One person asked to come. The link holds 128 bits; only its digest is stored.

    The link is made anew from `nonce` and the platform's secret when a letter is written, so that a reminder carries
    the same one, and a copy of the database opens no door.
    """

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="invitations")
    email = models.EmailField(_("e-mail"))
    name = models.CharField(_("name"), max_length=120, blank=True)
    helix = models.CharField(_("speaks for"), max_length=16, choices=Helix, blank=True)
    organization = models.ForeignKey(Organization, models.PROTECT, null=True, blank=True, related_name="+")
    language = models.CharField(max_length=2, choices=settings.LANGUAGES, blank=True)
    nonce = models.CharField(max_length=32, default=new_nonce)
    digest = models.CharField(max_length=64, blank=True)
    participant = models.OneToOneField(
        Participant, models.SET_NULL, null=True, blank=True, related_name="invitation"
    )
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    invited_at = models.DateTimeField(db_default=Now())
    reminded_at = models.DateTimeField(null=True, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)  # mail programs may look before people do
    accepted_at = models.DateTimeField(null=True, blank=True)
    declined_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["workshop", "email"], name="invited_once_per_workshop"),
            models.UniqueConstraint(
                fields=["digest"], condition=~models.Q(digest=""), name="invitation_link_once"
            ),
            models.CheckConstraint(
                condition=models.Q(accepted_at=None) | models.Q(declined_at=None),
                name="invitation_answered_one_way",
            ),
        ]
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")

    def __str__(self) -> str:
        return self.email

    @property
    def stage(self) -> InvitationStage:
        if self.withdrawn_at:
            return InvitationStage.WITHDRAWN
        if self.participant_id:
            return InvitationStage.JOINED
        if self.declined_at:
            return InvitationStage.DECLINED
        if self.accepted_at:
            return InvitationStage.ACCEPTED
        return InvitationStage.OPENED if self.opened_at else InvitationStage.INVITED
