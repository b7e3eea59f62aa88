"""Questions, comments, the ministry's voice, and their answers."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from accounts.models import User
from foundation.transitions import Refused, WrongState
from priorities import actions
from priorities.models import PrioritySet, Remark
from priorities.queries.questions import Asked
from regions.models import RegionKind, Role
from tests.factories.accounts import PASSWORD
from tests.factories.priorities import RemarkFactory
from tests.factories.regions import RegionFactory, member
from tests.priorities.councils import Council, make_council


@pytest.fixture
def ministry(council: Council) -> User:
    """Somebody of the ministry of the council's country."""
    country = RegionFactory.create(kind=RegionKind.COUNTRY)
    council.region.parent = country
    council.region.save()
    council.round.refresh_from_db()
    return member(country, Role.MINISTRY)


def returned(council: Council, *questions: Asked) -> PrioritySet:
    return actions.return_set(
        priority_set=council.submitted(), reason="Not yet.", by=council.officials[0], questions=questions
    )


class TestReturnWithQuestions:
    def test_they_are_numbered_and_counted(self, council: Council) -> None:
        about = council.activities[1]
        draft = returned(council, Asked("Who pays?"), Asked("Why here?", about))
        assert (draft.state, draft.return_count) == ("drafted", 1)
        assert list(draft.remarks.values_list("number", "activity_id", "text", "kind", "voice")) == [
            (1, None, "Who pays?", "question", "official"),
            (2, about.pk, "Why here?", "question", "official"),
        ]

    def test_without_answers_it_does_not_come_back(self, council: Council) -> None:
        draft = returned(council, Asked("Who pays?"), Asked("Since when?"))
        first, second = draft.remarks.all()
        actions.answer_remark(remark=second, answer="Since May.", by=council.drafter)
        with pytest.raises(Refused, match=r"no answer yet: 1\."):
            actions.submit_set(priority_set=draft, by=council.drafter)
        actions.answer_remark(remark=first, answer="The region.", by=council.drafter)
        assert actions.submit_set(priority_set=draft, by=council.drafter).state == "submitted"

    def test_numbers_go_on_at_the_next_return_and_history_stays(self, council: Council) -> None:
        draft = returned(council, Asked("Who pays?"))
        actions.answer_remark(remark=draft.remarks.get(), answer="The region.", by=council.drafter)
        again = actions.submit_set(priority_set=draft, by=council.drafter)
        once_more = actions.return_set(
            priority_set=again, reason="Still not.", by=council.officials[1], questions=[Asked("How much?")]
        )
        assert once_more.return_count == 2
        assert list(once_more.remarks.values_list("number", "answer")) == [(1, "The region."), (2, "")]

    def test_a_question_about_another_regions_activity_returns_nothing(self, council: Council) -> None:
        handed_in, foreign = council.submitted(), make_council(levels=(8,)).activities[0]
        with pytest.raises(Refused, match="not in the set"):
            actions.return_set(
                priority_set=handed_in, reason="No.", by=council.officials[0], questions=[Asked("?", foreign)]
            )
        handed_in.refresh_from_db()
        assert (handed_in.state, handed_in.return_count, handed_in.remarks.count()) == ("submitted", 0, 0)


class TestAnswer:
    def test_once_and_by_the_drafters_only(self, council: Council) -> None:
        question = returned(council, Asked("Who pays?")).remarks.get()
        for person in (member(council.region, Role.ANALYST), member(RegionFactory.create(), Role.OFFICIAL)):
            with pytest.raises(PermissionDenied):
                actions.answer_remark(remark=question, answer="I.", by=person)
        with pytest.raises(Refused, match="yourself"):
            actions.answer_remark(remark=question, answer="I.", by=council.officials[0])
        with pytest.raises(Refused, match="write your answer"):
            actions.answer_remark(remark=question, answer="  ", by=council.drafter)
        answered = actions.answer_remark(remark=question, answer="The region.", by=council.drafter)
        assert (answered.answered_by, answered.is_waiting) == (council.drafter, False)
        with pytest.raises(WrongState):
            actions.answer_remark(remark=question, answer="Nobody.", by=council.officials[1])
        question.refresh_from_db()
        assert question.answer == "The region."

    def test_not_after_the_set_was_given_up(self, council: Council) -> None:
        draft = returned(council, Asked("Who pays?"))
        actions.withdraw_set(priority_set=draft, reason="No.", by=council.drafter)
        with pytest.raises(WrongState):
            actions.answer_remark(remark=draft.remarks.get(), answer="I.", by=council.drafter)

    def test_the_database_knows_that_nobody_answers_themselves(self, council: Council) -> None:
        remark = RemarkFactory.create(priority_set=council.draft())
        now = remark.priority_set.created_at
        with pytest.raises(IntegrityError, match="answer_not_by_the_asker"), transaction.atomic():
            Remark.objects.filter(pk=remark.pk).update(
                answer="x", answered_by=remark.said_by_id, answered_at=now
            )


class TestMinistry:
    def test_it_speaks_once_the_set_is_handed_in(self, council: Council, ministry: User) -> None:
        draft = council.draft()
        with pytest.raises(WrongState):
            actions.make_remark(priority_set=draft, kind="support", text="Good.", by=ministry)
        handed_in = actions.submit_set(priority_set=council.with_act(draft), by=council.drafter)
        remark = actions.make_remark(
            priority_set=handed_in, kind="conflict", text="Two regions do it.", by=ministry,
            activity=council.activities[0],
        )  # fmt: skip
        assert (remark.voice, remark.number, remark.is_waiting) == ("ministry", 1, True)

    def test_it_may_not_comment_like_an_official_nor_an_official_like_it(
        self, council: Council, ministry: User
    ) -> None:
        handed_in = council.submitted()
        for kind, person in (("comment", ministry), ("conflict", council.officials[0])):
            with pytest.raises(PermissionDenied):
                actions.make_remark(priority_set=handed_in, kind=kind, text="x", by=person)

    def test_another_countrys_ministry_has_no_voice(self, council: Council, ministry: User) -> None:
        stranger = member(RegionFactory.create(kind=RegionKind.COUNTRY), Role.MINISTRY)
        with pytest.raises(PermissionDenied):
            actions.make_remark(priority_set=council.submitted(), kind="support", text="x", by=stranger)

    def test_it_never_decides(self, council: Council, ministry: User) -> None:
        handed_in = council.submitted()
        with pytest.raises(PermissionDenied):
            actions.approve_set(priority_set=handed_in, password=PASSWORD, by=ministry)
        with pytest.raises(PermissionDenied):
            actions.return_set(priority_set=handed_in, reason="No.", by=ministry)

    def test_a_conflict_needs_an_answer_before_publishing(self, council: Council, ministry: User) -> None:
        approved = council.approve(council.submitted())
        conflict = actions.make_remark(priority_set=approved, kind="conflict", text="No.", by=ministry)
        actions.make_remark(priority_set=approved, kind="support", text="But good.", by=ministry)
        with pytest.raises(Refused, match=r"no answer yet: 1\."):
            actions.publish_set(priority_set=approved, by=council.officials[0])
        actions.answer_remark(remark=conflict, answer="We talked to both.", by=council.drafter)
        publication = actions.publish_set(priority_set=approved, by=council.officials[0])
        with pytest.raises(WrongState):
            actions.make_remark(
                priority_set=publication.priority_set, kind="support", text="Late.", by=ministry
            )
