"""Makes the hall of a drill by the actions people use, and writes what the phones need: `python -m bench.drill.prepare`.

Only the region with its facilitator comes from the factories of the tests; nobody joins by a page here (drill L4 does).
"""

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import django

django.setup()

from django.test import Client  # noqa: E402  -- reason: as above
from django.urls import reverse  # noqa: E402  -- reason: as above
from django.utils.crypto import get_random_string  # noqa: E402  -- reason: as above

from accounts.models import User  # noqa: E402  -- reason: as above
from assessments import queries  # noqa: E402  -- reason: as above
from assessments.actions import adopt_framework, create_round, open_round  # noqa: E402  -- reason: as above
from assessments.forms import field_name  # noqa: E402  -- reason: as above
from assessments.models import RosterEntry, Round  # noqa: E402  -- reason: as above
from assessments.scoring import propose_merging  # noqa: E402  -- reason: as above
from demo.rehearsal import helix_at  # noqa: E402  -- reason: as above
from discovery.actions import (  # noqa: E402  -- reason: as above
    confirm_participants,
    create_workshop,
    join_as_guest,
    propose_activity,
    remember_phone,
    start_step,
    step_workshop,
)
from discovery.models import Participant, StepKind, Workshop, WorkshopKind  # noqa: E402  -- reason: as above
from discovery.queries import present_by_helix  # noqa: E402  -- reason: as above
from foundation import clock  # noqa: E402  -- reason: as above
from foundation.live import token_for  # noqa: E402  -- reason: as above
from regions.models import Role  # noqa: E402  -- reason: as above
from tests.factories.regions import RegionFactory, member  # noqa: E402  -- reason: as above

QUESTIONS = "four-principles-short"


def seat_of(user: User) -> dict[str, Any]:
    """What the browser of this person keeps."""
    browser = Client(SERVER_NAME="127.0.0.1")
    browser.force_login(user)
    return {"user": user.pk, "session": browser.session.session_key, "csrf": get_random_string(32)}


def open_workshop() -> tuple[Workshop, User]:
    region = RegionFactory.create(code="DR-01")
    facilitator = member(region, Role.FACILITATOR)
    workshop = create_workshop(
        region=region,
        title="A drill",
        kind=WorkshopKind.PROBLEM_SOLVING,
        held_date=clock.now().date(),
        framework_key=QUESTIONS,
        by=facilitator,
    )
    return step_workshop(workshop=workshop, name="open", by=facilitator), facilitator


def seated(workshop: Workshop, people: int, facilitator: User) -> list[Participant]:
    places = [
        join_as_guest(workshop=workshop, helix=helix_at(place, people), organization=None, language="ru")
        for place in range(people)
    ]
    if places:
        confirm_participants(workshop=workshop, participant_ids=None, by=facilitator)
    return places


def opened_round(workshop: Workshop, activities: int, by: User) -> Round:
    """The hall stands in its scoring step: the projector shows who has begun."""
    step = workshop.steps.filter(kind=StepKind.SCORE).earliest("position")
    workshop = start_step(workshop=workshop, step=step, by=by)
    listed = [
        propose_activity(
            region=workshop.region,
            workshop=workshop,
            title=f"Activity {number} of the drill",
            summary="Sensors and services for farms, tried in one district.",
            is_activity=True,
            by=by,
        )
        for number in range(1, activities + 1)
    ]
    round = create_round(
        region=workshop.region,
        framework=adopt_framework(region=workshop.region, key=QUESTIONS, by=by),
        title="A drill",
        activity_ids=[activity.pk for activity in listed],
        workshop=workshop,
        step=step,
        by=by,
    )
    return open_round(round=round, merged_groups=merged(workshop), by=by)


def merged(workshop: Workshop) -> dict[str, str]:
    return dict(propose_merging(present_by_helix(workshop.pk), workshop.region.threshold))


def round_of(workshop: Workshop, people: int, activities: int, by: User) -> dict[str, Any]:
    places = seated(workshop, people, by)
    round = opened_round(workshop, activities, by)
    method = queries.frozen_method(round)
    seats = [seat_of(place.user) for place in places]
    for place, seat in zip(places, seats, strict=True):
        remember_phone(participant=place, key=seat["session"])
    return {
        "round": round.pk,
        "roster": RosterEntry.objects.filter(round=round).count(),
        "version": Round.objects.values_list("input_version", flat=True).get(pk=round.pk),
        "activities": list(method.activity_ids),
        "fields": [field_name(criterion.code) for criterion in method.judged],
        "ballot": reverse("ballot_save", args=[round.pk, 987654321]).replace("987654321", "{}"),
        "form": reverse("ballot_form", args=[round.pk]),
        "pulse": reverse("ballot_pulse", args=[round.pk]),
        "close": reverse("round_close", args=[round.pk]),
        "stream": f"/live/?token={token_for([queries.phones_channel(round.pk)])}",
        "seats": seats,
    }


def main(arguments: Sequence[str]) -> None:
    path, people, activities = Path(arguments[0]), int(arguments[1]), int(arguments[2])
    workshop, facilitator = open_workshop()
    hall: dict[str, Any] = {
        "code": workshop.code,
        "join": reverse("workshop_join"),
        "projector": reverse("workshop_projector", args=[workshop.pk]),
        "facilitator": seat_of(facilitator),
    }
    if people:
        hall |= round_of(workshop, people, activities, facilitator)
    path.write_text(json.dumps(hall))


if __name__ == "__main__":
    main(sys.argv[1:])
