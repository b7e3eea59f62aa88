"""The wheel of self-assessment: who may know of it, what is asked, a person's own grades."""

import json
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.db.models import Count, Q, QuerySet

from accounts.models import Helix
from assessments.models import Grader, Wheel
from discovery.models import Participant
from discovery.queries import participant_in
from foundation.foreign_text import in_language
from regions.models import Region
from regions.permissions import roles_of

TEMPLATE = Path(__file__).parent.parent / "wheel_templates" / "ris3.json"


@cache
def _template() -> list[dict[str, Any]]:
    steps: list[dict[str, Any]] = json.loads(TEMPLATE.read_text(encoding="utf-8"))["steps"]
    return steps


def default_wheel_steps() -> list[dict[str, Any]]:
    """Six steps with three factors each, in every language; the caller's own copy."""
    return deepcopy(_template())


def wheels_in(region: Region) -> QuerySet[Wheel]:
    return Wheel.objects.filter(region=region).select_related("workshop", "region").order_by("-pk")


def wheel_for(user: Any, *, wheel_id: int) -> Wheel | None:
    """Of a region in which the person has a role."""
    known = Wheel.objects.filter(pk=wheel_id, region__in=roles_of(user))
    return known.select_related("region", "workshop").first()


@dataclass(frozen=True)
class WheelFactor:
    """One thing that is graded. `number`: "1.1". `grade`: the person's own, 0 for no information, None for no answer."""

    number: str
    code: str
    name: str
    explanation: str
    grade: int | None = None


@dataclass(frozen=True)
class WheelStep:
    number: int
    code: str
    name: str
    factors: tuple[WheelFactor, ...]

    @property
    def is_done(self) -> bool:
        return all(factor.grade is not None for factor in self.factors)

    @property
    def is_begun(self) -> bool:
        return any(factor.grade is not None for factor in self.factors)


def steps_of_wheel(wheel: Wheel, grades: Mapping[str, int] | None = None) -> list[WheelStep]:
    """In the reader's language, with a person's own grades."""
    own = grades or {}
    return [
        WheelStep(
            number,
            step["code"],
            in_language(step["name"]),
            tuple(
                WheelFactor(
                    f"{number}.{place}",
                    factor["code"],
                    in_language(factor["name"]),
                    in_language(factor["explanation"]),
                    own.get(factor["code"]),
                )
                for place, factor in enumerate(step["factors"], start=1)
            ),
        )
        for number, step in enumerate(wheel.steps, start=1)
    ]


@dataclass(frozen=True)
class AskedStep:
    """One step in front of a person of the sealed list."""

    grader: Grader
    code: str

    @property
    def wheel(self) -> Wheel:
        return self.grader.wheel


def grader_step_for(user: Any, *, wheel_id: int, wheel_step: str) -> AskedStep | None:
    grader = grader_for(user, wheel_id=wheel_id)
    return AskedStep(grader, wheel_step) if grader and has_step(grader.wheel, wheel_step) else None


def wheel_with_step_for(user: Any, *, wheel_id: int, wheel_step: str) -> Wheel | None:
    """A wheel the person knows of that has this step."""
    wheel = wheel_for(user, wheel_id=wheel_id)
    return wheel if wheel and has_step(wheel, wheel_step) else None


def has_step(wheel: Wheel, code: str) -> bool:
    return any(step["code"] == code for step in wheel.steps)


def step_texts(wheel: Wheel, code: str) -> dict[str, Any]:
    """A step as stored, in all languages. Raises KeyError."""
    own: dict[str, dict[str, Any]] = {step["code"]: step for step in wheel.steps}
    return own[code]


@dataclass(frozen=True)
class WheelSeat:
    """A person in front of it: on the sealed list, or only in the workshop."""

    wheel: Wheel
    grader: Grader | None
    participant: Participant | None = None


def wheel_seat_for(user: Any, *, wheel_id: int) -> WheelSeat | None:
    if not user.is_authenticated:
        return None
    grader = grader_for(user, wheel_id=wheel_id)
    if grader:
        return WheelSeat(grader.wheel, grader)
    wheel = Wheel.objects.select_related("workshop", "region").filter(pk=wheel_id).first()
    participant = participant_in(wheel.workshop, user) if wheel else None
    return WheelSeat(wheel, None, participant) if wheel and participant else None


def grader_for(user: Any, *, wheel_id: int) -> Grader | None:
    places = Grader.objects.select_related("wheel", "wheel__workshop", "wheel__region")
    return places.filter(user_id=user.pk, wheel_id=wheel_id).first()


def open_wheel_in(workshop_id: int) -> Wheel | None:
    """What the phones of a hall are led to, while neither a round nor a question about weights is open."""
    return Wheel.objects.filter(workshop=workshop_id, state=Wheel.State.OPENED).order_by("-pk").first()


def wheel_turnout(wheel: Wheel) -> tuple[dict[str, int], dict[str, int]]:
    """(begun, sealed) by group: all that is known before the close; groups are never smaller than the threshold."""
    begun = Count("pk", filter=~Q(grades={}))
    rows = Grader.objects.filter(wheel=wheel).order_by().values("group").annotate(n=Count("pk"), begun=begun)
    found = {row["group"]: row for row in rows if row["n"] >= wheel.threshold}
    order = [helix for helix in Helix.values if helix in found]
    return {h: found[h]["begun"] for h in order}, {h: found[h]["n"] for h in order}


def sheets_of(wheel: Wheel) -> list[tuple[int, str, dict[str, int]]]:
    """(grader, group, grades), in a fixed order: what the result and its digest are made of."""
    given = Grader.objects.filter(wheel=wheel).exclude(grades={}).order_by("pk")
    return list(given.values_list("pk", "group", "grades"))
