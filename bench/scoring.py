"""How fast the score is computed: `python -m bench scoring`. From stored sums, and a whole round to its document."""

import json

from assessments.scoring import Ballots, Method, Roster, count_cells, ranking_document
from assessments.scoring.ranking import Numbers, groups_to_leave_out
from assessments.scoring.scores import Sums
from bench.contest import Work, heading, seconds_of
from bench.rounds import ballots_of, measured_of, method_of

SIZES = (("12 judged", 12), ("7 judged, 5 measured", 7))


def numbers(method: Method, roster: Roster, ballots: Ballots) -> Work:
    counts = count_cells(method, roster, ballots)
    influential = groups_to_leave_out(method, roster)
    known = Sums.of(method, counts, ballots.activities, measured_of(method, ballots))

    def work() -> Numbers:
        fresh = Sums(known.method, known.n, known.totals, known.counting, known.measured)
        return Numbers.of(fresh, counts, influential)

    return work


def document(method: Method, roster: Roster, ballots: Ballots) -> Work:
    measured = measured_of(method, ballots)
    return lambda: json.dumps(ranking_document(method, roster, ballots, measured))


def main() -> None:
    heading("after one ballot: all published numbers of 1,000 activities x 12 criteria from the stored sums")
    for name, n_judged in SIZES:
        work = numbers(method_of(n_judged, 12 - n_judged), *ballots_of(1000, 200, n_judged))
        seconds_of(f"  {name}", work, 10, repeats=20, unit="ms")
    heading("a whole round, 200 activities x 500 raters x 12 criteria, from arrays to its document")
    for name, n_judged in SIZES:
        work = document(method_of(n_judged, 12 - n_judged), *ballots_of(200, 500, n_judged))
        seconds_of(f"  {name}", work)


if __name__ == "__main__":
    main()
