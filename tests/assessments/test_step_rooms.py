"""Where the scoring step of a workshop leads whom."""

import pytest
from django.test import Client
from django.urls import reverse

from assessments import actions
from assessments.models import Round
from assessments.projections import rebuild_analysis, rebuild_ranking
from discovery.actions import start_step
from discovery.models import Step, StepKind, Workshop
from discovery.registries import link_of
from foundation.transitions import Refused
from tests.assessments.halls import Hall, make_hall
from tests.factories.discovery import StepFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("kind", [StepKind.SCORE, StepKind.SCORE_AGAIN])
def test_the_step_leads_desk_and_phone_from_preparation_to_result(kind: StepKind) -> None:
    hall = make_hall()
    step = StepFactory.create(workshop=hall.workshop, kind=kind)

    def links() -> list[str | None]:
        found = [link_of(step, user) for user in (hall.facilitator, hall.rater())]
        return [link[1] if link else None for link in found]

    prepare = reverse("round_create", args=[hall.region.code])
    assert links() == [f"{prepare}?workshop={hall.workshop.pk}", None]
    round = hall.round()
    desk, phone = reverse("round_detail", args=[round.pk]), reverse("ballot_form", args=[round.pk])
    assert links() == [desk, None]
    opened = actions.open_round(round=round, merged_groups={}, by=hall.facilitator)
    assert links() == [desk, phone]
    actions.close_round(round=opened, by=hall.facilitator)
    assert links() == [desk, f"{phone}#result"]


def test_other_steps_lead_nowhere() -> None:
    hall = make_hall()
    assert (
        link_of(StepFactory.create(workshop=hall.workshop, kind=StepKind.DISCUSS), hall.facilitator) is None
    )


def led(hall: Hall, kind: StepKind, position: int = 50) -> Workshop:
    """The run sheet comes to a step of this kind."""
    step = StepFactory.create(workshop=hall.workshop, kind=kind, position=position)
    return come_to(hall, step)


def come_to(hall: Hall, step: Step, **more: bool) -> Workshop:
    workshop = Workshop.objects.get(pk=hall.workshop.pk)
    return start_step(workshop=workshop, step=step, run=workshop.step_run, by=hall.facilitator, **more)


def wall_of(hall: Hall) -> str:
    desk = Client()
    desk.force_login(hall.facilitator)
    return desk.get(reverse("wall_main", args=[hall.workshop.pk])).content.decode()


def test_a_prepared_round_opens_with_its_step() -> None:
    hall = make_hall()
    step = StepFactory.create(workshop=hall.workshop, kind=StepKind.SCORE, position=50)
    round = hall.round(step=step)
    come_to(hall, step)
    assert Round.objects.get(pk=round.pk).state == Round.State.OPENED


def test_a_group_that_must_be_merged_aloud_keeps_the_hall_where_it_is() -> None:
    hall = make_hall({"science": 5, "business": 2})
    talk = StepFactory.create(workshop=hall.workshop, kind=StepKind.DISCUSS, position=49)
    step = StepFactory.create(workshop=hall.workshop, kind=StepKind.SCORE, position=50)
    round = hall.round(step=step)
    come_to(hall, talk)
    with pytest.raises(Refused):
        come_to(hall, step)
    assert Workshop.objects.get(pk=hall.workshop.pk).current_step == talk
    assert Round.objects.get(pk=round.pk).state == Round.State.DRAFTED


@pytest.mark.parametrize(("answer", "state"), [("settle", "closed"), ("keep", "opened")])
def test_leaving_asks_about_an_open_round_first(answer: str, state: str) -> None:
    hall = make_hall()
    step = StepFactory.create(workshop=hall.workshop, kind=StepKind.SCORE, position=50)
    after = StepFactory.create(workshop=hall.workshop, kind=StepKind.DISCUSS, position=51)
    round = hall.round(step=step)
    run = come_to(hall, step).step_run
    desk = Client()
    desk.force_login(hall.facilitator)
    press = {"step": after.pk, "run": run}
    asked = desk.post(reverse("step_start", args=[hall.workshop.pk]), press)
    assert "Scoring is still open: 0 of 21 people have begun." in asked.content.decode()
    assert Workshop.objects.get(pk=hall.workshop.pk).current_step == step
    answered = desk.post(reverse("step_start", args=[hall.workshop.pk]), press | {"answer": answer})
    assert answered.status_code == 302
    assert Workshop.objects.get(pk=hall.workshop.pk).current_step == after
    assert Round.objects.get(pk=round.pk).state == state


def test_the_wall_shows_who_has_begun_and_no_result_until_the_close() -> None:
    hall = make_hall()
    step = StepFactory.create(workshop=hall.workshop, kind=StepKind.SCORE, position=50)
    round = hall.round(step=step)
    come_to(hall, step)
    round = Round.objects.get(pk=round.pk)
    hall.everybody_scores(round)
    text = wall_of(hall)
    assert "Who has begun" in text
    assert "score-bar" not in text
    assert not any(activity.title in text for activity in hall.activities)
    actions.close_round(round=round, by=hall.facilitator)
    assert "The result is being computed" in wall_of(hall)
    rebuild_ranking(round.pk)
    text = wall_of(hall)
    assert all(activity.title in text for activity in hall.activities)
    assert "Who has begun" not in text


def test_the_second_talk_has_what_is_disputed_on_the_wall() -> None:
    hall = make_hall()
    round = hall.ranked_round()
    rebuild_analysis(round.pk)
    led(hall, StepKind.DISCUSS_AGAIN)
    assert "What to talk about next" in wall_of(hall)


@pytest.mark.parametrize(
    ("is_counting", "words"), [(True, "Counts: sealed list"), (False, "Indicative: a mood")]
)
def test_counting_and_indicative_rounds_are_told_apart_in_words(is_counting: bool, words: str) -> None:
    hall = make_hall()
    step = StepFactory.create(workshop=hall.workshop, kind=StepKind.SCORE, position=50)
    round = hall.round(step=step)
    Round.objects.filter(pk=round.pk).update(is_counting=is_counting)
    come_to(hall, step)
    phone = Client()
    phone.force_login(hall.rater())
    for text in (
        wall_of(hall),
        phone.get(reverse("workshop_room", args=[hall.workshop.pk])).content.decode(),
    ):
        assert words in text
