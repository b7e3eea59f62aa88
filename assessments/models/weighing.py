"""Weights asked of people before a round: each splits 100 points over the criteria or the principles."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from assessments.models.asked import AskedOfHall, SealedPerson
from assessments.models.framework import Framework
from discovery.models import Workshop
from foundation import audit
from foundation.transitions import LifeCycle, move
from regions.models import Region


class Weighing(AskedOfHall):
    """`items`: codes of what the points go to, in frozen order. `result`: assessments.scoring CombinedSplits.as_document()."""

    class State(models.TextChoices):
        DRAFTED = "drafted", _("Being prepared")
        OPENED = "opened", _("People share out points")
        CLOSED = "closed", _("Closed")

    class Subject(models.TextChoices):
        PRINCIPLES = "principles", _("the principles")
        CRITERIA = "criteria", _("every question and figure")

    region = models.ForeignKey(Region, models.PROTECT, related_name="+")
    workshop = models.ForeignKey(Workshop, models.PROTECT, related_name="weighings")
    framework = models.ForeignKey(Framework, models.PROTECT, related_name="weighings")
    subject = models.CharField(max_length=10, choices=Subject, default=Subject.PRINCIPLES)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFTED)
    items = models.JSONField(default=list, blank=True)
    splits_digest = models.CharField(max_length=64, blank=True)
    applied_to = models.ForeignKey(Framework, models.SET_NULL, null=True, blank=True, related_name="+")

    life_cycle = LifeCycle(
        chain=lambda weighing: audit.region_chain(weighing.region_id),
        steps=(
            move("open", State.DRAFTED, State.OPENED, "assessments.run_weighing", _("Let people share out points")),
            move("close", State.OPENED, State.CLOSED, "assessments.run_weighing", _("Close")),
        ),
    )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.framework_id}: {self.subject}"


class Weigher(SealedPerson):
    """One person of the sealed list, and their points in the order of the items; None until they have given them."""

    weighing = models.ForeignKey(Weighing, models.CASCADE, related_name="weighers")
    points = models.JSONField(null=True, blank=True)
    sequence = models.PositiveBigIntegerField(default=0)

    class Meta(SealedPerson.Meta):
        constraints = [models.UniqueConstraint(fields=["weighing", "user"], name="weigher_once_per_weighing")]

    def __str__(self) -> str:
        return f"{self.weighing_id}: {self.user_id}"
