"""The hall filled again: what is kept back, and that no way of computing it changes a byte."""

import dataclasses
import os
import subprocess
import sys
import tracemalloc

import numpy as np
import pytest

from assessments.scoring import CountedMarks, attendance
from assessments.scoring import hall as filled_hall
from bench.rounds import ballots_of, method_of
from tests.assessments.scoring.naive import Case
from tests.assessments.scoring.rounds import counted, one_question
from tests.assessments.scoring.test_attendance import SEED, canonical, crowd


def test_a_cell_kept_back_enters_no_draw() -> None:
    """Four of the second group's eight spoke of "a": fewer than g, however often these four are drawn."""

    def scores(mark: int) -> list[list[int]]:
        everybody = {("b", rater): (rater % 10,) for rater in range(13)}
        some = {("a", rater): (4 + rater,) for rater in range(5)} | {
            ("a", rater): (mark,) for rater in range(5, 9)
        }
        case = Case(one_question(2), ("a", "b"), (0,) * 5 + (1,) * 8, everybody | some)
        return filled_hall.Hall.of(*counted(case)).scores(case.method, SEED, 40).tolist()

    assert scores(0) == scores(10)


@pytest.mark.parametrize(
    ("name", "value"),
    [("COLUMNS", 3), ("COLUMNS", 1), ("DRAWS_AT_A_TIME", 7), ("THREADS", 1), ("EXACT_IN_FLOAT32", 0)],
)
def test_how_it_is_computed_changes_nothing(monkeypatch: pytest.MonkeyPatch, name: str, value: int) -> None:
    expected = canonical(crowd(), draws=600)
    monkeypatch.setattr(filled_hall, name, value)
    assert canonical(crowd(), draws=600) == expected


def test_a_rater_drawn_more_often_than_a_byte_can_tell() -> None:
    """Three hundred of one group, and seats that nearly all go to the first of them."""
    case = crowd(n=300)
    alone = dataclasses.replace(case, group_of_rater=(0,) * 300, method=one_question(1))
    hall_of_many = filled_hall.Hall.of(*counted(alone))

    def one_for_all(places: np.ndarray) -> np.ndarray:
        drawn = np.zeros(places.shape, dtype=np.int64)
        drawn[:, 0] = places.shape[1]
        return drawn

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(filled_hall, "times_drawn", one_for_all)
        assert [own[:, 0].tolist() for own in hall_of_many.drawn(SEED, 200)] == [[300] * 200]


@pytest.mark.parametrize(("activities", "judged"), [(0, 3), (1, 12), (7, 0), (200, 12), (201, 1), (1000, 12)])
def test_pieces_hold_every_activity_once_and_no_thread_waits_long(activities: int, judged: int) -> None:
    pieces = filled_hall.shared_out(activities, judged)
    every = range(activities)
    assert [at for piece in pieces for at in every[piece]] == list(every)
    sizes = [len(every[piece]) for piece in pieces]
    assert all(size * judged <= filled_hall.COLUMNS for size in sizes)
    busiest = max(sum(sizes[first :: filled_hall.THREADS]) for first in range(filled_hall.THREADS))
    assert busiest <= activities / filled_hall.THREADS + len(pieces)


COUNT = """
import hashlib, json, sys
from bench.rounds import ballots_of, method_of
from assessments.scoring import CountedMarks, attendance
method = method_of(5, 0)
result = attendance(CountedMarks.of(method, *ballots_of(60, 300, 5)), {}, places=8, seed="beef" * 4, draws=700)
sys.stdout.write(hashlib.sha256(json.dumps(result.as_document()).encode()).hexdigest())
"""


def test_the_number_of_threads_changes_no_byte() -> None:
    def digest(threads: str) -> str:
        names = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
        environment = os.environ | dict.fromkeys(names, threads)
        run = subprocess.run(
            [sys.executable, "-c", COUNT], env=environment, check=True, capture_output=True, text=True
        )
        return run.stdout

    assert len(digest("1")) == 64
    assert digest("1") == digest("2")


def test_a_mark_takes_a_few_bytes_and_not_dozens() -> None:
    """1.2 million marks. As machine numbers of eight bytes they took 30 MB, with their copies."""
    method = method_of(6, 0)
    roster, ballots = ballots_of(400, 500, 6)
    tracemalloc.start()
    try:
        attendance(CountedMarks.of(method, roster, ballots), {}, places=5, seed=SEED, draws=40)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 10e6
