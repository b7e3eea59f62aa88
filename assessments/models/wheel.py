"""A region's strategy and process graded by its people: the wheel of self-assessment."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Helix, Organization
from discovery.models import Workshop
from foundation import audit
from foundation.transitions import LifeCycle, move
from regions.models import Region


class Wheel(models.Model):
    """`steps`: [{"code", "name", "factors": [{"code", "name", "explanation"}]}], each text language -> words; frozen when
    opened. `groups`: as sealed, code -> omega and helices.

    `input_version` grows with every sheet: updating it is also the lock that orders sheets and the close. `result` is
    None until then (assessments.scoring GradedWheel.as_document()).
    """

    class State(models.TextChoices):
        DRAFTED = "drafted", _("Being prepared")
        OPENED = "opened", _("People give grades")
        CLOSED = "closed", pgettext_lazy("self-assessment", "Closed")

    region = models.ForeignKey(Region, models.PROTECT, related_name="wheels")
    workshop = models.ForeignKey(Workshop, models.PROTECT, related_name="wheels")
    title = models.CharField(_("title"), max_length=160)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFTED)
    kappa = models.PositiveSmallIntegerField(default=2)
    threshold = models.PositiveSmallIntegerField(default=5)
    raters_per_organization = models.PositiveSmallIntegerField(default=3)
    steps = models.JSONField(default=list)
    edit_version = models.PositiveIntegerField(default=0)  # two people edit: the second is told what changed
    groups = models.JSONField(default=list, blank=True)
    input_version = models.PositiveBigIntegerField(default=0)
    grades_digest = models.CharField(max_length=64, blank=True)
    result = models.JSONField(null=True, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(db_default=Now())

    life_cycle = LifeCycle(
        chain=lambda wheel: audit.region_chain(wheel.region_id),
        steps=(
            move("open", State.DRAFTED, State.OPENED, "assessments.run_wheel", _("Let people give grades")),
            move("close", State.OPENED, State.CLOSED, "assessments.run_wheel", _("Close")),
        ),
    )  # fmt: skip

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(threshold__range=(3, 10)), name="wheel_threshold_3_to_10"
            ),
            models.CheckConstraint(condition=models.Q(kappa__range=(1, 8)), name="wheel_kappa_1_to_8"),
        ]

    def __str__(self) -> str:
        return self.title


class Grader(models.Model):
    """One person of the sealed list. `grades`: factor -> 1 to 5, or 0 for no information; left out: not answered.

    `sequences`: step -> number of the sheet stored last, so that an older retry never overwrites a newer one.
    """

    wheel = models.ForeignKey(Wheel, models.CASCADE, related_name="graders")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    helix = models.CharField(max_length=16, choices=Helix)
    group = models.CharField(max_length=16, choices=Helix)
    organization = models.ForeignKey(Organization, models.PROTECT, null=True, blank=True, related_name="+")
    grades = models.JSONField(default=dict, blank=True)
    sequences = models.JSONField(default=dict, blank=True)
    updated_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["wheel", "user"], name="grader_once_per_wheel")]

    def __str__(self) -> str:
        return f"{self.wheel_id}: {self.user_id}"
