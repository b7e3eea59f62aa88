"""Once a set is published everybody sees the result it rests on; before, and for other rounds, nobody from outside."""

import pytest
from django.test import Client
from django.urls import reverse

from assessments import projections
from assessments.models import Ballot
from foundation import audit
from tests.assessments.scenes import MISSING, OK, client_of
from tests.factories.accounts import UserFactory
from tests.factories.regions import RegionFactory
from tests.priorities.councils import Council, make_council

pytestmark = pytest.mark.django_db
PAGES = (
    *("ranking_detail", "ranking_agreement", "ranking_robustness", "ranking_cross_checks"),
    *("ranking_what_if", "ranking_change"),
)
FILES = (
    *("ranking_csv", "ranking_xlsx", "ranking_agreement_csv", "ranking_robustness_csv"),
    *("ranking_questions_csv", "ranking_cross_checks_csv"),
)
TO_LOG_IN = 302


@pytest.fixture
def published(council: Council) -> Council:
    Ballot.objects.filter(activity=council.activities[0]).update(comment="A word not meant for everybody")
    council.publish()
    projections.rebuild_analysis(council.round.pk)
    return council


def answers(client: Client, council: Council) -> set[int]:
    return {client.get(reverse(name, args=[council.round.pk])).status_code for name in (*PAGES, *FILES)}


def test_everybody_sees_the_result_behind_a_published_set(published: Council) -> None:
    assert answers(Client(), published) == {OK}
    assert answers(client_of(UserFactory.create()), published) == {OK}
    page = Client().get(reverse("publication_latest", args=[published.region.code]), follow=True)
    assert reverse("ranking_detail", args=[published.round.pk]) in page.content.decode()


def test_before_that_a_visitor_may_log_in_and_a_stranger_finds_nothing(council: Council) -> None:
    council.approve(council.submitted())
    assert answers(Client(), council) == {TO_LOG_IN}
    assert answers(client_of(UserFactory.create()), council) == {MISSING}


def test_another_regions_round_stays_closed(published: Council) -> None:
    other = make_council(region=RegionFactory.create())
    assert answers(Client(), other) == {TO_LOG_IN}


def test_what_people_wrote_is_read_by_those_of_the_region_only(published: Council) -> None:
    address = reverse("ranking_activity", args=[published.round.pk, published.activities[0].pk])
    words = "A word not meant for everybody"
    assert words not in Client().get(address).content.decode()
    assert words not in client_of(UserFactory.create()).get(address).content.decode()
    assert words in client_of(published.drafter).get(address).content.decode()


def test_the_desk_and_the_ballot_stay_closed(published: Council) -> None:
    for name in ("round_detail", "void_list", "ballot_form", "round_turnout"):
        assert Client().get(reverse(name, args=[published.round.pk])).status_code == TO_LOG_IN
        stranger = client_of(UserFactory.create())
        assert stranger.get(reverse(name, args=[published.round.pk])).status_code == MISSING


def test_it_becomes_public_once_and_the_audit_says_so(published: Council) -> None:
    published.round.refresh_from_db()
    since = published.round.made_public_at
    assert since
    verbs = [row.verb for row in audit.reasons_of(published.round)]
    assert verbs.count("assessments.make_results_public") == 1
    assert not list(audit.faults(audit.region_chain(published.region.pk)))
