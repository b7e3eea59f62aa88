"""How fast the score is, beside what it could cost: `python -m bench.scoring`. Ratios count, not seconds."""

import json
import time
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pandas as pd

from assessments.scoring import JUDGED, MEASURED, Ballots, Criterion, Group, Method, Roster, rank_round
from assessments.scoring.cells import count_marks


def best_of(work: Callable[[], object], repeats: int = 5) -> float:
    """Seconds of the fastest of several runs: the least disturbed one."""
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def method_of(n_judged: int, n_measured: int) -> Method:
    kinds = (JUDGED,) * n_judged + (MEASURED,) * n_measured
    criteria = tuple(
        Criterion(f"c{index}", f"p{index % 5}", kind, Fraction(100, len(kinds)))
        for index, kind in enumerate(kinds)
    )
    helices = ("science", "business", "government", "civil_society")
    return Method(criteria, tuple(Group(helix, Fraction(1, 4), (helix,)) for helix in helices))


def ballots_of(n_activities: int, n_raters: int, n_judged: int) -> tuple[Roster, Ballots]:
    """Every rater scores every activity; a tenth of the marks is "cannot judge"."""
    rng = np.random.default_rng(20250101)
    marks = rng.integers(0, 11, (n_activities * n_raters, n_judged)).astype(np.uint8)
    marks[rng.random(marks.shape) < 0.1] = 255
    activity = np.repeat(np.arange(n_activities), n_raters)
    rater = np.tile(np.arange(n_raters), n_activities)
    codes = tuple(f"a{index}" for index in range(n_activities))
    return Roster(rng.integers(0, 4, n_raters)), Ballots(codes, activity, rater, marks)


def pandas_cells(roster: Roster, ballots: Ballots) -> Callable[[], object]:
    """The same statistics by a groupby on integer codes, one row a mark, built outside the clock."""
    n_judged = ballots.marks.shape[1]
    frame = pd.DataFrame(
        {
            "cell": np.repeat(ballots.activity * 4 + roster.group[ballots.rater], n_judged),
            "criterion": np.tile(np.arange(n_judged), len(ballots.marks)),
            "mark": np.where(ballots.marks > 253, np.nan, ballots.marks).ravel(),
        }
    )
    return lambda: frame.groupby(["cell", "criterion"])["mark"].agg(["count", "sum"])


def report_cells() -> None:
    method = method_of(12, 0)
    roster, ballots = ballots_of(1000, 2000, 12)
    ours = best_of(lambda: count_marks(method, roster, ballots))
    peer = best_of(pandas_cells(roster, ballots), repeats=2)
    words = ballots.marks.ravel().view(np.uint64)
    bound = best_of(words.sum)
    print(f"cell statistics, {ballots.marks.size / 1e6:.0f} M marks")
    print(f"  ours            {ours:8.4f} s")
    print(f"  pandas groupby  {peer:8.4f} s   {peer / ours:6.1f} x ours")
    print(f"  bare read       {bound:8.4f} s   ours is {ours / bound:.0f} x the bound")


def report_round() -> None:
    method = method_of(7, 5)
    roster, ballots = ballots_of(200, 500, 7)
    measured = {
        (code, criterion.code): Decimal(index % 1000) / 1000
        for index, code in enumerate(ballots.activities)
        for criterion in method.measured
    }
    whole = best_of(lambda: json.dumps(rank_round(method, roster, ballots, measured).as_document()))
    counting = best_of(lambda: count_marks(method, roster, ballots))
    print("a whole round, 200 activities x 500 raters x 12 criteria (7 judged, 5 measured), to JSON")
    print(f"  ours            {whole:8.4f} s   of which counting {counting / whole:.0%}")
    judged_only = method_of(12, 0)
    roster, ballots = ballots_of(200, 500, 12)
    whole = best_of(lambda: json.dumps(rank_round(judged_only, roster, ballots, {}).as_document()))
    print(f"  12 judged       {whole:8.4f} s")


if __name__ == "__main__":
    report_cells()
    report_round()
