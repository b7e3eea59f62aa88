"""A workshop and the people around it, for these tests."""

from dataclasses import dataclass

from django.test import Client

from accounts.models import User
from discovery.models import Activity, Note, Participant, Step, StepKind, Theme, Workshop
from regions.models import Region, Role
from tests.factories.accounts import UserFactory
from tests.factories.discovery import (
    ActivityFactory,
    NoteFactory,
    ParticipantFactory,
    StepFactory,
    ThemeFactory,
    WorkshopFactory,
)
from tests.factories.regions import RegionFactory, member


@dataclass
class Hall:
    """One open workshop with one participant, note, theme and activity; roles of its region; strangers."""

    region: Region
    workshop: Workshop
    steps: list[Step]
    participant: Participant
    note: Note
    theme: Theme
    activity: Activity
    facilitator: User
    analyst: User
    stranger: User
    foreign_facilitator: User

    @property
    def guest(self) -> User:
        return self.participant.user

    def user(self, name: str) -> User | None:
        """By the name of a role; None for nobody."""
        found = getattr(self, name) if name != "nobody" else None
        assert found is None or isinstance(found, User)
        return found


def hall(state: str = "opened") -> Hall:
    workshop = WorkshopFactory.create(state=state)
    kinds = (StepKind.WELCOME, StepKind.PROPOSE, StepKind.CLOSE)
    steps = [
        StepFactory.create(workshop=workshop, kind=kind, position=place)
        for place, kind in enumerate(kinds, 1)
    ]
    participant = ParticipantFactory.create(workshop=workshop)
    theme = ThemeFactory.create(workshop=workshop)
    note = NoteFactory.create(participant=participant, theme=theme)
    return Hall(
        region=workshop.region,
        workshop=workshop,
        steps=steps,
        participant=participant,
        note=note,
        theme=theme,
        activity=ActivityFactory.create(region=workshop.region, workshop=workshop),
        facilitator=member(workshop.region, Role.FACILITATOR),
        analyst=member(workshop.region, Role.ANALYST),
        stranger=UserFactory.create(),
        foreign_facilitator=member(RegionFactory.create(), Role.FACILITATOR),
    )


def client_of(user: User | None) -> Client:
    client = Client()
    if user:
        client.force_login(user)
    return client
