"""How the cost grows with the round: at a tenth, a third and the whole of its size. `python -m bench growth`.

The exponent is that of the size: 1 where twice the round takes twice as long. Seconds are those of the processor.
"""

from functools import partial
from math import log

from assessments.scoring import CountedMarks, attendance, count_cells, ranking_document
from bench.contest import Work, best_of_each, heading, judged, line
from bench.rounds import ballots_of, method_of

PARTS = (10, 3, 1)
LINEAR = 1.1
RATERS, SEED = 500, "5eed" * 16


def works(activities: int) -> dict[str, Work]:
    method = method_of(12, 0)
    roster, ballots = ballots_of(activities, RATERS, 12)
    marks = CountedMarks.of(method, roster, ballots)
    return {
        "cells": partial(count_cells, method, roster, ballots),
        "result": partial(ranking_document, method, roster, ballots, {}),
        "who came": partial(attendance, marks, {}, places=7, seed=SEED, draws=1000),
    }


def main() -> None:
    whole = 1000
    heading(f"growth: {whole // 10}, {whole // 3} and {whole} activities x {RATERS} raters x 12 criteria")
    seconds = [best_of_each(works(whole // part), 3) for part in PARTS]
    for name in seconds[0]:
        small, middle, large = (own[name].processor for own in seconds)
        exponent = log(large / small) / log(PARTS[0] / PARTS[-1])
        shown = f"{small:.4f}, {middle:.4f} s"
        line(
            f"  {name}",
            f"{large:.4f} s",
            shown,
            f"n^{exponent:.2f}",
            "-",
            judged(f"<= n^{LINEAR}", exponent <= LINEAR),
        )


if __name__ == "__main__":
    main()
