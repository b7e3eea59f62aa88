"""A region's strategy and process graded by its people: the wheel of self-assessment."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from assessments.models.asked import AskedOfHall, SealedPerson
from discovery.models import Workshop
from foundation import audit
from foundation.transitions import LifeCycle, move
from regions.models import Region


class Wheel(AskedOfHall):
    """`steps`: [{"code", "name", "factors": [{"code", "name", "explanation"}]}], each text language -> words; frozen when
    opened. `result`: assessments.scoring GradedWheel.as_document().
    """

    class State(models.TextChoices):
        DRAFTED = "drafted", _("Being prepared")
        OPENED = "opened", _("People give grades")
        CLOSED = "closed", pgettext_lazy("self-assessment", "Closed")

    region = models.ForeignKey(Region, models.PROTECT, related_name="wheels")
    workshop = models.ForeignKey(Workshop, models.PROTECT, related_name="wheels")
    title = models.CharField(_("title"), max_length=160)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFTED)
    steps = models.JSONField(default=list)
    edit_version = models.PositiveIntegerField(default=0)  # two people edit: the second is told what changed
    grades_digest = models.CharField(max_length=64, blank=True)

    life_cycle = LifeCycle(
        chain=lambda wheel: audit.region_chain(wheel.region_id),
        steps=(
            move("open", State.DRAFTED, State.OPENED, "assessments.run_wheel", _("Let people give grades")),
            move("close", State.OPENED, State.CLOSED, "assessments.run_wheel", _("Close")),
        ),
    )  # fmt: skip

    def __str__(self) -> str:
        return self.title


class Grader(SealedPerson):
    """One person of the sealed list. `grades`: factor -> 1 to 5, or 0 for no information; left out: not answered.

    `sequences`: step -> number of the sheet stored last, so that an older retry never overwrites a newer one.
    """

    wheel = models.ForeignKey(Wheel, models.CASCADE, related_name="graders")
    grades = models.JSONField(default=dict, blank=True)
    sequences = models.JSONField(default=dict, blank=True)

    class Meta(SealedPerson.Meta):
        constraints = [models.UniqueConstraint(fields=["wheel", "user"], name="grader_once_per_wheel")]

    def __str__(self) -> str:
        return f"{self.wheel_id}: {self.user_id}"
