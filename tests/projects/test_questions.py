"""A proposal sent back with numbered questions comes back with an answer to each."""

import pytest

from foundation.transitions import Refused
from projects import actions
from tests.factories.projects import QuestionFactory
from tests.projects.people import client_of, scene, typed

pytestmark = pytest.mark.django_db

DETAIL_QUERIES = 7

ASKED = {"decision": "return", "reason": "Good, but.", "questions": "Where is the water?\n\n  Who buys it?  "}


def test_asked_on_the_page_and_answered_on_the_page() -> None:
    here = scene()
    staff, proposer = client_of(here.official), client_of(here.proposer)
    assert staff.post(f"/proposals/{here.proposal.pk}/decide/", ASKED).status_code == 302
    assert list(here.proposal.questions.values_list("number", "text", "answer")) == [
        (1, "Where is the water?", ""), (2, "Who buys it?", ""),
    ]  # fmt: skip
    path = f"/proposals/{here.proposal.pk}/edit/"
    form = proposer.get(path).content.decode()
    assert "1. Where is the water?" in form
    half = proposer.post(path, typed(answer_1="From the canal."))
    assert half.status_code == 400
    assert "id_answer_2" in half.content.decode()
    assert "From the canal." in half.content.decode()
    here.proposal.refresh_from_db()
    assert here.proposal.state == "returned"
    assert proposer.post(path, typed(answer_1="From the canal.", answer_2="Two shops.")).status_code == 302
    shown = staff.get(f"/proposals/{here.proposal.pk}/").content.decode()
    assert "From the canal." in shown
    assert "Two shops." in shown


def test_numbers_go_on_and_what_was_answered_is_not_asked_again() -> None:
    here = scene()
    returned = actions.return_proposal(
        proposal=here.proposal, by=here.official, reason="x", questions=["One?"]
    )
    back = actions.resubmit_proposal(proposal=returned, by=here.proposer, answers={1: "One."})
    again = actions.return_proposal(proposal=back, by=here.facilitator, reason="y", questions=["Two?"])
    with pytest.raises(Refused, match=r"Without an answer: 2\."):
        actions.resubmit_proposal(proposal=again, by=here.proposer, answers={1: "Other.", 2: "  "})
    actions.resubmit_proposal(proposal=again, by=here.proposer, answers={1: "Other.", 2: "Two."})
    assert list(here.proposal.questions.values_list("number", "answer")) == [(1, "One."), (2, "Two.")]


def test_questions_go_with_sending_back_only() -> None:
    here = scene()
    answer = client_of(here.official).post(
        f"/proposals/{here.proposal.pk}/decide/", ASKED | {"decision": "decline"}
    )
    assert answer.status_code == 400
    here.proposal.refresh_from_db()
    assert (here.proposal.state, here.proposal.questions.count()) == ("submitted", 0)


@pytest.mark.parametrize("questions", ["x" * 501, "\n".join("a?" for _ in range(11))])
def test_too_long_or_too_many(questions: str) -> None:
    here = scene()
    path = f"/proposals/{here.proposal.pk}/decide/"
    assert client_of(here.official).post(path, ASKED | {"questions": questions}).status_code == 400


def test_programs_ask_and_answer_too() -> None:
    here = scene()
    base = f"/api/v1/proposals/{here.proposal.pk}"
    staff, proposer = client_of(here.official), client_of(here.proposer)
    asked = staff.post(
        f"{base}/decision/", {"decision": "return", "reason": "x", "questions": ["Why?"]}, "application/json"
    )
    assert asked.json()["questions"] == [{"number": 1, "text": "Why?", "answer": ""}]
    assert proposer.post(f"{base}/resubmission/", {}, "application/json").status_code == 400
    done = proposer.post(
        f"{base}/resubmission/", {"answers": [{"number": 1, "answer": "So."}]}, "application/json"
    )
    assert done.json()["questions"] == [{"number": 1, "text": "Why?", "answer": "So."}]


@pytest.mark.parametrize("count", [1, 30])
def test_queries(count: int, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]  # -- reason: a fixture of pytest-django
    here = scene("returned")
    for number in range(count):
        QuestionFactory.create(proposal=here.proposal, number=number + 1)
    client = client_of(here.proposer)
    with django_assert_num_queries(DETAIL_QUERIES):
        client.get(f"/proposals/{here.proposal.pk}/")
