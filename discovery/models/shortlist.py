"""What is looked at more closely, why, and how each of it came there."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.models import Helix
from discovery.models.activity import Activity
from discovery.models.participant import Participant
from discovery.models.workshop import Workshop


class ShortlistWay(models.TextChoices):
    SUPPORT = "support", _("By support")
    WILD_CARD = "wild_card", _("Wild card")
    FACILITATOR = "facilitator", _("Put on by the facilitator")


class Shortlist(models.Model):
    """Confirmed by a facilitator; `reason` is needed where it is not what was proposed."""

    workshop = models.OneToOneField(Workshop, models.CASCADE, related_name="shortlist")
    reason = models.TextField(_("reason"), blank=True)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = _("shortlist")
        verbose_name_plural = _("shortlists")

    def __str__(self) -> str:
        return f"{self.workshop_id}"


class ShortlistEntry(models.Model):
    """`share`: its support when the list was confirmed, 0..1 with six decimals, each group counting the same."""

    shortlist = models.ForeignKey(Shortlist, models.CASCADE, related_name="entries")
    activity = models.ForeignKey(Activity, models.PROTECT, related_name="shortlistings")
    position = models.PositiveSmallIntegerField()
    way = models.CharField(max_length=12, choices=ShortlistWay)
    helix = models.CharField(max_length=16, choices=Helix, blank=True)
    share = models.DecimalField(max_digits=7, decimal_places=6)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["shortlist", "activity"], name="shortlisted_once")]

    def __str__(self) -> str:
        return f"{self.position}: {self.activity_id}"


class WildCard(models.Model):
    """What one participant would have looked at though it has little support; counted within the own helix."""

    participant = models.OneToOneField(Participant, models.CASCADE, related_name="wild_card")
    activity = models.ForeignKey(Activity, models.CASCADE, related_name="wild_cards")
    chosen_at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return f"{self.participant_id} → {self.activity_id}"
