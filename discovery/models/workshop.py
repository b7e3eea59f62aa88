"""An event with a run sheet."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from discovery import signals
from discovery.models.codes import LENGTH, new_code
from foundation import audit
from foundation.transitions import LifeCycle, move
from regions.models import Region


class WorkshopKind(models.TextChoices):
    PROBLEM_SOLVING = "problem_solving", _("Problem-solving: invited people who register")
    OUTREACH = "outreach", _("Outreach: open to everybody")


class WallScreen(models.TextChoices):
    """What the wall shows instead of what belongs to the step."""

    JOIN = "join", _("How to join")
    IDEAS = "ideas", _("Ideas and themes")
    SPEAKERS = "speakers", _("Who speaks")
    TABLES = "tables", _("What the tables chose")


class Workshop(models.Model):
    """People join by its code while it is open.

    `version` grows with every change its facilitators make; open pages ask by it whether they are behind. What
    participants do (join, write, support) is counted instead, so that a hall never queues at this one row.

    `step_run` counts how often a step was begun: a button names the run it was made for, so that two facilitators who
    press at once move the hall once. The times of the step are by the database's clock.
    """

    class State(models.TextChoices):
        PREPARED = "prepared", _("Being prepared")
        OPENED = "opened", _("Open")
        CLOSED = "closed", _("Closed")
        CANCELLED = "cancelled", _("Cancelled")

    region = models.ForeignKey(Region, models.PROTECT, related_name="workshops")
    title = models.CharField(_("title"), max_length=200)
    purpose = models.TextField(_("what it is for"), blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=WorkshopKind, default=WorkshopKind.OUTREACH)
    state = models.CharField(max_length=10, choices=State, default=State.PREPARED)
    code = models.CharField(max_length=LENGTH, unique=True, default=new_code)
    held_date = models.DateField(_("date"))
    start_time = models.TimeField(_("begins at"), null=True, blank=True)  # by the region's clock
    duration_minutes = models.PositiveSmallIntegerField(_("minutes"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=200, blank=True)
    online_url = models.URLField(_("address of the online meeting"), max_length=500, blank=True)
    participant_limit = models.PositiveSmallIntegerField(_("how many may join"), null=True, blank=True)
    framework_key = models.CharField(max_length=60, blank=True)  # the questions its template suggests
    calendar_sequence = models.PositiveIntegerField(default=0)  # grows when date or place change
    is_demonstration = models.BooleanField(default=False)
    version = models.PositiveBigIntegerField(default=0)
    current_step = models.ForeignKey("Step", models.SET_NULL, null=True, blank=True, related_name="+")
    step_run = models.PositiveBigIntegerField(default=0)
    step_began_at = models.DateTimeField(null=True, blank=True)
    step_ends_at = models.DateTimeField(null=True, blank=True)
    step_paused_at = models.DateTimeField(
        null=True, blank=True
    )  # what is left then: step_ends_at - step_paused_at
    wall_shows = models.CharField(
        max_length=8, choices=WallScreen, blank=True
    )  # "": what belongs to the step
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(db_default=Now())

    life_cycle = LifeCycle(
        chain=lambda workshop: audit.region_chain(workshop.region_id),
        steps=(
            move("open", State.PREPARED, State.OPENED, "discovery.run_workshop", _("Open the doors"),
                 announces=signals.workshop_opened),
            move("close", State.OPENED, State.CLOSED, "discovery.run_workshop", _("Close the workshop"),
                 announces=signals.workshop_closed),
            move("reopen", State.CLOSED, State.OPENED, "discovery.run_workshop", _("Open again"), needs_reason=True,
                 announces=signals.workshop_opened),
            move("cancel", State.PREPARED, State.CANCELLED, "discovery.run_workshop", _("Cancel the workshop"),
                 needs_reason=True),
        ),
    )  # fmt: skip

    class Meta:
        ordering = ["-held_date", "-pk"]
        verbose_name = _("workshop")
        verbose_name_plural = _("workshops")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(step_paused_at=None) | models.Q(step_ends_at__isnull=False),
                name="paused_step_has_an_end",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_over(self) -> bool:
        return self.state in (self.State.CLOSED, self.State.CANCELLED)


class StepKind(models.TextChoices):
    WELCOME = "welcome", _("Welcome")
    PROPOSE = "propose", _("Write ideas")
    GROUP = "group", _("Group ideas")
    SHORTLIST = "shortlist", _("Shortlist")
    DISCUSS = "discuss", _("Discuss")
    SCORE = "score", _("Score")
    DISCUSS_AGAIN = "discuss_again", _("Discuss again")
    SCORE_AGAIN = "score_again", _("Score again")
    CLOSE = "close", _("Closing words")


class Step(models.Model):
    """One line of the run sheet. `title` replaces the name of its kind where somebody wrote one."""

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="steps")
    kind = models.CharField(_("kind"), max_length=16, choices=StepKind)
    position = models.PositiveSmallIntegerField()
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=15)
    title = models.CharField(_("title"), max_length=120, blank=True)
    note = models.TextField(_("note for the facilitators"), blank=True)  # never on phones or the wall

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["workshop", "position"], name="step_once_per_position")
        ]

    def __str__(self) -> str:
        return self.title or self.get_kind_display()
