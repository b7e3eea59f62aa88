"""A hall with a round in each state and the people around it: what tests of pages begin with."""

from dataclasses import dataclass
from typing import Any

from django.test import Client
from django.urls import reverse

from accounts.models import User
from assessments.models import Round
from regions.models import Role
from tests.assessments.halls import WITH_SCIENCE, Hall, make_hall
from tests.factories.accounts import UserFactory
from tests.factories.discovery import ParticipantFactory
from tests.factories.regions import RegionFactory, member

OK, MOVED, BAD, DENIED, MISSING, WRONG, STATE, UNFIT = 200, 302, 400, 403, 404, 405, 409, 422


def client_of(user: User | None) -> Client:
    client = Client()
    if user:
        client.force_login(user)
    return client


@dataclass
class Scene:
    """A hall with one round in each state, and the people around it."""

    hall: Hall
    drafted: Round
    opened: Round
    closed: Round
    people: dict[str, User]

    def address(self, name: str, round: Round | None = None) -> str:
        code, activity = self.hall.region.code, self.hall.activities[0].pk
        pk = (round or (self.drafted if name == "round_open" else self.opened)).pk
        arguments: dict[str, list[Any]] = {
            "framework_list": [code],
            "framework_adopt": [code],
            "framework_detail": [self.hall.framework.pk],
            "round_list": [code],
            "round_create": [code],
            "ballot_save": [pk, activity],
            "ballot_conflict": [pk, activity],
            "ranking_activity": [pk, activity],
        }
        return reverse(name, args=arguments.get(name, [pk]))


def make_scene() -> Scene:
    """A round in each state; the hall has one group, so that it is quickly made."""
    hall = make_hall({"science": 5})
    outsider = ParticipantFactory.create(workshop=hall.workshop, confirmed_at=None)
    people = {
        "facilitator": hall.facilitator,
        "administrator": member(hall.region, Role.ADMINISTRATOR),
        "rater": hall.rater(),
        "participant": outsider.user,
        "stranger": UserFactory.create(),
        "elsewhere": member(RegionFactory.create(), Role.FACILITATOR),
    }
    return Scene(hall, hall.round(), hall.open_round(WITH_SCIENCE), hall.ranked_round(WITH_SCIENCE), people)
