"""Weights asked of people before a round: each splits 100 points over the criteria or the principles."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.models import Helix, Organization
from assessments.models.framework import Framework
from discovery.models import Workshop
from foundation import audit
from foundation.transitions import LifeCycle, move
from regions.models import Region


class Weighing(models.Model):
    """`items`: codes of what the points go to, in frozen order. `groups`: as sealed, code -> omega and helices.

    `input_version` grows with every split: updating it is also the lock that orders splits and the close. `result` is
    None until then (assessments.scoring CombinedSplits.as_document()).
    """

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
    kappa = models.PositiveSmallIntegerField(default=2)
    threshold = models.PositiveSmallIntegerField(default=5)
    raters_per_organization = models.PositiveSmallIntegerField(default=3)
    items = models.JSONField(default=list, blank=True)
    groups = models.JSONField(default=list, blank=True)
    input_version = models.PositiveBigIntegerField(default=0)
    splits_digest = models.CharField(max_length=64, blank=True)
    result = models.JSONField(null=True, blank=True)
    applied_to = models.ForeignKey(Framework, models.SET_NULL, null=True, blank=True, related_name="+")
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(db_default=Now())

    life_cycle = LifeCycle(
        chain=lambda weighing: audit.region_chain(weighing.region_id),
        steps=(
            move("open", State.DRAFTED, State.OPENED, "assessments.run_weighing", _("Let people share out points")),
            move("close", State.OPENED, State.CLOSED, "assessments.run_weighing", _("Close")),
        ),
    )  # fmt: skip

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(threshold__range=(3, 10)), name="weighing_threshold_3_to_10"
            ),
            models.CheckConstraint(condition=models.Q(kappa__range=(1, 8)), name="weighing_kappa_1_to_8"),
        ]

    def __str__(self) -> str:
        return f"{self.framework_id}: {self.subject}"


class Weigher(models.Model):
    """One person of the sealed list, and their points in the order of the items; None until they have given them."""

    weighing = models.ForeignKey(Weighing, models.CASCADE, related_name="weighers")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    helix = models.CharField(max_length=16, choices=Helix)
    group = models.CharField(max_length=16, choices=Helix)
    organization = models.ForeignKey(Organization, models.PROTECT, null=True, blank=True, related_name="+")
    points = models.JSONField(null=True, blank=True)
    sequence = models.PositiveBigIntegerField(default=0)
    updated_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["weighing", "user"], name="weigher_once_per_weighing")]

    def __str__(self) -> str:
        return f"{self.weighing_id}: {self.user_id}"
