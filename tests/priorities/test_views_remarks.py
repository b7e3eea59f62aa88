"""Pages of questions and answers, and the ministry's desk."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from priorities import actions
from priorities.models import PrioritySet
from regions.models import PolicyObjective, RegionKind, Role
from tests.factories.accounts import UserFactory
from tests.factories.assessments import RoundFactory
from tests.factories.priorities import PrioritySetFactory, RemarkFactory
from tests.factories.regions import RegionFactory, member
from tests.priorities.councils import Council

DESK_QUERIES = 7
BOARD_QUERIES = 14


def browser(user: User | None) -> Client:
    client = Client()
    if user:
        client.force_login(user)
    return client


@pytest.fixture
def ministry(council: Council) -> User:
    country = RegionFactory.create(kind=RegionKind.COUNTRY)
    council.region.parent = country
    council.region.save()
    council.round.refresh_from_db()
    return member(country, Role.MINISTRY)


def page(name: str, *arguments: object) -> str:
    return reverse(name, args=arguments)


class TestReturning:
    def test_an_official_returns_with_questions_and_the_drafter_answers(self, council: Council) -> None:
        handed_in, official = council.submitted(), browser(council.officials[0])
        about = council.activities[0]
        answer = official.post(
            page("set_return", handed_in.pk),
            {"reason": "Not yet.", "about_1": about.pk, "question_1": "Who pays?", "question_3": "And when?"},
        )
        assert answer.status_code == 302
        first, second = handed_in.remarks.all()
        assert [(each.activity_id, each.text) for each in (first, second)] == [
            (about.pk, "Who pays?"), (None, "And when?"),
        ]  # fmt: skip
        drafter = browser(council.drafter)
        board = drafter.get(page("set_detail", handed_in.pk)).content.decode()
        assert "Who pays?" in board
        assert page("remark_answer", first.pk) in board
        assert drafter.post(page("set_submit", handed_in.pk)).status_code == 400
        for remark in (first, second):
            assert drafter.get(page("remark_answer", remark.pk)).status_code == 200
            drafter.post(page("remark_answer", remark.pk), {"answer": f"Answer {remark.number}"})
        assert drafter.post(page("set_submit", handed_in.pk)).status_code == 302
        reading = official.get(page("set_approve", handed_in.pk)).content.decode()
        assert "Who pays?" in reading
        assert "Answer 2" in reading

    def test_what_is_typed_stays_when_the_reason_is_missing(self, council: Council) -> None:
        path = page("set_return", council.submitted().pk)
        answer = browser(council.officials[0]).post(path, {"reason": "", "question_2": "Who pays?"})
        assert answer.status_code == 400
        shown = answer.content.decode()
        assert "Who pays?" in shown
        assert shown.count('<details class="explain" open>') == 1  # the other questions stay folded

    def test_an_answer_given_twice_is_told(self, council: Council) -> None:
        remark = RemarkFactory.create(priority_set=council.submitted())
        client = browser(council.drafter)
        path = page("remark_answer", remark.pk)
        assert client.post(path, {"answer": "One"}).status_code == 302
        again = client.post(path, {"answer": "Two"})
        assert again.status_code == 409
        assert "Two" in again.content.decode()


class TestMinistry:
    def test_a_draft_is_not_there_for_it(self, council: Council, ministry: User) -> None:
        draft, client = council.draft(), browser(ministry)
        assert client.get(page("set_detail", draft.pk)).status_code == 404
        assert (
            draft.title not in client.get(page("ministry_desk", council.region.parent.code)).content.decode()
        )  # type: ignore[union-attr]  # -- reason: the fixture gave it one

    def test_it_reads_comments_and_nothing_more(self, council: Council, ministry: User) -> None:
        handed_in, client = council.submitted(), browser(ministry)
        RemarkFactory.create(priority_set=handed_in, text="Among ourselves", number=90)
        path = page("set_remark", handed_in.pk)
        data = {"kind": "conflict", "text": "Two regions do it.", "activity": council.activities[0].pk}
        assert client.post(path, data).status_code == 302
        board = client.get(page("set_detail", handed_in.pk)).content.decode()
        assert "Two regions do it." in board
        assert "Among ourselves" not in board
        for name in (
            "set_add",
            "set_drop",
            "set_withdraw",
            "set_legal_act",
            "set_return",
            "set_approve",
            "set_publish",
        ):
            assert client.get(page(name, handed_in.pk)).status_code == 403
        inner = handed_in.remarks.get(voice="official")
        assert client.get(page("remark_answer", inner.pk)).status_code == 404
        assert (
            client.get(page("remark_answer", handed_in.remarks.get(voice="ministry").pk)).status_code == 403
        )
        assert client.get(page("set_list", council.region.code)).status_code == 404
        seen_by_region = browser(council.drafter).get(page("set_detail", handed_in.pk)).content.decode()
        assert "Two regions do it." in seen_by_region

    def test_a_returned_set_is_named_and_closed(self, council: Council, ministry: User) -> None:
        draft = actions.return_set(priority_set=council.submitted(), reason="x", by=council.officials[0])
        client, country = browser(ministry), council.region.parent
        assert country
        desk = client.get(page("ministry_desk", country.code)).content.decode()
        assert draft.title in desk
        assert page("set_detail", draft.pk) not in desk
        assert client.get(page("set_detail", draft.pk)).status_code == 404

    def test_who_has_a_desk(self, council: Council, ministry: User) -> None:
        country = council.region.parent
        assert country
        path = page("ministry_desk", country.code)
        other = member(RegionFactory.create(kind=RegionKind.COUNTRY), Role.MINISTRY)
        answers = [
            browser(who).get(path).status_code
            for who in (ministry, other, council.officials[0], UserFactory.create(), None)
        ]
        assert answers == [200, 404, 404, 404, 302]
        assert browser(ministry).get(page("ministry_desk", council.region.code)).status_code == 404
        assert browser(ministry).post(path).status_code == 405


class TestQueries:
    @pytest.mark.parametrize("count", [1, 30])
    def test_the_ministrys_desk(
        self, ministry: User, council: Council, count: int, django_assert_num_queries
    ) -> None:  # type: ignore[no-untyped-def]  # -- reason: a fixture of pytest-django
        country = council.region.parent
        for _ in range(count):
            round = RoundFactory.create(region=RegionFactory.create(parent=country), state="closed")
            handed_in = PrioritySetFactory.create(
                round=round, state="submitted", submitted_at="2026-03-01T00:00Z"
            )
            RemarkFactory.create(priority_set=handed_in, voice="ministry")
        client = browser(ministry)
        with django_assert_num_queries(DESK_QUERIES):
            client.get(page("ministry_desk", country.code))  # type: ignore[union-attr]  # -- reason: the fixture gave it one

    @pytest.mark.parametrize("count", [1, 30])
    def test_a_set_with_many_remarks(
        self, council: Council, ministry: User, count: int, django_assert_num_queries
    ) -> None:  # type: ignore[no-untyped-def]  # -- reason: a fixture of pytest-django
        for number in range(count):
            PolicyObjective.objects.create(
                region=council.region.parent, code=f"a{number}", title_en="Objective"
            )  # type: ignore[misc]  # -- reason: the fixture gave it one
        handed_in = council.submitted()
        for number in range(count):
            activity = council.activities[number % 5]
            RemarkFactory.create(priority_set=handed_in, number=number + 1, activity=activity)
        client = browser(council.officials[0])
        with django_assert_num_queries(BOARD_QUERIES):
            client.get(page("set_detail", handed_in.pk))


class TestReviewDay:
    def test_it_has_a_rule_and_can_be_chosen(self, council: Council) -> None:
        draft, client = council.draft(), browser(council.drafter)
        assert {str(day) for day in draft.priorities.values_list("review_date", flat=True)} == {"2028-12-31"}
        activity = council.activities[0]
        path = page("set_review", draft.pk)
        assert client.get(f"{path}?activity={activity.pk}").status_code == 200
        assert client.get(f"{path}?activity={council.activities[7].pk}").status_code == 404
        data = {"activity": activity.pk, "date": "2027-10-01", "edit_version": draft.edit_version}
        assert client.post(path, data).status_code == 302
        assert client.post(path, data).status_code == 409  # -- reason: the version is an older one by now
        fresh = PrioritySet.objects.get(pk=draft.pk)
        moved = actions.move_priority(
            priority_set=fresh, activity=activity, position=2, reason="r", edit_version=fresh.edit_version, by=council.drafter,
        )  # fmt: skip
        assert str(moved.priorities.get(activity=activity).review_date) == "2027-10-01"

    @pytest.mark.parametrize("day", ["2026-01-01", "2099-01-01", "soon"])
    def test_only_a_day_to_come(self, council: Council, day: str) -> None:
        draft = council.draft()
        data = {"activity": council.activities[0].pk, "date": day, "edit_version": draft.edit_version}
        assert browser(council.drafter).post(page("set_review", draft.pk), data).status_code == 400
