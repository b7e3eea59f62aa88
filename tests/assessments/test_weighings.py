"""Weights asked of people: from the hall to the next version, hidden until the close."""

from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from assessments import actions, queries
from assessments.models import Framework, Weigher, Weighing
from assessments.models.asked import AskedQuerySet
from foundation.models import AuditRow
from foundation.transitions import Refused, WrongState
from tests.assessments.halls import WITH_SCIENCE, Hall, make_hall
from tests.assessments.scenes import BAD, DENIED, MISSING, MOVED, OK, STATE, UNFIT, client_of
from tests.factories.accounts import UserFactory
from tests.factories.discovery import ParticipantFactory

pytestmark = pytest.mark.django_db
PEOPLE = 6


@pytest.fixture
def hall() -> Hall:
    found = make_hall({"science": PEOPLE}, questions=2)
    found.framework = actions.adopt_framework(
        region=found.region, key="four-principles-short", by=found.facilitator
    )
    return found


def prepared(hall: Hall, subject: str = "principles") -> Weighing:
    return actions.create_weighing(
        framework=hall.framework, workshop=hall.workshop, subject=subject, by=hall.facilitator
    )


def opened(hall: Hall, subject: str = "principles") -> Weighing:
    weighing = prepared(hall, subject)
    return actions.open_weighing(weighing=weighing, merged_groups=WITH_SCIENCE, by=hall.facilitator)


def give(hall: Hall, weighing: Weighing, count: int = PEOPLE) -> None:
    for number, person in enumerate(hall.people["science"][:count]):
        points = {"inclusivity": 30 + number, "specialization": 70 - number}
        actions.record_split(weighing=weighing, points=points, by=person.user, sequence=1)


def test_what_people_give_becomes_the_next_version(hall: Hall) -> None:
    weighing = opened(hall)
    give(hall, weighing)
    closed = actions.close_weighing(weighing=weighing, by=hall.facilitator)
    points = {each["code"]: each["points"] for each in (closed.result or {})["items"]}
    assert points["inclusivity"] == "33"
    assert not (closed.result or {})["sums_open"], "everybody gave nothing to three principles"
    draft = actions.apply_weighing(weighing=closed, reason="The hall said so", by=hall.facilitator)
    assert (draft.state, draft.version) == (Framework.State.DRAFTED, 2)
    weights = dict(draft.criteria.values_list("code", "weight"))
    assert sum(weights.values()) == 100
    assert weights["newcomers"] == Decimal("19.8"), "60 % of the principle stays with the question"
    assert queries.framework_faults(list(draft.criteria.all())) == []
    verbs = AuditRow.objects.filter(object_type="assessments.weighing").values_list("verb", flat=True)
    assert list(verbs.order_by("pk")) == [
        f"assessments.{verb}_weighing" for verb in ("create", "open", "close", "apply")
    ]
    with pytest.raises(WrongState):
        actions.apply_weighing(weighing=closed, reason="Again", by=hall.facilitator)


def test_over_every_question_the_points_are_the_weights(hall: Hall) -> None:
    weighing = opened(hall, "criteria")
    assert len(weighing.items) == hall.framework.criteria.count()
    for person in hall.people["science"]:
        share = dict.fromkeys(weighing.items, 100 // len(weighing.items))
        share[weighing.items[0]] += 100 - sum(share.values())
        actions.record_split(weighing=weighing, points=share, by=person.user)
    closed = actions.close_weighing(weighing=weighing, by=hall.facilitator)
    draft = actions.apply_weighing(weighing=closed, reason="So", by=hall.facilitator)
    stored = {code: Decimal(weight) for code, weight in draft.criteria.values_list("code", "weight")}
    assert stored == {each["code"]: Decimal(each["points"]) for each in (closed.result or {})["items"]}


def test_too_few_splits_give_no_result(hall: Hall) -> None:
    weighing = opened(hall)
    give(hall, weighing, count=4)
    closed = actions.close_weighing(weighing=weighing, by=hall.facilitator)
    assert (closed.result or {})["items"] == []
    assert (closed.result or {})["groups"] == [{"group": "science", "n": None, "means": None}]
    with pytest.raises(Refused):
        actions.apply_weighing(weighing=closed, reason="So", by=hall.facilitator)
    page = client_of(hall.facilitator).get(reverse("weighing_detail", args=[weighing.pk]))
    assert "No group has 5 people who gave points" in page.content.decode()


def test_a_split_is_whole_and_of_the_items(hall: Hall) -> None:
    weighing, person = opened(hall), hall.rater()
    wrong: list[dict[str, int]] = [
        {"inclusivity": 99}, {"inclusivity": 101}, {"luck": 100}, {"inclusivity": 150, "discovery": -50}, {},
    ]  # fmt: skip
    for points in wrong:
        with pytest.raises(Refused):
            actions.record_split(weighing=weighing, points=points, by=person)
    assert not Weigher.objects.filter(points__isnull=False).exists()


def test_an_older_retry_never_overwrites(hall: Hall) -> None:
    weighing, person = opened(hall), hall.rater()
    new, old = {"inclusivity": 100}, {"discovery": 100}
    assert actions.record_split(weighing=weighing, points=new, by=person, sequence=5)
    assert not actions.record_split(weighing=weighing, points=old, by=person, sequence=4)
    assert Weigher.objects.filter(user=person, points__0=100).exists()


def test_people_take_their_own_points_along(hall: Hall) -> None:
    from assessments.queries.own_data import OWN_DATA

    weighing = opened(hall)
    give(hall, weighing, count=2)
    (own,) = [each for each in OWN_DATA if each.name == "weights_given"]
    rows = [row[1:3] for row in own.rows(hall.rater()) if row[2]]
    assert rows == [("inclusivity", 30), ("specialization", 70)]


def test_only_the_sealed_list_gives_points(hall: Hall) -> None:
    weighing = opened(hall)
    late = ParticipantFactory.create(workshop=hall.workshop)
    for person in (late.user, UserFactory.create(), hall.facilitator):
        with pytest.raises(PermissionDenied):
            actions.record_split(weighing=weighing, points={"inclusivity": 100}, by=person)


def late_split(hall: Hall, weighing: Weighing) -> bool:
    """A split by somebody whose page still says that it is open."""
    give(hall, weighing)
    closed = actions.close_weighing(weighing=weighing, by=hall.facilitator)
    try:
        actions.record_split(weighing=weighing, points={"discovery": 100}, by=hall.rater(), sequence=9)
    except WrongState:
        return actions.weighings.splits_digest(closed) != closed.splits_digest
    return actions.weighings.splits_digest(closed) != closed.splits_digest


def test_no_points_after_the_close(hall: Hall) -> None:
    assert not late_split(hall, opened(hall))


def test_without_the_guard_points_do_enter_after_the_close(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The twin: the state as the page knew it, in place of the one guarding statement."""
    weighing = opened(hall)
    monkeypatch.setattr(
        AskedQuerySet, "count_input", lambda rows, pk: weighing.state == Weighing.State.OPENED
    )
    assert late_split(hall, weighing)


def test_nobody_sees_anything_before_the_close(hall: Hall) -> None:
    weighing = opened(hall)
    give(hall, weighing)
    desk = client_of(hall.facilitator)
    page = desk.get(reverse("weighing_detail", args=[weighing.pk])).content.decode()
    assert "What came out" not in page
    assert "Nobody sees points or results before the close" in page
    assert desk.get(reverse("api_weighing_detail", args=[weighing.pk])).json()["result"] is None
    actions.close_weighing(weighing=weighing, by=hall.facilitator)
    assert "What came out" in desk.get(reverse("weighing_detail", args=[weighing.pk])).content.decode()


def test_who_may_what(hall: Hall) -> None:
    weighing = opened(hall)
    people = {"facilitator": hall.facilitator, "rater": hall.rater(), "stranger": UserFactory.create()}
    where = {
        "weighing_detail": ("get", (OK, MISSING, MISSING)),
        "split_form": ("get", (MISSING, OK, MISSING)),
        "weighing_close": ("get", (OK, MISSING, MISSING)),
        "weighing_apply": ("post", (STATE, MISSING, MISSING)),
        "weighing_open": ("post", (BAD, MISSING, MISSING)),
    }
    for name, (method, expected) in where.items():
        address = reverse(name, args=[weighing.pk])
        answers = [getattr(client_of(user), method)(address).status_code for user in people.values()]
        assert tuple(answers) == expected, name
        assert getattr(Client(), method)(address).status_code == MOVED
    assert client_of(hall.facilitator).post(reverse("split_form", args=[weighing.pk])).status_code == MISSING


def test_the_whole_thread_through_pages(hall: Hall) -> None:
    desk, phone = client_of(hall.facilitator), client_of(hall.rater())
    made = desk.post(
        reverse("weighing_create", args=[hall.framework.pk]),
        {"workshop": hall.workshop.pk, "subject": "principles"},
    )
    weighing = Weighing.objects.get()
    assert made.url == reverse("weighing_detail", args=[weighing.pk])
    assert "6 confirmed people will be asked" in desk.get(made.url).content.decode()
    assert desk.post(reverse("weighing_open", args=[weighing.pk]), WITH_SCIENCE).status_code == MOVED
    split = reverse("split_form", args=[weighing.pk])
    sequence = {"sequence": "1"}
    short = phone.post(split, {"points-inclusivity": "60"} | sequence)
    assert short.status_code == UNFIT
    assert "Your points come to 60: 40 are left to give." in short.content.decode()
    assert 'value="60"' in short.content.decode()
    for person in hall.people["science"]:
        points = {"points-inclusivity": "60", "points-discovery": "40"}
        assert client_of(person.user).post(split, points | sequence).status_code == MOVED
    assert "Your points are stored" in phone.get(split).content.decode()
    assert desk.post(reverse("weighing_close", args=[weighing.pk])).status_code == MOVED
    assert phone.post(split, {"points-inclusivity": "100"} | sequence).status_code == STATE
    apply = reverse("weighing_apply", args=[weighing.pk])
    assert desk.post(apply, {"reason": ""}).status_code == BAD
    draft = desk.post(apply, {"reason": "The hall said so"})
    assert draft.url == reverse("framework_edit", args=[Framework.objects.get(state="drafted").pk])


def test_the_phones_of_the_hall_are_led_there_before_the_round(hall: Hall) -> None:
    from assessments.queries.step_rooms import ScoringRoom
    from tests.factories.discovery import StepFactory

    step = StepFactory.create(workshop=hall.workshop, kind="score")
    assert ScoringRoom().link(step, hall.rater()) is None
    weighing = opened(hall)
    link = ScoringRoom().link(step, hall.rater())
    assert link == ("Share out 100 points", reverse("split_form", args=[weighing.pk]))


def call(client: Client, method: str, name: str, pk: int, data: Any = None) -> Any:
    where = reverse(f"api_{name}", args=[pk])
    if method == "get":
        return client.get(where)
    return getattr(client, method)(where, data or {}, content_type="application/json")


def test_the_whole_thread_for_programs(hall: Hall) -> None:
    desk = client_of(hall.facilitator)
    data = {"workshop": hall.workshop.pk, "subject": "principles"}
    pk = call(desk, "post", "weighing_list", hall.framework.pk, data).json()["id"]
    assert call(desk, "post", "weighing_open", pk, {"merged_groups": WITH_SCIENCE}).status_code == OK
    phone = client_of(hall.rater())
    body = {"points": {"discovery": 10, "inclusivity": 90}, "sequence": 3}
    assert call(phone, "put", "split", pk, body | {"points": {"discovery": 10}}).status_code == BAD
    assert call(phone, "put", "split", pk, body).json() == {"is_stored": True}
    assert call(phone, "get", "split", pk).json()["points"]["inclusivity"] == 90
    assert call(desk, "put", "split", pk, body).status_code == MISSING
    give(hall, Weighing.objects.get(pk=pk))
    closed = call(desk, "post", "weighing_close", pk).json()
    assert closed["result"]["schema"] == "weighing/1"
    assert call(phone, "put", "split", pk, body).status_code == STATE
    assert call(desk, "post", "weighing_apply", pk, {"reason": "So"}).json()["state"] == "drafted"
    analyst = client_of(member_of(hall, "analyst"))
    assert call(analyst, "get", "weighing_detail", pk).status_code == OK
    assert call(analyst, "post", "weighing_close", pk).status_code == DENIED


def member_of(hall: Hall, role: str) -> Any:
    from tests.factories.regions import member

    return member(hall.region, role)


@pytest.mark.parametrize("size", [5, 30])
def test_pages_take_the_same_queries_with_any_number_of_people(
    size: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    hall = make_hall({"science": size}, questions=3)
    weighing = opened(hall)
    desk, phone = client_of(hall.facilitator), client_of(hall.rater())
    with django_assert_num_queries(5):
        desk.get(reverse("weighing_detail", args=[weighing.pk]))
    with django_assert_num_queries(4):
        phone.get(reverse("split_form", args=[weighing.pk]))
