"""A set's way, told to officials and drafters; the outcome, to those whose ideas it is about, once each."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Message, User
from discovery.models import Activity
from foundation import clock, wake
from priorities import actions
from regions.models import Role
from tests.factories.accounts import PASSWORD
from tests.factories.discovery import NoteFactory, ParticipantFactory, SupportFactory, ThemeFactory
from tests.factories.projects import ProposalFactory
from tests.factories.regions import member
from tests.inboxes import cleared, heard
from tests.priorities.councils import Council, make_council

pytestmark = pytest.mark.django_db
SET = "«Priorities» (Область)"


@pytest.fixture
def council() -> Council:
    council = make_council(officials=3)
    for place, activity in enumerate(council.activities):
        activity.title_ru = f"Дело {place}"
        activity.save()
    return council


def author_of(activity: Activity, notes: int = 2) -> User:
    author = ParticipantFactory.create()
    theme = ThemeFactory.create(workshop=author.workshop, activity=activity)
    NoteFactory.create_batch(notes, participant=author, theme=theme)
    return author.user


def supporter_of(*activities: Activity) -> User:
    supporter = ParticipantFactory.create()
    for activity in activities:
        SupportFactory.create(participant=supporter, activity=activity)
    return supporter.user


def test_officials_and_drafters_hear_when_it_is_their_turn(council: Council) -> None:
    first, second, third = council.officials
    submitted = council.submitted()
    waits = [f"Черновик {SET} передан на согласование и ждёт вашего решения."]
    assert heard(first) == heard(second) == heard(third) == waits
    assert heard(council.drafter) == []
    cleared()
    actions.approve_set(priority_set=submitted, password=PASSWORD, by=first)
    turn = [f"Другое должностное лицо согласовало {SET}. Теперь ваша очередь."]
    assert heard(second) == heard(third) == turn
    assert heard(first) == heard(council.drafter) == []
    cleared()
    actions.approve_set(priority_set=submitted, password=PASSWORD, by=second)
    ready = [f"{SET}: все согласования получены, можно публиковать."]
    assert heard(council.drafter) == heard(first) == heard(third) == ready
    assert heard(second) == []
    cleared()
    actions.return_set(priority_set=submitted, reason="Почему так?", by=third)
    assert heard(council.drafter) == [f"Черновик {SET} вернули вам на доработку."]
    assert heard(first) == []


def unread(person: User) -> int:
    return Message.objects.unread().filter(user=person).count()


def test_what_is_done_waits_for_nobody_any_more(council: Council) -> None:
    first, second, third = council.officials
    submitted = council.submitted()
    actions.approve_set(priority_set=submitted, password=PASSWORD, by=first)
    assert [unread(official) for official in council.officials] == [0, 2, 2]
    approved = actions.approve_set(priority_set=submitted, password=PASSWORD, by=second)
    assert [unread(official) for official in council.officials] == [1, 0, 1]  # it can be published
    actions.publish_set(priority_set=approved, by=third)
    assert [unread(official) for official in council.officials] == [1, 1, 0]  # it is published


def test_officials_hear_that_the_legal_act_changed_under_their_approvals(council: Council) -> None:
    submitted = council.submitted()
    actions.approve_set(priority_set=submitted, password=PASSWORD, by=council.officials[0])
    cleared()
    council.with_act(submitted, number="18-r")
    changed = [f"Внесён или изменён правовой акт: {SET}. Согласование начинается заново."]
    assert all(heard(official) == changed for official in council.officials)


def test_those_behind_the_ideas_hear_what_became_of_them_once(council: Council) -> None:
    best, last = council.activities[0], council.activities[-1]
    author, unlucky = author_of(best), author_of(last)
    supporter = supporter_of(best, council.activities[1], last)
    proposal = ProposalFactory.create(call__region=council.region, activity=best, state="accepted")
    analyst = member(council.region, Role.ANALYST)
    draft = council.draft()
    assert heard(author) == [
        "Направление «Дело 0», которое вы предложили или поддержали, рассматривается как возможный приоритет: Область."
    ]
    assert heard(supporter) == [
        "3 направления, которые вы предложили или поддержали, рассматриваются как возможные приоритеты: Область."
    ]
    submitted = actions.submit_set(priority_set=council.with_act(draft), by=council.drafter)
    cleared()
    approved = council.approve(submitted)
    assert (
        heard(unlucky)
        == heard(author)
        == [
            "Приоритеты согласованы: Область. Что стало с вашими идеями, вы прочитаете здесь после публикации."
        ]
    )
    cleared()
    actions.publish_set(priority_set=approved, by=council.officials[0])
    chosen = "Направление «Дело 0», которое вы предложили или поддержали, стало приоритетом: Область."
    assert heard(author) == heard(proposal.proposer) == [chosen]
    assert heard(unlucky) == [
        "Направление «Дело 7», которое вы предложили или поддержали, в этот раз не стало приоритетом: Область."
    ]
    assert heard(supporter) == [
        "Приоритеты опубликованы: Область. Из 3 направлений, которые вы предложили или поддержали, приоритетами стали: 2."
    ]
    assert heard(analyst) == ["Приоритеты опубликованы: Область, выпуск 1."]


def test_what_stands_in_a_draft_is_told_to_nobody_outside(council: Council) -> None:
    """The same sentence whether an activity is in the draft or not: the draft is the region's own."""
    chosen, left_out = author_of(council.activities[0]), author_of(council.activities[-1])
    draft = council.draft()
    assert draft.priorities.filter(activity=council.activities[0]).exists()
    assert not draft.priorities.filter(activity=council.activities[-1]).exists()
    (one,), (other,) = heard(chosen), heard(left_out)
    assert one.replace("Дело 0", "") == other.replace("Дело 7", "")


def queries_to_publish(authors: int) -> int:
    council = make_council()
    approved = council.approve(council.submitted())
    people = [author_of(council.activities[0], notes=1) for _ in range(authors)]
    with CaptureQueriesContext(connection) as asked:
        actions.publish_set(priority_set=approved, by=council.officials[0])
    assert all(len(heard(person)) == 1 for person in people)
    return len([one for one in asked if "SAVEPOINT" not in one["sql"]])


def test_publishing_takes_the_same_queries_for_one_and_for_thirty_authors() -> None:
    assert queries_to_publish(1) == queries_to_publish(30)


def test_remarks_and_answers_reach_who_must_know(council: Council) -> None:
    asker, other, _third = council.officials
    submitted = council.submitted()
    cleared()
    remark = actions.make_remark(priority_set=submitted, kind="question", text="Why?", by=asker)
    assert heard(council.drafter) == [f"Замечание 1 к набору {SET} ждёт ответа."]
    assert heard(asker) == heard(other) == []
    cleared()
    actions.answer_remark(remark=remark, answer="Because.", by=council.drafter)
    assert heard(asker) == [f"На ваше замечание 1 к набору {SET} ответили."]
    assert heard(council.drafter) == []


def test_a_review_is_announced_once_when_its_day_comes_near(council: Council) -> None:
    publication = council.publish()
    first = publication.priority_set.priorities.get(position=1)
    cleared()
    wake.sweep()
    assert heard(council.drafter) == []  # two years ahead
    first.review_date = clock.now().date() + dt.timedelta(days=29)
    first.save()
    wake.sweep()
    wake.sweep()
    assert len(heard(council.drafter)) == 1
    assert heard(council.drafter)[0].startswith("«Дело 0» (Область): до ")
    assert heard(council.officials[0]) == heard(council.drafter)
