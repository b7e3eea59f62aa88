"""Spreads of all activities at once are those of exact fractions, one by one; near an end the fractions decide."""

from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.scoring import CellCounts, Criterion, Dispute, Method, count_cells, disputes, rank_round
from assessments.scoring import spreads_at_once as at_once
from assessments.scoring.disclosure import open_activities, open_histograms
from assessments.scoring.dispute import exact_dispute
from assessments.scoring.spread import counting
from tests.assessments.scoring.naive import Case
from tests.assessments.scoring.rounds import arrays, cases, groups, hall


def exactly(
    method: Method, counts: CellCounts, codes: tuple[str, ...], scores: list[Decimal | None]
) -> list[Dispute]:
    shown, sums_open = open_histograms(method, counts).tolist(), open_activities(method, counts).tolist()
    found = []
    for code, score, is_open, histograms, cells in zip(
        codes, scores, sums_open, shown, counting(method, counts), strict=True
    ):
        if score is None or not any(cells):
            found.append(Dispute(code, "not_enough_data"))
        elif not is_open:
            found.append(Dispute(code, "withheld"))
        else:
            found.append(exact_dispute(code, score, histograms, cells))
    return found


def both(case: Case) -> tuple[list[Dispute], list[Dispute]]:
    method, roster, ballots, measured = arrays(case)
    counts = count_cells(method, roster, ballots)
    scores = [each.official.score for each in rank_round(method, roster, ballots, measured).activities]
    told = disputes(method, counts, case.activities, scores)
    return list(told), exactly(method, counts, case.activities, scores)


@given(case=cases())
@settings(max_examples=150)
def test_small_rounds_are_told_as_in_fractions(case: Case) -> None:
    told, exact = both(case)
    assert told == exact


def crowd(seed: int, highest: int = 10, n_groups: int = 4, raters: int = 40) -> Case:
    """Twenty activities, three questions of unlike scale and weight, a tenth of the marks missing."""
    rng = np.random.default_rng(seed)
    tops = (highest, 4, 10)
    criteria = tuple(
        Criterion(f"c{at}", "p", "judged", Fraction(at + 1), 0, top) for at, top in enumerate(tops)
    )
    codes = tuple(f"a{at}" for at in range(20))
    ballots = {
        (code, rater): tuple(None if rng.random() < 0.1 else int(rng.integers(0, top + 1)) for top in tops)
        for code in codes
        for rater in range(raters)
    }
    of_group = tuple(int(group) for group in rng.integers(0, n_groups, raters))
    return Case(Method(criteria, groups(n_groups)), codes, of_group, ballots)


@given(seed=st.integers(0, 2**32 - 1), n_groups=st.integers(1, 4))
@settings(max_examples=15)
def test_larger_rounds_too_and_floats_tell_nearly_all(seed: int, n_groups: int) -> None:
    case = crowd(seed, n_groups=n_groups)
    told, exact = both(case)
    assert told == exact
    method, roster, ballots, _measured = arrays(case)
    counts = count_cells(method, roster, ballots)
    assert at_once.told(method, counts, open_histograms(method, counts)).is_sure.mean() > 0.7


def test_where_a_float_cannot_tell_the_fractions_do(monkeypatch: pytest.MonkeyPatch) -> None:
    """Four groups of eight on a scale of four steps, two an eighth above the middle, two below: between is 6.25 %."""
    above, below = [4, 4, 3, 3, 2, 2, 1, 1], [3, 3, 2, 2, 1, 1, 0, 0]
    criterion = Criterion("c", "p", "judged", Fraction(1), 0, 4)
    case = hall([above, above, below, below], Method((criterion,), groups(4)))
    assert both(case)[0][0].between == Decimal("6.2")
    monkeypatch.setattr(at_once, "TOLERANCE", 0.0)
    assert both(case)[0][0].between == Decimal("6.3"), "the twin without fractions rounds a tie upward"
