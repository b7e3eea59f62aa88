"""Rounds of any size, in memory: every rater scores every activity; a tenth of the marks is "cannot judge"."""

from decimal import Decimal
from fractions import Fraction

import numpy as np

from assessments.scoring import JUDGED, MEASURED, Ballots, Criterion, Group, Method, Roster


def method_of(n_judged: int, n_measured: int) -> Method:
    kinds = (JUDGED,) * n_judged + (MEASURED,) * n_measured
    criteria = tuple(
        Criterion(f"c{index}", f"p{index % 5}", kind, Fraction(100, len(kinds)))
        for index, kind in enumerate(kinds)
    )
    helices = ("science", "business", "government", "civil_society")
    return Method(criteria, tuple(Group(helix, Fraction(1, 4), (helix,)) for helix in helices))


def ballots_of(n_activities: int, n_raters: int, n_judged: int) -> tuple[Roster, Ballots]:
    rng = np.random.default_rng(20250101)
    marks = rng.integers(0, 11, (n_activities * n_raters, n_judged)).astype(np.uint8)
    marks[rng.random(marks.shape) < 0.1] = 255
    activity = np.repeat(np.arange(n_activities), n_raters)
    rater = np.tile(np.arange(n_raters), n_activities)
    codes = tuple(f"a{index}" for index in range(n_activities))
    return Roster(rng.integers(0, 4, n_raters)), Ballots(codes, activity, rater, marks)


def measured_of(method: Method, ballots: Ballots) -> dict[tuple[str, str], Decimal]:
    return {
        (code, criterion.code): Decimal(index % 1000) / 1000
        for index, code in enumerate(ballots.activities)
        for criterion in method.measured
    }
