"""Every page: who may, who may not, what a good and a bad form does, and how many queries it takes."""

import io
from dataclasses import dataclass
from typing import Any

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from assessments import actions, projections
from assessments.forms import field_name
from assessments.models import Ballot, Conflict, Framework, Round
from regions.models import Role
from tests.assessments.halls import WITH_SCIENCE, Hall, make_hall
from tests.factories.accounts import UserFactory
from tests.factories.discovery import ActivityFactory, ParticipantFactory
from tests.factories.regions import RegionFactory, member

pytestmark = pytest.mark.django_db
OK, MOVED, BAD, DENIED, MISSING, WRONG, STATE, UNFIT = 200, 302, 400, 403, 404, 405, 409, 422


def client_of(user: User | None) -> Client:
    client = Client()
    if user:
        client.force_login(user)
    return client


@dataclass
class Scene:
    """A hall with one round in each state, and the people around it."""

    hall: Hall
    drafted: Round
    opened: Round
    closed: Round
    people: dict[str, User]

    def address(self, name: str, round: Round | None = None) -> str:
        code, activity = self.hall.region.code, self.hall.activities[0].pk
        pk = (round or (self.drafted if name == "round_open" else self.opened)).pk
        arguments: dict[str, list[Any]] = {
            "framework_list": [code],
            "framework_adopt": [code],
            "framework_detail": [self.hall.framework.pk],
            "round_list": [code],
            "round_create": [code],
            "ballot_save": [pk, activity],
            "ballot_conflict": [pk, activity],
            "ranking_activity": [pk, activity],
        }
        return reverse(name, args=arguments.get(name, [pk]))


@pytest.fixture
def scene() -> Scene:
    hall = make_hall({"science": 5})
    outsider = ParticipantFactory.create(workshop=hall.workshop, confirmed_at=None)
    people = {
        "facilitator": hall.facilitator,
        "administrator": member(hall.region, Role.ADMINISTRATOR),
        "rater": hall.rater(),
        "participant": outsider.user,
        "stranger": UserFactory.create(),
        "elsewhere": member(RegionFactory.create(), Role.FACILITATOR),
    }
    return Scene(hall, hall.round(), hall.open_round(WITH_SCIENCE), hall.ranked_round(WITH_SCIENCE), people)


PEOPLE = ("facilitator", "administrator", "rater", "participant", "stranger", "elsewhere")
# Answers to GET, in the order of PEOPLE.
WHO = {
    "framework_list": (OK, OK, MISSING, MISSING, MISSING, MISSING),
    "framework_detail": (OK, OK, MISSING, MISSING, MISSING, MISSING),
    "round_list": (OK, OK, MISSING, MISSING, MISSING, MISSING),
    "round_create": (OK, DENIED, MISSING, MISSING, MISSING, MISSING),
    "round_detail": (OK, OK, OK, MISSING, MISSING, MISSING),
    "round_turnout": (OK, OK, OK, MISSING, MISSING, MISSING),
    "round_open": (OK, DENIED, MISSING, MISSING, MISSING, MISSING),
    "round_close": (OK, DENIED, DENIED, MISSING, MISSING, MISSING),
    "ballot_form": (MISSING, MISSING, OK, OK, MISSING, MISSING),
    "ranking_detail": (DENIED, DENIED, DENIED, MISSING, MISSING, MISSING),
    "ranking_activity": (DENIED, DENIED, DENIED, MISSING, MISSING, MISSING),
    "ranking_csv": (DENIED, DENIED, DENIED, MISSING, MISSING, MISSING),
    "ranking_xlsx": (DENIED, DENIED, DENIED, MISSING, MISSING, MISSING),
}
RESULTS = ("ranking_detail", "ranking_activity", "ranking_csv", "ranking_xlsx")
# Answers to POST without any field.
WRITES = {
    "framework_adopt": (BAD, DENIED, MISSING, MISSING, MISSING, MISSING),
    "round_create": (BAD, DENIED, MISSING, MISSING, MISSING, MISSING),
    "round_open": (BAD, DENIED, MISSING, MISSING, MISSING, MISSING),
    "ballot_save": (MISSING, MISSING, UNFIT, MISSING, MISSING, MISSING),
    "ballot_conflict": (MISSING, MISSING, BAD, MISSING, MISSING, MISSING),
    "round_close": (MOVED, DENIED, DENIED, MISSING, MISSING, MISSING),
}


@pytest.mark.parametrize("name", WHO)
def test_who_may_open_a_page(scene: Scene, name: str) -> None:
    answers = [client_of(scene.people[who]).get(scene.address(name)).status_code for who in PEOPLE]
    assert tuple(answers) == WHO[name]


@pytest.mark.parametrize("name", RESULTS)
def test_who_sees_the_result_after_the_close(scene: Scene, name: str) -> None:
    address = scene.address(name, scene.closed)
    answers = [client_of(scene.people[who]).get(address).status_code for who in PEOPLE]
    assert tuple(answers) == (OK, OK, OK, MISSING, MISSING, MISSING)


@pytest.mark.parametrize("name", WRITES)
def test_who_may_write(scene: Scene, name: str) -> None:
    answers = [client_of(scene.people[who]).post(scene.address(name)).status_code for who in PEOPLE[1:]]
    first = client_of(scene.people["facilitator"]).post(scene.address(name)).status_code
    assert (first, *answers) == WRITES[name]


@pytest.mark.parametrize("name", sorted(WHO.keys() | WRITES.keys()))
def test_strangers_to_the_platform_log_in_first(scene: Scene, name: str) -> None:
    method = "get" if name in WHO else "post"
    answer = getattr(Client(), method)(scene.address(name))
    assert answer.status_code == MOVED
    assert answer.url.startswith(reverse("account_login"))


@pytest.mark.parametrize("name", sorted(WHO.keys() | WRITES.keys()))
def test_a_method_that_is_not_named_is_not_answered(scene: Scene, name: str) -> None:
    client = client_of(scene.people["facilitator"])
    assert client.delete(scene.address(name)).status_code == WRONG
    if name not in WRITES:
        assert client.post(scene.address(name)).status_code == WRONG
    elif name not in WHO:
        assert client.get(scene.address(name)).status_code == WRONG


# Frameworks


def test_a_set_of_questions_is_taken_over_and_shown(scene: Scene) -> None:
    client = client_of(scene.people["facilitator"])
    answer = client.post(scene.address("framework_adopt"), {"key": "four-principles"}, follow=True)
    framework = Framework.objects.get(key="four-principles", region=scene.hall.region)
    page = answer.content.decode()
    assert answer.redirect_chain[-1][0] == reverse("framework_detail", args=[framework.pk])
    assert "Do people here know or do something that others do not?" in page
    assert "How much stronger is this field here than in the country on average?" in page
    assert "22.5 of 100 points" in page
    assert client.post(scene.address("framework_adopt"), {"key": "no-such"}).status_code == BAD


# Preparing and opening


def test_a_round_is_prepared_from_a_workshop(scene: Scene) -> None:
    hall, client = scene.hall, client_of(scene.people["facilitator"])
    address = scene.address("round_create")
    page = client.get(address, {"workshop": hall.workshop.pk}).content.decode()
    assert page.count(" checked") == len(hall.activities) + 1
    fields = {
        "title": "  Main   round ",
        "workshop": hall.workshop.pk,
        "framework": hall.framework.pk,
        "activities": [activity.pk for activity in hall.activities[:2]],
        "raters_per_organization": 2,
        "kappa": 3,
    }
    answer = client.post(address, fields)
    round = Round.objects.latest("pk")
    assert answer.url == reverse("round_detail", args=[round.pk])
    assert (round.title, round.kappa, round.raters_per_organization) == ("Main round", 3, 2)
    assert round.entries.count() == 2
    assert client.get(answer.url).status_code == OK


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": ""},
        {"title": "a\0b"},
        {"kappa": 9},
        {"activities": []},
        {"framework": 10**9},
        {"raters_per_organization": 0},
    ],
)
def test_a_wrong_form_comes_back_named_and_nothing_is_stored(scene: Scene, wrong: dict[str, Any]) -> None:
    hall, before = scene.hall, Round.objects.count()
    fields = {
        "title": "Round",
        "workshop": hall.workshop.pk,
        "framework": hall.framework.pk,
        "activities": [hall.activities[0].pk],
        "raters_per_organization": 3,
        "kappa": 2,
    } | wrong
    answer = client_of(scene.people["facilitator"]).post(scene.address("round_create"), fields)
    assert answer.status_code == BAD
    assert next(iter(wrong)) in answer.context["form"].errors
    assert Round.objects.count() == before


def test_activities_of_another_region_cannot_be_chosen(scene: Scene) -> None:
    foreign = ActivityFactory.create()
    fields = {
        "title": "Round",
        "workshop": scene.hall.workshop.pk,
        "framework": scene.hall.framework.pk,
        "activities": [foreign.pk],
        "raters_per_organization": 3,
        "kappa": 2,
    }
    answer = client_of(scene.people["facilitator"]).post(scene.address("round_create"), fields)
    assert "activities" in answer.context["form"].errors


def test_without_questions_the_form_leads_to_them() -> None:
    region = RegionFactory.create()
    client = client_of(member(region, Role.FACILITATOR))
    page = client.get(reverse("round_create", args=[region.code])).content.decode()
    assert reverse("framework_list", args=[region.code]) in page


def test_opening_asks_with_whom_small_groups_count_and_says_it_aloud() -> None:
    hall = make_hall({"science": 6, "business": 5, "government": 5, "civil_society": 2})
    round, client = hall.round(), client_of(hall.facilitator)
    address = reverse("round_open", args=[round.pk])
    page = client.get(address).content.decode()
    assert "Which groups count together?" in page
    assert "fewer than 5" in page
    assert client.post(address, {"civil_society": "no such"}).status_code == BAD
    assert Round.objects.get(pk=round.pk).state == Round.State.DRAFTED
    answer = client.post(address, {"civil_society": "government"}, follow=True)
    assert Round.objects.get(pk=round.pk).merged_groups == {"civil_society": "government"}
    assert "Please say this aloud" in answer.content.decode()


def test_a_hall_too_small_is_told_so() -> None:
    hall = make_hall({"science": 3})
    round, client = hall.round(), client_of(hall.facilitator)
    address = reverse("round_open", args=[round.pk])
    assert "At least 5 confirmed people are needed" in client.get(address).content.decode()
    answer = client.post(address)
    assert answer.status_code == BAD
    assert "Only 3 confirmed people may score" in answer.content.decode()


def test_the_question_to_open_or_close_is_not_asked_twice(scene: Scene) -> None:
    client = client_of(scene.people["facilitator"])
    for name, round in (("round_open", scene.opened), ("round_close", scene.closed)):
        assert client.get(scene.address(name, round)).url == reverse("round_detail", args=[round.pk])
    merging = dict.fromkeys(("business", "government", "civil_society"), "science")
    assert client.post(scene.address("round_open", scene.opened), merging).status_code == STATE


def test_closing_is_asked_once_then_done(scene: Scene) -> None:
    client = client_of(scene.people["facilitator"])
    address = scene.address("round_close")
    assert "Nobody can give or change a mark any more" in client.get(address).content.decode()
    assert client.post(address).url == reverse("ranking_detail", args=[scene.opened.pk])
    assert client.post(address).status_code == STATE


def test_the_turnout_part_is_not_sent_again_unchanged(scene: Scene) -> None:
    client, address = client_of(scene.people["facilitator"]), scene.address("round_turnout")
    first = client.get(address)
    assert client.get(address, headers={"If-None-Match": first["ETag"]}).status_code == 304
    actions.record_ballot(
        round=scene.opened, activity_id=scene.hall.activities[0].pk, marks={}, by=scene.people["rater"]
    )
    assert client.get(address, headers={"If-None-Match": first["ETag"]}).status_code == OK


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
    for word in ("EDP", "RIS3", "LQ", "SMAA", "location quotient"):
        assert word not in page


def test_after_the_close_the_phone_leads_to_the_result(scene: Scene) -> None:
    address = scene.address("ballot_form", scene.closed)
    page = client_of(scene.people["rater"]).get(address).content.decode()
    assert scene.address("ranking_detail", scene.closed) in page
    outside = client_of(scene.people["participant"]).get(address).content.decode()
    assert scene.address("ranking_detail", scene.closed) not in outside


# The result


def test_the_result_is_announced_until_it_is_computed(scene: Scene) -> None:
    closed = scene.hall.closed_round(WITH_SCIENCE)
    client = client_of(scene.people["rater"])
    address = scene.address("ranking_detail", closed)
    assert "The result is being computed" in client.get(address).content.decode()
    assert client.get(scene.address("ranking_csv", closed)).status_code == MISSING
    assert client.get(scene.address("ranking_activity", closed)).status_code == MISSING
    projections.rebuild_ranking(closed.pk)
    assert "The result is being computed" not in client.get(address).content.decode()


def test_printed_scores_stand_on_board_and_sums(scene: Scene) -> None:
    client = client_of(scene.people["rater"])
    document = scene.closed.ranking.document
    board = client.get(scene.address("ranking_detail", scene.closed)).content.decode()
    for result in document["activities"]:
        assert result["score"] in board
        assert result["one_person_one_vote"]["score"] in board
        own = reverse("ranking_activity", args=[scene.closed.pk, int(result["activity"])])
        sums = client.get(own).content.decode()
        assert result["score"] in sums
        for cell in result["cells"]:
            assert cell["mean"] in sums


def test_files_hold_the_ranking_and_no_formula(scene: Scene) -> None:
    activity = scene.hall.activities[0]
    activity.title_en = "=1+1"
    activity.save()
    client = client_of(scene.people["facilitator"])
    table = client.get(scene.address("ranking_csv", scene.closed)).content.decode("utf-8-sig")
    assert "'=1+1" in table
    assert len(table.splitlines()) == 1 + len(scene.hall.activities)
    answer = client.get(scene.address("ranking_xlsx", scene.closed))
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    result, cells = book.worksheets
    scores = [row[3].value for row in result.iter_rows(min_row=2)]
    expected = sorted((float(r["score"]) for r in scene.closed.ranking.document["activities"]), reverse=True)
    assert scores == expected
    assert cells.max_row == 1 + 3 * 2
    assert {cell.data_type for row in result.iter_rows() for cell in row} <= {"s", "n"}


# Lists and boards: queries


@pytest.mark.parametrize(
    ("name", "number"),
    [("framework_list", 5), ("round_list", 6)],
)
def test_lists_take_the_same_number_of_queries_at_any_length(
    name: str, number: int, django_assert_num_queries: Any
) -> None:
    hall = make_hall({"science": 5})
    client = client_of(hall.facilitator)
    for more in (1, 24):
        for _ in range(more):
            hall.round()
            actions.adopt_framework(region=hall.region, key="four-principles-short", by=hall.facilitator)
        with django_assert_num_queries(number):
            assert client.get(reverse(name, args=[hall.region.code])).status_code == OK


def test_pages_of_a_round_take_the_same_number_of_queries_at_any_length(
    django_assert_num_queries: Any,
) -> None:
    for activities in (1, 30):
        hall = make_hall({"science": 5}, activities=activities)
        opened, closed = hall.open_round(WITH_SCIENCE), hall.ranked_round(WITH_SCIENCE)
        desk, phone = client_of(hall.facilitator), client_of(hall.rater())
        for client, name, round, number in (
            (desk, "round_detail", opened, 8),
            (phone, "ballot_form", opened, 6),
            (desk, "ranking_detail", closed, 6),
            (phone, "ranking_detail", closed, 7),
            (desk, "ranking_csv", closed, 6),
        ):
            with django_assert_num_queries(number):
                assert client.get(reverse(name, args=[round.pk])).status_code == OK
