"""A large round from the database to its stored ranking: 200 activities, 500 raters, 12 criteria."""

import random

import django

django.setup()

from accounts.models import Helix  # noqa: E402  -- reason: after Django is set up
from assessments import queries  # noqa: E402  -- reason: as above
from assessments.actions import close_round, create_round, open_round  # noqa: E402  -- reason: as above
from assessments.models import Ballot, RosterEntry, Round  # noqa: E402  -- reason: as above
from assessments.projections import computed_result, rebuild_ranking  # noqa: E402  -- reason: as above
from assessments.projections.rankings import stored  # noqa: E402  -- reason: as above
from bench.figures import figure, seconds, statements  # noqa: E402  -- reason: as above
from foundation import canonical  # noqa: E402  -- reason: as above
from regions.models import Role  # noqa: E402  -- reason: as above
from tests.assessments.halls import make_framework  # noqa: E402  -- reason: as above
from tests.factories.accounts import UserFactory  # noqa: E402  -- reason: as above
from tests.factories.discovery import ActivityFactory, ParticipantFactory, WorkshopFactory  # noqa: E402  -- reason: as above
from tests.factories.regions import MembershipFactory  # noqa: E402  -- reason: as above

ACTIVITIES, RATERS, CRITERIA = 200, 500, 12


def opened_round() -> Round:
    """All criteria are judged by people: the most there can be to count."""
    workshop = WorkshopFactory.create()
    region = workshop.region
    facilitator = MembershipFactory.create(
        region=region, user=UserFactory.create(), role=Role.FACILITATOR
    ).user
    for index in range(RATERS):
        ParticipantFactory.create(workshop=workshop, helix=Helix.values[index % 4])
    activities = ActivityFactory.create_batch(ACTIVITIES, region=region, workshop=workshop)
    framework = make_framework(region, questions=CRITERIA)
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
    report_stages(closed)


def report_stages(round: Round) -> None:
    """The same once more, step by step."""
    with seconds() as taken:
        document = computed_result(round).as_document()
        computed = taken()
        digest = canonical.digest(document)
        digested = taken()
        stored(round, document, digest)
        figure("  read and computed", f"{computed:.2f} s", "-")
        figure("  fingerprint of the result", f"{digested - computed:.2f} s", "-")
        figure("  stored", f"{taken() - digested:.2f} s", "-")


if __name__ == "__main__":
    main()
