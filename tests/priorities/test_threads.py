"""Back from an activity, forward from a note; who sees what, in how many queries."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.urls import reverse

from accounts.models import User
from discovery.models import Activity, Note
from priorities import actions
from priorities.queries.threads import activity_for, activity_thread, became_of, note_thread
from regions.models import Role
from tests.factories.discovery import (
    NoteFactory,
    ParticipantFactory,
    SupportFactory,
    ThemeFactory,
    WorkshopFactory,
)
from tests.factories.projects import CallFactory, ProposalFactory
from tests.factories.regions import MembershipFactory, member
from tests.priorities.councils import LEVELS, Council, closed_round

NOBODY = AnonymousUser()
THREAD_QUERIES = 19
NOTE_QUERIES = 2


@pytest.fixture
def note(council: Council) -> Note:
    """Behind the best activity."""
    return note_behind(council, council.activities[0])


def note_behind(council: Council, activity: Activity | None) -> Note:
    workshop = WorkshopFactory.create(region=council.region)
    theme = ThemeFactory.create(workshop=workshop, activity=activity, title="Pipes")
    author = ParticipantFactory.create(workshop=workshop, helix="science")
    return NoteFactory.create(participant=author, theme=theme, text="Look at the pipes")


def known(activity: Activity) -> Activity:
    found = activity_for(NOBODY, activity.pk)
    assert found
    return found


def page(name: str, *arguments: Any, user: User | None = None) -> str:
    client = Client()
    if user:
        client.force_login(user)
    answer = client.get(reverse(name, args=arguments))
    assert answer.status_code == 200
    return str(answer.content.decode())


class TestActivity:
    def test_holds_the_whole_thread(self, council: Council, note: Note) -> None:
        proposal = ProposalFactory.create(
            call=CallFactory.create(region=council.region), activity=council.activities[0], state="accepted"
        )
        council.publish()
        thread = activity_thread(known(council.activities[0]), NOBODY)
        assert [each.title for each in thread.themes] == ["Pipes"]
        assert thread.notes == [note]
        assert (thread.note_count, thread.notes_by_helix["science"]) == (1, 1)
        assert [each.title for each in thread.proposals] == [proposal.title]
        assert thread.result
        assert (thread.result.ranked.rank, thread.result.how_many) == (1, 8)
        assert thread.latest
        assert (thread.latest.position, thread.latest.publication.number) == (1, 1)
        assert [each.reason for each in thread.decisions if each.reason] == []
        assert thread.decisions[0].what == "The set was published"

    def test_supporters_below_the_threshold_are_not_counted(self, council: Council) -> None:
        activity = council.activities[0]
        workshop = WorkshopFactory.create(region=council.region)
        for helix, number in (("science", 5), ("business", 4)):
            for person in ParticipantFactory.create_batch(number, workshop=workshop, helix=helix):
                SupportFactory.create(activity=activity, participant=person)
        supporters = activity_thread(known(activity), NOBODY).supporters
        assert supporters == {"science": 5, "business": None, "government": None, "civil_society": None}

    def test_hidden_notes_stay_hidden(self, council: Council, note: Note) -> None:
        NoteFactory.create(
            participant=note.participant, theme=note.theme, is_hidden=True, text="Not for the wall"
        )
        thread = activity_thread(known(council.activities[0]), NOBODY)
        assert (len(thread.notes), thread.note_count) == (1, 1)
        assert "Not for the wall" not in page("activity_detail", council.activities[0].pk)

    def test_an_unpublished_ranking_is_for_members_and_raters(self, council: Council) -> None:
        activity = council.activities[0]
        rater = council.round.roster.first()
        assert rater
        other = MembershipFactory.create(role=Role.OFFICIAL).user
        for user, sees in ((NOBODY, False), (other, False), (council.drafter, True), (rater.user, True)):
            thread = activity_thread(known(activity), user)
            assert thread.result is None
            assert (thread.newer_result is not None) is sees
        council.publish()
        assert activity_thread(known(activity), council.drafter).newer_result is None

    def test_a_newer_round_stands_beside_the_published_one(self, council: Council) -> None:
        council.publish()
        closed_round(council.region, list(reversed(council.activities)), LEVELS)
        thread = activity_thread(known(council.activities[0]), council.drafter)
        assert thread.result
        assert thread.newer_result
        assert (thread.result.ranked.rank, thread.newer_result.ranked.rank) == (1, 8)
        assert activity_thread(known(council.activities[0]), NOBODY).newer_result is None

    def test_a_draft_is_nobodys_business_yet(self, council: Council) -> None:
        draft = council.draft()
        actions.drop_priority(
            priority_set=draft,
            activity=council.activities[0],
            reason="Too costly.",
            edit_version=0,
            by=council.drafter,
        )
        assert activity_thread(known(council.activities[0]), NOBODY).decisions == []
        assert "Too costly." not in page("activity_detail", council.activities[0].pk)
        assert "Too costly." in page("activity_detail", council.activities[0].pk, user=council.drafter)
        assert "Too costly." not in page(
            "activity_detail", council.activities[1].pk, user=council.drafter
        )  # it is about another one

    def test_the_reasons_of_returns_and_differences_are_told_once_published(self, council: Council) -> None:
        draft = actions.drop_priority(
            priority_set=council.draft(), activity=council.activities[0], reason="Too costly.", edit_version=0,
            by=council.drafter,
        )  # fmt: skip
        handed_in = actions.submit_set(priority_set=council.with_act(draft), by=council.drafter)
        returned = actions.return_set(priority_set=handed_in, reason="Say more.", by=council.officials[0])
        council.publish(actions.submit_set(priority_set=returned, by=council.drafter))
        told = page("activity_detail", council.activities[0].pk)
        assert "Too costly." in told
        assert "Say more." in told
        for person in (council.drafter, *council.officials):
            assert person.name not in told

    def test_what_became_of_it_in_each_publication(self, council: Council) -> None:
        first = council.publish()
        draft = actions.start_correction(publication=first, reason="A mistake.", by=council.drafter)
        draft = actions.drop_priority(
            priority_set=draft, activity=council.activities[0], reason="Not ours to do.", edit_version=0,
            by=council.drafter,
        )  # fmt: skip
        council.publish(actions.submit_set(priority_set=draft, by=council.drafter))
        outcomes = became_of(council.activities[0])
        assert [(o.publication.number, o.position, o.reason, o.is_latest) for o in outcomes] == [
            (2, None, "Not ours to do.", True),
            (1, 1, "", False),
        ]
        assert became_of(council.activities[7])[0].position is None

    @pytest.mark.parametrize("notes", [1, 30])
    def test_takes_the_same_queries_at_any_length(
        self, council: Council, note: Note, notes: int, django_assert_num_queries: Any
    ) -> None:
        NoteFactory.create_batch(notes, participant=note.participant, theme=note.theme)
        ProposalFactory.create_batch(
            notes,
            call=CallFactory.create(region=council.region),
            activity=council.activities[0],
            state="accepted",
        )
        council.publish()
        with django_assert_num_queries(THREAD_QUERIES):
            page("activity_detail", council.activities[0].pk)


class TestNote:
    def test_leads_forward_to_the_priority(self, council: Council, note: Note) -> None:
        council.publish()
        thread = note_thread(note, NOBODY)
        assert thread.result
        assert thread.outcome
        assert (thread.result.ranked.rank, thread.outcome.position, thread.is_own) == (1, 1, False)
        told = page("note_detail", note.pk)
        for words in ("Pipes", council.activities[0].title, "priority number 1", "place 1 of 8"):
            assert words in told

    def test_says_why_it_was_left_out(self, council: Council, note: Note) -> None:
        draft = actions.drop_priority(
            priority_set=council.draft(), activity=council.activities[0], reason="Too costly.", edit_version=0,
            by=council.drafter,
        )  # fmt: skip
        council.publish(actions.submit_set(priority_set=council.with_act(draft), by=council.drafter))
        told = page("note_detail", note.pk)
        assert "Why it was left out" in told
        assert "Too costly." in told

    def test_says_how_far_it_has_come(self, council: Council) -> None:
        alone = NoteFactory.create(participant=ParticipantFactory.create())
        assert "has not been put together" in page("note_detail", alone.pk)
        themed = note_behind(council, None)
        assert "No activity has been made" in page("note_detail", themed.pk)
        waiting = note_behind(council, council.activities[1])
        assert "not published a decision" in page("note_detail", waiting.pk)

    def test_speaks_to_its_author(self, council: Council, note: Note) -> None:
        assert "What became of your idea" in page("note_detail", note.pk, user=note.participant.user)
        assert "What became of this idea" in page("note_detail", note.pk)

    def test_a_hidden_note_exists_for_its_author_and_the_region(self, council: Council, note: Note) -> None:
        Note.objects.filter(pk=note.pk).update(is_hidden=True)
        address = reverse("note_detail", args=[note.pk])
        for user, status in (
            (None, 404),
            (MembershipFactory.create().user, 404),
            (note.participant.user, 200),
            (member(council.region, Role.ANALYST), 200),
        ):
            client = Client()
            if user:
                client.force_login(user)
            assert client.get(address).status_code == status

    def test_takes_few_queries(self, council: Council, note: Note, django_assert_num_queries: Any) -> None:
        council.publish()
        with django_assert_num_queries(NOTE_QUERIES):
            page("note_detail", note.pk)
