"""Sheets of paper, typed in by a program."""

from typing import Any

import pytest

from assessments import queries
from assessments.models import Ballot, PaperSheet, Round
from regions.models import Role
from tests.assessments.halls import WITH_SCIENCE, Hall, make_hall
from tests.assessments.test_api import BAD, CREATED, DENIED, MISSING, OK, STATE, Program
from tests.factories.regions import member

pytestmark = pytest.mark.django_db


@pytest.fixture
def hall() -> Hall:
    return make_hall({"science": 6}, activities=2)


@pytest.fixture
def opened(hall: Hall) -> Round:
    return hall.open_round(WITH_SCIENCE)


@pytest.fixture
def typist(hall: Hall) -> Program:
    return Program(hall.facilitator)


def rows(hall: Hall, mark: int = 7) -> list[dict[str, Any]]:
    first, second = (activity.pk for activity in hall.activities)
    return [
        {"activity": first, "marks": {"q0": mark, "q1": "cannot_judge"}},
        {"activity": second, "is_recused": True},
    ]


def one_sheet(round: Round, typist: Program, who: str = "idle") -> dict[str, Any]:
    made = typist.call("post", "sheet_list", round.pk, data={"who": who, "spares": 1})
    assert made.status_code == CREATED
    found: dict[str, Any] = made.json()[0]
    return found


def test_a_sheet_is_made_typed_in_and_counts(hall: Hall, opened: Round, typist: Program) -> None:
    sheet = one_sheet(opened, typist)
    assert (
        len(typist.call("get", "sheet_list", opened.pk).json()["results"]) == 7
    )  # a place each, and a spare
    entered = typist.call("put", "sheet_detail", sheet["id"], data={"rows": rows(hall)})
    assert (entered.status_code, entered.json()["rater"]) == (OK, sheet["rater"])
    assert entered.json()["entered_at"]
    [ballot] = Ballot.objects.filter(rater=sheet["rater"])
    assert bytes(ballot.marks) == bytes([7, 255])
    again = typist.call("put", "sheet_detail", sheet["id"], data={"rows": rows(hall)})
    assert again.status_code == BAD


def test_a_spare_needs_the_number_of_its_person(hall: Hall, opened: Round, typist: Program) -> None:
    sheet = one_sheet(opened, typist, "nobody")
    for number in (None, 99):
        data = {"rows": rows(hall), "number": number}
        assert typist.call("put", "sheet_detail", sheet["id"], data=data).status_code == BAD
    entered = typist.call("put", "sheet_detail", sheet["id"], data={"rows": rows(hall), "number": 3})
    rater = queries.rater_numbered(opened, 3)
    assert rater
    assert entered.json()["rater"] == rater.pk


def test_a_second_person_checks_it(hall: Hall, opened: Round, typist: Program) -> None:
    sheet = one_sheet(opened, typist)
    typist.call("put", "sheet_detail", sheet["id"], data={"rows": rows(hall)})
    assert typist.call("post", "sheet_check", sheet["id"], data={"rows": rows(hall)}).status_code == BAD
    second = Program(member(hall.region, Role.FACILITATOR))
    differs = second.call("post", "sheet_check", sheet["id"], data={"rows": rows(hall, 8)}).json()
    assert differs["is_checked"] is False
    [difference] = differs["differences"]
    assert (difference["activity"], difference["first"], difference["second"]) == (
        hall.activities[0].pk,
        "7",
        "8",
    )
    assert PaperSheet.objects.get(pk=sheet["id"]).checked_at is None
    corrected = second.call(
        "post", "sheet_check", sheet["id"], data={"rows": rows(hall, 8), "replaces": True}
    )
    assert corrected.json() == {"is_checked": True, "differences": []}
    assert bytes(Ballot.objects.get(rater=sheet["rater"]).marks)[0] == 8


def test_taken_back_with_a_reason(hall: Hall, opened: Round, typist: Program) -> None:
    sheet = one_sheet(opened, typist)
    typist.call("put", "sheet_detail", sheet["id"], data={"rows": rows(hall)})
    address = f"/api/v1/sheets/{sheet['id']}/"
    assert typist.client.delete(address).status_code == BAD
    freed = typist.client.delete(f"{address}?reason=The+wrong+place.")
    assert (freed.status_code, freed.json()["entered_at"]) == (OK, None)
    assert not Ballot.objects.exists()


@pytest.mark.parametrize("wrong", [{"q0": 11}, {"q7": 1}, {"q0": "much"}, {"q0": 255}])
def test_marks_that_do_not_fit_are_refused(
    hall: Hall, opened: Round, typist: Program, wrong: dict[str, Any]
) -> None:
    sheet = one_sheet(opened, typist)
    data = {"rows": [{"activity": hall.activities[0].pk, "marks": wrong}]}
    assert typist.call("put", "sheet_detail", sheet["id"], data=data).status_code == BAD
    assert not Ballot.objects.exists()


def test_after_the_close_nothing_is_typed_in(hall: Hall, opened: Round, typist: Program) -> None:
    sheet = one_sheet(opened, typist)
    typist.call("post", "round_close", opened.pk)
    assert typist.call("put", "sheet_detail", sheet["id"], data={"rows": rows(hall)}).status_code == STATE
    assert typist.call("post", "sheet_list", opened.pk, data={"who": "idle"}).status_code == STATE


def test_who_may(hall: Hall, opened: Round, typist: Program) -> None:
    sheet = one_sheet(opened, typist)
    others = (
        member(hall.region, Role.ADMINISTRATOR),
        hall.rater(),
        member(make_hall({}).region, Role.FACILITATOR),
    )
    listed = [Program(user).call("get", "sheet_list", opened.pk).status_code for user in others]
    assert listed == [DENIED, DENIED, MISSING]
    typed = [
        Program(user).call("put", "sheet_detail", sheet["id"], data={"rows": rows(hall)}).status_code
        for user in others
    ]
    assert typed == [DENIED, MISSING, MISSING]
