"""A canary in every ballot of an open round: nobody may find it, on no page, in no answer, in no event."""

import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from assessments import actions
from assessments.models import Ranking, RosterEntry, Round
from foundation import live
from foundation.live import publish
from regions.models import Role
from tests.assessments.halls import WITH_SCIENCE, Hall, make_hall
from tests.factories.accounts import UserFactory
from tests.factories.regions import member

pytestmark = pytest.mark.django_db

CANARY = "canary-8f3a"
PAGES = (
    "round_detail",
    "round_turnout",
    "round_close",
    "ballot_form",
    "ranking_detail",
    "ranking_csv",
    "ranking_xlsx",
    "api_round_detail",
    "api_round_turnout",
    "api_ballot_list",
    "api_ranking_detail",
)


@pytest.fixture
def hall() -> Hall:
    return make_hall({"science": 7}, activities=2)


@pytest.fixture
def opened(hall: Hall) -> Round:
    """Everybody but one rater has given 3 to everything; the comments and a conflict carry the canary's owner."""
    round = hall.open_round(WITH_SCIENCE)
    raters = RosterEntry.objects.filter(round=round).exclude(user=hall.rater()).select_related("user")
    for rater in raters:
        for activity in hall.activities:
            actions.record_ballot(
                round=round,
                activity_id=activity.pk,
                marks={"q0": 3, "q1": 3},
                comment=CANARY,
                by=rater.user,
            )
    return round


def watchers(hall: Hall) -> list[User]:
    administrator = member(hall.region, Role.ADMINISTRATOR)
    superuser = UserFactory.create(is_superuser=True, is_staff=True)
    return [hall.facilitator, administrator, superuser, hall.rater()]


def all_answers(hall: Hall, round: Round, user: User) -> dict[str, bytes]:
    """Every page of the round as this person gets it, refusals included."""
    client = Client()
    client.force_login(user)
    answers = {name: client.get(reverse(name, args=[round.pk])).content for name in PAGES}
    lists = ("round_list", "api_round_list", "region_desk")
    answers |= {name: client.get(reverse(name, args=[hall.region.code])).content for name in lists}
    for activity in hall.activities:
        both = [round.pk, activity.pk]
        answers[f"sums {activity.pk}"] = client.get(reverse("ranking_activity", args=both)).content
        query = {"activity": activity.pk}
        form = reverse("ballot_form", args=[round.pk])
        answers[f"ballot {activity.pk}"] = client.get(form, query).content
    return answers


def test_nobody_sees_a_mark_of_others_while_the_round_is_open(hall: Hall, opened: Round) -> None:
    for user in watchers(hall):
        for name, content in all_answers(hall, opened, user).items():
            text = content.decode(errors="replace")
            assert CANARY not in text, (str(user), name)
            assert "checked" not in text, (str(user), name)
            for word in ('"mean"', '"score"', '"sum"', "data-value"):
                assert word not in text, (str(user), name, word)


def test_there_is_nothing_to_be_seen_even_if_somebody_wakes_the_worker(hall: Hall, opened: Round) -> None:
    from assessments import tasks

    tasks.rebuild_ranking(opened.pk)
    assert not Ranking.objects.exists()


def test_the_canary_is_found_where_it_may_be(hall: Hall, opened: Round) -> None:
    """Otherwise the crawl would prove nothing: its owner sees it."""
    owner = hall.rater("science", 1)
    answers = all_answers(hall, opened, owner)
    assert CANARY in answers["ballot_form"].decode() or CANARY in "".join(
        content.decode(errors="replace") for name, content in answers.items() if name.startswith("ballot ")
    )
    assert CANARY in answers["api_ballot_list"].decode()


def test_the_answer_of_an_open_round_is_the_same_whatever_the_marks(hall: Hall) -> None:
    """Two rounds with opposite marks look the same to the facilitator, but for their numbers and fingerprints."""
    seen = []
    for mark in (0, 10):
        round = hall.open_round(WITH_SCIENCE)
        for rater in RosterEntry.objects.filter(round=round).select_related("user"):
            actions.record_ballot(
                round=round, activity_id=hall.activities[0].pk, marks={"q0": mark}, by=rater.user
            )
        client = Client()
        client.force_login(hall.facilitator)
        turnout = client.get(reverse("round_turnout", args=[round.pk])).content.decode()
        answer = client.get(reverse("api_round_turnout", args=[round.pk])).json()
        seen.append((turnout.replace(f"/rounds/{round.pk}/", "/rounds/N/"), answer))
    assert seen[0] == seen[1]


def test_events_name_what_changed_and_nothing_else(
    hall: Hall, opened: Round, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    told: list[tuple[str, str]] = []
    monkeypatch.setattr(publish, "_post", lambda channel, name: told.append((channel, name)))
    with django_capture_on_commit_callbacks(execute=True):
        actions.record_ballot(
            round=opened, activity_id=hall.activities[0].pk, marks={"q0": 9}, comment=CANARY, by=hall.rater()
        )
        actions.declare_conflict(round=opened, activity_id=hall.activities[1].pk, by=hall.rater())
    assert set(told) == {(f"round:{opened.pk}", "turnout"), (f"wall:{opened.workshop_id}", "turnout")}
    assert live.channels_of(live.token_for([f"round:{opened.pk}"])) == [f"round:{opened.pk}"]


def test_after_the_close_comments_stand_without_a_name_and_nowhere_else(hall: Hall, opened: Round) -> None:
    """“Why? Nobody sees who wrote it”: the words are read beside the activity, in the order of their letters."""
    from assessments import projections

    closed = actions.close_round(round=opened, by=hall.facilitator)
    projections.rebuild_ranking(closed.pk)
    for user in watchers(hall)[:2]:
        for name, content in all_answers(hall, closed, user).items():
            assert (CANARY in content.decode(errors="replace")) is name.startswith("sums "), name
    assert CANARY not in json.dumps(closed.ranking.document)
