"""One scoring of a list of activities by a sealed roster under a frozen framework."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.models import Helix, Organization
from assessments import signals
from assessments.models.framework import Framework
from discovery.models import Activity, Step, Workshop
from foundation import audit
from foundation.transitions import LifeCycle, move
from regions.models import Region


class Round(models.Model):
    """`method` is the frozen framework with its rules (canonical JSON); `method_hash` binds the round to it.

    `input_version` grows with every ballot and conflict: updating it is also the lock that orders ballots and the close.
    """

    class State(models.TextChoices):
        DRAFTED = "drafted", _("Being prepared")
        OPENED = "opened", _("Open for scoring")
        CLOSED = "closed", _("Closed")

    region = models.ForeignKey(Region, models.PROTECT, related_name="rounds")
    workshop = models.ForeignKey(Workshop, models.PROTECT, null=True, blank=True, related_name="rounds")
    step = models.OneToOneField(Step, models.SET_NULL, null=True, blank=True, related_name="round")
    title = models.CharField(_("title"), max_length=160)
    framework = models.ForeignKey(Framework, models.PROTECT, related_name="rounds")
    state = models.CharField(max_length=10, choices=State, default=State.DRAFTED)
    is_counting = models.BooleanField(default=True)  # sealed roster and blind; otherwise only indicative
    has_open_board = models.BooleanField(default=False)  # the hall sees it move, by batches (models/board.py)
    kappa = models.PositiveSmallIntegerField(default=2)
    threshold = models.PositiveSmallIntegerField(default=5)
    raters_per_organization = models.PositiveSmallIntegerField(default=3)
    counts_coarser_evidence = models.BooleanField(
        default=False
    )  # figures of a wider class than the activity's
    merged_groups = models.JSONField(
        default=dict, blank=True
    )  # {"science": "government"}: said aloud at sealing
    void_counts = models.JSONField(default=dict, blank=True)  # {"science": {"twice": 1}}: sealed at the close
    left_out_count = models.PositiveIntegerField(default=0)  # rows of LeftOut, counted at the sealing
    method = models.JSONField(null=True, blank=True)
    method_hash = models.CharField(max_length=64, blank=True)
    seed = models.CharField(max_length=64, blank=True)
    input_version = models.PositiveBigIntegerField(default=0)
    ballots_digest = models.CharField(max_length=64, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    # A published set rests on it: from now on everybody sees the result.
    made_public_at = models.DateTimeField(null=True, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(db_default=Now())

    life_cycle = LifeCycle(
        chain=lambda round: audit.region_chain(round.region_id),
        steps=(
            move("open", State.DRAFTED, State.OPENED, "assessments.run_round", _("Seal the list and open scoring"),
                 announces=signals.round_opened),
            move("close", State.OPENED, State.CLOSED, "assessments.run_round", _("Close scoring"),
                 announces=signals.round_closed),
        ),
    )  # fmt: skip

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("round")
        verbose_name_plural = _("rounds")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(threshold__range=(3, 10)), name="round_threshold_3_to_10"
            ),
            models.CheckConstraint(condition=models.Q(kappa__range=(1, 8)), name="round_kappa_1_to_8"),
            models.CheckConstraint(
                condition=models.Q(has_open_board=False) | models.Q(is_counting=False),
                name="open_board_never_counts",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class RoundActivity(models.Model):
    """An activity on the list, with its measured values frozen at the opening.

    `measured`: criterion code -> {"u": "0.123456" | null, "shown": the same where it is only context, "inputs":
    {...}, "source", "vintage", "anchors", "reason_missing"}.
    """

    round = models.ForeignKey(Round, models.CASCADE, related_name="entries")
    activity = models.ForeignKey(Activity, models.PROTECT, related_name="round_entries")
    position = models.PositiveSmallIntegerField()
    measured = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["round", "activity"], name="activity_once_per_round")]

    def __str__(self) -> str:
        return f"{self.round_id}: {self.activity_id}"


class RosterEntry(models.Model):
    """One rater, sealed: helix, organization and standing as they were when the round opened; `group` after merging."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="roster")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    helix = models.CharField(max_length=16, choices=Helix)
    group = models.CharField(max_length=16, choices=Helix)
    organization = models.ForeignKey(Organization, models.PROTECT, null=True, blank=True, related_name="+")
    # None: the roster was sealed before these were.
    is_state_controlled = models.BooleanField(null=True)  # by their organization
    has_verified_address = models.BooleanField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["round", "user"], name="rater_once_per_round")]

    def __str__(self) -> str:
        return f"{self.round_id}: {self.user_id}"


class LeftOut(models.Model):
    """One confirmed person whom the limit of their organization kept off the roster when it was sealed."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="left_out")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()  # what the hall calls them by: the place in the order of joining

    class Meta:
        ordering = ["organization__name", "number"]
        constraints = [models.UniqueConstraint(fields=["round", "user"], name="left_out_once_per_round")]

    def __str__(self) -> str:
        return f"{self.round_id}: {self.user_id}"
