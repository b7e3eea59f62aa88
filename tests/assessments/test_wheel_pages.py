"""The self-assessment on pages and for programs: from the hall to the wheel, hidden until the close."""

import csv
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from assessments import actions, queries
from assessments.models import Wheel
from foundation.models import AuditRow
from tests.assessments.halls import WITH_SCIENCE, Hall, make_hall
from tests.assessments.scenes import BAD, DENIED, MISSING, MOVED, OK, STATE, UNFIT, client_of
from tests.assessments.wheels import PEOPLE, closed, give, opened, prepared, words
from tests.factories.accounts import UserFactory
from tests.factories.assessments import WheelFactory
from tests.factories.regions import member

pytestmark = pytest.mark.django_db
EDITED = 412


@pytest.fixture
def hall() -> Hall:
    return make_hall({"science": PEOPLE}, activities=1)


def test_nobody_sees_anything_before_the_close(hall: Hall) -> None:
    wheel = opened(hall)
    give(hall, wheel)
    desk = client_of(hall.facilitator)
    address = reverse("wheel_detail", args=[wheel.pk])
    page = desk.get(address).content.decode()
    assert "What came out" not in page
    assert "Nobody sees grades or results before the close" in page
    assert desk.get(reverse("wheel_csv", args=[wheel.pk])).status_code == MISSING
    assert desk.get(reverse("api_wheel_detail", args=[wheel.pk])).json()["result"] is None
    actions.close_wheel(wheel=wheel, by=hall.facilitator)
    assert "What came out" in desk.get(address).content.decode()


def test_who_may_what(hall: Hall) -> None:
    wheel = opened(hall)
    people = {
        "facilitator": hall.facilitator,
        "analyst": member(hall.region, "analyst"),
        "participant": hall.rater(),
        "stranger": UserFactory.create(),
    }
    where: dict[tuple[str, ...], tuple[str, tuple[int, ...]]] = {
        ("wheel_detail",): ("get", (OK, OK, MISSING, MISSING)),
        ("wheel_csv",): ("get", (MISSING, MISSING, MISSING, MISSING)),
        ("grade_form",): ("get", (MISSING, MISSING, OK, MISSING)),
        ("grade_save", "vision"): ("post", (MISSING, MISSING, UNFIT, MISSING)),
        ("wheel_close",): ("get", (OK, DENIED, MISSING, MISSING)),
        ("wheel_open",): ("post", (BAD, DENIED, MISSING, MISSING)),
        ("wheel_step_edit", "vision"): ("get", (STATE, DENIED, MISSING, MISSING)),
        ("wheel_step_edit", "nowhere"): ("get", (MISSING, MISSING, MISSING, MISSING)),
        ("api_wheel_detail",): ("get", (OK, OK, MISSING, MISSING)),
    }
    for (name, *more), (method, expected) in where.items():
        address = reverse(name, args=[wheel.pk, *more])
        answers = [getattr(client_of(user), method)(address).status_code for user in people.values()]
        assert tuple(answers) == expected, name
        assert getattr(Client(), method)(address).status_code in (MOVED, 401)


def test_the_whole_thread_through_pages(hall: Hall) -> None:
    desk, phone = client_of(hall.facilitator), client_of(hall.rater())
    made = desk.post(
        reverse("wheel_create", args=[hall.region.code]), {"workshop": hall.workshop.pk, "title": "2030"}
    )
    wheel = Wheel.objects.get()
    assert made.url == reverse("wheel_detail", args=[wheel.pk])
    assert "6 confirmed people will be asked" in desk.get(made.url).content.decode()
    assert desk.post(reverse("wheel_open", args=[wheel.pk]), WITH_SCIENCE).status_code == MOVED
    page = phone.get(reverse("grade_form", args=[wheel.pk])).content.decode()
    assert "Knowing the region" in page
    assert "no information" in page
    for person in hall.people["science"]:
        client = client_of(person.user)
        place = reverse("grade_form", args=[wheel.pk]) + "?step=context"
        for step in wheel.steps:
            answers = {f"mark-{factor['code']}": "3" for factor in step["factors"][1:]}
            answers[f"mark-{step['factors'][0]['code']}"] = "no_information"
            address = reverse("grade_save", args=[wheel.pk, step["code"]])
            onward = client.post(address, answers | {"sequence": "1"})
            assert onward.status_code == MOVED, place
        assert onward.url.endswith("?step=all")
        assert "All done. Thank you." in client.get(onward.url).content.decode()
    wrong = phone.post(address, {"mark-indicators": "7", "sequence": "2"})
    assert wrong.status_code == UNFIT
    assert desk.post(reverse("wheel_close", args=[wheel.pk])).status_code == MOVED
    assert phone.post(address, {"mark-indicators": "3", "sequence": "2"}).status_code == STATE
    shown = phone.get(reverse("grade_form", args=[wheel.pk])).content.decode()
    assert "What came out" in shown
    assert "What many know nothing about" in shown


def test_an_autosave_is_answered_in_a_word(hall: Hall) -> None:
    wheel, phone = opened(hall), client_of(hall.rater())
    address, headers = reverse("grade_save", args=[wheel.pk, "vision"]), {"X-Autosave": "1"}
    stored = phone.post(address, {"mark-innovation": "4", "sequence": "7"}, headers=headers)
    assert (stored.status_code, stored.content) == (204, b"")
    actions.close_wheel(wheel=wheel, by=hall.facilitator)
    late = phone.post(address, {"mark-innovation": "5", "sequence": "8"}, headers=headers)
    assert late.status_code == STATE
    assert late.content.decode() == "It is closed. Grades given before the close are stored."


def test_the_words_of_a_draft_are_the_regions_own_and_frozen_when_opened(hall: Hall) -> None:
    wheel, desk = prepared(hall), client_of(hall.facilitator)
    address = reverse("wheel_step_edit", args=[wheel.pk, "vision"])
    blank = {f"factor1_name_{language}": "" for language in ("kk", "ru", "en")}
    refused = desk.post(address, words(wheel, **blank))
    assert refused.status_code == BAD
    assert "Write it in one language at least" in refused.content.decode()
    assert desk.post(address, words(wheel, factor2_name_en="Water and steppe")).status_code == MOVED
    wheel.refresh_from_db()
    assert "Water and steppe" in desk.get(reverse("wheel_detail", args=[wheel.pk])).content.decode()
    kazakh = queries.steps_of_wheel(wheel)[2].factors[1].name
    assert kazakh == "Water and steppe"
    actions.open_wheel(wheel=wheel, merged_groups=WITH_SCIENCE, by=hall.facilitator)
    late = desk.post(address, words(wheel, factor2_name_en="Too late"))
    assert late.status_code == STATE
    assert (
        "Water and steppe"
        in client_of(hall.rater())
        .get(reverse("grade_form", args=[wheel.pk]) + "?step=vision")
        .content.decode()
    )
    assert "assessments.word_wheel_step" in AuditRow.objects.values_list("verb", flat=True)


def test_the_second_of_two_editors_is_told_what_changed(hall: Hall) -> None:
    wheel, desk = prepared(hall), client_of(hall.facilitator)
    address = reverse("wheel_step_edit", args=[wheel.pk, "vision"])
    assert desk.post(address, words(wheel, factor1_name_en="First")).status_code == MOVED
    second = desk.post(address, words(wheel, factor1_name_en="Second"))
    assert second.status_code == EDITED
    page = second.content.decode()
    assert "First" in page
    assert "Second" in page
    wheel.refresh_from_db()
    assert wheel.steps[2]["factors"][0]["name"]["en"] == "First"


def test_wheels_of_other_regions_stay_out(hall: Hall) -> None:
    other = closed(make_hall({"science": PEOPLE}, activities=1))
    own = closed(hall)
    assert queries.earlier_wheel(own) is None
    page = client_of(hall.facilitator).get(reverse("wheel_list", args=[hall.region.code]))
    assert list(page.context["page"]) == [own]
    assert client_of(hall.facilitator).get(reverse("wheel_detail", args=[other.pk])).status_code == MISSING


def test_the_file_says_what_the_page_says(hall: Hall) -> None:
    wheel = closed(hall)
    answer = client_of(hall.facilitator).get(reverse("wheel_csv", args=[wheel.pk]))
    rows = list(csv.reader(answer.content.decode("utf-8-sig").splitlines()))
    assert len(rows) == 19
    assert rows[1][:8] == [
        "1 Knowing the region",
        "1.1 What the region has",
        "3.00",
        "",
        "3.00",
        "0",
        "0",
        "",
    ]
    assert next(row for row in rows if row[1].startswith("3.2"))[2:7] == ["", "", "", "33", "100"]


def test_programs_read_the_result(hall: Hall) -> None:
    wheel = closed(hall)
    desk = client_of(hall.facilitator)
    listed = desk.get(reverse("api_wheel_list", args=[hall.region.code])).json()
    assert [each["id"] for each in listed["results"]] == [wheel.pk]
    told = desk.get(reverse("api_wheel_detail", args=[wheel.pk])).json()
    assert told["result"] == wheel.result
    assert told["steps"][0]["factors"][0]["name"]["kk"] == wheel.steps[0]["factors"][0]["name"]["kk"]


@pytest.mark.parametrize("size", [5, 30])
def test_pages_take_the_same_queries_with_any_number_of_people(
    size: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    hall = make_hall({"science": size}, activities=1)
    before, wheel, now = closed(hall), opened(hall), prepared(hall)
    desk, phone = client_of(hall.facilitator), client_of(hall.rater())
    pages: list[tuple[int, Client, str, Any]] = [
        (5, desk, "wheel_detail", now.pk),
        (5, desk, "wheel_detail", wheel.pk),
        (5, desk, "wheel_detail", before.pk),
        (3, phone, "grade_form", wheel.pk),
        (4, phone, "grade_form", before.pk),
    ]
    for number, client, name, pk in pages:
        with django_assert_num_queries(number):
            client.get(reverse(name, args=[pk]))


@pytest.mark.parametrize("rows", [1, 30])
def test_the_list_takes_the_same_queries_with_any_number_of_wheels(
    rows: int, hall: Hall, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    done = closed(hall)
    WheelFactory.create_batch(
        rows,
        region=hall.region,
        workshop=hall.workshop,
        state="closed",
        result=done.result,
        closed_at=done.closed_at,
    )
    desk = client_of(hall.facilitator)
    with django_assert_num_queries(7):
        assert desk.get(reverse("wheel_list", args=[hall.region.code])).status_code == OK
    with django_assert_num_queries(6):
        desk.get(reverse("api_wheel_list", args=[hall.region.code]))
