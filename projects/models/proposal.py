"""A project proposal."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.models import Organization
from discovery.models import Activity
from foundation import audit
from foundation.transitions import LifeCycle, move
from projects import signals
from projects.models.call import Call
from regions.models import Domain, Region


class Proposal(models.Model):
    """Joins an activity or stands for a new one. `confidential_note` is for the region's staff and the proposer only."""

    class State(models.TextChoices):
        SUBMITTED = "submitted", _("Handed in")
        RETURNED = "returned", _("Sent back with a question")
        ACCEPTED = "accepted", _("Accepted: it counts")
        DECLINED = "declined", _("Declined")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    call = models.ForeignKey(Call, models.PROTECT, related_name="proposals")
    region = models.ForeignKey(Region, models.PROTECT, related_name="proposals")
    activity = models.ForeignKey(Activity, models.PROTECT, null=True, blank=True, related_name="proposals")
    proposer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="proposals")
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="proposals")
    title = models.CharField(_("title"), max_length=160)
    domain = models.ForeignKey(Domain, models.PROTECT, related_name="+", verbose_name=_("field of business"))
    summary = models.TextField(_("what you want to do"), max_length=2000)
    confidential_note = models.TextField(_("confidential note"), max_length=4000, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.SUBMITTED)
    submitted_at = models.DateTimeField(db_default=Now())

    life_cycle = LifeCycle(
        chain=lambda proposal: audit.region_chain(proposal.region_id),
        steps=(
            move("accept", State.SUBMITTED, State.ACCEPTED, "projects.decide_proposal", _("Accept"), needs_reason=True,
                 announces=signals.proposal_decided),
            move("return", State.SUBMITTED, State.RETURNED, "projects.decide_proposal", _("Send back with a question"),
                 needs_reason=True, announces=signals.proposal_decided),
            move("decline", State.SUBMITTED, State.DECLINED, "projects.decide_proposal", _("Decline"),
                 needs_reason=True, announces=signals.proposal_decided),
            move("resubmit", State.RETURNED, State.SUBMITTED, "projects.edit_proposal", _("Hand in again")),
            move("withdraw", (State.SUBMITTED, State.RETURNED, State.ACCEPTED), State.WITHDRAWN,
                 "projects.edit_proposal", _("Withdraw"), announces=signals.proposal_decided),
        ),
    )  # fmt: skip

    class Meta:
        ordering = ["-submitted_at", "-pk"]
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")

    def __str__(self) -> str:
        return self.title

    @property
    def is_final(self) -> bool:
        """Nothing more is expected of anybody, though an accepted proposal may still be withdrawn."""
        return self.state in (self.State.ACCEPTED, self.State.DECLINED, self.State.WITHDRAWN)

    @property
    def is_accepted(self) -> bool:
        return self.state == self.State.ACCEPTED

    @property
    def is_joinable(self) -> bool:
        """It may stand behind an activity: it is looked at, or accepted."""
        return self.state not in (self.State.DECLINED, self.State.WITHDRAWN)
