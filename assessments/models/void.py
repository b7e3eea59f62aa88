"""A rater's marks struck from a round: an event with a ground and a reason, decided by two people before the close."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from assessments.models.round import RosterEntry, Round
from foundation import audit
from foundation.transitions import LifeCycle, move
from regions.models import Region


class Void(models.Model):
    """All marks of one rater in one round. The grounds are about who the person is, never about what was marked.

    docs/decisions/0008: asked for by a facilitator, decided by an official or an administrator who did not ask, both
    while the round is open and nobody can see a mark. What is still asked at the close has lapsed.
    """

    class State(models.TextChoices):
        ASKED = "asked", _("Waits for a second person")
        CONFIRMED = "confirmed", _("Does not count")
        REJECTED = "rejected", _("Counts: not confirmed")

    class Ground(models.TextChoices):
        TWICE = "twice", _("The same person stands on the list twice")
        NOT_ENTITLED = "not_entitled", _("The person should not have been on the list")
        SOMEBODY_ELSE = "somebody_else", _("Somebody else scored in this person's place")
        OWN_WISH = "own_wish", _("The person asked for it")

    region = models.ForeignKey(Region, models.PROTECT, related_name="+")
    round = models.ForeignKey(Round, models.CASCADE, related_name="voids")
    rater = models.ForeignKey(RosterEntry, models.PROTECT, related_name="voids")
    ground = models.CharField(max_length=16, choices=Ground)
    reason = models.CharField(max_length=500)
    state = models.CharField(max_length=10, choices=State, default=State.ASKED)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(db_default=Now())
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    life_cycle = LifeCycle(
        chain=lambda void: audit.region_chain(void.region_id),
        steps=(
            move("confirm", State.ASKED, State.CONFIRMED, "assessments.decide_void", _("Confirm: these marks do not count")),
            move("reject", State.ASKED, State.REJECTED, "assessments.decide_void", _("Do not confirm: they count")),
        ),
    )  # fmt: skip

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["rater"],
                condition=models.Q(state__in=("asked", "confirmed")),
                name="void_once_per_rater",
            ),
            models.CheckConstraint(
                condition=models.Q(decided_by=None) | ~models.Q(decided_by=models.F("asked_by")),
                name="void_is_decided_by_a_second_person",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round_id}: {self.rater_id}"
