"""Cell statistics of a very large round beside programs made for such counts: `python -m bench cells`.

1,000 activities x 2,000 raters x 12 criteria: 24 million marks. Each peer gets its data in the shape in which it was
fastest, built outside the clock; ours starts from stored ballots in any order, and checks them.
"""

import tracemalloc
from importlib import import_module
from typing import Any

import numpy as np
import pandas as pd

from assessments.scoring import Ballots, Roster, count_cells
from assessments.scoring.cells import MarkTable, count_marks
from bench.contest import Work, best_of_each, heading, is_here, line, megabytes, seconds_of, times_as_fast
from bench.rounds import ballots_of, method_of

HIGHEST = 253


def cells_of(roster: Roster, ballots: Ballots) -> np.ndarray:
    return (ballots.activity * 4 + roster.group[ballots.rater]).astype(np.int32)


def long_columns(roster: Roster, ballots: Ballots) -> dict[str, np.ndarray]:
    """One row a mark."""
    n_judged = ballots.marks.shape[1]
    return {
        "cell": np.repeat(cells_of(roster, ballots), n_judged),
        "criterion": np.tile(np.arange(n_judged, dtype=np.uint8), len(ballots.marks)),
        "mark": ballots.marks.ravel(),
    }


def pandas_codes(roster: Roster, ballots: Ballots) -> Work:
    columns = long_columns(roster, ballots)
    key = columns["cell"] * ballots.marks.shape[1] + columns["criterion"]
    marks = pd.Series(np.where(columns["mark"] > HIGHEST, np.nan, columns["mark"]))
    return lambda: marks.groupby(key).agg(["count", "sum"])


def polars_cells(roster: Roster, ballots: Ballots) -> Work:
    """One row a ballot: ten times as fast as one row a mark."""
    pl: Any = import_module("polars")
    names = [f"c{column}" for column in range(ballots.marks.shape[1])]
    columns = dict(zip(names, np.ascontiguousarray(ballots.marks.T), strict=True))
    frame = pl.DataFrame({"cell": cells_of(roster, ballots)} | columns)
    given = [pl.when(pl.col(name) <= HIGHEST).then(pl.col(name).cast(pl.Int64)) for name in names]
    wanted = [each.count().alias(f"n_{name}") for name, each in zip(names, given, strict=True)]
    wanted += [each.sum().alias(f"sum_{name}") for name, each in zip(names, given, strict=True)]
    return lambda: frame.group_by("cell").agg(wanted)


def duckdb_cells(roster: Roster, ballots: Ballots) -> Work:
    duckdb: Any = import_module("duckdb")
    connection = duckdb.connect()
    connection.register("given", pd.DataFrame(long_columns(roster, ballots)))
    connection.execute("CREATE TABLE marks AS SELECT * FROM given")
    connection.unregister("given")
    question = f"SELECT cell, criterion, count(*), sum(mark) FROM marks WHERE mark <= {HIGHEST} GROUP BY ALL"
    return lambda: connection.execute(question).fetchnumpy()


def histogram(roster: Roster, ballots: Ballots) -> Work:
    """One count over keys of cell, criterion and mark that are packed outside the clock."""
    columns = long_columns(roster, ballots)
    key = (columns["cell"].astype(np.int64) * ballots.marks.shape[1] + columns["criterion"]) * 12
    key += np.minimum(columns["mark"], 11)
    return lambda: np.bincount(key)


PEERS = {
    "pandas": (pandas_codes, None),
    "polars": (polars_cells, None),
    "duckdb": (duckdb_cells, 4.0),
}


def main() -> None:
    method = method_of(12, 0)
    roster, ballots = ballots_of(1000, 2000, 12)
    heading(f"cell statistics of {ballots.marks.size / 1e6:.0f} M marks")

    def ours() -> object:
        return count_marks(method, MarkTable.of(method, roster, ballots))

    for name, (prepared, goal) in PEERS.items():
        if is_here(name):
            taken = best_of_each({"ours": ours, name: prepared(roster, ballots)}, 9)
            times_as_fast(f"  beside {name}", taken["ours"], name, taken[name], goal)
    words = ballots.marks.ravel().view(np.uint64)
    taken = best_of_each(
        {
            "ours": ours,
            "packed": histogram(roster, ballots),
            "read": words.sum,
        }
    )
    times_as_fast("  beside a histogram of packed keys", taken["ours"], "numpy", taken["packed"])
    ratio = f"1/{taken['ours'].wall / taken['read'].wall:.0f} x"
    line("  beside reading every mark once", "-", f"bound {taken['read'].wall:.4f} s", ratio, "-", "-")
    seconds_of("  with every ballot checked", lambda: count_cells(method, roster, ballots))
    tracemalloc.start()
    count_cells(method, roster, ballots)
    megabytes("  extra memory, checks included", tracemalloc.get_traced_memory()[1] / 1e6, 50)


if __name__ == "__main__":
    main()
