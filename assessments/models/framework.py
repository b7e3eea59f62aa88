"""What activities are scored by."""

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from foundation import audit
from foundation.transitions import LifeCycle, move
from regions.models import Region


class Principle(models.TextChoices):
    INCLUSIVITY = "inclusivity", _("Open to everybody")
    SPECIALIZATION = "specialization", _("Building on what we are good at")
    DIVERSIFICATION = "diversification", _("Opening new paths")
    EXPERIMENTATION = "experimentation", _("Trying before spending")
    DISCOVERY = "discovery", _("People ready to act")


class CriterionKind(models.TextChoices):
    JUDGED = "judged", _("Judged by people")
    MEASURED = "measured", _("Measured from data")


class Framework(models.Model):
    """A region's own set of criteria in one of its versions: edited while drafted, never changed after.

    `digest` is that of its document (assessments.queries.framework_document) when it was put into use.
    """

    class State(models.TextChoices):
        DRAFTED = "drafted", _("Draft")
        PUBLISHED = "published", _("In use")
        RETIRED = "retired", _("No longer offered")

    region = models.ForeignKey(Region, models.PROTECT, related_name="frameworks")
    key = models.SlugField(max_length=60)
    version = models.PositiveSmallIntegerField(default=1)
    title = models.CharField(_("title"), max_length=160)
    is_short = models.BooleanField(default=False)  # one question a principle, for a hall
    state = models.CharField(max_length=10, choices=State, default=State.DRAFTED)
    digest = models.CharField(max_length=64, blank=True)
    edit_version = models.PositiveIntegerField(default=0)  # two people edit: the second is told what changed
    published_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(db_default=Now())

    life_cycle = LifeCycle(
        chain=lambda framework: audit.region_chain(framework.region_id),
        steps=(
            move("publish", State.DRAFTED, State.PUBLISHED, "assessments.edit_framework", _("Put into use")),
            move("retire", State.PUBLISHED, State.RETIRED, "assessments.edit_framework", _("Offer no longer"),
                 needs_reason=True),
        ),
    )  # fmt: skip

    class Meta:
        ordering = ["key", "version"]
        verbose_name = _("framework")
        verbose_name_plural = _("frameworks")
        constraints = [
            models.UniqueConstraint(fields=["region", "key", "version"], name="framework_once_per_version"),
            models.UniqueConstraint(
                fields=["region", "key"],
                condition=models.Q(state="drafted"),
                name="framework_one_draft_per_key",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_draft(self) -> bool:
        return self.state == self.State.DRAFTED


class Criterion(models.Model):
    """One question (judged) or one measure; `weight` is its part of 100 in the whole framework."""

    framework = models.ForeignKey(Framework, models.CASCADE, related_name="criteria")
    code = models.SlugField(max_length=40)
    position = models.PositiveSmallIntegerField()
    principle = models.CharField(max_length=16, choices=Principle)
    kind = models.CharField(max_length=8, choices=CriterionKind)
    weight = models.DecimalField(max_digits=9, decimal_places=6)
    question = models.CharField(_("question"), max_length=300)
    explanation = models.CharField(_("what is this?"), max_length=500, blank=True)
    low_words = models.CharField(_("words at the lowest mark"), max_length=120, blank=True)
    middle_words = models.CharField(_("words at the middle mark"), max_length=120, blank=True)
    high_words = models.CharField(_("words at the highest mark"), max_length=120, blank=True)
    scale_min = models.PositiveSmallIntegerField(default=0)
    scale_max = models.PositiveSmallIntegerField(default=10)
    is_reversed = models.BooleanField(default=False)
    measure = models.SlugField(max_length=40, blank=True)  # key in the registry of measured criteria
    edit_version = models.PositiveIntegerField(default=0)  # of its texts and its scale

    class Meta:
        ordering = ["position"]
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")
        constraints = [
            models.UniqueConstraint(fields=["framework", "code"], name="criterion_once_per_code"),
            models.CheckConstraint(
                condition=models.Q(scale_min__lt=models.F("scale_max"), scale_max__lte=100),
                name="criterion_scale",
            ),
            models.CheckConstraint(condition=models.Q(weight__gte=0), name="criterion_weight_not_negative"),
        ]

    def __str__(self) -> str:
        return self.question
