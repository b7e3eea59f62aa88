"""What readers of a set say about it before it is decided: officials of the region and the country's ministry."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from discovery.models import Activity
from priorities.models.priority_set import PrioritySet


class Remark(models.Model):
    """A numbered remark on the whole set or on one activity in it. Nothing is removed: the next reader sees it with its answer.

    It names the activity and not the place in the set, because places are written anew with every change.
    """

    class Voice(models.TextChoices):
        OFFICIAL = "official", _("Official")
        MINISTRY = "ministry", _("Ministry")

    class Kind(models.TextChoices):
        QUESTION = "question", _("Question")
        COMMENT = "comment", _("Comment")
        SUPPORT = "support", _("In support")
        CONFLICT = "conflict", _("Conflict with the country's objectives")

    WAITING_KINDS = (Kind.QUESTION, Kind.CONFLICT)  # these need an answer

    priority_set = models.ForeignKey(PrioritySet, models.CASCADE, related_name="remarks")
    number = models.PositiveSmallIntegerField()
    activity = models.ForeignKey(Activity, models.PROTECT, null=True, blank=True, related_name="+")
    voice = models.CharField(max_length=8, choices=Voice)
    kind = models.CharField(_("what it is"), max_length=8, choices=Kind)
    text = models.TextField(_("text"), max_length=2000)
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    said_at = models.DateTimeField(db_default=Now())
    answer = models.TextField(_("answer"), max_length=2000, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["number"]
        verbose_name = _("remark")
        verbose_name_plural = _("remarks")
        constraints = [
            models.UniqueConstraint(fields=["priority_set", "number"], name="remark_once_per_number"),
            models.CheckConstraint(condition=~models.Q(text=""), name="remark_says_something"),
            models.CheckConstraint(
                condition=models.Q(answer="", answered_by=None, answered_at=None)
                | (~models.Q(answer="") & models.Q(answered_by__isnull=False, answered_at__isnull=False)),
                name="answer_with_who_and_when",
            ),
            models.CheckConstraint(
                condition=models.Q(answered_by=None) | ~models.Q(answered_by=models.F("said_by")),
                name="answer_not_by_the_asker",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.get_kind_display()}"

    @property
    def region_id(self) -> int:
        """Where roles are asked for."""
        return self.priority_set.region_id

    @property
    def is_answerable(self) -> bool:
        """Support needs no answer, and what has one keeps it."""
        return self.kind != self.Kind.SUPPORT and not self.answer

    @property
    def is_waiting(self) -> bool:
        return self.kind in self.WAITING_KINDS and not self.answer
