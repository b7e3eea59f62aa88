"""Putting activities together: proposed, answered by their authors, completed, and undone while nothing stands on it."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from discovery.models.activity import Activity
from foundation import audit
from foundation.transitions import LifeCycle, move
from regions.models import Region


class Merge(models.Model):
    """`result` is one of the members, or the new activity that the completion makes (None until then)."""

    class State(models.TextChoices):
        PROPOSED = "proposed", _("Authors are asked")
        COMPLETED = "completed", _("Merged")
        WITHDRAWN = "withdrawn", _("Given up")
        UNDONE = "undone", _("Undone")

    region = models.ForeignKey(Region, models.PROTECT, related_name="merges")
    state = models.CharField(max_length=10, choices=State, default=State.PROPOSED)
    result = models.ForeignKey(Activity, models.PROTECT, null=True, blank=True, related_name="merges_into_it")
    is_new = models.BooleanField(default=False)
    title = models.CharField(_("title"), max_length=160, blank=True)
    summary = models.TextField(_("what is done"), blank=True)
    reason = models.TextField(_("reason"))
    asks_supporters = models.BooleanField(default=False)
    answer_by = models.DateTimeField(_("answers until"))
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(db_default=Now())
    completed_at = models.DateTimeField(null=True, blank=True)

    life_cycle = LifeCycle(
        chain=lambda merge: audit.region_chain(merge.region_id),
        steps=(
            move("complete", State.PROPOSED, State.COMPLETED, "discovery.merge_activities", _("Merge now")),
            move("withdraw", State.PROPOSED, State.WITHDRAWN, "discovery.merge_activities", _("Give it up"),
                 needs_reason=True),
            move("undo", State.COMPLETED, State.UNDONE, "discovery.merge_activities", _("Undo the merge"),
                 needs_reason=True),
        ),
    )  # fmt: skip

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("merge")
        verbose_name_plural = _("merges")

    def __str__(self) -> str:
        return self.title or str(self.result)


class MergeMember(models.Model):
    """One of the activities to be put together."""

    merge = models.ForeignKey(Merge, models.CASCADE, related_name="members")
    activity = models.ForeignKey(Activity, models.PROTECT, related_name="memberships")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["merge", "activity"], name="member_once_per_merge")]

    def __str__(self) -> str:
        return f"{self.merge_id}: {self.activity_id}"


class MergeAnswer(models.Model):
    """What one of the people asked says; empty until they say it."""

    class Answer(models.TextChoices):
        AGREED = "agreed", _("Agrees")
        OBJECTED = "objected", _("Objects")

    merge = models.ForeignKey(Merge, models.CASCADE, related_name="answers")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    answer = models.CharField(max_length=8, choices=Answer, blank=True)
    reason = models.TextField(_("reason"), max_length=1000, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["merge", "person"], name="answer_once_per_person")]

    def __str__(self) -> str:
        return f"{self.merge_id}: {self.person_id}"
