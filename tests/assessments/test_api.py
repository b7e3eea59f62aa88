"""The same thread for programs: from a set of questions to the ranking, with every refusal."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.actions import issue_token
from accounts.models import User
from assessments import actions
from assessments.models import Ballot, Conflict, Round
from foundation import canonical
from regions.models import Role
from tests.assessments.halls import WITH_SCIENCE, Hall, make_hall
from tests.factories.accounts import UserFactory
from tests.factories.regions import RegionFactory, member

pytestmark = pytest.mark.django_db
OK, CREATED, EMPTY, BAD, LOGIN, DENIED, MISSING, WRONG, STATE = 200, 201, 204, 400, 401, 403, 404, 405, 409


class Program:
    """A plain client of the API: a session, JSON in and out."""

    def __init__(self, user: User | None) -> None:
        self.client = Client()
        if user:
            self.client.force_login(user)

    def call(self, method: str, name: str, *args: Any, data: Any = None, **headers: str) -> Any:
        send = getattr(self.client, method)
        if method == "get":
            return send(reverse(f"api_{name}", args=args), headers=headers)
        return send(
            reverse(f"api_{name}", args=args), data or {}, content_type="application/json", headers=headers
        )


@pytest.fixture
def hall() -> Hall:
    return make_hall({"science": 5})


@pytest.fixture
def facilitator(hall: Hall) -> Program:
    return Program(hall.facilitator)


@pytest.fixture
def rater(hall: Hall) -> Program:
    return Program(hall.rater())


def test_the_whole_thread(hall: Hall, facilitator: Program) -> None:
    code = hall.region.code
    framework = facilitator.call("post", "framework_list", code, data={"key": "four-principles-short"})
    assert framework.status_code == CREATED
    questions = [each["code"] for each in framework.json()["criteria"] if each["kind"] == "judged"]
    assert len(questions) == 5
    fields = {
        "title": "Main round",
        "workshop": hall.workshop.pk,
        "framework": framework.json()["id"],
        "activities": [activity.pk for activity in hall.activities],
    }
    made = facilitator.call("post", "round_list", code, data=fields)
    assert made.status_code == CREATED
    round_id = made.json()["id"]
    assert (made.json()["state"], made.json()["minutes"], made.json()["method"]) == ("drafted", 5, None)
    opened = facilitator.call("post", "round_open", round_id, data={"merged_groups": WITH_SCIENCE})
    assert opened.status_code == OK
    assert opened.json()["method_hash"] == canonical.digest(opened.json()["method"])
    for row, participant in enumerate(hall.people["science"]):
        program = Program(participant.user)
        for place, activity in enumerate(hall.activities):
            marks = dict.fromkeys(questions, (2 * row + place) % 11)
            ballot = {"marks": marks, "sequence": 1}
            stored = program.call("put", "ballot_detail", round_id, activity.pk, data=ballot)
            assert stored.json() == {"is_stored": True}
    turnout = facilitator.call("get", "round_turnout", round_id).json()
    assert turnout == [{"group": "science", "raters": 5, "started": 5, "ballots": 15, "expected": 15}]
    assert facilitator.call("get", "ranking_detail", round_id).status_code == DENIED
    closed = facilitator.call("post", "round_close", round_id)
    assert (closed.status_code, closed.json()["state"]) == (OK, "closed")


def test_the_ranking_is_the_stored_document(hall: Hall, facilitator: Program, rater: Program) -> None:
    closed = hall.closed_round(WITH_SCIENCE)
    assert rater.call("get", "ranking_detail", closed.pk).status_code == MISSING, "not computed yet"
    from assessments import projections

    ranking = projections.rebuild_ranking(closed.pk)
    assert ranking is not None
    for program in (facilitator, rater):
        answer = program.call("get", "ranking_detail", closed.pk)
        assert answer.status_code == OK
        assert canonical.digest(answer.json()["document"]) == answer.json()["digest"] == ranking.digest
        assert answer.json()["method_hash"] == closed.method_hash


def test_own_ballots_come_back_as_given(hall: Hall, rater: Program) -> None:
    round = hall.open_round(WITH_SCIENCE)
    activity = hall.activities[0].pk
    ballot = {"marks": {"q0": 7, "q1": "cannot_judge"}, "comment": "why", "sequence": 9}
    rater.call("put", "ballot_detail", round.pk, activity, data=ballot)
    mine = rater.call("get", "ballot_list", round.pk).json()
    assert mine[0] == {
        "activity": activity,
        "title": str(hall.activities[0]),
        **ballot,
        "is_recused": False,
    }
    assert mine[1]["marks"] == {}
    assert Program(hall.rater(index=1)).call("get", "ballot_list", round.pk).json()[0]["marks"] == {}


def test_an_older_ballot_is_told_that_it_is_older(hall: Hall, rater: Program) -> None:
    round, activity = hall.open_round(WITH_SCIENCE), hall.activities[0].pk
    for sequence, mark, is_stored in ((5, 7, True), (4, 1, False)):
        ballot = {"marks": {"q0": mark}, "sequence": sequence}
        answer = rater.call("put", "ballot_detail", round.pk, activity, data=ballot)
        assert answer.json() == {"is_stored": is_stored}
    assert bytes(Ballot.objects.get().marks)[0] == 7


@pytest.mark.parametrize(
    "ballot",
    [
        {"marks": {"q0": 11}, "sequence": 1},
        {"marks": {"q0": 255}, "sequence": 1},
        {"marks": {"q0": "3"}, "sequence": 1},
        {"marks": {"q0": True}, "sequence": 1},
        {"marks": {"q0": 3.5}, "sequence": 1},
        {"marks": {"q0": None}, "sequence": 1},
        {"marks": {"nothing": 3}, "sequence": 1},
        {"marks": [3], "sequence": 1},
        {"marks": {"q0": 3}},
        {"marks": {"q0": 3}, "sequence": -1},
        {"marks": {"q0": 3}, "sequence": 2**60},
        {"marks": {"q0": 3}, "sequence": 1, "comment": "a\0b"},
        {},
    ],
)
def test_a_ballot_that_does_not_fit_is_refused(hall: Hall, rater: Program, ballot: dict[str, Any]) -> None:
    round = hall.open_round(WITH_SCIENCE)
    answer = rater.call("put", "ballot_detail", round.pk, hall.activities[0].pk, data=ballot)
    assert answer.status_code == BAD
    assert answer.json()["errors"]
    assert not Ballot.objects.exists()


def test_interests_are_declared_and_taken_back(hall: Hall, rater: Program) -> None:
    round, activity = hall.open_round(WITH_SCIENCE), hall.activities[0].pk
    assert rater.call("put", "ballot_interest", round.pk, activity).json() == {"is_recused": True}
    assert rater.call("get", "ballot_list", round.pk).json()[0]["is_recused"]
    assert rater.call("delete", "ballot_interest", round.pk, activity).status_code == EMPTY
    assert not Conflict.objects.exists()


def test_a_closed_round_answers_conflict(hall: Hall, rater: Program, facilitator: Program) -> None:
    round, activity = hall.open_round(WITH_SCIENCE), hall.activities[0].pk
    actions.close_round(round=round, by=hall.facilitator)
    ballot = {"marks": {"q0": 3}, "sequence": 1}
    assert rater.call("put", "ballot_detail", round.pk, activity, data=ballot).status_code == STATE
    assert rater.call("put", "ballot_interest", round.pk, activity).status_code == STATE
    assert rater.call("delete", "ballot_interest", round.pk, activity).status_code == STATE
    assert facilitator.call("post", "round_close", round.pk).status_code == STATE
    assert facilitator.call("post", "round_open", round.pk, data={}).status_code == STATE


def test_small_groups_must_be_named_to_open(hall: Hall, facilitator: Program) -> None:
    round = hall.round()
    refused = facilitator.call("post", "round_open", round.pk, data={"merged_groups": {}})
    assert refused.status_code == BAD
    assert "not joined with another group" in refused.json()["errors"][0]["detail"]
    for merged in ({"nobody": "science"}, {"business": "nobody"}, ["science"]):
        answer = facilitator.call("post", "round_open", round.pk, data={"merged_groups": merged})
        assert answer.status_code == BAD
    assert Round.objects.get(pk=round.pk).state == Round.State.DRAFTED


@pytest.mark.parametrize("wrong", [{"activities": []}, {"title": ""}, {"kappa": 0}, {"activities": ["x"]}])
def test_a_wrong_round_is_refused(hall: Hall, facilitator: Program, wrong: dict[str, Any]) -> None:
    fields = {
        "title": "Round",
        "workshop": hall.workshop.pk,
        "framework": hall.framework.pk,
        "activities": [hall.activities[0].pk],
    }
    answer = facilitator.call("post", "round_list", hall.region.code, data=fields | wrong)
    assert answer.status_code == BAD
    assert answer.json()["errors"][0]["attr"].startswith(next(iter(wrong)))


@pytest.mark.parametrize("name", ["workshop", "framework"])
def test_parts_of_another_region_do_not_exist_for_a_round(
    hall: Hall, facilitator: Program, name: str
) -> None:
    elsewhere = make_hall({"science": 1})
    fields = {
        "title": "Round",
        "workshop": hall.workshop.pk,
        "framework": hall.framework.pk,
        "activities": [hall.activities[0].pk],
    } | {name: getattr(elsewhere, name).pk}
    assert facilitator.call("post", "round_list", hall.region.code, data=fields).status_code == MISSING


def test_lists_are_filtered_by_state_and_by_nothing_else(hall: Hall, facilitator: Program) -> None:
    hall.round()
    opened = hall.open_round(WITH_SCIENCE)
    address = reverse("api_round_list", args=[hall.region.code])
    found = facilitator.client.get(address, {"state": "opened"}).json()
    assert [round["id"] for round in found["results"]] == [opened.pk]
    assert facilitator.client.get(address).json()["count"] == 2
    assert facilitator.client.get(address, {"state": "no such"}).status_code == BAD
    assert facilitator.client.get(address, {"created_by": 1}).status_code == BAD


def test_a_token_is_enough_to_score(hall: Hall) -> None:
    round = hall.open_round(WITH_SCIENCE)
    _token, key = issue_token(label="script", by=hall.rater())
    address = reverse("api_ballot_list", args=[round.pk])
    assert Client().get(address, headers={"Authorization": f"Bearer {key}"}).status_code == OK


PEOPLE = ("facilitator", "administrator", "rater", "stranger", "elsewhere")
# (method, route) -> answers in the order of PEOPLE, for an open round and an empty body
WHO = {
    ("get", "framework_list"): (OK, OK, MISSING, MISSING, MISSING),
    ("post", "framework_list"): (BAD, DENIED, MISSING, MISSING, MISSING),
    ("get", "framework_detail"): (OK, OK, MISSING, MISSING, MISSING),
    ("get", "round_list"): (OK, OK, MISSING, MISSING, MISSING),
    ("post", "round_list"): (BAD, DENIED, MISSING, MISSING, MISSING),
    ("get", "round_detail"): (OK, OK, OK, MISSING, MISSING),
    ("post", "round_open"): (STATE, DENIED, DENIED, MISSING, MISSING),
    ("get", "round_turnout"): (OK, OK, OK, MISSING, MISSING),
    ("get", "ballot_list"): (MISSING, MISSING, OK, MISSING, MISSING),
    ("put", "ballot_detail"): (MISSING, MISSING, BAD, MISSING, MISSING),
    ("put", "ballot_interest"): (MISSING, MISSING, OK, MISSING, MISSING),
    ("delete", "ballot_interest"): (MISSING, MISSING, EMPTY, MISSING, MISSING),
    ("get", "ranking_detail"): (DENIED, DENIED, DENIED, MISSING, MISSING),
    ("post", "round_close"): (OK, DENIED, DENIED, MISSING, MISSING),
}


def arguments(hall: Hall, round: Round, name: str) -> list[Any]:
    if name in ("framework_list", "round_list"):
        return [hall.region.code]
    if name == "framework_detail":
        return [hall.framework.pk]
    with_activity = name in ("ballot_detail", "ballot_interest")
    return [round.pk, hall.activities[0].pk] if with_activity else [round.pk]


@pytest.mark.parametrize(("method", "name"), WHO)
def test_who_may_do_what(hall: Hall, method: str, name: str) -> None:
    round = hall.open_round(WITH_SCIENCE)
    people = {
        "administrator": member(hall.region, Role.ADMINISTRATOR),
        "rater": hall.rater(),
        "stranger": UserFactory.create(),
        "elsewhere": member(RegionFactory.create(), Role.FACILITATOR),
        "facilitator": hall.facilitator,  # last: the only one who changes something
    }
    args = arguments(hall, round, name)
    answers = {who: Program(user).call(method, name, *args).status_code for who, user in people.items()}
    assert tuple(answers[who] for who in PEOPLE) == WHO[method, name]
    assert Program(None).call(method, name, *args).status_code == LOGIN
    assert Program(hall.facilitator).call("patch", name, *args).status_code == WRONG
