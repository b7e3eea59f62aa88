"""A large round from the database to its stored ranking: 200 activities, 500 raters, 12 criteria."""

import django

django.setup()

import numpy as np  # noqa: E402  -- reason: after Django is set up
from django.db import connection  # noqa: E402  -- reason: after Django is set up
from django.test import Client, override_settings  # noqa: E402  -- reason: after Django is set up
from django.urls import reverse  # noqa: E402  -- reason: as above

from accounts.models import Helix  # noqa: E402  -- reason: as above
from assessments import queries  # noqa: E402  -- reason: as above
from assessments.actions import close_round, create_round, open_round  # noqa: E402  -- reason: as above
from assessments.models import Ranking, RosterEntry, Round  # noqa: E402  -- reason: as above
from assessments.projections import rebuild_analysis, rebuild_ranking  # noqa: E402  -- reason: as above
from assessments.projections.rankings import stored  # noqa: E402  -- reason: as above
from assessments.projections.sums import inputs_of  # noqa: E402  -- reason: as above
from assessments.scoring import ranking_document  # noqa: E402  -- reason: as above
from bench.contest import Work, heading, seconds_of  # noqa: E402  -- reason: as above
from bench.figures import figure, statements  # noqa: E402  -- reason: as above
from foundation import canonical  # noqa: E402  -- reason: as above
from regions.models import Role  # noqa: E402  -- reason: as above
from tests.assessments.halls import make_framework  # noqa: E402  -- reason: as above
from tests.factories.accounts import UserFactory  # noqa: E402  -- reason: as above
from tests.factories.discovery import ActivityFactory, ParticipantFactory, WorkshopFactory  # noqa: E402  -- reason: as above
from tests.factories.regions import MembershipFactory  # noqa: E402  -- reason: as above

ACTIVITIES, RATERS, CRITERIA = 200, 500, 12
COPY_BALLOTS = (
    "COPY assessments_ballot (round_id, activity_id, rater_id, marks, comment, sequence) FROM STDIN"
)


@override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"])  # nobody logs in
def opened_round(n_activities: int = ACTIVITIES, n_raters: int = RATERS) -> Round:
    """All criteria are judged by people: the most there can be to count."""
    workshop = WorkshopFactory.create()
    region = workshop.region
    facilitator = MembershipFactory.create(
        region=region, user=UserFactory.create(), role=Role.FACILITATOR
    ).user
    for index in range(n_raters):
        ParticipantFactory.create(workshop=workshop, helix=Helix.values[index % 4])
    activities = ActivityFactory.create_batch(n_activities, region=region, workshop=workshop)
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
    source = np.random.default_rng(20261122)
    judged = len(queries.frozen_method(round).judged)
    raters = list(RosterEntry.objects.filter(round=round).values_list("pk", flat=True))
    with connection.cursor() as cursor, cursor.copy(COPY_BALLOTS) as ballots:
        for activity in queries.frozen_method(round).activity_ids:
            marks = source.integers(0, 11, (len(raters), judged)).astype(np.uint8)
            marks[source.random(marks.shape) < 0.1] = 255
            for rater, own in zip(raters, marks, strict=True):
                ballots.write_row((round.pk, activity, rater, own.tobytes(), "", 0))


def main() -> None:
    round = opened_round()
    fill(round)
    closed = close_round(round=round, by=round.created_by)
    method = queries.frozen_method(closed)
    size = f"{len(method.activity_ids)} x {closed.roster.count()} x {len(method.rules.criteria)}"
    heading(f"a round {size}: from the database to the stored result")
    sent = statements(lambda: rebuild_ranking(closed.pk))
    seconds_of("  without robustness", lambda: rebuild_anew(closed), 0.3)
    seconds_of("  with all views of how firm it is", lambda: rebuild_with_analysis(closed), 1, repeats=3)
    seconds_of("  the page of other weights", page_of_other_weights(closed), 0.1)
    figure("  database statements", f"{sent}", "the same at any size")
    report_stages(closed)


def page_of_other_weights(round: Round) -> Work:
    browser = Client(SERVER_NAME="127.0.0.1")
    browser.force_login(round.created_by)
    address = reverse("ranking_what_if", args=[round.pk]) + "?kappa=3"

    def get() -> None:
        assert browser.get(address).status_code == 200

    return get


def rebuild_anew(round: Round) -> None:
    """As if no result were stored: an equal one would not be written again."""
    Ranking.objects.filter(round=round).update(digest="")
    rebuild_ranking(round.pk)


def rebuild_with_analysis(round: Round) -> None:
    rebuild_anew(round)
    rebuild_analysis(round.pk)


def report_stages(round: Round) -> None:
    """The same once more, step by step."""
    inputs = inputs_of(round)
    document = ranking_document(*inputs)
    digest = canonical.digest(document)
    seconds_of("    read", lambda: inputs_of(round))
    seconds_of("    computed", lambda: ranking_document(*inputs))
    seconds_of("    fingerprint of the result", lambda: canonical.digest(document))
    seconds_of("    stored", lambda: stored(round, document, digest))


if __name__ == "__main__":
    main()
