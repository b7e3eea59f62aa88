"""How far raters agree: right, and told only where it gives no mark away."""

import json
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import combinations, combinations_with_replacement, permutations, product

import numpy as np
import pytest
from hypothesis import given, settings

from assessments.scoring import (
    QuestionAgreement,
    SharedMarks,
    agreement_by_question,
    alpha,
    count_cells,
    marks_can_change_places,
    rank_round,
    raters_agree,
)
from assessments.scoring.disclosure import open_histograms
from tests.assessments.scoring.naive import Case
from tests.assessments.scoring.rounds import activities, arrays, cases, counted
from tests.assessments.scoring.test_inference import Setting

Groups = Sequence[Sequence[int]]


def found(case: Case, cuts: Sequence[np.ndarray] = ()) -> tuple[QuestionAgreement, ...]:
    return agreement_by_question(counted(case)[0], cuts)


def plain_w(rows: Sequence[Sequence[int]]) -> Fraction | None:
    """Kendall and Babington Smith, with the correction for ties, term by term."""
    m, n = len(rows), len(rows[0])
    ranks = [
        [
            Fraction(sum(other < each for other in row))
            + Fraction(sum(other == each for other in row) + 1, 2)
            for each in row
        ]
        for row in rows
    ]
    sums = [sum(column, Fraction(0)) for column in zip(*ranks, strict=True)]
    middle = sum(sums, Fraction(0)) / n
    spread = sum(((each - middle) ** 2 for each in sums), Fraction(0))
    ties = sum(row.count(each) ** 3 - row.count(each) for row in map(list, rows) for each in set(row))
    most = m * m * (n**3 - n) - m * ties
    return 12 * spread / most if most else None


ONE = [[2, 5, 7, 3, 9], [4, 6, 8, 5, 3]]
OTHER = [[1, 4, 6, 3, 8], [5, 5, 7, 6, 2]]
THIRD = [[8, 2, 5, 1, 6], [9, 4, 4, 3, 2]]
ALIKE = [[7, 7, 7, 8, 8], [4, 5, 6, 5, 3]]  # a group with two different marks


def rows_of(*marks: Groups) -> list[list[int]]:
    return [
        list(row)
        for row in zip(*([each for group in groups for each in group] for groups in marks), strict=True)
    ]


def test_both_figures_are_those_of_the_marks() -> None:
    (one,) = found(activities(ONE, OTHER, THIRD))
    rows = rows_of(ONE, OTHER, THIRD)
    exact = alpha(np.array(rows, dtype=np.float64), "interval")
    assert exact is not None
    assert one.marks == SharedMarks(Decimal(f"{float(exact):.2f}"), 3)
    w = plain_w(rows)
    assert w is not None
    assert one.order
    assert (
        Fraction(one.order.lower)
        <= w
        < Fraction(one.order.upper)
        == Fraction(one.order.lower) + Fraction(1, 10)
    )
    assert one.order.raters == 10


def test_all_of_one_order_are_told_so() -> None:
    order = [[mark - step for mark in (4, 6, 7, 5, 9)] for step in range(4)]
    (one,) = found(activities(*([marks, marks] for marks in order)))
    assert one.order
    assert (one.order.lower, one.order.upper) == (Decimal("0.9"), Decimal("1.0"))
    assert one.as_document() == {
        "criterion": "worth",
        "alpha": str(one.marks.alpha if one.marks else None),
        "activities": 4,
        "order": ["0.9", "1.0"],
        "raters": 10,
    }


@given(case=cases())
@settings(max_examples=150, deadline=None)
def test_alpha_follows_from_published_histograms(case: Case) -> None:
    """From the document alone, as a stranger would compute it."""
    method, *_ = inputs = arrays(case)
    published = rank_round(*inputs).as_document()["activities"]
    for column, told in enumerate(found(case)):
        shown = [
            each["histograms"][column]["counts"] for each in published if each["histograms"][column]["counts"]
        ]
        lowest = method.judged[column].minimum
        marks = [[lowest + at for at, n in enumerate(counts) for _ in range(n)] for counts in shown]
        longest = max(map(len, marks), default=0)
        table = [[unit[at] if at < len(unit) else np.nan for unit in marks] for at in range(longest)]
        exact = alpha(np.array(table, dtype=np.float64).reshape(longest, len(marks)), "interval")
        if len(shown) < 2 or exact is None:
            assert told.marks is None
        else:
            assert told.marks
            assert told.marks.activities == len(shown)
            assert float(told.marks.alpha) == pytest.approx(float(exact), abs=0.00501)


@given(case=cases())
@settings(max_examples=100, deadline=None)
def test_the_order_of_raters_does_not_matter_and_what_is_kept_back_is(case: Case) -> None:
    method, roster, ballots, _ = arrays(case)
    may = marks_can_change_places(method, count_cells(method, roster, ballots))
    assert may or all(one.order is None for one in found(case))
    number = len(case.group_of_rater)
    turned = replace(
        case,
        group_of_rater=case.group_of_rater[::-1],
        ballots={(code, number - 1 - rater): marks for (code, rater), marks in case.ballots.items()},
        recusals=frozenset((code, number - 1 - rater) for code, rater in case.recusals),
        voided=frozenset(number - 1 - rater for rater in case.voided),
    )
    assert found(turned) == found(case)


def test_a_group_with_hardly_different_marks_keeps_the_order_back_and_stays_out_of_alpha() -> None:
    (one,) = found(activities(ONE, OTHER, ALIKE))
    assert one.order is None
    assert one.marks == found(activities(ONE, OTHER))[0].marks


def test_a_group_alone_is_told_nothing() -> None:
    (one,) = found(activities(ONE[:1], OTHER[:1], THIRD[:1]))
    assert (one.marks, one.order) == (None, None)


def test_where_a_part_is_told_of_the_order_stays_back() -> None:
    case = activities(ONE, OTHER, THIRD)
    everybody, half = np.ones(10, dtype=np.bool_), np.arange(10) % 2 == 0
    assert found(case, [everybody]) == found(case)
    assert found(case, [half])[0].order is None
    assert found(case, [half])[0].marks == found(case)[0].marks


@pytest.mark.parametrize(("gaps", "told"), [(14, 6), (15, 5), (16, None)])
def test_few_whole_orders_are_told_nothing_of(gaps: int, told: int | None) -> None:
    """Twenty raters, each of the first so many without a mark for one of the activities."""
    marks = [[(rater * step) % 11 for rater in range(20)] for step in (3, 4, 7)]
    case = activities(*([row[:10], row[10:]] for row in marks))
    silent = {(f"a{rater % 3}", rater): (None,) for rater in range(gaps)}
    (one,) = found(replace(case, ballots={**case.ballots, **silent}))
    assert (one.order.raters if one.order else None) == told


SMALL = Setting((3, 3), 2, activities=2)


def test_whoever_knows_all_of_it_pins_nobody() -> None:
    """Every hall in which the order is told: two groups of three, two activities, marks 0 to 2."""
    orders = list(permutations(range(3)))
    told: dict[str, list[tuple[tuple[tuple[int, ...], ...], ...]]] = {}
    for one, other in product(orders, repeat=2):
        marks = (tuple(enumerate(one)), tuple(enumerate(other)))
        view = json.dumps([each.as_document() for each in found(SMALL.case(marks))])
        told.setdefault(view, []).append(marks)
    assert any('"order": [' in view for view in told)
    for halls in told.values():
        for group, at in product(range(2), repeat=2):
            assert len({ballot[at] for each in halls for ballot in each[group]}) == 3


class TestTwins:
    def test_alpha_of_all_activities_beside_the_published_marks(self) -> None:
        """Seven activities with published marks, an eighth that everybody gave 5: alpha of all eight says so."""
        known = [
            [[1, 2, 4], [1, 2, 3], [1, 2, 4]], [[7, 8, 10], [7, 8, 9], [7, 8, 10]],
            [[1, 2, 3], [1, 2, 3], [1, 2, 3]], [[4, 5, 6], [4, 5, 6], [4, 5, 7]],
            [[1, 2, 3], [1, 2, 4], [1, 2, 3]], [[1, 2, 4], [1, 2, 4], [1, 2, 3]],
            [[4, 5, 6], [4, 5, 7], [4, 5, 7]],
        ]  # fmt: skip
        case = few([*known, [[5, 5, 5]] * 3])
        method, roster, ballots, _ = arrays(case)
        assert open_histograms(method, count_cells(method, roster, ballots))[:, 0].tolist() == [True] * 7 + [
            False
        ]
        tenths: dict[bool, set[int]] = {True: set(), False: set()}
        told = set()
        fifteen = [each for each in combinations_with_replacement(range(11), 3) if sum(each) == 15]
        for marks in product(fifteen, repeat=3):
            exact = alpha(np.array(rows_of(*known, marks), dtype=np.float64), "interval")
            assert exact is not None
            tenths[marks == ((5, 5, 5),) * 3].add(int(10 * exact / 2))
            if any(len(set(each)) < 3 for each in marks[:1]):
                told.add(found(few([*known, marks]))[0].marks)
        assert not tenths[True] & tenths[False], "told in steps of two tenths, and everybody's mark is known"
        assert len(told) == 1

    def test_the_order_where_marks_are_alike(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Without the gate: two groups, and what is told of the order leaves somebody fewer than three values."""

        def pinned() -> int:
            alike: dict[str, list[tuple[tuple[int, ...], ...]]] = {}
            ballots = list(product(range(3), repeat=2))
            for own in combinations_with_replacement(ballots, 3):
                marks = (own, ((0, 1), (1, 2), (2, 0)))
                case = SMALL.case(marks)
                sums = [sum(each) for each in zip(*own, strict=True)]
                if all(2 <= each <= 4 for each in sums):
                    view = json.dumps([sums, [each.as_document() for each in found(case)]])
                    alike.setdefault(view, []).append(own)
            return sum(
                len({ballot[at] for each in halls for ballot in each}) < 3
                for halls in alike.values()
                for at in (0, 1)
            )

        guarded = pinned()
        monkeypatch.setattr(raters_agree, "marks_can_change_places", lambda method, counts: True)
        assert pinned() > guarded


def few(marks: Sequence[Groups]) -> Case:
    case = activities(*marks)
    return replace(case, method=replace(case.method, threshold=3))


def test_pairs_of_raters() -> None:
    """W of two raters is (rho + 1) / 2: the plain formula here is right, too."""
    for one, other in combinations(permutations(range(4)), 2):
        rho = 1 - Fraction(6 * sum((a - b) ** 2 for a, b in zip(one, other, strict=True)), 4 * 15)
        assert plain_w([one, other]) == (rho + 1) / 2
