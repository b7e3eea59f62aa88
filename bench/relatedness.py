"""Which domains go together, 3,000 regions x 1,200 domains: `python -m bench relatedness`.

Ours starts from one code of region and domain and a value a row, and checks them; ecomplexity from a data frame of
the same rows. It also computes complexity and its outlook, and has no way not to: its proximity and density alone,
from its own table of who has what, stand in a line of their own. The bare products are two in float32, from a table.
"""

import contextlib
import io
import sys
import warnings
from functools import partial
from importlib import import_module
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from bench.contest import Taken, Work, best_of_each, heading, is_here, judged, line, megabytes, times_as_fast
from bench.peaks import in_a_process, megabytes_more
from regions.evidence.relatedness import relatedness, table_of

SHAPE = (3000, 1200)
LISTED = 0.6
COLUMNS = {"time": "year", "loc": "region", "prod": "domain", "val": "value"}

Rows = tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.float64]]


def rows_of_economy() -> Rows:
    """As a database gives them, in order of region and domain; 2.2 million of 3.6 million pairs have a value."""
    rng = np.random.default_rng(20250101)
    region, domain = np.nonzero(rng.random(SHAPE) < LISTED)
    return region.astype(np.int32), domain.astype(np.int32), rng.lognormal(0, 2, len(region))


def from_codes(rows: Rows) -> Work:
    return lambda: relatedness(table_of(*rows, SHAPE, unlisted=0.0))


def products(rows: Rows) -> Work:
    found = relatedness(table_of(*rows, SHAPE, unlisted=0.0))
    return lambda: (found.specialized.T @ found.specialized, found.specialized @ found.proximity)


def peer(rows: Rows) -> Work:
    ecomplexity: Any = import_module("ecomplexity")
    frame = pd.DataFrame({"year": 2024, "region": rows[0], "domain": rows[1], "value": rows[2]})
    quiet = partial(ecomplexity.ecomplexity, frame, COLUMNS, check_logsupermodularity=False, verbose=False)
    return lambda: silently(quiet)


def peer_products(rows: Rows) -> Work:
    """Its proximity and density alone, in float64 as it has them."""
    near: Any = import_module("ecomplexity.calc_proximity").calc_discrete_proximity
    density: Any = import_module("ecomplexity.calc_density").calc_density
    has = relatedness(table_of(*rows, SHAPE, unlisted=0.0)).specialized.astype(np.float64)
    ubiquity = has.sum(axis=0)
    return lambda: density(has, near(has, ubiquity))


def silently(work: Work) -> object:
    with contextlib.redirect_stdout(io.StringIO()), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return work()


def main() -> None:
    rows = rows_of_economy()
    heading(
        f"location quotients, proximity and density from {len(rows[0]) / 1e6:.1f} M values, {SHAPE[0]:,} x {SHAPE[1]:,}"
    )
    taken = best_of_each({"ours": from_codes(rows), "bare": products(rows)}, 15)
    beside_the_products(taken["ours"], taken["bare"])
    if is_here("ecomplexity"):
        taken = best_of_each({"ours": from_codes(rows), "products": peer_products(rows)}, 5)
        times_as_fast(
            "  beside its proximity and density alone", taken["ours"], "ecomplexity", taken["products"]
        )
        again = Taken()
        for _ in range(5):
            again.run(from_codes(rows))
        whole = best_of_each({"peer": peer(rows)}, 1)["peer"]
        for _ in range(5):
            again.run(from_codes(rows))
        times_as_fast("  beside ecomplexity, complexity included", again, "ecomplexity", whole, 140)
        megabytes("  extra memory of ecomplexity", in_a_process("bench.relatedness", "ecomplexity"))
    megabytes("  extra memory", in_a_process("bench.relatedness", "ours"))


def beside_the_products(ours: Taken, bare: Taken) -> None:
    ratio, processor = ours.wall / bare.wall, ours.processor / bare.processor
    line(
        "  beside the bare products",
        f"{ours.wall:.4f} s",
        f"numpy {bare.wall:.4f} s",
        f"{ratio:.2f} x",
        f"{processor:.2f} x",
        judged("<= 1.5 x", ratio <= 1.5),
    )


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(megabytes_more({"ours": from_codes, "ecomplexity": peer}[sys.argv[1]](rows_of_economy())))
    else:
        main()
