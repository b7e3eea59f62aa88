"""The draft, its differences from the ranking, and who approved it."""

import secrets
from pathlib import PurePath

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from assessments.models import Round
from discovery.models import Activity
from foundation import audit
from foundation.transitions import LifeCycle, move
from priorities import signals
from regions.models import Region


def random_name(_priority_set: models.Model, file_name: str) -> str:
    """Where a scan is stored: nothing of the name it came with but the kind of file, checked before."""
    return f"legal-acts/{secrets.token_hex(16)}{PurePath(file_name).suffix}"


class PrioritySet(models.Model):
    """One set of priorities on its way from draft to publication; every difference from the ranking has a reason."""

    class State(models.TextChoices):
        DRAFTED = "drafted", _("Draft")
        SUBMITTED = "submitted", _("Awaiting approval")
        APPROVED = "approved", _("Approved")
        PUBLISHED = "published", _("Published")
        SUPERSEDED = "superseded", _("Replaced by a later version")
        WITHDRAWN = "withdrawn", _("Given up")

    OPEN_STATES = (State.DRAFTED, State.SUBMITTED, State.APPROVED)

    region = models.ForeignKey(Region, models.PROTECT, related_name="priority_sets")
    round = models.ForeignKey(Round, models.PROTECT, related_name="priority_sets")
    title = models.CharField(_("title"), max_length=160)
    cycle = models.PositiveSmallIntegerField(_("year of the cycle"))
    state = models.CharField(max_length=10, choices=State, default=State.DRAFTED)
    target_count = models.PositiveSmallIntegerField(_("how many priorities"), default=6)
    # The region's rule, frozen when the set is drafted; approving counts up first, which also is the lock.
    approvals_needed = models.PositiveSmallIntegerField(default=2)
    approvals_given = models.PositiveSmallIntegerField(default=0)
    corrects = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="corrections")
    follows = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="next_versions")
    revision_reason = models.TextField(_("why a new version"), blank=True)
    edit_version = models.PositiveIntegerField(default=0)  # two people edit: the second is told what changed
    legal_act_number = models.CharField(_("number of the legal act"), max_length=80, blank=True)
    legal_act_date = models.DateField(_("date of the legal act"), null=True, blank=True)
    legal_act_scan = models.FileField(_("scan of the legal act"), upload_to=random_name, blank=True)
    legal_act_digest = models.CharField(max_length=64, blank=True)  # SHA-256 of the scan's bytes
    drafter = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(db_default=Now())
    submitted_at = models.DateTimeField(null=True, blank=True)  # the last time; None: never left the drafters
    returned_at = models.DateTimeField(null=True, blank=True)
    return_count = models.PositiveSmallIntegerField(default=0)  # published with the set
    remark_count = models.PositiveSmallIntegerField(
        default=0
    )  # counting up numbers a remark and locks the set

    life_cycle = LifeCycle(
        chain=lambda priority_set: audit.region_chain(priority_set.region_id),
        steps=(
            move("submit", State.DRAFTED, State.SUBMITTED, "priorities.draft_set", _("Hand in for approval"),
                 announces=signals.set_submitted),
            move("return", (State.SUBMITTED, State.APPROVED), State.DRAFTED, "priorities.decide_set",
                 _("Return with a reason"), needs_reason=True, announces=signals.set_returned),
            move("approve", State.SUBMITTED, State.APPROVED, "priorities.decide_set", _("Approve"),
                 announces=signals.set_approved),
            move("amend", State.APPROVED, State.SUBMITTED, "priorities.draft_set", _("Change the legal act")),
            move("publish", State.APPROVED, State.PUBLISHED, "priorities.publish_set", _("Publish"),
                 announces=signals.set_published),
            move("withdraw", State.DRAFTED, State.WITHDRAWN, "priorities.draft_set", _("Give up this draft"),
                 needs_reason=True),
            move("supersede", State.PUBLISHED, State.SUPERSEDED, "priorities.publish_set", _("Replace")),
        ),
    )  # fmt: skip

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("priority set")
        verbose_name_plural = _("priority sets")
        constraints = [
            models.UniqueConstraint(
                fields=["region", "cycle"],
                condition=models.Q(state__in=["drafted", "submitted", "approved"]),
                name="one_open_set_per_region_and_cycle",
            ),
            models.CheckConstraint(
                condition=models.Q(approvals_given__lte=models.F("approvals_needed")),
                name="no_more_approvals_than_needed",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Priority(models.Model):
    """An activity's place in a set; score and rank are those of the ranking, copied when drafted."""

    priority_set = models.ForeignKey(PrioritySet, models.CASCADE, related_name="priorities")
    activity = models.ForeignKey(Activity, models.PROTECT, related_name="priorities")
    position = models.PositiveSmallIntegerField()
    rank = models.PositiveSmallIntegerField(null=True, blank=True)
    score = models.DecimalField(max_digits=5, decimal_places=1, null=True, blank=True)
    review_date = models.DateField(_("to be looked at again by"), null=True, blank=True)
    reminded_at = models.DateTimeField(
        null=True, blank=True
    )  # the officials were told that the review is due

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["priority_set", "activity"], name="priority_once_per_activity"),
            models.UniqueConstraint(fields=["priority_set", "position"], name="priority_once_per_position"),
        ]
        verbose_name = _("priority")
        verbose_name_plural = _("priorities")

    def __str__(self) -> str:
        return f"{self.position}. {self.activity}"


class Deviation(models.Model):
    """One change to the draft, with its written reason. What differs in the end is computed from all of them."""

    class Kind(models.TextChoices):
        ADDED = "added", _("Added")
        DROPPED = "dropped", _("Dropped")
        MOVED = "moved", _("Moved")

    priority_set = models.ForeignKey(PrioritySet, models.CASCADE, related_name="deviations")
    activity = models.ForeignKey(Activity, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=Kind)
    from_position = models.PositiveSmallIntegerField(null=True, blank=True)
    to_position = models.PositiveSmallIntegerField(null=True, blank=True)
    reason = models.TextField(_("reason"))
    edit_version = models.PositiveIntegerField(default=0)  # the set's version that this change made
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["pk"]
        constraints = [models.CheckConstraint(condition=~models.Q(reason=""), name="deviation_has_a_reason")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.activity}"


class Approval(models.Model):
    """One official's yes to exactly this content. `drafter` is copied so that the database itself forbids self-approval."""

    priority_set = models.ForeignKey(PrioritySet, models.CASCADE, related_name="approvals")
    official = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    drafter = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    content_digest = models.CharField(max_length=64)
    approved_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["priority_set", "official"], name="approval_once_per_official"),
            models.CheckConstraint(
                condition=~models.Q(official=models.F("drafter")), name="approval_not_by_the_drafter"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.priority_set_id}: {self.official_id}"
