"""Pages of sets: who may, who may not, and how each step ends."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts.models import User
from assessments.models import Round
from priorities import actions
from priorities.models import PrioritySet, Publication
from priorities.queries.content_digest import content_digest
from regions.models import Role
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.assessments import RoundFactory
from tests.factories.priorities import PrioritySetFactory
from tests.factories.regions import MembershipFactory, member
from tests.priorities.councils import Council, make_council

LIST_QUERIES = 6
DETAIL_QUERIES = 11

FORMS = ("set_add", "set_drop", "set_move", "set_withdraw", "set_legal_act")
DECISIONS = ("set_return", "set_approve")


def browser(user: User | None) -> Client:
    client = Client()
    if user:
        client.force_login(user)
    return client


def address(name: str, priority_set: PrioritySet, more: str = "") -> str:
    return reverse(name, args=[priority_set.pk]) + more


def hidden(page: bytes, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page.decode())
    assert found
    return found[1]


class TestWhoMayWhat:
    """Stranger 404, reader 403, wrong method 405, nobody to the log-in page."""

    @pytest.fixture
    def people(self, council: Council) -> dict[str, User | None]:
        return {
            "nobody": None,
            "stranger": UserFactory.create(),
            "other region": MembershipFactory.create(role=Role.OFFICIAL).user,
            "analyst": member(council.region, Role.ANALYST),
            "facilitator": member(council.region, Role.FACILITATOR),
            "drafter": council.drafter,
            "official": council.officials[0],
        }

    def answers(self, people: dict[str, User | None], path: str, method: str = "get") -> dict[str, int]:
        return {who: getattr(browser(user), method)(path).status_code for who, user in people.items()}

    def expected(self, analyst: int, facilitator: int, drafter: int, official: int) -> dict[str, int]:
        outside = {"nobody": 302, "stranger": 404, "other region": 404}
        return outside | {
            "analyst": analyst, "facilitator": facilitator, "drafter": drafter, "official": official,
        }  # fmt: skip

    def test_reading(self, council: Council, people: dict[str, User | None]) -> None:
        draft = council.draft()
        for path in (address("set_detail", draft), reverse("set_list", args=[council.region.code])):
            assert self.answers(people, path) == self.expected(200, 200, 200, 200)
        assert self.answers(people, address("set_scan", draft)) == self.expected(404, 404, 404, 404)

    def test_beginning_a_set(self, council: Council, people: dict[str, User | None]) -> None:
        path = reverse("set_create", args=[council.region.code])
        assert self.answers(people, path) == self.expected(403, 200, 200, 200)
        assert self.answers(people, path, "post") == self.expected(403, 400, 400, 400)

    @pytest.mark.parametrize("name", FORMS)
    def test_drafting(self, council: Council, people: dict[str, User | None], name: str) -> None:
        path = address(name, council.draft(), f"?activity={council.activities[0].pk}")
        assert self.answers(people, path) == self.expected(403, 200, 200, 200)
        assert self.answers(people, path, "post") == self.expected(403, 400, 400, 400)

    @pytest.mark.parametrize("name", DECISIONS)
    def test_deciding_is_for_officials(
        self, council: Council, people: dict[str, User | None], name: str
    ) -> None:
        path = address(name, council.submitted())
        assert self.answers(people, path) == self.expected(403, 403, 403, 200)
        assert self.answers(people, path, "post") == self.expected(403, 403, 403, 400)

    def test_nor_may_a_drafter_who_is_an_official(self, council: Council) -> None:
        handed_in = council.submitted()
        PrioritySet.objects.filter(pk=handed_in.pk).update(drafter=council.officials[0])
        for name in DECISIONS:
            assert browser(council.officials[0]).get(address(name, handed_in)).status_code == 403
            assert browser(council.officials[1]).get(address(name, handed_in)).status_code == 200

    def test_publishing_is_for_officials(self, council: Council, people: dict[str, User | None]) -> None:
        approved = council.approve(council.submitted())
        path = address("set_publish", approved)
        assert self.answers(people, path) == self.expected(403, 403, 403, 200)
        del people["official"]
        assert set(self.answers(people, path, "post").values()) == {302, 403, 404}
        assert not Publication.objects.exists()

    def test_handing_in(self, council: Council, people: dict[str, User | None]) -> None:
        path = address("set_submit", council.draft())
        assert set(self.answers(people, path).values()) == {405}
        del people["facilitator"], people["official"]
        assert self.answers(people, path, "post") == {
            "nobody": 302, "stranger": 404, "other region": 404, "analyst": 403, "drafter": 302,
        }  # fmt: skip

    def test_what_follows_a_publication(self, council: Council, people: dict[str, User | None]) -> None:
        publication = council.publish()
        for name in ("correction_start", "next_version_start"):
            path = reverse(name, args=[council.region.code, publication.number])
            expected = {"nobody": 302, "stranger": 403, "other region": 403} | {
                "analyst": 403, "facilitator": 200, "drafter": 200, "official": 200,
            }  # fmt: skip
            assert self.answers(people, path) == expected  # publications are public: nobody is told 404
            assert self.answers(people, path, "delete") == dict.fromkeys(people, 405)

    def test_methods_without_a_rule(self, council: Council, people: dict[str, User | None]) -> None:
        draft = council.draft()
        for name in ("set_detail", *FORMS, *DECISIONS, "set_publish"):
            assert browser(council.officials[0]).put(address(name, draft)).status_code == 405


class TestDraftPages:
    def test_a_set_is_made_from_the_ranking(self, council: Council) -> None:
        client = browser(council.drafter)
        path = reverse("set_create", args=[council.region.code])
        sent = {"round": council.round.pk, "title": "Priorities", "cycle": 2026, "target_count": 5}
        answer = client.post(path, sent)
        made = PrioritySet.objects.get()
        assert (answer.status_code, answer["Location"]) == (302, address("set_detail", made))
        assert (made.drafter, made.priorities.count()) == (council.drafter, 5)
        again = client.post(path, sent)
        assert again.status_code == 400
        assert b"already works on a set" in again.content
        assert PrioritySet.objects.count() == 1

    def test_another_regions_round_is_no_choice(self, council: Council) -> None:
        other = make_council()
        sent = {"round": other.round.pk, "title": "Priorities", "cycle": 2026, "target_count": 5}
        path = reverse("set_create", args=[council.region.code])
        assert browser(council.drafter).post(path, sent).status_code == 400
        assert not PrioritySet.objects.exists()

    def test_without_a_ranking_it_says_what_to_do(self, db: None) -> None:
        round = RoundFactory.create(state=Round.State.OPENED)
        facilitator = member(round.region, Role.FACILITATOR)
        page = browser(facilitator).get(reverse("set_create", args=[round.region.code])).content
        assert b"First close a scoring" in page

    def test_a_change_needs_its_reason(self, council: Council) -> None:
        draft, client, first = council.draft(), browser(council.drafter), council.activities[0]
        page = client.get(address("set_drop", draft, f"?activity={first.pk}"))
        sent = {"activity": first.pk, "edit_version": hidden(page.content, "edit_version"), "reason": " "}
        answer = client.post(address("set_drop", draft), sent)
        assert answer.status_code == 400
        assert draft.priorities.count() == 5
        answer = client.post(address("set_drop", draft), sent | {"reason": "No site."})
        assert (answer.status_code, answer["Location"]) == (302, address("set_detail", draft))
        page = client.get(address("set_detail", draft))
        assert b"No site." in page.content
        assert b"1 difference" in page.content

    def test_add_and_move(self, council: Council) -> None:
        draft, client, last = council.draft(), browser(council.drafter), council.activities[7]
        assert client.post(
            address("set_add", draft), {"activity": last.pk, "edit_version": 0, "reason": "The north."}
        ).status_code == 302  # fmt: skip
        assert client.post(
            address("set_move", draft), {"activity": last.pk, "position": 1, "edit_version": 1, "reason": "First."}
        ).status_code == 302  # fmt: skip
        assert draft.priorities.get(position=1).activity == last

    def test_an_address_that_names_no_activity_of_the_set(self, council: Council) -> None:
        draft, client = council.draft(), browser(council.drafter)
        for wrong in ("", "?activity=", "?activity=x", f"?activity={council.activities[7].pk}"):
            assert client.get(address("set_drop", draft, wrong)).status_code == 404

    def test_the_second_editor_sees_what_changed_and_keeps_the_words(self, council: Council) -> None:
        draft, first, second = council.draft(), council.activities[0], council.activities[1]
        late = browser(council.officials[0])
        page = late.get(address("set_drop", draft, f"?activity={second.pk}"))
        actions.drop_priority(
            priority_set=draft, activity=first, reason="I was faster.", edit_version=0, by=council.drafter
        )
        sent = {
            "activity": second.pk,
            "edit_version": hidden(page.content, "edit_version"),
            "reason": "My own words.",
        }
        answer = late.post(address("set_drop", draft), sent)
        assert answer.status_code == 412
        for words in (b"I was faster.", b"My own words.", first.title.encode()):
            assert words in answer.content
        assert draft.priorities.count() == 4

    def test_a_set_handed_in_meanwhile(self, council: Council) -> None:
        draft, first = council.draft(), council.activities[0]
        actions.submit_set(priority_set=draft, by=council.drafter)
        sent = {"activity": first.pk, "edit_version": 0, "reason": "Late."}
        assert browser(council.drafter).post(address("set_drop", draft), sent).status_code == 409

    def test_handing_in_too_much_is_answered_on_the_page(self, db: None) -> None:
        council = make_council((8, 7, 6, 5, 4, 4, 1, 0))
        draft = council.draft()
        page = browser(council.drafter).get(address("set_detail", draft))
        assert b"Equals at the cut-off" in page.content
        answer = browser(council.drafter).post(address("set_submit", draft))
        assert answer.status_code == 400
        assert b"leave some out" in answer.content

    def test_a_key_makes_a_retry_harmless(self, council: Council) -> None:
        draft, client = council.draft(), browser(council.drafter)
        sent = {
            "activity": council.activities[0].pk,
            "edit_version": 0,
            "reason": "No.",
            "idempotency_key": "k" * 20,
        }
        first, again = (client.post(address("set_drop", draft), sent) for _ in range(2))
        assert (first.status_code, again.status_code) == (302, 302)
        assert draft.deviations.count() == 1


class TestDecisionPages:
    def test_approving_shows_the_content_and_asks_for_the_password(self, council: Council) -> None:
        handed_in = council.submitted()
        for number, official in enumerate(council.officials, start=1):
            client = browser(official)
            page = client.get(address("set_approve", handed_in))
            digest = hidden(page.content, "digest_seen")
            assert digest == content_digest(handed_in)
            wrong = client.post(address("set_approve", handed_in), {"password": "no", "digest_seen": digest})
            assert (wrong.status_code, b"password is not right" in wrong.content) == (400, True)
            right = client.post(
                address("set_approve", handed_in), {"password": PASSWORD, "digest_seen": digest}
            )
            assert right.status_code == 302
            handed_in.refresh_from_db()
            assert handed_in.approvals_given == number
        assert handed_in.state == "approved"
        late = browser(council.officials[0]).post(
            address("set_approve", handed_in), {"password": PASSWORD, "digest_seen": digest}
        )
        assert late.status_code == 409

    def test_a_set_that_changed_under_the_page_is_read_again(self, council: Council) -> None:
        handed_in, client = council.submitted(), browser(council.officials[0])
        digest = hidden(client.get(address("set_approve", handed_in)).content, "digest_seen")
        council.with_act(handed_in, number="99-z")
        answer = client.post(address("set_approve", handed_in), {"password": PASSWORD, "digest_seen": digest})
        assert answer.status_code == 400
        assert b"99-z" in answer.content
        assert hidden(answer.content, "digest_seen") != digest
        assert not handed_in.approvals.exists()

    def test_return_and_give_up(self, council: Council) -> None:
        handed_in = council.submitted()
        official, drafter = browser(council.officials[0]), browser(council.drafter)
        assert official.post(address("set_return", handed_in), {"reason": ""}).status_code == 400
        assert official.post(address("set_return", handed_in), {"reason": "Too alike."}).status_code == 302
        assert b"Too alike." in drafter.get(address("set_detail", handed_in)).content
        assert official.post(address("set_return", handed_in), {"reason": "Again."}).status_code == 409
        assert drafter.post(address("set_withdraw", handed_in), {"reason": "Wrong round."}).status_code == 302
        handed_in.refresh_from_db()
        assert handed_in.state == "withdrawn"

    def test_the_legal_act_and_its_scan(self, council: Council) -> None:
        draft, client = council.draft(), browser(council.drafter)
        content = b"%PDF-1.7 the act"
        sent = {"number": "17-r", "date": "2026-03-13", "scan": SimpleUploadedFile("act.html", content)}
        assert client.post(address("set_legal_act", draft), sent).status_code == 302
        answer = client.get(address("set_scan", draft))
        assert answer.getvalue() == content
        assert answer["Content-Disposition"] == 'attachment; filename="legal-act.pdf"'
        assert answer["X-Content-Type-Options"] == "nosniff"
        sent = {"number": "18-r", "date": "2026-03-13", "scan": SimpleUploadedFile("act.pdf", b"<script>")}
        answer = client.post(address("set_legal_act", draft), sent)
        assert (answer.status_code, b"must be a PDF" in answer.content) == (400, True)
        draft.refresh_from_db()
        assert draft.legal_act_number == "17-r"

    def test_publishing(self, council: Council) -> None:
        approved = council.approve(council.submitted())
        client = browser(council.officials[0])
        assert client.get(address("set_publish", approved)).status_code == 200
        answer = client.post(address("set_publish", approved))
        assert answer.status_code == 302
        assert client.get(answer["Location"]).status_code == 200
        assert client.post(address("set_publish", approved)).status_code == 409

    def test_publishing_without_a_legal_act_says_so(self, council: Council) -> None:
        handed_in = actions.submit_set(priority_set=council.draft(), by=council.drafter)
        answer = browser(council.officials[0]).post(address("set_publish", council.approve(handed_in)))
        assert (answer.status_code, b"legal act" in answer.content) == (400, True)

    def test_correction_and_next_version(self, council: Council) -> None:
        publication, client = council.publish(), browser(council.drafter)
        path = reverse("correction_start", args=[council.region.code, 1])
        assert client.post(path, {"reason": ""}).status_code == 400
        assert client.post(path, {"reason": "A wrong date."}).status_code == 302
        draft = PrioritySet.objects.get(corrects=publication.priority_set)
        assert b"A wrong date." in client.get(address("set_detail", draft)).content
        path = reverse("next_version_start", args=[council.region.code, 1])
        assert b"No ranking to draft from" in client.get(path).content


class TestQueries:
    @pytest.mark.parametrize("number", [1, 30])
    def test_the_list(self, council: Council, number: int, django_assert_num_queries: Any) -> None:
        PrioritySetFactory.create_batch(number, region=council.region, round=council.round, state="withdrawn")
        client = browser(council.drafter)
        with django_assert_num_queries(LIST_QUERIES):
            client.get(reverse("set_list", args=[council.region.code]))

    @pytest.mark.parametrize("changes", [1, 6])
    def test_the_board(self, council: Council, changes: int, django_assert_num_queries: Any) -> None:
        draft = council.draft()
        for number in range(changes):
            actions.move_priority(
                priority_set=draft, activity=council.activities[0], position=2 - number % 2, reason="So.",
                edit_version=number, by=council.drafter,
            )  # fmt: skip
        client = browser(council.drafter)
        with django_assert_num_queries(DETAIL_QUERIES):
            client.get(address("set_detail", draft))
