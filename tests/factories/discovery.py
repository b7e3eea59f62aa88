"""Workshops and what comes out of them."""

import datetime as dt

from factory import LazyAttribute, Sequence, SubFactory
from factory.django import DjangoModelFactory

from accounts.models import Helix
from discovery.models import Activity, Note, Participant, Step, StepKind, Support, Theme, Workshop
from tests.factories.accounts import GuestFactory, OrganizationFactory, UserFactory
from tests.factories.regions import RegionFactory


class WorkshopFactory(DjangoModelFactory[Workshop]):
    class Meta:
        model = Workshop

    region = SubFactory(RegionFactory)
    title = Sequence(lambda n: f"Workshop {n}")
    code = Sequence(lambda n: f"{n:08d}".translate(str.maketrans("0189", "ABCD")))
    state = Workshop.State.OPENED
    held_date = dt.date(2026, 11, 20)
    created_by = SubFactory(UserFactory)


class StepFactory(DjangoModelFactory[Step]):
    class Meta:
        model = Step

    workshop = SubFactory(WorkshopFactory)
    kind = StepKind.PROPOSE
    position = Sequence(lambda n: n)


class ParticipantFactory(DjangoModelFactory[Participant]):
    class Meta:
        model = Participant

    workshop = SubFactory(WorkshopFactory)
    user = SubFactory(GuestFactory)
    helix = Helix.SCIENCE
    organization = SubFactory(OrganizationFactory)
    confirmed_at = dt.datetime(2026, 11, 20, 9, tzinfo=dt.UTC)


class ActivityFactory(DjangoModelFactory[Activity]):
    class Meta:
        model = Activity

    region = SubFactory(RegionFactory)
    title_en = Sequence(lambda n: f"Activity {n}")
    created_by = SubFactory(UserFactory)


class ThemeFactory(DjangoModelFactory[Theme]):
    class Meta:
        model = Theme

    workshop = SubFactory(WorkshopFactory)
    title = Sequence(lambda n: f"Theme {n}")


class NoteFactory(DjangoModelFactory[Note]):
    class Meta:
        model = Note

    participant = SubFactory(ParticipantFactory)
    workshop = LazyAttribute(lambda note: note.participant.workshop)
    text = Sequence(lambda n: f"Idea {n}")


class SupportFactory(DjangoModelFactory[Support]):
    class Meta:
        model = Support

    participant = SubFactory(ParticipantFactory)
    activity = LazyAttribute(
        lambda support: ActivityFactory.create(
            region=support.participant.workshop.region, workshop=support.participant.workshop
        )
    )
