"""The same decisions for programs: by the same people, with the same refusals."""

import datetime as dt
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts.actions import issue_token
from accounts.models import User
from priorities import actions
from priorities.models import PrioritySet, Publication
from priorities.queries.content_digest import content_digest
from regions.models import Role
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.discovery import NoteFactory, ParticipantFactory, ThemeFactory, WorkshopFactory
from tests.factories.priorities import PrioritySetFactory
from tests.factories.regions import MembershipFactory, member
from tests.priorities.councils import Council

LIST_QUERIES = 6
STEPS = ("add", "drop", "move", "submit", "withdraw", "return", "approve", "legal_act", "publish")
DRAFTING = ("add", "drop", "move", "submit", "withdraw", "legal_act")


class Program:
    """Somebody's program: by session, or with an API key."""

    def __init__(self, user: User | None = None, *, by_key: bool = False) -> None:
        self.client = Client()
        self.headers: dict[str, str] = {}
        if user and by_key:
            self.headers["Authorization"] = f"Bearer {issue_token(label='script', by=user)[1]}"
        elif user:
            self.client.force_login(user)

    def get(self, name: str, *arguments: Any) -> Any:
        return self.client.get(reverse(f"api_{name}", args=arguments), headers=self.headers)

    def post(self, name: str, *arguments: Any, headers: dict[str, str] | None = None, **data: Any) -> Any:
        return self.client.post(
            reverse(f"api_{name}", args=arguments), data, content_type="application/json",
            headers=self.headers | (headers or {}),
        )  # fmt: skip


class TestWhoMayWhat:
    @pytest.fixture
    def people(self, council: Council) -> dict[str, User | None]:
        return {
            "nobody": None,
            "stranger": UserFactory.create(),
            "other region": MembershipFactory.create(role=Role.OFFICIAL).user,
            "analyst": member(council.region, Role.ANALYST),
            "drafter": council.drafter,
            "official": council.officials[0],
        }

    def test_reading_sets(self, council: Council, people: dict[str, User | None]) -> None:
        draft = council.draft()
        expected = {
            "nobody": 401,
            "stranger": 404,
            "other region": 404,
            "analyst": 200,
            "drafter": 200,
            "official": 200,
        }
        for name, argument in (("set_detail", draft.pk), ("set_list", council.region.code)):
            assert {
                who: Program(user).get(name, argument).status_code for who, user in people.items()
            } == expected

    @pytest.mark.parametrize("step", STEPS)
    def test_each_step(self, council: Council, people: dict[str, User | None], step: str) -> None:
        """Those who may are told what is wrong with an empty or early request, the others that they may not."""
        draft = council.draft()
        del people["drafter" if step in ("submit", "publish") else "nobody"]
        answers = {
            who: Program(user).post(f"set_{step}", draft.pk).status_code for who, user in people.items()
        }
        may = {"drafter", "official"} if step in DRAFTING else {"official"}
        for who, answer in answers.items():
            outside = {"nobody": 401, "stranger": 404, "other region": 404}.get(who, 403)
            assert answer in ({200, 400, 409} if who in may else {outside}), who

    def test_drafting_a_set(self, council: Council, people: dict[str, User | None]) -> None:
        answers = {who: Program(user).post("set_list", council.region.code) for who, user in people.items()}
        assert {who: answer.status_code for who, answer in answers.items()} == {
            "nobody": 401, "stranger": 404, "other region": 404, "analyst": 403, "drafter": 400, "official": 400,
        }  # fmt: skip

    def test_a_key_is_never_enough_to_approve(self, council: Council) -> None:
        handed_in, official = council.submitted(), council.officials[0]
        by_key = Program(official, by_key=True)
        assert by_key.get("set_detail", handed_in.pk).status_code == 200
        assert by_key.post("set_approve", handed_in.pk, password=PASSWORD).status_code == 403
        assert not handed_in.approvals.exists()
        assert by_key.post("set_return", handed_in.pk, reason="Too alike.").status_code == 200
        unknown = Client().get(
            reverse("api_set_detail", args=[handed_in.pk]), headers={"Authorization": "Bearer x"}
        )
        assert unknown.status_code == 401

    def test_publications_are_everybodys(self, council: Council) -> None:
        publication = council.publish()
        for name in ("publication_detail", "publication_differences", "publication_bundle"):
            assert Program().get(name, council.region.code, 1).status_code == 200
            assert Program().get(name, council.region.code, 2).status_code == 404
        assert Program().get("publication_list", council.region.code).status_code == 200
        assert Program().post("publication_detail", council.region.code, 1).status_code == 405
        for name in ("correction_start", "next_version_start"):
            assert Program().post(name, council.region.code, 1).status_code == 401
            assert (
                Program(UserFactory.create()).post(name, council.region.code, publication.number).status_code
                == 403
            )


class TestTheWholeWay:
    def test_from_the_ranking_to_the_correction(self, council: Council) -> None:
        drafter, (first, second) = Program(council.drafter, by_key=True), map(Program, council.officials)
        made = drafter.post(
            "set_list",
            council.region.code,
            round=council.round.pk,
            title="Priorities",
            cycle=2026,
            target_count=5,
        )
        assert made.status_code == 201
        pk = made.json()["id"]
        dropped = drafter.post(
            "set_drop", pk, activity=council.activities[0].pk, reason="No site.", edit_version=0
        ).json()
        assert dropped["differences"] == [
            {
                "kind": "dropped", "activity": council.activities[0].pk, "rank": 1, "position": None,
                "reason": "No site.", "is_deviation": True,
            }
        ]  # fmt: skip
        assert (dropped["deviation_count"], dropped["edit_version"]) == (1, 1)
        assert drafter.post("set_legal_act", pk, number="17-r", date="2026-03-13").status_code == 200
        handed_in = drafter.post("set_submit", pk).json()
        assert (handed_in["state"], handed_in["steps"]) == ("submitted", [])
        for program in (first, second):
            seen = program.get("set_detail", pk).json()["content_digest"]
            answer = program.post("set_approve", pk, password=PASSWORD, digest_seen=seen)
            assert answer.status_code == 200, answer.content
        assert answer.json()["state"] == "approved"
        published = second.post("set_publish", pk)
        assert (published.status_code, published.json()["number"]) == (201, 1)
        correction = drafter.post("correction_start", council.region.code, 1, reason="A wrong date.")
        assert (correction.status_code, correction.json()["corrects"]) == (201, pk)
        listed = Program().get("publication_list", council.region.code).json()
        assert [each["fingerprint"] for each in listed["results"]] == [Publication.objects.get().fingerprint]

    def test_a_scan_comes_as_multipart(self, council: Council) -> None:
        draft, program = council.draft(), Program(council.drafter)
        sent = {"number": "1", "date": "2026-03-13", "scan": SimpleUploadedFile("a.pdf", b"%PDF-1.7")}
        answer = program.client.post(reverse("api_set_legal_act", args=[draft.pk]), sent)
        assert answer.status_code == 200
        draft.refresh_from_db()
        assert answer.json()["legal_act"] == {
            "number": "1", "date": "2026-03-13", "scan_sha256": draft.legal_act_digest,
        }  # fmt: skip
        sent["scan"] = SimpleUploadedFile("a.pdf", b"<script>")
        answer = program.client.post(reverse("api_set_legal_act", args=[draft.pk]), sent)
        assert (answer.status_code, "PDF" in answer.content.decode()) == (400, True)


class TestRefusals:
    def test_an_older_version_is_412_with_what_changed(self, council: Council) -> None:
        draft, program = council.draft(), Program(council.officials[0])
        first, second = council.activities[:2]
        actions.drop_priority(
            priority_set=draft, activity=first, reason="First.", edit_version=0, by=council.drafter
        )
        answer = program.post("set_drop", draft.pk, activity=second.pk, reason="Second.", edit_version=0)
        assert answer.status_code == 412
        told = answer.json()
        assert told["edit_version"] == 1
        assert [(each["kind"], each["activity"], each["reason"]) for each in told["changes"]] == [
            ("dropped", first.pk, "First.")
        ]
        assert draft.priorities.count() == 4

    @pytest.mark.parametrize(
        ("step", "data", "field"),
        [
            ("drop", {"activity": 10**9, "reason": "No.", "edit_version": 0}, "activity"),
            ("drop", {"activity": 1, "reason": " ", "edit_version": 0}, "reason"),
            ("drop", {"activity": 1, "reason": "a\0b", "edit_version": 0}, "reason"),
            ("drop", {"activity": 1, "reason": "x" * 2001, "edit_version": 0}, "reason"),
            ("drop", {"activity": 1, "reason": "No."}, "edit_version"),
            ("move", {"activity": 1, "reason": "No.", "edit_version": 0}, "position"),
            ("legal-act", {"number": "", "date": "2026-01-01"}, "number"),
            ("legal-act", {"number": "1", "date": "soon"}, "date"),
        ],
    )
    def test_a_wrong_field_is_named(
        self, council: Council, step: str, data: dict[str, Any], field: str
    ) -> None:
        draft = council.draft()
        answer = Program(council.drafter).post(f"set_{step.replace('-', '_')}", draft.pk, **data)
        assert answer.status_code == 400
        assert [error["attr"] for error in answer.json()["errors"]] == [field]

    def test_states_are_409(self, council: Council) -> None:
        draft, official = council.draft(), Program(council.officials[0])
        assert official.post("set_approve", draft.pk, password=PASSWORD).status_code == 409
        assert official.post("set_return", draft.pk, reason="No.").status_code == 409
        assert official.post("set_publish", draft.pk).status_code == 409

    def test_a_wrong_password_is_400_and_never_repeated(self, council: Council) -> None:
        handed_in, official = council.submitted(), Program(council.officials[0])
        answer = official.post("set_approve", handed_in.pk, password="guess-42")
        assert answer.status_code == 400
        assert b"guess-42" not in answer.content

    def test_a_retry_with_the_same_key_gives_the_first_answer(self, council: Council) -> None:
        draft, program = council.draft(), Program(council.drafter)
        sent = {"activity": council.activities[0].pk, "reason": "No.", "edit_version": 0}
        key = {"Idempotency-Key": "k" * 20}
        first, again = (program.post("set_drop", draft.pk, headers=key, **sent) for _ in range(2))
        assert (first.status_code, again.status_code) == (200, 200)
        assert first.content == again.content
        assert draft.deviations.count() == 1


class TestThreads:
    def test_back_from_an_activity_and_forward_from_a_note(self, council: Council) -> None:
        workshop = WorkshopFactory.create(region=council.region)
        theme = ThemeFactory.create(workshop=workshop, activity=council.activities[0], title="Pipes")
        note = NoteFactory.create(participant=ParticipantFactory.create(workshop=workshop), theme=theme)
        loose = NoteFactory.create(participant=note.participant)
        council.publish()
        back = Program().get("activity_thread", council.activities[0].pk).json()
        assert (back["themes"], [each["id"] for each in back["notes"]]) == (["Pipes"], [note.pk])
        assert (back["result"]["rank"], back["result"]["publication"]) == (1, 1)
        assert back["outcomes"] == [{"publication": 1, "position": 1, "reason": ""}]
        forward = Program().get("note_thread", note.pk).json()
        assert (forward["activity"], forward["outcome"]["position"]) == (council.activities[0].pk, 1)
        assert Program().get("note_thread", loose.pk).json()["activity"] is None

    def test_scores_are_those_of_the_publication(self, council: Council) -> None:
        publication = council.publish()
        scores = {each["activity"]: each["score"] for each in publication.content["results"]["activities"]}
        for activity in council.activities:
            thread = Program().get("activity_thread", activity.pk).json()
            assert thread["result"]["score"] == scores[str(activity.pk)]

    def test_candidates_and_their_filters(self, council: Council) -> None:
        council.publish()
        path = reverse("api_candidate_list", args=[council.region.code])
        assert Client().get(path).json()["count"] == 8
        assert Client().get(path + "?standing=priority").json()["count"] == 5
        assert Client().get(path + "?standing=x").status_code == 400
        assert Client().get(path + "?created_by=1").status_code == 400

    def test_differences_between_versions(self, council: Council) -> None:
        first = council.publish()
        draft = actions.start_correction(publication=first, reason="A date.", by=council.drafter)
        draft = actions.record_legal_act(
            priority_set=draft, number="18-r", date=dt.date(2026, 3, 14), by=council.drafter
        )
        council.publish(actions.submit_set(priority_set=draft, by=council.drafter))
        told = Program().get("publication_differences", council.region.code, 2).json()
        assert (told["before"], told["after"], len(told["differences"])) == (1, 2, 1)
        assert Program().get("publication_differences", council.region.code, 1).json()["before"] is None

    def test_the_content_digest_is_the_one_approved(self, council: Council) -> None:
        draft = council.draft()
        answer = Program(council.drafter).get("set_detail", draft.pk).json()
        assert answer["content_digest"] == content_digest(draft)


class TestQueries:
    @pytest.mark.parametrize("number", [1, 30])
    def test_the_list_of_sets(self, council: Council, number: int, django_assert_num_queries: Any) -> None:
        PrioritySetFactory.create_batch(number, region=council.region, round=council.round, state="withdrawn")
        program = Program(council.drafter)
        with django_assert_num_queries(LIST_QUERIES):
            assert program.get("set_list", council.region.code).json()["count"] == number
        assert PrioritySet.objects.count() == number
