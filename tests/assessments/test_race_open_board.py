"""The open board while several finish, somebody changes a mark and the round closes. On PostgreSQL with real connections.

In each race one has looked who is through and not yet painted, when another does something and paints as well. Twice kept
apart: by the lock, and, where it does nothing, by comparing the picture that was seen.
"""

import threading
from collections.abc import Callable
from itertools import combinations
from typing import Any

import pytest

from assessments import actions, projections, queries
from assessments.models import OpenBoard, Ranking, Round
from assessments.projections import boards
from foundation import wake
from tests.assessments.halls import WITH_SCIENCE, Hall, make_hall
from tests.together import LONG_PATIENCE, PATIENCE, at_once

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]

MARKS = (3, 5, 7, 4, 6, 8, 2)
Picture = tuple[int, str]  # people, score of the first activity


@pytest.fixture
def hall() -> Hall:
    return make_hall({"science": len(MARKS)}, activities=2)


@pytest.fixture
def opened(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> Round:
    """Five are through, two have one activity left, and nobody has looked: every wake-up was lost so far."""
    round = hall.open_round(WITH_SCIENCE, is_counting=False)
    with monkeypatch.context() as lost:
        lost.setattr(wake, "_publish", lambda *_told: None)
        for seat in range(len(MARKS)):
            give(hall, round, seat, 0)
        for seat in range(5):
            finish(hall, round, seat)
    return round


def give(hall: Hall, round: Round, seat: int, place: int, shift: int = 0) -> None:
    marks = dict.fromkeys(("q0", "q1"), MARKS[seat] + shift - place)
    activity_id, by = hall.activities[place].pk, hall.rater("science", seat)
    actions.record_ballot(round=round, activity_id=activity_id, marks=marks, by=by, sequence=1 + shift)


def finish(hall: Hall, round: Round, seat: int) -> None:
    """The last activity of the list."""
    give(hall, round, seat, 1)


@pytest.fixture
def pictures(monkeypatch: pytest.MonkeyPatch) -> list[Picture]:
    """Each as it stood when the pages were told of it."""
    seen: list[Picture] = []
    plain = boards.live.push

    def push(channel: str, name: str) -> None:
        if name == "board":
            seen.append(picture(int(channel.removeprefix("round:"))))
        plain(channel, name)

    monkeypatch.setattr(boards.live, "push", push)
    return seen


def picture(round_id: int) -> Picture:
    shown = OpenBoard.objects.get(round=round_id).shown
    return shown["people"], shown["activities"][0]["score"]


def result(round: Round) -> Picture:
    document = Ranking.objects.get(round=round).document
    best = max(document["activities"], key=lambda one: float(one["score"]))
    return best["cells"][0]["n"], best["score"]


def tells_of_few(seen: list[Picture]) -> bool:
    """Two that differ, and by fewer people than come into a batch."""
    return any(one != other and abs(one[0] - other[0]) < 5 for one, other in combinations(seen, 2))


def overtaken(monkeypatch: pytest.MonkeyPatch, round: Round, other: Callable[[], Any]) -> list[Any]:
    """The first has looked who is through, and paints when the other is done; or, where a lock holds that back, alone."""
    has_looked, is_done, plain = threading.Event(), threading.Event(), boards.finished
    first = threading.local()

    def slow(*args: Any) -> Any:
        found = plain(*args)
        if hasattr(first, "one"):
            has_looked.set()
            is_done.wait(PATIENCE)
        return found

    def paint() -> bool:
        first.one = True
        return projections.move_board(round.pk)

    def overtake() -> None:
        assert has_looked.wait(LONG_PATIENCE)
        other()
        is_done.set()

    monkeypatch.setattr(boards, "finished", slow)
    return at_once(paint, overtake)


def without_lock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(boards, "held", lambda round_id: OpenBoard.objects.get(round=round_id))


def without_comparing(monkeypatch: pytest.MonkeyPatch) -> None:
    def overwritten(board: OpenBoard, columns: dict[str, Any]) -> bool:
        return OpenBoard.objects.filter(pk=board.pk).update(**columns) == 1

    monkeypatch.setattr(boards, "kept", overwritten)


GUARDS: list[Callable[[pytest.MonkeyPatch], None]] = [lambda _patch: None, without_lock, without_comparing]


@pytest.mark.parametrize("taken_away", GUARDS, ids=["both guards", "no lock", "no comparing"])
class TestEitherGuardIsEnough:
    def test_a_sixth_who_finishes_meanwhile_waits(
        self,
        hall: Hall,
        opened: Round,
        pictures: list[Picture],
        monkeypatch: pytest.MonkeyPatch,
        taken_away: Any,
    ) -> None:
        taken_away(monkeypatch)
        outcomes = overtaken(monkeypatch, opened, lambda: finish(hall, opened, 5))
        assert not [one for one in outcomes if isinstance(one, Exception)]
        assert len(pictures) == 1
        assert len(OpenBoard.objects.get(round=opened).batches) == 1

    def test_a_mark_changed_meanwhile_shows_in_no_second_picture(
        self,
        hall: Hall,
        opened: Round,
        pictures: list[Picture],
        monkeypatch: pytest.MonkeyPatch,
        taken_away: Any,
    ) -> None:
        taken_away(monkeypatch)
        overtaken(monkeypatch, opened, lambda: give(hall, opened, 0, 0, shift=1))
        assert len(pictures) == 1
        assert not tells_of_few([*pictures, picture(opened.pk)])

    def test_the_result_is_the_last_picture_whoever_finishes_before_the_close(
        self,
        hall: Hall,
        opened: Round,
        pictures: list[Picture],
        monkeypatch: pytest.MonkeyPatch,
        taken_away: Any,
    ) -> None:
        taken_away(monkeypatch)

        def close() -> None:
            finish(hall, opened, 5)
            actions.close_round(round=opened, by=hall.facilitator)

        overtaken(monkeypatch, opened, close)
        projections.rebuild_ranking(opened.pk)
        assert result(opened) == picture(opened.pk)
        assert not tells_of_few([*pictures, result(opened)])


class TestTwins:
    """With neither guard each race gives one person's marks away."""

    @pytest.fixture(autouse=True)
    def unguarded(self, monkeypatch: pytest.MonkeyPatch) -> None:
        without_lock(monkeypatch)
        without_comparing(monkeypatch)

    def test_the_sixth(
        self, hall: Hall, opened: Round, pictures: list[Picture], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        overtaken(monkeypatch, opened, lambda: finish(hall, opened, 5))
        assert [people for people, _score in pictures] == [6, 5]
        (six, with_it), (five, without_it) = pictures
        assert round(six * float(with_it) / 10 - five * float(without_it) / 10) == MARKS[5]

    def test_the_changed_mark(
        self, hall: Hall, opened: Round, pictures: list[Picture], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        overtaken(monkeypatch, opened, lambda: give(hall, opened, 0, 0, shift=1))
        assert tells_of_few(pictures)

    def test_the_close(
        self, hall: Hall, opened: Round, pictures: list[Picture], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def close() -> None:
            finish(hall, opened, 5)
            actions.close_round(round=opened, by=hall.facilitator)

        overtaken(monkeypatch, opened, close)
        assert result(opened) != picture(opened.pk)
        assert tells_of_few([*pictures, result(opened)])


def test_all_finish_at_once_and_nobody_is_lost(hall: Hall, opened: Round, pictures: list[Picture]) -> None:
    at_once(*[lambda seat=seat: finish(hall, opened, seat) for seat in (5, 6)])  # type: ignore[misc]  # -- reason: a default holds the seat
    inside = [rater for batch in OpenBoard.objects.get(round=opened).batches for rater in batch]
    assert len(inside) == len(set(inside)) >= 5
    assert not tells_of_few(pictures)
    assert list(queries.overdue_boards()) == []
    assert not projections.move_board(opened.pk)
