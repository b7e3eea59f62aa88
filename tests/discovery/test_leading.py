"""One press moves the hall once; its clock can be stopped and lengthened; nothing that was written is lost."""

import datetime as dt

import pytest

from discovery import queries
from discovery.actions import extend_step, pause_step, resume_step, show_on_wall, start_step, step_workshop
from discovery.models import Note, Step, Workshop
from foundation import clock
from foundation.models import AuditRow
from foundation.transitions import Refused, WrongState
from tests.discovery.hall import Hall, client_of, hall

pytestmark = pytest.mark.django_db
MINUTE = dt.timedelta(minutes=1)


@pytest.fixture
def scene() -> Hall:
    """Open, in its first step."""
    scene = hall("prepared")
    scene.workshop = step_workshop(workshop=scene.workshop, name="open", by=scene.facilitator)
    return scene


def now(scene: Hall) -> Workshop:
    return Workshop.objects.select_related("current_step").get(pk=scene.workshop.pk)


def press(scene: Hall, step: Step, run: int) -> Workshop:
    return start_step(workshop=now(scene), step=step, run=run, by=scene.facilitator)


def test_opening_the_doors_begins_the_first_step_and_its_clock(scene: Hall) -> None:
    workshop = now(scene)
    assert (workshop.current_step, workshop.step_run) == (scene.steps[0], 1)
    assert workshop.step_began_at
    assert workshop.step_ends_at == workshop.step_began_at + scene.steps[0].minutes * MINUTE


def test_two_who_press_next_on_the_same_page_move_the_hall_once(scene: Hall) -> None:
    seen = now(scene).step_run
    first = press(scene, scene.steps[1], seen)
    ends = first.step_ends_at
    second = press(scene, scene.steps[1], seen)
    assert (second.current_step, second.step_run, second.step_ends_at) == (scene.steps[1], seen + 1, ends)
    assert AuditRow.objects.filter(verb="discovery.start_step").count() == 1


def test_an_old_page_does_not_turn_the_hall_back(scene: Hall) -> None:
    seen = now(scene).step_run
    press(scene, scene.steps[1], seen)
    press(scene, scene.steps[2], seen + 1)
    with pytest.raises(WrongState, match="moved on"):
        press(scene, scene.steps[1], seen)
    assert now(scene).current_step == scene.steps[2]


def test_a_step_begun_again_keeps_what_was_written_and_gets_its_time_anew(scene: Hall) -> None:
    written = Note.objects.count()
    with clock.shifted(20 * MINUTE):
        again = press(scene, scene.steps[0], now(scene).step_run)
    assert again.step_ends_at
    assert again.step_ends_at > clock.now() + 20 * MINUTE
    assert Note.objects.count() == written


def test_a_program_that_names_the_running_step_does_nothing(scene: Hall) -> None:
    before = now(scene)
    after = start_step(workshop=now(scene), step=scene.steps[0], by=scene.facilitator)
    assert (after.step_run, after.step_ends_at) == (before.step_run, before.step_ends_at)


def test_a_stopped_clock_goes_on_with_what_was_left(scene: Hall) -> None:
    ends = now(scene).step_ends_at
    assert ends
    pause_step(workshop=scene.workshop, by=scene.facilitator)
    with clock.shifted(10 * MINUTE):
        timing = queries.timing_of(now(scene))
        assert timing
        assert timing.seconds_left == pytest.approx(scene.steps[0].minutes * 60, abs=5)
        resume_step(workshop=scene.workshop, by=scene.facilitator)
    after = now(scene)
    assert after.step_paused_at is None
    assert after.step_ends_at
    assert abs(after.step_ends_at - ends - 10 * MINUTE) < dt.timedelta(seconds=5)


def test_stopping_twice_keeps_the_first_moment(scene: Hall) -> None:
    first = pause_step(workshop=scene.workshop, by=scene.facilitator).step_paused_at
    with clock.shifted(MINUTE):
        assert pause_step(workshop=scene.workshop, by=scene.facilitator).step_paused_at == first


def test_more_time_is_given_once_to_two_who_press_at_once(scene: Hall) -> None:
    ends = now(scene).step_ends_at
    assert ends
    longer = extend_step(workshop=scene.workshop, minutes=5, ends_at=ends, by=scene.facilitator)
    assert longer.step_ends_at == ends + 5 * MINUTE
    with pytest.raises(WrongState):
        extend_step(workshop=scene.workshop, minutes=5, ends_at=ends, by=scene.facilitator)
    assert now(scene).step_ends_at == ends + 5 * MINUTE


def test_time_that_is_over_is_lengthened_from_now_on(scene: Hall) -> None:
    with clock.shifted(60 * MINUTE):
        longer = extend_step(workshop=scene.workshop, minutes=5, by=scene.facilitator)
        assert longer.step_ends_at
        assert abs(longer.step_ends_at - clock.now() - 5 * MINUTE) < dt.timedelta(seconds=5)


@pytest.mark.parametrize("minutes", [0, 61])
def test_nobody_adds_nothing_or_hours(scene: Hall, minutes: int) -> None:
    with pytest.raises(Refused):
        extend_step(workshop=scene.workshop, minutes=minutes, by=scene.facilitator)


def test_after_the_close_no_clock_runs(scene: Hall) -> None:
    step_workshop(workshop=now(scene), name="close", by=scene.facilitator)
    assert queries.timing_of(now(scene)) is None
    with pytest.raises(WrongState):
        pause_step(workshop=scene.workshop, by=scene.facilitator)


def test_the_next_step_takes_the_wall_back(scene: Hall) -> None:
    show_on_wall(workshop=now(scene), screen="join", by=scene.facilitator)
    assert queries.screen_of(now(scene)).name == "join"
    press(scene, scene.steps[1], now(scene).step_run)
    assert queries.screen_of(now(scene)).name == "ideas"


def test_the_desk_presses_by_run_and_says_when_it_was_too_late(scene: Hall) -> None:
    desk, here = client_of(scene.facilitator), f"/workshops/{scene.workshop.pk}/"
    page = desk.get(here).content.decode()
    assert 'name="run" value="1"' in page
    assert 'data-key="n"' in page
    moved = desk.post(f"{here}run-sheet/", {"step": scene.steps[1].pk, "run": 1})
    assert moved.status_code == 302
    assert desk.post(f"{here}run-sheet/", {"step": scene.steps[1].pk, "run": 1}).status_code == 302
    late = desk.post(f"{here}run-sheet/", {"step": scene.steps[2].pk, "run": 1})
    assert late.status_code == 409
    assert "moved on" in late.content.decode()


@pytest.mark.parametrize(("turn", "verb"), [("pause", "pause_step"), ("extend", "extend_step")])
def test_the_desk_turns_the_clock(scene: Hall, turn: str, verb: str) -> None:
    desk = client_of(scene.facilitator)
    ends = now(scene).step_ends_at
    assert ends
    answer = desk.post(f"/workshops/{scene.workshop.pk}/clock/", {"turn": turn, "ends": ends.isoformat()})
    assert answer.status_code == 302
    assert AuditRow.objects.filter(verb=f"discovery.{verb}").count() == 1


def test_private_notes_stay_at_the_desk(scene: Hall) -> None:
    Step.objects.filter(pk=scene.steps[0].pk).update(note="CANARY private")
    desk, phone = client_of(scene.facilitator), client_of(scene.guest)
    assert "CANARY private" in desk.get(f"/workshops/{scene.workshop.pk}/").content.decode()
    assert "CANARY private" not in desk.get(f"/workshops/{scene.workshop.pk}/wall/").content.decode()
    assert "CANARY private" not in phone.get(f"/workshops/{scene.workshop.pk}/room/").content.decode()


def test_who_comes_late_stands_in_the_running_step(scene: Hall) -> None:
    press(scene, scene.steps[1], now(scene).step_run)
    room = client_of(scene.guest).get(f"/workshops/{scene.workshop.pk}/room/").content.decode()
    assert str(scene.steps[1]) in room
    assert "data-countdown" in room


def test_the_part_that_follows_the_step_brings_its_form_along(scene: Hall) -> None:
    phone, part = client_of(scene.guest), f"/workshops/{scene.workshop.pk}/room/work/"
    for step in scene.steps:
        if step.pk != now(scene).current_step_id:
            press(scene, step, now(scene).step_run)
        assert 'name="text"' in phone.get(part).content.decode()
    refused = phone.post(f"/workshops/{scene.workshop.pk}/room/notes/", {"text": "x" * 400})
    assert refused.status_code == 400
    assert "x" * 400 in refused.content.decode()
