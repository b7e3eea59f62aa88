"""Numbers computed at once are the exact ones, ties and all; on any number of threads."""

import hashlib
import json
import os
import subprocess
import sys
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.scoring import acceptability as accepted
from assessments.scoring import balance, count_cells, rank_round, robustness, scores
from assessments.scoring import cells as counted
from assessments.scoring.exact import Ratio, half_even, printed
from assessments.scoring.ranking import official_values
from assessments.scoring.scores import NONE, Rule, Sums, decimal_or_none, scores_of
from tests.assessments.scoring.naive import Case
from tests.assessments.scoring.rounds import arrays, cases, hall, values_of

EIGHTY = Fraction(4, 5)
RULES = [Rule(0), Rule(2), Rule(None), Rule(None, is_per_head=True), Rule(2, without=0)]


def sums_of(case: Case) -> Sums:
    method, roster, ballots, measured = arrays(case)
    return Sums.of(method, count_cells(method, roster, ballots), ballots.activities, measured)


@given(case=cases())
@settings(max_examples=60)
def test_scores_and_values_are_the_exact_ones(case: Case) -> None:
    method = case.method
    sums = sums_of(case)
    for rule in RULES:
        exact = [
            balance.score(sums.exact_values(at, rule), method.weights, method.coverage_minimum)
            for at in range(len(case.activities))
        ]
        assert [decimal_or_none(score, 1) for score in sums.scores(rule).tolist()] == exact
    values = values_of(case)
    for at, row in enumerate(values.tolist()):
        for own, ratio in zip(row, sums.exact_values(at, Rule(method.kappa)), strict=True):
            assert (own == float(printed(ratio, 6))) if ratio else np.isnan(own)


def ties() -> list[list[Ratio]]:
    """Three values in two-thousandths with the weights 1, 2 and 4: the mean in thousandths ends in a half."""
    drawn = np.random.default_rng(5).integers(0, 2001, (60_000, 3)).tolist()
    return [[(own, 2000) for own in row] for row in drawn if (row[0] + 2 * row[1] + 4 * row[2]) % 14 == 7]


def wrong(rows: list[list[Ratio]]) -> int:
    table = np.array([[own / whole for own, whole in row] for row in rows])
    found = scores_of(table, [1, 2, 4], EIGHTY, lambda at: rows[at]).tolist()
    exact = [half_even(row[0][0] + 2 * row[1][0] + 4 * row[2][0], 14) for row in rows]
    return sum(one != other for one, other in zip(found, exact, strict=True))


def test_a_tie_is_rounded_half_even() -> None:
    rows = ties()
    assert len(rows) > 3000
    assert wrong(rows) == 0


def test_without_asking_the_exact_ratio_some_ties_go_the_wrong_way(monkeypatch: pytest.MonkeyPatch) -> None:
    """Twin."""
    monkeypatch.setattr(scores, "TOLERANCE", 0)
    assert wrong(ties()) > 0


@given(
    weights=st.lists(st.integers(1, 10**30), min_size=1, max_size=5),
    present=st.lists(st.booleans(), min_size=5),
)
@settings(max_examples=60)
def test_coverage_of_weights_too_large_for_machine_numbers(weights: list[int], present: list[bool]) -> None:
    given_values = present[: len(weights)]
    values = np.array([[0.5 if is_given else np.nan for is_given in given_values]])
    ratios = [(1, 2) if is_given else None for is_given in given_values]
    assert scores.coverages(values, weights).tolist() == [
        int(10 * balance.coverage(ratios, weights)),
    ]
    expected = balance.score(ratios, weights, EIGHTY)
    assert scores_of(values, weights, EIGHTY, lambda _: ratios).tolist() == [
        NONE if expected is None else int(10 * expected)
    ]


def test_more_equal_marks_than_a_byte_can_count() -> None:
    case = hall([[7] * 600, [0] * 256])
    counts = count_cells(*arrays(case)[:3])
    assert counts.n.tolist() == [[[600], [256]]]
    assert counts.total.tolist() == [[[4200], [0]]]
    assert counts.histograms[0][0, :, 7].tolist() == [600, 0]


WHOLE = """
import sys
from tests.assessments.scoring.test_scores import digest
sys.stdout.write(digest())
"""


def digest() -> str:
    """Of everything a round of some size gives that threads work on."""
    from bench.rounds import ballots_of, method_of

    method = method_of(5, 0)
    roster, ballots = ballots_of(300, 120, 5)
    values = official_values(method, count_cells(method, roster, ballots), ballots.activities, {})
    weights = [criterion.weight for criterion in method.criteria]
    document: Any = [
        rank_round(method, roster, ballots, {}).as_document(),
        robustness(
            ballots.activities, values, weights, EIGHTY, places=9, seed="beef" * 4, draws=900
        ).as_document(),
    ]
    return hashlib.sha256(json.dumps(document).encode()).hexdigest()


def test_the_number_of_threads_changes_no_byte(monkeypatch: pytest.MonkeyPatch) -> None:
    def in_a_process(threads: str) -> str:
        names = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
        environment = os.environ | dict.fromkeys(names, threads)
        run = subprocess.run(
            [sys.executable, "-c", WHOLE], env=environment, check=True, capture_output=True, text=True
        )
        return run.stdout

    two = digest()
    for module in (counted, accepted):
        monkeypatch.setattr(module, "THREADS", 1)
    assert digest() == two
    assert in_a_process("1") == in_a_process("2") == two
