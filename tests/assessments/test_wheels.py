"""The self-assessment of a strategy: what is stored, what comes out, what is refused."""

import contextlib
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from assessments import actions, queries
from assessments.actions import wheels
from assessments.models import Grader, Wheel
from assessments.models.asked import AskedQuerySet
from foundation.models import AuditRow
from foundation.transitions import Refused, WrongState
from tests.assessments.halls import Hall, make_hall
from tests.assessments.scenes import client_of
from tests.assessments.wheels import PEOPLE, closed, give, opened, prepared
from tests.factories.accounts import UserFactory
from tests.factories.discovery import ParticipantFactory, StepFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def hall() -> Hall:
    return make_hall({"science": PEOPLE}, activities=1)


def test_grades_become_a_wheel_and_no_information_is_no_zero(hall: Hall) -> None:
    wheel = closed(hall)
    result = queries.wheel_result(wheel)
    assert result is not None
    told = {row.factor.code: (row.mean, row.no_information) for row in result.rows}
    assert told["innovation"] == (Decimal(3), (0, 0))
    assert told["challenges"] == (None, (33, 100)), "fewer than five of six gave a grade"
    assert told["scenarios"] == (None, None)
    assert {step.step.code: (step.mean, step.counted) for step in result.steps}["vision"] == (Decimal(3), 1)
    verbs = AuditRow.objects.filter(object_type="assessments.wheel").values_list("verb", flat=True)
    assert list(verbs.order_by("pk")) == [f"assessments.{verb}_wheel" for verb in ("create", "open", "close")]


def test_the_result_can_be_computed_again(hall: Hall) -> None:
    wheel = closed(hall)
    assert actions.wheels.result_of_sheets(wheel) == wheel.result
    assert actions.wheels.grades_digest(wheel) == wheel.grades_digest


def test_nobody_reads_a_grade_of_fewer_than_five(hall: Hall) -> None:
    wheel = opened(hall)
    give(hall, wheel, count=4)
    actions.close_wheel(wheel=wheel, by=hall.facilitator)
    page = client_of(hall.facilitator).get(reverse("wheel_detail", args=[wheel.pk])).content.decode()
    assert "For no factor did 5 people of one group give a grade" in page
    result = queries.wheel_result(Wheel.objects.get(pk=wheel.pk))
    assert result is not None
    assert {row.mean for row in result.rows} == {None}
    assert {row.no_information for row in result.rows} == {None}
    assert {cell.n for row in result.rows for cell in row.groups} == {None}


def test_a_person_changes_a_step_and_takes_an_answer_back(hall: Hall) -> None:
    wheel, person = opened(hall), hall.rater()
    for sequence, grades in enumerate(({"innovation": 5, "challenges": 0}, {"challenges": 4}), start=1):
        actions.record_grades(wheel=wheel, step="vision", grades=grades, by=person, sequence=sequence)
    actions.record_grades(wheel=wheel, step="context", grades={"assets": 3}, by=person, sequence=1)
    assert Grader.objects.get(user=person).grades == {"challenges": 4, "assets": 3}


def test_an_older_retry_never_overwrites_and_steps_count_apart(hall: Hall) -> None:
    wheel, person = opened(hall), hall.rater()
    say = {"wheel": wheel, "by": person}
    assert actions.record_grades(**say, step="vision", grades={"innovation": 5}, sequence=5)
    assert not actions.record_grades(**say, step="vision", grades={"innovation": 1}, sequence=4)
    assert actions.record_grades(**say, step="context", grades={"assets": 2}, sequence=1)
    assert Grader.objects.get(user=person).grades == {"innovation": 5, "assets": 2}


def test_a_grade_is_of_the_step_and_on_the_scale(hall: Hall) -> None:
    wheel, person = opened(hall), hall.rater()
    for grades in ({"innovation": 6}, {"innovation": -1}, {"assets": 3}, {"luck": 3}):
        with pytest.raises(Refused):
            actions.record_grades(wheel=wheel, step="vision", grades=grades, by=person)
    with pytest.raises(Refused):
        actions.record_grades(wheel=wheel, step="nowhere", grades={"assets": 3}, by=person)
    assert not Grader.objects.exclude(grades={}).exists()


def test_only_the_sealed_list_gives_grades(hall: Hall) -> None:
    wheel = opened(hall)
    late = ParticipantFactory.create(workshop=hall.workshop)
    for person in (late.user, UserFactory.create(), hall.facilitator):
        with pytest.raises(PermissionDenied):
            actions.record_grades(wheel=wheel, step="vision", grades={"innovation": 3}, by=person)


def late_sheet(hall: Hall, wheel: Wheel) -> bool:
    """Grades of somebody whose page still says that it is open: did they get behind the sealed result?"""
    give(hall, wheel)
    sealed = actions.close_wheel(wheel=wheel, by=hall.facilitator)
    with contextlib.suppress(WrongState):
        actions.record_grades(
            wheel=wheel, step="vision", grades={"innovation": 1}, by=hall.rater(), sequence=9
        )
    return wheels.grades_digest(sealed) != sealed.grades_digest


def test_no_grades_after_the_close(hall: Hall) -> None:
    assert not late_sheet(hall, opened(hall))


def test_without_the_guard_grades_do_enter_after_the_close(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The twin: the state as the page knew it, in place of the one guarding statement."""
    wheel = opened(hall)
    monkeypatch.setattr(AskedQuerySet, "count_input", lambda rows, pk: wheel.state == Wheel.State.OPENED)
    assert late_sheet(hall, wheel)


def test_words_change_in_no_opened_wheel_even_past_the_page(hall: Hall) -> None:
    wheel = opened(hall)
    texts = wheel.steps[2]
    with pytest.raises(WrongState):
        actions.word_wheel_step(
            wheel=wheel,
            step="vision",
            name=texts["name"],
            factors=[{"name": each["name"], "explanation": {}} for each in texts["factors"]],
            edit_version=0,
            by=hall.facilitator,
        )


def test_the_wheel_before_stands_beside_it(hall: Hall) -> None:
    first, second = closed(hall), closed(hall, lift=1)
    result = queries.wheel_result(second, queries.earlier_wheel(second))
    assert result is not None
    assert result.earlier == first
    told = {row.factor.code: (row.mean, row.before, row.change) for row in result.rows}
    assert told["assets"] == (Decimal(4), Decimal(3), Decimal(1))
    assert told["challenges"] == (None, None, None)
    assert result.picture.earlier
    page = client_of(hall.facilitator).get(reverse("wheel_list", args=[hall.region.code]))
    over_time = page.context["over_time"]
    assert [(wheel, cells[0]) for wheel, cells in over_time.rows] == [
        (first, (Decimal("3.00"), 3)),
        (second, (Decimal("4.00"), 4)),
    ]
    assert queries.earlier_wheel(first) is None


def test_people_take_their_own_grades_along(hall: Hall) -> None:
    from assessments.queries.own_data import OWN_DATA

    wheel = opened(hall)
    give(hall, wheel, count=2)
    (own,) = [each for each in OWN_DATA if each.name == "self_assessment"]
    rows = [row[1:4] for row in own.rows(hall.rater())]
    assert len(rows) == 17
    assert ("Strategy 2030", "challenges", 0) in rows


def test_the_phones_of_the_hall_are_led_there(hall: Hall) -> None:
    from assessments.queries.step_rooms import ScoringRoom

    step = StepFactory.create(workshop=hall.workshop, kind="score")
    assert ScoringRoom().link(step, hall.rater()) is None
    wheel = opened(hall)
    assert ScoringRoom().link(step, hall.rater()) == (
        "Grade the strategy",
        reverse("grade_form", args=[wheel.pk]),
    )


def test_the_template_says_everything_in_every_language() -> None:
    steps = queries.default_wheel_steps()
    assert [len(step["factors"]) for step in steps] == [3] * 6
    codes = [factor["code"] for step in steps for factor in step["factors"]]
    assert len(set(codes)) == 18
    texts = [step["name"] for step in steps]
    texts += [
        factor[column] for step in steps for factor in step["factors"] for column in ("name", "explanation")
    ]
    for text in texts:
        assert text.keys() == {"kk", "ru", "en"}
        assert all(text.values())
        assert text["kk"] != text["ru"]
    steps[0]["name"]["en"] = "Mine"
    assert queries.default_wheel_steps()[0]["name"]["en"] != "Mine", "everybody gets a copy"


def test_a_draft_is_prepared_with_the_regions_rules(hall: Hall) -> None:
    assert prepared(hall).raters_per_organization == hall.region.raters_per_organization
    elsewhere = make_hall({"science": PEOPLE}, activities=1)
    with pytest.raises(Refused):
        actions.create_wheel(
            region=hall.region, workshop=elsewhere.workshop, title="Not ours", by=hall.facilitator
        )
