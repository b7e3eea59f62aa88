"""A large round from the database to its stored ranking: 200 activities, 500 raters, 12 criteria."""

import random

import django

django.setup()

from accounts.models import Helix  # noqa: E402  -- reason: after Django is set up
from assessments import queries  # noqa: E402  -- reason: as above
from assessments.actions import adopt_framework, close_round, create_round, open_round  # noqa: E402  -- reason: as above
from assessments.models import Ballot, RosterEntry, Round  # noqa: E402  -- reason: as above
from assessments.projections import rebuild_ranking  # noqa: E402  -- reason: as above
from bench.figures import figure, seconds, statements  # noqa: E402  -- reason: as above
from regions.models import Region, Role  # noqa: E402  -- reason: as above
from tests.factories.accounts import UserFactory  # noqa: E402  -- reason: as above
from tests.factories.discovery import ActivityFactory, ParticipantFactory, WorkshopFactory  # noqa: E402  -- reason: as above
from tests.factories.regions import MembershipFactory  # noqa: E402  -- reason: as above

ACTIVITIES, RATERS = 200, 500


def opened_round() -> Round:
    region = Region.objects.get(code="KZ-43")  # with statistics, so that measured criteria count
    workshop = WorkshopFactory.create(region=region)
    facilitator = MembershipFactory.create(
        region=region, user=UserFactory.create(), role=Role.FACILITATOR
    ).user
    for index in range(RATERS):
        ParticipantFactory.create(workshop=workshop, helix=Helix.values[index % 4])
    activities = ActivityFactory.create_batch(ACTIVITIES, region=region, workshop=workshop)
    framework = adopt_framework(region=region, key="four-principles", by=facilitator)
    round = create_round(
        region=region,
        framework=framework,
        title="Large",
        activity_ids=[activity.pk for activity in activities],
        workshop=workshop,
        by=facilitator,
    )
    return open_round(round=round, merged_groups={}, by=facilitator)


def fill(round: Round) -> None:
    """Every rater marks every activity; a tenth of the marks is "cannot judge". As stored, not as posted."""
    source = random.Random(20261122)
    judged = len(queries.frozen_method(round).judged)
    raters = list(RosterEntry.objects.filter(round=round).values_list("pk", flat=True))
    choices = [*range(11)] * 9 + [255] * 11
    Ballot.objects.bulk_create(
        (
            Ballot(
                round=round,
                rater_id=rater,
                activity_id=activity,
                marks=bytes(source.choices(choices, k=judged)),
            )
            for activity in queries.frozen_method(round).activity_ids
            for rater in raters
        ),
        batch_size=10_000,
    )


def main() -> None:
    round = opened_round()
    fill(round)
    closed = close_round(round=round, by=round.created_by)
    method = queries.frozen_method(closed)
    size = f"{len(method.activity_ids)} x {closed.roster.count()} x {len(method.rules.criteria)}"
    with seconds() as taken:
        sent = statements(lambda: rebuild_ranking(closed.pk))
        elapsed = taken()
    figure(f"ranking {size}: to the stored result", f"{elapsed:.2f} s", "<= 1 s")
    figure(f"ranking {size}: database statements", f"{sent}", "the same at any size")


if __name__ == "__main__":
    main()
