"""What happened to a proposal, in words, without names."""

import pytest

from projects import actions, queries
from tests.factories.discovery import ActivityFactory
from tests.projects.people import Scene, scene

pytestmark = pytest.mark.django_db


@pytest.fixture
def told() -> Scene:
    """Sent back, answered, accepted, joined."""
    here = scene()
    actions.return_proposal(proposal=here.proposal, by=here.facilitator, reason="Where is the water?")
    actions.resubmit_proposal(proposal=here.proposal, by=here.proposer, reason="From the canal.")
    actions.accept_proposal(proposal=here.proposal, by=here.official, reason="Good.")
    activity = ActivityFactory.create(region=here.region)
    actions.join_activity(proposal=here.proposal, activity=activity, by=here.official)
    return here


def test_the_story_runs_in_order_with_reasons(told: Scene) -> None:
    story = queries.story_of(told.proposal, reader=told.proposer)
    assert [(event.verb.split(".")[1], event.reason) for event in story] == [
        ("return_proposal", "Where is the water?"),
        ("resubmit_proposal", "From the canal."),
        ("accept_proposal", "Good."),
        ("join_activity", ""),
    ]
    assert queries.last_question_in(story) == "Where is the water?"


def test_people_are_told_by_role_and_oneself_as_you(told: Scene) -> None:
    assert [event.who for event in queries.story_of(told.proposal, reader=told.proposer)] == [
        "Facilitator", "you", "Official", "Official",
    ]  # fmt: skip
    assert [event.who for event in queries.story_of(told.proposal, reader=told.official)] == [
        "Facilitator", "the proposer", "you", "you",
    ]  # fmt: skip


def test_no_question_where_none_was_asked() -> None:
    here = scene()
    assert queries.last_question_in(queries.story_of(here.proposal, reader=here.proposer)) == ""
