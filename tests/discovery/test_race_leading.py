"""Co-facilitators who press at the same moment, on real connections."""

import pytest

from discovery.actions import give_floor, start_step, step_workshop
from discovery.models import SpeakingTurn, Workshop
from discovery.queries import next_step_of, run_sheet_of
from foundation.models import AuditRow
from tests.discovery.hall import Hall, hall
from tests.factories.discovery import ParticipantFactory, SpeakingTurnFactory, StepFactory
from tests.together import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]
TOGETHER = 6


def opened() -> Hall:
    scene = hall("prepared")
    for position in range(4, 12):
        StepFactory.create(workshop=scene.workshop, position=position)
    scene.workshop = step_workshop(workshop=scene.workshop, name="open", by=scene.facilitator)
    return scene


def begun(scene: Hall) -> int:
    return AuditRow.objects.filter(chain=f"region:{scene.region.pk}", verb="discovery.start_step").count()


def fresh(scene: Hall) -> Workshop:
    return Workshop.objects.select_related("current_step").get(pk=scene.workshop.pk)


def test_all_press_next_and_the_hall_moves_one_step() -> None:
    scene = opened()
    seen = scene.workshop.step_run
    next_step = scene.steps[1]
    outcomes = at_once(
        *[lambda: start_step(workshop=fresh(scene), step=next_step, run=seen, by=scene.facilitator)]
        * TOGETHER
    )
    after = fresh(scene)
    assert (after.current_step, after.step_run, begun(scene)) == (next_step, seen + 1, 1)
    assert all(isinstance(outcome, Workshop) for outcome in outcomes)


def test_without_the_run_each_press_is_another_step() -> None:
    scene = opened()

    def press() -> object:
        workshop = fresh(scene)
        step = next_step_of(workshop, run_sheet_of(workshop))
        assert step
        return start_step(workshop=workshop, step=step, by=scene.facilitator)

    for _ in range(TOGETHER):
        at_once(press)
    assert begun(scene) == TOGETHER


def test_all_begin_the_step_again_and_its_clock_starts_once() -> None:
    scene = opened()
    seen, here = scene.workshop.step_run, scene.steps[0]
    at_once(
        *[lambda: start_step(workshop=fresh(scene), step=here, run=seen, by=scene.facilitator)] * TOGETHER
    )
    assert (fresh(scene).step_run, begun(scene)) == (seen + 1, 1)


def test_only_one_speaks_however_many_give_the_floor() -> None:
    scene = opened()
    for _ in range(TOGETHER):
        SpeakingTurnFactory.create(participant=ParticipantFactory.create(workshop=scene.workshop))
    at_once(*[lambda: give_floor(workshop=fresh(scene), by=scene.facilitator)] * 4)
    speaking = SpeakingTurn.objects.filter(given_at__isnull=False, ended_at=None)
    assert speaking.count() == 1
    assert SpeakingTurn.objects.filter(given_at__isnull=False).count() == 4
