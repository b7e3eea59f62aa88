"""A hand raised on the phone, the floor given at the desk."""

import pytest

from accounts.models import Helix
from discovery import queries
from discovery.actions import end_turn, give_floor, raise_hand, start_step, step_workshop
from discovery.models import Admission, SpeakingTurn, Step, StepKind
from foundation.transitions import Refused, WrongState
from tests.discovery.hall import Hall, client_of, hall
from tests.factories.accounts import UserFactory
from tests.factories.discovery import ParticipantFactory, SpeakingTurnFactory, StepFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> Hall:
    return hall()


def test_a_hand_raised_twice_is_raised_once_and_lowered_it_never_was(scene: Hall) -> None:
    for _ in range(2):
        raise_hand(workshop=scene.workshop, wanted=True, by=scene.guest)
    assert queries.hand_of(scene.participant) == "waits"
    assert SpeakingTurn.objects.count() == 1
    raise_hand(workshop=scene.workshop, wanted=False, by=scene.guest)
    assert (queries.hand_of(scene.participant), SpeakingTurn.objects.count()) == ("", 0)


def test_only_who_was_let_in_asks(scene: Hall) -> None:
    with pytest.raises(Refused):
        raise_hand(workshop=scene.workshop, wanted=True, by=UserFactory.create())
    at_the_door = ParticipantFactory.create(workshop=scene.workshop, admission=Admission.ASKED)
    with pytest.raises(Refused):
        raise_hand(workshop=scene.workshop, wanted=True, by=at_the_door.user)
    assert SpeakingTurn.objects.count() == 0


def test_nobody_asks_once_the_doors_are_shut() -> None:
    closed = hall("closed")
    with pytest.raises(WrongState):
        raise_hand(workshop=closed.workshop, wanted=True, by=closed.guest)


def test_the_floor_goes_to_the_group_heard_least(scene: Hall) -> None:
    early, late = (
        ParticipantFactory.create(workshop=scene.workshop, helix=helix)
        for helix in (Helix.BUSINESS, Helix.SCIENCE)
    )
    spoke = SpeakingTurnFactory.create(participant=early)
    give_floor(workshop=scene.workshop, turn=spoke, by=scene.facilitator)
    end_turn(workshop=scene.workshop, by=scene.facilitator)
    SpeakingTurnFactory.create(participant=early)
    SpeakingTurnFactory.create(participant=late)
    floor = queries.floor_of(scene.workshop)
    assert [turn.participant for turn in floor.waiting] == [late, early]
    assert Helix.BUSINESS not in floor.least_heard
    given = give_floor(workshop=scene.workshop, by=scene.facilitator)
    assert given
    assert given.participant == late
    assert queries.hand_of(late) == "speaks"


def test_a_hand_that_went_down_gets_no_floor(scene: Hall) -> None:
    turn = SpeakingTurnFactory.create(participant=scene.participant)
    raise_hand(workshop=scene.workshop, wanted=False, by=scene.guest)
    with pytest.raises(WrongState):
        give_floor(workshop=scene.workshop, turn=turn, by=scene.facilitator)


def test_phone_desk_and_wall_show_it(scene: Hall) -> None:
    phone, desk = client_of(scene.guest), client_of(scene.facilitator)
    here = f"/workshops/{scene.workshop.pk}/"
    before = phone.get(f"{here}room/hand/")
    assert "Raise your hand" in before.content.decode()
    assert phone.post(f"{here}room/hand/raise/", {"wanted": "1"}).status_code == 302
    after = phone.get(f"{here}room/hand/", headers={"If-None-Match": before["ETag"]})
    assert "You are on the list" in after.content.decode()
    assert "Floor to the next" in desk.get(here).content.decode()
    assert desk.post(f"{here}floor/", {"turn": ""}).status_code == 302
    assert "has the floor" in desk.get(f"{here}speaking/").content.decode()
    assert "You have the floor" in phone.get(f"{here}room/").content.decode()
    assert "No. 1" in desk.get(f"{here}wall/speakers/").content.decode()
    assert desk.post(f"{here}floor/", {"turn": "0"}).status_code == 302
    assert "has the floor" not in desk.get(f"{here}speaking/").content.decode()


# The floor leaves with the step


@pytest.fixture
def speaking(scene: Hall) -> Hall:
    """The guest has the floor in the first step, and somebody waits."""
    start_step(workshop=scene.workshop, step=scene.steps[0], by=scene.facilitator)
    raise_hand(workshop=scene.workshop, wanted=True, by=scene.guest)
    give_floor(workshop=scene.workshop, by=scene.facilitator)
    SpeakingTurnFactory.create(participant=ParticipantFactory.create(workshop=scene.workshop))
    return scene


def told(monkeypatch: pytest.MonkeyPatch) -> set[tuple[str, str]]:
    seen: set[tuple[str, str]] = set()
    monkeypatch.setattr("foundation.live.push", lambda channel, name: seen.add((channel, name)))
    return seen


def test_the_floor_leaves_the_phone_with_the_step(speaking: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    phone, address = client_of(speaking.guest), f"/workshops/{speaking.workshop.pk}/room/hand/"
    before, pushed = phone.get(address), told(monkeypatch)
    assert "You have the floor" in before.content.decode()
    start_step(workshop=speaking.workshop, step=speaking.steps[1], by=speaking.facilitator)
    after = phone.get(address, headers={"If-None-Match": before["ETag"]})
    assert "You have the floor" not in after.content.decode()
    assert (f"participant:{speaking.participant.pk}", "hand") in pushed
    floor = queries.floor_of(speaking.workshop)
    assert (floor.speaker, len(floor.waiting)) == (None, 1)
    assert floor.heard[speaking.participant.helix] == 1


# Hands go down with the discussion


def at_step(scene: Hall, left: StepKind, entered: StepKind) -> tuple[Step, Step]:
    """The hall stands at a step of the first kind, a hand is up, and the next step is of the second."""
    first, second = (
        StepFactory.create(workshop=scene.workshop, kind=kind, position=place)
        for place, kind in enumerate((left, entered), 10)
    )
    start_step(workshop=scene.workshop, step=first, by=scene.facilitator)
    raise_hand(workshop=scene.workshop, wanted=True, by=scene.guest)
    return first, second


@pytest.mark.parametrize(
    ("left", "entered", "hand"),
    [
        (StepKind.DISCUSS, StepKind.SCORE, ""),
        (StepKind.DISCUSS_AGAIN, StepKind.CLOSE, ""),
        (StepKind.SHORTLIST, StepKind.SCORE_AGAIN, ""),
        (StepKind.SHORTLIST, StepKind.DISCUSS, "waits"),
        (StepKind.SCORE, StepKind.DISCUSS_AGAIN, "waits"),
    ],
)
def test_a_hand_goes_down_with_the_discussion_and_where_scoring_begins(
    scene: Hall, left: StepKind, entered: StepKind, hand: str
) -> None:
    _first, second = at_step(scene, left, entered)
    start_step(workshop=scene.workshop, step=second, by=scene.facilitator)
    assert queries.hand_of(scene.participant) == hand


def test_a_discussion_begun_again_leaves_the_hands_up(scene: Hall) -> None:
    first, _second = at_step(scene, StepKind.DISCUSS, StepKind.SCORE)
    start_step(workshop=scene.workshop, step=first, by=scene.facilitator)
    assert queries.hand_of(scene.participant) == "waits"


def test_phone_desk_and_wall_see_the_hand_go_down(scene: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody speaks, somebody waits: the desk and the wall are told all the same."""
    _first, second = at_step(scene, StepKind.DISCUSS, StepKind.SCORE)
    phone, desk = client_of(scene.guest), client_of(scene.facilitator)
    here = f"/workshops/{scene.workshop.pk}/"
    pages = {"room/hand/": phone, "speaking/": desk, "wall/speakers/": desk}
    before = {path: client.get(here + path) for path, client in pages.items()}
    pushed = told(monkeypatch)
    start_step(workshop=scene.workshop, step=second, by=scene.facilitator)
    after = {
        path: client.get(here + path, headers={"If-None-Match": before[path]["ETag"]}).content.decode()
        for path, client in pages.items()
    }
    assert "Raise your hand" in after["room/hand/"]
    assert "Nobody asks for the floor" in after["speaking/"]
    assert "No. 1" not in after["wall/speakers/"]
    assert "No. 1" in before["wall/speakers/"].content.decode()
    assert (f"workshop:{scene.workshop.pk}", "speaking") in pushed


def test_a_step_begun_again_leaves_the_floor_to_who_has_it(speaking: Hall) -> None:
    start_step(workshop=speaking.workshop, step=speaking.steps[0], by=speaking.facilitator)
    assert queries.hand_of(speaking.participant) == "speaks"


def test_with_the_evening_every_hand_is_down(speaking: Hall) -> None:
    step_workshop(workshop=speaking.workshop, name="close", by=speaking.facilitator)
    step_workshop(workshop=speaking.workshop, name="reopen", reason="One more.", by=speaking.facilitator)
    floor = queries.floor_of(speaking.workshop)
    assert (floor.speaker, floor.waiting) == (None, [])
    assert sum(floor.heard.values()) == 1


def test_every_phone_looks_again_at_its_hand_when_the_step_or_the_evening_ends(speaking: Hall) -> None:
    """Else a button stays that only refuses."""
    phone, here = client_of(speaking.guest), f"/workshops/{speaking.workshop.pk}/room/"
    assert 'id="room-hand" data-live-name="hand step"' in phone.get(here).content.decode()
    step_workshop(workshop=speaking.workshop, name="close", by=speaking.facilitator)
    assert "button" not in phone.get(f"{here}hand/").content.decode()
