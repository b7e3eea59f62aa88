"""What a very large round takes of memory, from the database to result and analysis: `python -m bench large`.

1,000 activities x 2,000 raters x 12 criteria. Only when asked for: filling the database takes a minute.
"""

import os
import subprocess
import sys

import django

django.setup()

from assessments.actions import close_round  # noqa: E402  -- reason: after Django is set up
from assessments.projections import rebuild_analysis, rebuild_ranking  # noqa: E402  -- reason: as above
from bench.contest import heading, megabytes  # noqa: E402  -- reason: as above
from bench.figures import seconds  # noqa: E402  -- reason: as above
from bench.peaks import peak_megabytes  # noqa: E402  -- reason: as above

ACTIVITIES, RATERS = 1000, 2000


def prepare() -> None:
    """The measuring process shall hold nothing of this."""
    from bench.ranking import fill, opened_round  # noqa: PLC0415  -- reason: as above

    round = opened_round(ACTIVITIES, RATERS)
    fill(round)
    closed = close_round(round=round, by=round.created_by)
    ordinary = {name: value for name, value in os.environ.items() if not name.startswith("MALLOC_")}
    subprocess.run([sys.executable, "-m", "bench.large", f"{closed.pk}"], env=ordinary, check=True)


def measure(round_id: int) -> None:
    heading(f"a round {ACTIVITIES:,} x {RATERS:,} x 12: memory of the whole process")
    megabytes("  before it begins", peak_megabytes())
    for name, work in (("result", rebuild_ranking), ("result and analysis", rebuild_analysis)):
        with seconds() as taken:
            work(round_id)
            elapsed = taken()
        megabytes(f"  {name}, {elapsed:.0f} s later", peak_megabytes(), 400)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        measure(int(sys.argv[1]))
    else:
        prepare()
