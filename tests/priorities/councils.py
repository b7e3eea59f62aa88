"""Councils for the tests: a region with a closed round, its ranking, a drafter and officials, made in few statements."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.contrib.auth.hashers import make_password

from accounts.models import Helix, User
from assessments import scoring
from assessments.models import Ballot, Ranking, RosterEntry, Round, RoundActivity
from assessments.projections import rebuild_ranking
from discovery.models import Activity
from foundation import canonical
from priorities import actions
from priorities.models import PrioritySet, Publication
from regions.models import Region, Role
from tests.assessments.scoring.naive import Case
from tests.factories.accounts import PASSWORD
from tests.factories.assessments import RoundFactory
from tests.factories.discovery import ActivityFactory
from tests.factories.regions import RegionFactory, member

LEVELS = (8, 7, 6, 5, 4, 3, 2, 1)  # marks of the best activity lie around 9, of the last around 2
GROUPS = {"science": 5, "business": 7, "government": 6, "civil_society": 5}
MEASURE = "projects"


@dataclass
class Council:
    """`activities`: best first, as the ranking has them. `case`: the same round for the naive score."""

    region: Region
    drafter: User
    officials: list[User]
    activities: list[Activity]
    round: Round
    case: Case

    def draft(self, **more: Any) -> PrioritySet:
        settings = {"round": self.round, "title": "Priorities", "cycle": 2026, "target_count": 5} | more
        return actions.draft_set(by=self.drafter, **settings)

    def submitted(self, **more: Any) -> PrioritySet:
        return actions.submit_set(priority_set=self.with_act(self.draft(**more)), by=self.drafter)

    def with_act(self, priority_set: PrioritySet, number: str = "17-r") -> PrioritySet:
        import datetime as dt

        return actions.record_legal_act(
            priority_set=priority_set, number=number, date=dt.date(2026, 3, 13), by=self.drafter
        )

    def approve(self, priority_set: PrioritySet) -> PrioritySet:
        for official in self.officials[: priority_set.approvals_needed]:
            priority_set = actions.approve_set(priority_set=priority_set, password=PASSWORD, by=official)
        return priority_set

    def publish(self, priority_set: PrioritySet | None = None) -> Publication:
        approved = self.approve(priority_set or self.submitted())
        return actions.publish_set(priority_set=approved, by=self.officials[0])


def make_council(
    levels: Sequence[int] = LEVELS, *, officials: int = 2, region: Region | None = None
) -> Council:
    region = region or RegionFactory.create(name_ru="Область", name_kk="Облыс")
    drafter = member(region, Role.FACILITATOR)
    activities = ActivityFactory.create_batch(len(levels), region=region, created_by=drafter)
    round, case = closed_round(region, activities, levels)
    return Council(
        region=region,
        drafter=drafter,
        officials=[member(region, Role.OFFICIAL) for _ in range(officials)],
        activities=activities,
        round=round,
        case=case,
    )


def closed_round(region: Region, activities: Sequence[Activity], levels: Sequence[int]) -> tuple[Round, Case]:
    """A round scored by 23 people, and its ranking as the product computes it."""
    method = frozen_method()
    codes = tuple(str(activity.pk) for activity in activities)
    document = {
        **method.as_document(),
        "schema": "method/1",
        "framework": {"key": "test", "version": 1, "title": {"en": "Test"}},
        "activities": list(codes),
        "removed": [],
    }
    for criterion in document["criteria"]:
        criterion["question"] = {"en": f"Question {criterion['code']}?", "ru": f"Вопрос {criterion['code']}?"}
    digest = canonical.digest(document)
    round = RoundFactory.create(
        region=region, state=Round.State.CLOSED, method=document, method_hash=digest, seed=digest[:16],
        closed_at="2026-02-01T12:00:00Z",
    )  # fmt: skip
    roster = seal(round)
    measured = {(code, MEASURE): Decimal(f"0.{place:06d}") for place, code in enumerate(codes, start=100_001)}
    RoundActivity.objects.bulk_create(
        RoundActivity(
            round=round, activity=activity, position=position, measured=frozen(measured[str(activity.pk), MEASURE])
        )
        for position, activity in enumerate(activities)
    )  # fmt: skip
    ballots = {
        (code, row): (mark(levels[place], row), mark(levels[place], row + 1))
        for place, code in enumerate(codes)
        for row in range(len(roster))
    }
    Ballot.objects.bulk_create(
        Ballot(round=round, rater=roster[row], activity_id=int(code), marks=bytes(marks))
        for (code, row), marks in ballots.items()
    )
    rebuild_ranking(round.pk)
    group_of_rater = tuple(list(GROUPS).index(entry.group) for entry in roster)
    return round, Case(method, codes, group_of_rater, ballots, measured)


def mark(level: int, row: int) -> int:
    """Three different marks in every group, so that nothing has to be withheld."""
    return level + row % 3


def frozen(u: Decimal) -> dict[str, Any]:
    """A measured value as a round keeps it; its source could be run by a careless spreadsheet."""
    inputs = {"organizations": "2"}
    return {
        MEASURE: {
            "u": str(u),
            "inputs": inputs,
            "source": "=accepted proposals",
            "vintage": "",
            "anchors": "x",
        }
    }


def frozen_method() -> scoring.Method:
    return scoring.Method(
        criteria=(
            scoring.Criterion("worth", "specialization", "judged", Fraction(40)),
            scoring.Criterion("new", "diversification", "judged", Fraction(35)),
            scoring.Criterion(MEASURE, "inclusivity", "measured", Fraction(25)),
        ),
        groups=tuple(scoring.Group(helix, Fraction(1, 4), (helix,)) for helix in Helix.values),
    )


def seal(round: Round) -> list[RosterEntry]:
    """Sealed raters, group after group; their accounts are made at once, because tests need many."""
    total = sum(GROUPS.values())
    people = User.objects.bulk_create(User(email=None, password=make_password(None)) for _ in range(total))
    helices = [helix for helix, number in GROUPS.items() for _ in range(number)]
    return RosterEntry.objects.bulk_create(
        RosterEntry(round=round, user=user, helix=helix, group=helix)
        for user, helix in zip(people, helices, strict=True)
    )


def ranking_of(round: Round) -> Ranking:
    return Ranking.objects.get(round=round)
