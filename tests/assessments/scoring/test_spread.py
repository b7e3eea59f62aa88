"""The spread within and between groups, against a naive one and by hand, and what must hold for every round."""

import dataclasses
from fractions import Fraction
from itertools import combinations_with_replacement, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.scoring import Criterion, Method, Spread, count_cells, spreads
from assessments.scoring.spread import CountingCell
from tests.assessments.scoring import naive
from tests.assessments.scoring.naive import Case
from tests.assessments.scoring.rounds import arrays, cases, groups, hall, one_question


def found(case: Case) -> tuple[Spread | None, ...]:
    method, roster, ballots, _ = arrays(case)
    return spreads(method, count_cells(method, roster, ballots))


def in_u(criterion: Criterion, mark: int) -> Fraction:
    u = Fraction(mark - criterion.minimum, criterion.maximum - criterion.minimum)
    return 1 - u if criterion.reversed else u


def naive_spread(case: Case, activity: str) -> tuple[Fraction, Fraction, Fraction] | None:
    """(total, within, between), the total as the variance of one mixture of people, not as a sum of the two."""
    judged = [each for each in case.method.criteria if each.kind == "judged"]
    total, within, between, weights = (Fraction(0) for _ in range(4))
    for column, criterion in enumerate(judged):
        cells = case.counting(activity, column)
        if not cells:
            continue
        weights += criterion.weight
        mu = naive.mu(case, activity, criterion, naive.balanced_mean, case.method.kappa, None) or Fraction(0)
        says = {
            group: case.method.groups[group].omega * Fraction(len(marks), len(marks) + case.method.kappa)
            for group, marks in cells.items()
        }
        for group, marks in cells.items():
            say = criterion.weight * says[group] / sum(says.values(), Fraction(0))
            values = [in_u(criterion, mark) for mark in marks]
            mean = sum(values, Fraction(0)) / len(values)
            total += say * sum(((value - mu) ** 2 for value in values), Fraction(0)) / len(values)
            within += say * sum(((value - mean) ** 2 for value in values), Fraction(0)) / len(values)
            between += say * (mean - mu) ** 2
    return (total / weights, within / weights, between / weights) if weights else None


@given(case=cases())
@settings(max_examples=150)
def test_spreads_equal_the_naive_ones_and_within_and_between_make_the_total(case: Case) -> None:
    for activity, spread in zip(case.activities, found(case), strict=True):
        expected = naive_spread(case, activity)
        assert (spread and (spread.total, spread.within, spread.between)) == expected
        assert spread is None or 0 <= spread.between_corrected <= spread.between <= Fraction(1, 4)


def test_by_hand() -> None:
    """Groups of five, omega alike: 2 4 6 8 5 with mean 5 and variance 4, and 8 8 8 8 8. In u a hundredth of that.

    within = (0.04 + 0) / 2, mu = 0.65, between = 0.15 squared. The surplus by chance: with one variance s^2 the two
    means differ by 2 s^2 / 5, so between is s^2 / 10 too large, while within is 4/5 s^2: noise = 1/8.
    """
    spread = found(hall([[2, 4, 6, 8, 5], [8] * 5]))[0]
    assert spread == Spread(Fraction(2, 100), Fraction(225, 10000), Fraction(1, 8))
    assert spread.between_corrected == Fraction(225, 10000) - Fraction(2, 800)


def test_weights_of_groups_are_those_of_the_score() -> None:
    """Five against ten, kappa 2: 5/7 against 10/12, so 6/13 and 7/13."""
    spread = found(hall([[0] * 5, [10] * 10]))[0]
    assert spread is not None
    assert (spread.within, spread.between) == (Fraction(0), Fraction(6, 13) * Fraction(7, 13))


def test_groups_that_differ_less_than_by_chance_have_no_corrected_part() -> None:
    spread = found(hall([[0, 10, 0, 10, 5], [0, 10, 0, 10, 6]]))[0]
    assert spread is not None
    assert spread.between > 0
    assert spread.between_corrected == 0


def test_the_correction_takes_off_what_chance_adds_on_average() -> None:
    """Three and four people who draw from the same marks, in every possible way: E between = noise x E within."""
    method = one_question(2, threshold=3)
    between, by_chance = Fraction(0), Fraction(0)
    for one, other in product(product([2, 3, 9], repeat=3), product([2, 3, 9], repeat=4)):
        spread = found(hall([list(one), list(other)], method))[0]
        assert spread is not None
        between += spread.between
        by_chance += spread.noise * spread.within
    assert between == by_chance > 0


def test_one_group_has_nothing_between() -> None:
    spread = found(hall([[2, 4, 6, 8, 5]]))[0]
    assert spread == Spread(Fraction(4, 100), Fraction(0), Fraction(0))


def test_cells_below_the_threshold_enter_nothing() -> None:
    assert found(hall([[2, 4, 6, 8, 5], [0] * 4])) == found(hall([[2, 4, 6, 8, 5], [10] * 4]))


def test_an_empty_group_changes_nothing() -> None:
    assert found(hall([[2, 4, 6, 8, 5], [8] * 5, []])) == found(hall([[2, 4, 6, 8, 5], [8] * 5]))


def test_a_criterion_nobody_judged_takes_no_weight() -> None:
    criteria = tuple(Criterion(code, "p", "judged", Fraction(1)) for code in ("worth", "unknown"))
    case = hall([[2, 4, 6, 8, 5], [8] * 5])
    both = dataclasses.replace(
        case,
        method=Method(criteria, groups(2)),
        ballots={key: (*marks, None) for key, marks in case.ballots.items()},
    )
    assert found(both) == found(case)


@pytest.mark.parametrize(("n", "top"), [(3, 2), (4, 4), (5, 7)])
def test_the_least_and_the_largest_spread_with_a_sum_are_those_of_all_possible_marks(
    n: int, top: int
) -> None:
    by_sum: dict[int, list[Fraction]] = {}
    for marks in combinations_with_replacement(range(top + 1), n):
        cell = CountingCell((1, 1), (1, 1), n, sum(marks), sum(mark**2 for mark in marks), top)
        by_sum.setdefault(sum(marks), []).append(Fraction(*cell.variance))
    for points, variances in by_sum.items():
        cell = CountingCell((1, 1), (1, 1), n, points, 0, top)
        assert (Fraction(*cell.least), Fraction(*cell.most)) == (min(variances), max(variances))


def test_where_nobody_or_one_rater_speaks_there_is_no_spread() -> None:
    case = hall([[5] * 6, [5] * 6])
    assert found(dataclasses.replace(case, recusals=frozenset(case.ballots))) == (None,)
    assert found(dataclasses.replace(case, voided=frozenset(range(12)))) == (None,)
    assert found(hall([[5], []])) == (None,)


@given(case=cases(), seed=st.integers(0, 2**32 - 1))
@settings(max_examples=60)
def test_names_and_order_do_not_matter(case: Case, seed: int) -> None:
    """Raters renumbered, activities and groups in another order."""
    rng = np.random.default_rng(seed)
    raters = rng.permutation(len(case.group_of_rater)).tolist()
    order = rng.permutation(len(case.method.groups)).tolist()
    places = {old: new for new, old in enumerate(order)}
    number = {rater: at for at, rater in enumerate(raters)}
    mixed = Case(
        method=dataclasses.replace(case.method, groups=tuple(case.method.groups[group] for group in order)),
        activities=case.activities[::-1],
        group_of_rater=tuple(places[case.group_of_rater[rater]] for rater in raters),
        ballots={(activity, number[rater]): marks for (activity, rater), marks in case.ballots.items()},
        recusals=frozenset((activity, number[rater]) for activity, rater in case.recusals),
        voided=frozenset(number[rater] for rater in case.voided),
    )
    assert found(mixed) == found(case)[::-1]


@given(marks=st.lists(st.lists(st.integers(0, 10), min_size=3, max_size=6), min_size=2, max_size=4))
@settings(max_examples=60)
def test_doubling_the_marks_of_a_group_moves_the_spread_to_what_that_group_says(
    marks: list[list[int]],
) -> None:
    """Its variance stays, its weight grows: as the same round with its omega raised in that proportion."""
    n, kappa = len(marks[0]), 2
    method = one_question(len(marks), threshold=3)
    raised = Fraction(2 * n, 2 * n + kappa) / Fraction(n, n + kappa)
    first = dataclasses.replace(method.groups[0], omega=method.groups[0].omega * raised)
    twice = found(hall([marks[0] * 2, *marks[1:]], method))[0]
    heavier = found(hall(marks, dataclasses.replace(method, groups=(first, *method.groups[1:]))))[0]
    assert twice is not None
    assert heavier is not None
    assert (twice.within, twice.between) == (heavier.within, heavier.between)


def test_a_reversed_criterion_spreads_the_same() -> None:
    def method(turned: bool) -> Method:
        criterion = Criterion("worth", "p", "judged", Fraction(1), reversed=turned)
        return Method((criterion,), groups(2), threshold=3)

    marks = [[1, 5, 9], [3, 4, 4]]
    assert found(hall(marks, method(True))) == found(hall(marks, method(False)))
