"""Templates of workshops: the house's own, known to everybody, and those a region has saved."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from discovery.models import StepKind, WorkshopKind, WorkshopTemplate
from regions.models import Region
from regions.permissions import roles_of

SHORT_FORM = "four-principles-short"  # the key of a set of questions; assessments knows it


@dataclass(frozen=True)
class Template:
    """A run sheet to begin with. `steps` as WorkshopTemplate keeps them."""

    key: str
    title: str | Promise
    about: str | Promise
    kind: str
    steps: Sequence[dict[str, Any]]
    framework_key: str = ""
    purpose: str = ""

    @property
    def minutes(self) -> int:
        return sum(step["minutes"] for step in self.steps)


def _sheet(*steps: tuple[StepKind, int]) -> tuple[dict[str, Any], ...]:
    return tuple({"kind": kind.value, "minutes": minutes} for kind, minutes in steps)


BUILT_IN: tuple[Template, ...] = (
    Template(
        "problem-solving-day",
        _("Problem-solving day"),
        _("Invited people find, discuss and score activities in one day, with a second look after the talk."),
        WorkshopKind.PROBLEM_SOLVING,
        _sheet(
            (StepKind.WELCOME, 15),
            (StepKind.PROPOSE, 20),
            (StepKind.GROUP, 25),
            (StepKind.SHORTLIST, 15),
            (StepKind.DISCUSS, 40),
            (StepKind.SCORE, 25),
            (StepKind.DISCUSS_AGAIN, 25),
            (StepKind.SCORE_AGAIN, 15),
            (StepKind.CLOSE, 10),
        ),
        SHORT_FORM,
    ),
    Template(
        "open-day",
        _("Open day"),
        _("Everybody may come and write ideas; they are grouped and supported, and nobody scores."),
        WorkshopKind.OUTREACH,
        _sheet(
            (StepKind.WELCOME, 15),
            (StepKind.PROPOSE, 30),
            (StepKind.GROUP, 30),
            (StepKind.SHORTLIST, 20),
            (StepKind.DISCUSS, 30),
            (StepKind.CLOSE, 10),
        ),
    ),
    Template(
        "discovery-evening",
        _("Evening of discovery"),
        _("Two hours after work: ideas, themes, a shortlist. A good first meeting."),
        WorkshopKind.OUTREACH,
        _sheet(
            (StepKind.WELCOME, 10),
            (StepKind.PROPOSE, 30),
            (StepKind.GROUP, 25),
            (StepKind.SHORTLIST, 15),
            (StepKind.DISCUSS, 30),
            (StepKind.CLOSE, 10),
        ),
    ),
    Template(
        "second-round",
        _("Second round"),
        _("The people who scored meet again: what was disputed is discussed, then scored once more."),
        WorkshopKind.PROBLEM_SOLVING,
        _sheet(
            (StepKind.WELCOME, 10),
            (StepKind.DISCUSS, 45),
            (StepKind.SCORE, 25),
            (StepKind.DISCUSS_AGAIN, 30),
            (StepKind.CLOSE, 10),
        ),
        SHORT_FORM,
    ),
)
_OWN = "own-"


def templates_of(region: Region) -> list[Template]:
    """The house's own first, then the region's by name. One query."""
    return [*BUILT_IN, *(_as_template(row) for row in templates_saved_in(region))]


def templates_saved_in(region: Region) -> QuerySet[WorkshopTemplate]:
    return WorkshopTemplate.objects.filter(region=region).order_by("title", "pk")


def template_by_key(region: Region, key: str) -> Template | None:
    return next((template for template in templates_of(region) if template.key == key), None)


def usual_template(kind: str) -> Template:
    """What a workshop of this kind begins with where nobody chose."""
    return next(template for template in BUILT_IN if template.kind == kind)


def template_for_member(user: Any, *, template_id: int) -> WorkshopTemplate | None:
    return (
        WorkshopTemplate.objects.filter(pk=template_id, region_id__in=roles_of(user))
        .select_related("region")
        .first()
    )


def _as_template(row: WorkshopTemplate) -> Template:
    return Template(
        f"{_OWN}{row.pk}", row.title, _("Saved in your region"), row.kind, row.steps, row.framework_key, row.purpose
    )  # fmt: skip
