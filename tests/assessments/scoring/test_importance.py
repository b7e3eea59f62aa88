"""Shares of the variance, beside a naive computation that knows only the definition."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from assessments.scoring import importance, is_heavy

numbers = st.fractions(min_value=0, max_value=100, max_denominator=50)
tables = st.integers(1, 6).flatmap(
    lambda width: st.lists(st.lists(numbers, min_size=width, max_size=width), min_size=3, max_size=9)
)


def naive(rows: list[list[Fraction]]) -> list[Fraction] | None:
    """E[xU] - E[x]E[U], over E[UU] - E[U]E[U]."""
    n = len(rows)
    scores = [sum(row) for row in rows]
    mean = Fraction(sum(scores), n)
    variance = Fraction(sum(score * score for score in scores), n) - mean * mean
    if variance == 0:
        return None
    shares = []
    for column in range(len(rows[0])):
        product = Fraction(sum(row[column] * score for row, score in zip(rows, scores, strict=True)), n)
        shares.append((product - Fraction(sum(row[column] for row in rows), n) * mean) / variance)
    return shares


@given(tables)
def test_as_the_definition_says_and_together_one(rows: list[list[Fraction]]) -> None:
    found = importance(rows)
    assert found == naive(rows)
    assert found is None or sum(found) == 1


def test_a_criterion_equal_everywhere_decides_nothing() -> None:
    rows = [[Fraction(50), Fraction(part)] for part in (1, 2, 6)]
    assert importance(rows) == [Fraction(0), Fraction(1)]


def test_two_activities_or_equal_scores_say_nothing() -> None:
    assert importance([[Fraction(1)], [Fraction(2)]]) is None
    assert importance([[Fraction(3)]] * 4) is None


def test_heavy_is_more_than_half_above_the_weight() -> None:
    assert not is_heavy(Fraction(3, 10), Fraction(2, 10))
    assert is_heavy(Fraction(301, 1000), Fraction(2, 10))
