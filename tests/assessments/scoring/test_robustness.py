"""Robustness of weights: the published case, the naive twin, and what must hold whatever the values are."""

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.scoring import BoardError, Method, acceptability, robustness
from assessments.scoring.acceptability import Acceptability, above, within_first
from assessments.scoring.board import Board
from assessments.scoring.drawing import FloatArray, draw_any_weights, draw_weights
from assessments.scoring.robustness import label
from tests.assessments.scoring import naive, naive_draws
from tests.assessments.scoring.naive import Case
from tests.assessments.scoring.rounds import cases, values_of

SEED = "c0ffee" * 10
EIGHTY = Fraction(4, 5)
Rows = list[list[Fraction | None]]

ratings = st.one_of(
    st.none(),
    st.sampled_from([Fraction(0), Fraction(1, 2), Fraction(1)]),
    st.integers(0, 10**6).map(lambda millionths: Fraction(millionths, 10**6)),
)


@st.composite
def boards(draw: st.DrawFn) -> tuple[Rows, list[Fraction], Fraction]:
    """Rows with gaps and ties, weights, and the coverage that is asked for."""
    criteria = draw(st.integers(1, 4))
    rows = draw(st.lists(st.lists(ratings, min_size=criteria, max_size=criteria), min_size=1, max_size=6))
    copies = draw(st.lists(st.sampled_from(rows), max_size=2))
    parts = st.sampled_from([Fraction(1), Fraction(2), Fraction(1, 3)])
    weights = draw(st.lists(parts, min_size=criteria, max_size=criteria))
    minimum = draw(st.sampled_from([EIGHTY, Fraction(1, 2), Fraction(1, 9)]))
    return rows + copies, weights, minimum


def as_array(rows: Sequence[Sequence[Fraction | None]], width: int) -> FloatArray:
    listed = [[np.nan if value is None else float(value) for value in row] for row in rows]
    return np.array(listed, dtype=np.float64).reshape(len(rows), width)


def exact(drawn: FloatArray) -> list[list[Fraction]]:
    return [[Fraction(weight) for weight in row] for row in drawn.tolist()]


def counted(rows: Rows, weights: list[Fraction], minimum: Fraction, drawn: FloatArray) -> Acceptability:
    return acceptability.acceptability(Board.of(as_array(rows, len(weights)), weights, minimum), drawn)


def test_the_published_case() -> None:
    """Scores w1 and w2 / 2: the first is ahead where w1 > 1/3, and its central weights are (2/3, 1/3)."""
    drawn = draw_any_weights(2, SEED, draws=100_000)
    result = counted(
        [[Fraction(1), Fraction(0)], [Fraction(0), Fraction(1, 2)]], [Fraction(1)] * 2, EIGHTY, drawn
    )
    assert result.at_rank[:, 0] / 100_000 == pytest.approx([2 / 3, 1 / 3], abs=0.005)
    assert result.central_weights()[0] == pytest.approx([2 / 3, 1 / 3], abs=0.005)
    assert result.central_weights()[1] == pytest.approx([1 / 6, 5 / 6], abs=0.005)


@given(board=boards(), seed=st.integers(2**32, 2**64))
@settings(max_examples=120)
def test_counts_equal_the_naive_ones(board: tuple[Rows, list[Fraction], Fraction], seed: int) -> None:
    rows, weights, minimum = board
    drawn = draw_weights(weights, f"{seed:x}", draws=7, concentration=3)
    rankable = [at for at, row in enumerate(rows) if naive_draws.is_rankable(row, weights, minimum)]
    own = [rows[at] for at in rankable]
    result = counted(rows, weights, minimum, drawn)
    expected = naive_draws.rank_counts(own, exact(drawn))
    assert result.rows == tuple(rankable)
    assert result.at_rank.tolist() == expected
    assert exact(result.first_weights) == naive_draws.first_sums(own, exact(drawn))
    table = Board.of(as_array(rows, len(weights)), weights, minimum)
    assert above(table, drawn).tolist() == naive_draws.above_counts(own, exact(drawn))
    for places in range(len(own) + 2):
        among = [sum(row[:places]) for row in expected]
        assert within_first(table, drawn, places).tolist() == among
        assert result.within(places).tolist() == among


@given(board=boards(), order=st.randoms(use_true_random=False))
@settings(max_examples=60)
def test_permuting_activities_permutes_the_result(board, order) -> None:
    rows, weights, minimum = board
    drawn = draw_weights(weights, SEED, draws=40)
    shuffled = order.sample(range(len(rows)), len(rows))
    plain = counted(rows, weights, minimum, drawn)
    moved = counted([rows[at] for at in shuffled], weights, minimum, drawn)
    by_row = dict(zip(plain.rows, plain.at_rank.tolist(), strict=True))
    assert [by_row[shuffled[row]] for row in moved.rows] == moved.at_rank.tolist()


def random_board(n: int, gaps: float = 0.0, levels: int = 10**6, criteria: int = 5) -> Board:
    rng = np.random.default_rng(7)
    values = rng.integers(0, levels, (n, criteria)) / levels
    values[rng.random(values.shape) < gaps] = np.nan
    return Board.of(values, [1] * criteria, Fraction(1, 2))


@pytest.mark.parametrize("levels", [10**6, 2])
@pytest.mark.parametrize(("gaps", "n"), [(0.0, 40), (0.2, 40), (0.0, 1), (0.0, 300)])
def test_how_the_draws_are_cut_into_pieces_changes_nothing(
    monkeypatch: pytest.MonkeyPatch, n: int, gaps: float, levels: int
) -> None:
    board, drawn = random_board(n, gaps, levels), draw_any_weights(5, SEED, draws=700)
    whole = acceptability.acceptability(board, drawn)
    compared = above(board, drawn).tolist()
    assert within_first(board, drawn, 7).tolist() == whole.within(7).tolist()
    monkeypatch.setattr(acceptability, "CHUNK", 9 * n)
    monkeypatch.setattr(acceptability, "KEPT", 40 * n)
    pieces = acceptability.acceptability(board, drawn)
    assert pieces.at_rank.tolist() == whole.at_rank.tolist()
    assert pieces.first_weights.tolist() == whole.first_weights.tolist()
    assert above(board, drawn).tolist() == compared
    assert within_first(board, drawn, 7).tolist() == whole.within(7).tolist()
    assert whole.at_rank.sum(axis=1).tolist() == [700] * len(board.rows)


@pytest.mark.parametrize("n", [2048, 2049])
def test_keys_widen_where_the_activities_are_many(n: int) -> None:
    board, drawn = random_board(n), draw_any_weights(5, SEED, draws=3)
    expected = np.zeros((n, n), dtype=np.int64)
    for _, scores in board.scores(drawn, 3):
        for own in scores.tolist():
            order = sorted(own, reverse=True)
            expected[np.arange(n), [order.index(score) for score in own]] += 1
    assert (acceptability.acceptability(board, drawn).at_rank == expected).all()


def test_the_standard_library_finds_the_same_percents() -> None:
    """Within one point, from the seed alone."""
    rng = np.random.default_rng(3)
    weights = [Fraction(weight) for weight in (27, 18, 18, 27, 10)]
    rows: Rows = [[Fraction(int(u), 1000) for u in row] for row in rng.integers(300, 700, (6, 5))]
    rows[2][4] = None
    codes = [f"a{at}" for at in range(6)]
    result = robustness(codes, as_array(rows, 5), weights, EIGHTY, places=2, seed=SEED, draws=2000)
    drawn = naive_draws.draws([float(50 * weight / 100) for weight in weights], SEED, 2000)
    for entry, ranks in zip(result.activities, naive_draws.rank_counts(rows, drawn), strict=True):
        shown = [*entry.ranks, *[0] * (6 - len(entry.ranks))]
        assert all(abs(own - times / 20) <= 1 for own, times in zip(shown, ranks, strict=True))
        assert abs(entry.within - sum(ranks[:2]) / 20) <= 1


@given(case=cases())
@settings(max_examples=60)
def test_values_of_a_round_are_the_naive_ones_to_six_decimals(case: Case) -> None:
    values = values_of(case)
    for row, activity in zip(values.tolist(), case.activities, strict=True):
        for u, criterion in zip(row, case.method.criteria, strict=True):
            expected = naive.mu(case, activity, criterion, naive.balanced_mean, case.method.kappa, None)
            if expected is None:
                assert np.isnan(u)
            else:
                assert round(u * 10**6) == round(expected * 10**6)


@given(case=cases())
@settings(max_examples=40)
def test_the_rankable_are_those_with_a_score(case: Case) -> None:
    method: Method = case.method
    values = values_of(case)
    weights = [criterion.weight for criterion in method.criteria]
    result = robustness(
        case.activities, values, weights, method.coverage_minimum, places=1, seed=SEED, draws=5
    )
    scored = [activity for activity, score in naive.scores(case).items() if score is not None]
    assert [entry.activity for entry in result.activities] == scored


def test_weights_that_hardly_move_give_the_ranking_itself() -> None:
    board = random_board(12)
    drawn = draw_weights([1] * 5, SEED, draws=50, concentration=10**7)
    frozen = board.millionths.mean(axis=0)
    ranks = [1 + int((frozen > own).sum()) for own in frozen]
    result = acceptability.acceptability(board, drawn)
    assert [int(row.argmax()) + 1 for row in result.at_rank] == ranks


def test_one_activity_is_always_first_and_nothing_to_rank_is_no_error() -> None:
    alone = robustness(["a"], np.array([[0.2, np.nan]]), [9, 1], EIGHTY, places=3, seed=SEED, draws=100)
    assert [(entry.label, entry.within, entry.ranks) for entry in alone.activities] == [
        ("robust", 100, (100,))
    ]
    assert alone.activities[0].central == pytest.approx((90, 10), abs=2)
    nobody = robustness(["a"], np.array([[np.nan, 0.2]]), [9, 1], EIGHTY, places=3, seed=SEED, draws=100)
    assert (nobody.activities, nobody.pairs) == ((), ())


def test_a_draw_that_gives_nothing_to_the_criteria_present_is_a_score_of_zero() -> None:
    values = np.array([[1.0, np.nan], [0.0, 0.5]])
    board = Board.of(values, [1, 1], Fraction(1, 2))
    result = acceptability.acceptability(board, np.array([[0.0, 1.0], [0.5, 0.5]]))
    assert result.at_rank.tolist() == [[1, 1], [1, 1]]


def test_beside_the_frozen_weights_stand_any_weights() -> None:
    """One is ahead by the heavy criterion, the other by the light one."""
    values = np.array([[1.0, 0.0], [0.0, 1.0]])
    result = robustness(["a", "b"], values, [4, 1], EIGHTY, places=1, seed=SEED)
    assert [entry.within for entry in result.activities] == [100, 0]
    assert [entry.within_any for entry in result.activities] == pytest.approx([50, 50], abs=2)


def test_equals_share_the_better_rank_and_neither_is_above() -> None:
    values = np.array([[0.5, 0.5], [0.5, 0.5], [0.1, 0.1]])
    result = robustness(["a", "b", "c"], values, [1, 1], EIGHTY, places=1, seed=SEED, draws=100)
    assert [entry.ranks for entry in result.activities] == [(100,), (100,), (0, 0, 100)]
    assert [entry.label for entry in result.activities] == ["robust", "robust", "out"]
    assert [(pair.one, pair.other, pair.one_above, pair.other_above) for pair in result.pairs] == [
        ("a", "b", 0, 0)
    ]


@pytest.mark.parametrize(
    ("times", "word"),
    [
        (9000, "robust"),
        (8999, "likely"),
        (5000, "likely"),
        (4999, "contested"),
        (1000, "contested"),
        (999, "out"),
    ],
)
def test_words_for_how_often(times: int, word: str) -> None:
    assert label(times, 10_000) == word


def test_the_document_holds_whole_percent_and_no_float() -> None:
    values = np.random.default_rng(1).random((9, 4))
    result = robustness([f"a{at}" for at in range(9)], values, [4, 3, 2, 1], EIGHTY, places=3, seed=SEED)

    def refuse(text: str) -> None:
        raise AssertionError(f"float {text}")

    document = json.loads(json.dumps(result.as_document()), parse_float=refuse)
    assert document["draws"] == 10_000
    for entry in document["activities"]:
        assert abs(sum(entry["ranks"]) - 100) <= 4
        assert entry["central"] is None or sum(entry["central"]) == 100
        assert abs(sum(entry["ranks"][:3]) - entry["within"]) <= 2
    for pair in document["pairs"]:
        assert 99 <= pair["one_above"] + pair["other_above"] <= 101


@pytest.mark.parametrize(
    ("values", "weights"),
    [([[0.5]], [1, 1]), ([[1.1, 0.0]], [1, 1]), ([[-0.1, 0.0]], [1, 1]), ([0.5, 0.5], [1, 1])],
)
def test_values_that_do_not_fit_are_refused(values: list, weights: list[int]) -> None:
    with pytest.raises(BoardError):
        robustness(["a"], np.array(values), weights, EIGHTY, places=1, seed=SEED)


def test_draws_that_do_not_fit_are_refused() -> None:
    with pytest.raises(BoardError):
        above(random_board(3), draw_any_weights(4, SEED, draws=2))


COUNT = """
import hashlib, json, sys
import numpy as np
from assessments.scoring import robustness
rng = np.random.default_rng(5)
values = rng.random((400, 12)).round(2)
values[rng.random(values.shape) < 0.03] = np.nan
result = robustness([str(a) for a in range(400)], values, [3] * 6 + [2] * 6, 0.8, places=8, seed="beef" * 4, draws=3000)
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

    one = digest("1")
    assert len(one) == len(hashlib.sha256().hexdigest())
    assert one == digest("2") == digest("2")
