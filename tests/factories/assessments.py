"""Frameworks, rounds, ballots."""

import datetime as dt

from factory import LazyAttribute, Sequence, SubFactory
from factory.django import DjangoModelFactory

from accounts.models import Helix
from assessments.models import (
    Analysis,
    Ballot,
    Conflict,
    Criterion,
    CriterionKind,
    Framework,
    Grader,
    LeftOut,
    OpenBoard,
    PaperSheet,
    Principle,
    Ranking,
    RosterEntry,
    Round,
    RoundActivity,
    Scenario,
    Void,
    Weigher,
    Weighing,
    Wheel,
)
from assessments.queries import default_wheel_steps
from discovery.models.serials import check_digit
from tests.factories.accounts import GuestFactory, OrganizationFactory, UserFactory
from tests.factories.discovery import ActivityFactory, WorkshopFactory
from tests.factories.regions import RegionFactory


class FrameworkFactory(DjangoModelFactory[Framework]):
    class Meta:
        model = Framework

    region = SubFactory(RegionFactory)
    key = Sequence(lambda n: f"framework-{n}")
    title_en = Sequence(lambda n: f"Framework {n}")
    state = Framework.State.PUBLISHED


class CriterionFactory(DjangoModelFactory[Criterion]):
    class Meta:
        model = Criterion

    framework = SubFactory(FrameworkFactory)
    code = Sequence(lambda n: f"criterion-{n}")
    position = Sequence(lambda n: n)
    principle = Principle.INCLUSIVITY
    kind = CriterionKind.JUDGED
    weight = 20
    question_en = Sequence(lambda n: f"Question {n}?")


class RoundFactory(DjangoModelFactory[Round]):
    class Meta:
        model = Round

    region = SubFactory(RegionFactory)
    title = Sequence(lambda n: f"Round {n}")
    framework = LazyAttribute(lambda round: FrameworkFactory.create(region=round.region))
    created_by = SubFactory(UserFactory)


class RoundActivityFactory(DjangoModelFactory[RoundActivity]):
    class Meta:
        model = RoundActivity

    round = SubFactory(RoundFactory)
    activity = LazyAttribute(lambda entry: ActivityFactory.create(region=entry.round.region))
    position = Sequence(lambda n: n)


class RosterEntryFactory(DjangoModelFactory[RosterEntry]):
    class Meta:
        model = RosterEntry

    round = SubFactory(RoundFactory)
    user = SubFactory(GuestFactory)
    helix = Helix.SCIENCE
    group = LazyAttribute(lambda entry: entry.helix)


class LeftOutFactory(DjangoModelFactory[LeftOut]):
    class Meta:
        model = LeftOut

    round = SubFactory(RoundFactory)
    user = SubFactory(GuestFactory)
    organization = SubFactory(OrganizationFactory)
    number = Sequence(lambda n: n + 1)


class PaperSheetFactory(DjangoModelFactory[PaperSheet]):
    class Meta:
        model = PaperSheet

    round = SubFactory(RoundFactory)
    number = Sequence(lambda n: n + 1)
    code = Sequence(lambda n: f"{n:06d}{check_digit(f'{n:06d}')}")
    printed_by = SubFactory(UserFactory)


class VoidFactory(DjangoModelFactory[Void]):
    class Meta:
        model = Void

    round = SubFactory(RoundFactory)
    region = LazyAttribute(lambda void: void.round.region)
    rater = LazyAttribute(lambda void: RosterEntryFactory.create(round=void.round))
    ground = Void.Ground.TWICE
    reason = "Joined on two phones."
    asked_by = SubFactory(UserFactory)


class BallotFactory(DjangoModelFactory[Ballot]):
    class Meta:
        model = Ballot

    rater = SubFactory(RosterEntryFactory)
    round = LazyAttribute(lambda ballot: ballot.rater.round)
    activity = LazyAttribute(lambda ballot: ActivityFactory.create(region=ballot.round.region))
    marks = b"\x05"


class ConflictFactory(DjangoModelFactory[Conflict]):
    class Meta:
        model = Conflict

    rater = SubFactory(RosterEntryFactory)
    round = LazyAttribute(lambda conflict: conflict.rater.round)
    activity = LazyAttribute(lambda conflict: ActivityFactory.create(region=conflict.round.region))


class OpenBoardFactory(DjangoModelFactory[OpenBoard]):
    class Meta:
        model = OpenBoard

    round = SubFactory(RoundFactory, state=Round.State.OPENED, is_counting=False, has_open_board=True)


class RankingFactory(DjangoModelFactory[Ranking]):
    class Meta:
        model = Ranking

    round = SubFactory(RoundFactory, state=Round.State.CLOSED)
    document: dict[str, object] = {}
    digest = "0" * 64
    input_version = 0
    code_version = "test"
    computed_at = dt.datetime(2026, 11, 20, 18, tzinfo=dt.UTC)


class ScenarioFactory(DjangoModelFactory[Scenario]):
    class Meta:
        model = Scenario

    round = SubFactory(RoundFactory, state=Round.State.CLOSED)
    region = LazyAttribute(lambda scenario: scenario.round.region)
    number = Sequence(lambda n: n % 12 + 1)
    name = Sequence(lambda n: f"Scenario {n}")
    assumption = "The new counts for more than the strong."
    language = "en"
    shares = {"inclusivity": "100"}
    kappa = 2
    created_by = SubFactory(UserFactory)


class WeighingFactory(DjangoModelFactory[Weighing]):
    class Meta:
        model = Weighing

    region = SubFactory(RegionFactory)
    framework = LazyAttribute(lambda weighing: FrameworkFactory.create(region=weighing.region))
    workshop = LazyAttribute(lambda weighing: WorkshopFactory.create(region=weighing.region))
    created_by = SubFactory(UserFactory)


class WeigherFactory(DjangoModelFactory[Weigher]):
    class Meta:
        model = Weigher

    weighing = SubFactory(WeighingFactory)
    user = SubFactory(GuestFactory)
    helix = Helix.SCIENCE
    group = LazyAttribute(lambda weigher: weigher.helix)


class WheelFactory(DjangoModelFactory[Wheel]):
    class Meta:
        model = Wheel

    region = SubFactory(RegionFactory)
    workshop = LazyAttribute(lambda wheel: WorkshopFactory.create(region=wheel.region))
    title = Sequence(lambda n: f"Wheel {n}")
    steps = LazyAttribute(lambda wheel: default_wheel_steps())
    created_by = SubFactory(UserFactory)


class GraderFactory(DjangoModelFactory[Grader]):
    class Meta:
        model = Grader

    wheel = SubFactory(WheelFactory)
    user = SubFactory(GuestFactory)
    helix = Helix.SCIENCE
    group = LazyAttribute(lambda grader: grader.helix)


class AnalysisFactory(DjangoModelFactory[Analysis]):
    class Meta:
        model = Analysis

    round = SubFactory(RoundFactory, state=Round.State.CLOSED)
    document: dict[str, object] = {}
    digest = "0" * 64
    ranking_digest = "0" * 64
    code_version = "test"
    computed_at = dt.datetime(2026, 11, 20, 18, tzinfo=dt.UTC)
