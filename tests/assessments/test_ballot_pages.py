"""The ballot on the phone: autosave, the plain form, interests, words."""

import re
from typing import Any

import pytest
from django.urls import reverse

from assessments import actions
from assessments.forms import field_name
from assessments.models import Ballot, Conflict, Round
from tests.assessments.halls import make_hall
from tests.assessments.scenes import STATE, UNFIT, Scene, client_of

pytestmark = pytest.mark.django_db

# The ballot


def marks(sequence: int = 5, **given: int | str) -> dict[str, Any]:
    answers = {field_name(code): str(mark) for code, mark in given.items()}
    return answers | {"sequence": sequence, "comment": ""}


def autosave(scene: Scene, body: dict[str, Any], key: str = "") -> Any:
    headers = {"X-Autosave": "1"} | ({"Idempotency-Key": key} if key else {})
    return client_of(scene.people["rater"]).post(scene.address("ballot_save"), body, headers=headers)


def test_an_autosave_is_stored_and_answered_in_a_word(scene: Scene) -> None:
    answer = autosave(scene, marks(q0=7, q1="cannot_judge"))
    assert (answer.status_code, answer.content) == (204, b"")
    assert bytes(Ballot.objects.get(round=scene.opened).marks) == bytes([7, 255])


def test_a_repeated_autosave_gets_the_same_answer_and_another_body_is_refused(scene: Scene) -> None:
    assert autosave(scene, marks(q0=7), key="k1").status_code == 204
    assert autosave(scene, marks(q0=7), key="k1").status_code == 204
    assert Round.objects.get(pk=scene.opened.pk).input_version == 1
    assert autosave(scene, marks(q0=8), key="k1").status_code == UNFIT
    assert bytes(Ballot.objects.get(round=scene.opened).marks)[0] == 7


def test_an_older_autosave_is_acknowledged_and_changes_nothing(scene: Scene) -> None:
    autosave(scene, marks(q0=7, sequence=20))
    assert autosave(scene, marks(q0=2, sequence=19)).status_code == 204
    assert bytes(Ballot.objects.get(round=scene.opened).marks)[0] == 7


@pytest.mark.parametrize(
    "wrong",
    [
        {"mark-q0": "11", "sequence": 1},
        {"mark-q0": "255", "sequence": 1},
        {"mark-q0": "x", "sequence": 1},
        {"mark-q0": "3"},
        {"mark-q0": "3", "sequence": 2**60},
        {"mark-q0": "3", "sequence": 1, "comment": "a\0b"},
        {"mark-q0": "3", "sequence": 1, "comment": "x" * 501},
    ],
)
def test_a_wrong_autosave_is_refused_in_plain_text(scene: Scene, wrong: dict[str, Any]) -> None:
    answer = autosave(scene, wrong)
    assert answer.status_code == UNFIT
    assert answer["Content-Type"].startswith("text/plain")
    assert not Ballot.objects.filter(round=scene.opened).exists()


def test_an_autosave_after_the_close_is_told_so(scene: Scene) -> None:
    actions.close_round(round=scene.opened, by=scene.hall.facilitator)
    answer = autosave(scene, marks(q0=7))
    assert (answer.status_code, answer.content.decode()) == (
        STATE,
        "Scoring is closed. Marks given before the close are stored.",
    )


def test_without_script_the_button_stores_and_goes_on(scene: Scene) -> None:
    client, form = client_of(scene.people["rater"]), scene.address("ballot_form")
    page = client.get(form).content.decode()
    assert 'name="sequence" value="1"' in page
    assert "1 of 3" in page
    answer = client.post(scene.address("ballot_save"), marks(q0=3, q1=4, sequence=1))
    second = scene.hall.activities[1].pk
    assert answer.url == f"{form}?activity={second}"
    back = client.get(form, {"activity": scene.hall.activities[0].pk}).content.decode()
    assert 'name="sequence" value="2"' in back
    assert back.count(" checked") == 2
    assert "2 of 3" in client.get(form).content.decode(), "goes on where something is open"


def test_without_script_a_wrong_form_comes_back_with_what_was_given(scene: Scene) -> None:
    client = client_of(scene.people["rater"])
    answer = client.post(scene.address("ballot_save"), marks(q0=11, q1=4) | {"comment": "because"})
    page = answer.content.decode()
    assert answer.status_code == UNFIT
    assert "because" in page
    assert "One of the marks does not fit the question." in page
    assert page.count(" checked") == 1


def test_the_last_activity_leads_to_the_overview(scene: Scene) -> None:
    client, form = client_of(scene.people["rater"]), scene.address("ballot_form")
    last = scene.hall.activities[-1].pk
    answer = client.post(reverse("ballot_save", args=[scene.opened.pk, last]), marks(q0=1, q1=2))
    assert answer.url == f"{form}?activity=all"
    assert "Your marks" in client.get(answer.url).content.decode()


def test_an_interest_is_declared_and_taken_back_on_the_page(scene: Scene) -> None:
    client, address = client_of(scene.people["rater"]), scene.address("ballot_conflict")
    page = client.post(address, {"wanted": "yes"}, follow=True).content.decode()
    assert Conflict.objects.filter(round=scene.opened).count() == 1
    assert "You have an interest in this one" in page
    assert "<fieldset" in page
    assert "disabled" in page
    client.post(address, {"wanted": "no"})
    assert not Conflict.objects.filter(round=scene.opened).exists()
    actions.close_round(round=scene.opened, by=scene.hall.facilitator)
    assert client.post(address, {"wanted": "yes"}).status_code == STATE


def test_evidence_is_on_the_ballot_in_plain_words() -> None:
    hall = make_hall(measures=["first_experiment"])
    hall.framework.criteria.filter(kind="measured").update(
        question_en="How completely is the trial described?"
    )
    round = hall.open_round()
    page = client_of(hall.rater()).get(reverse("ballot_form", args=[round.pk])).content.decode()
    assert "How completely is the trial described?" in page
    read = re.sub(r"<[^>]*>", " ", page)  # digests and tokens in the markup may hold any letters
    for word in ("EDP", "RIS3", "LQ", "SMAA", "location quotient"):
        assert word not in read


def test_after_the_close_the_phone_leads_to_the_result(scene: Scene) -> None:
    address = scene.address("ballot_form", scene.closed)
    page = client_of(scene.people["rater"]).get(address).content.decode()
    assert scene.address("ranking_detail", scene.closed) in page
    outside = client_of(scene.people["participant"]).get(address).content.decode()
    assert scene.address("ranking_detail", scene.closed) not in outside
