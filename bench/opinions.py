"""Groups of opinion among 5,000 people and 500 statements, a fifth of them answered: `python -m bench opinions`.

Ours ends with groups, consensus and what sets each group apart, and so does red-dwarf, which gets the matrix that it
would first make of its rows, as that alone takes it longer than all else.
"""

import sys
import warnings
from importlib import import_module
from typing import Any

import numpy as np
import pandas as pd

from bench.contest import Work, best_of_each, heading, is_here, line, megabytes, times_as_fast
from bench.peaks import in_a_process, megabytes_more
from discovery.opinions import UNSEEN, OpinionGroups, Votes, distinctive, opinion_groups, voices_of

VOTERS, STATEMENTS, CAMPS, SEEN, G = 5000, 500, 3, 0.2, 5


def consultation() -> Votes:
    rng = np.random.default_rng(20250101)
    leaning = rng.normal(0, 1.2, (CAMPS, STATEMENTS))
    felt = leaning[rng.integers(0, CAMPS, VOTERS)] + rng.normal(0, 1, (VOTERS, STATEMENTS))
    answers = np.where(felt > 0.5, 1, np.where(felt < -0.5, -1, 0)).astype(np.int8)
    answers[rng.random(answers.shape) > SEEN] = UNSEEN
    return Votes(answers)


def grouped(votes: Votes) -> OpinionGroups:
    found = opinion_groups(votes, g=G)
    distinctive(voices_of(votes, found, g=G))
    return found


def ours(votes: Votes) -> Work:
    return lambda: grouped(votes)


def peer(votes: Votes) -> Work:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        base: Any = import_module("reddwarf.implementations.base")
    matrix = pd.DataFrame(np.where(votes.seen, votes.answers, np.nan))
    matrix.index.name, matrix.columns.name = "participant_id", "statement_id"
    base.generate_raw_matrix = lambda votes: votes
    return lambda: base.run_pipeline(votes=matrix, random_state=0)


def warmed_up(name: str) -> Work:
    """What its modules take is not the work's: a small consultation is grouped first."""
    few = Votes(consultation().answers[:200, :40].copy())
    contender = {"ours": ours, "red-dwarf": peer}[name]
    contender(few)()
    return contender(consultation())


def main() -> None:
    heading(f"groups of opinion, {VOTERS:,} people x {STATEMENTS} statements")
    votes = consultation()
    if is_here("reddwarf"):
        taken = best_of_each({"ours": ours(votes), "peer": peer(votes)}, 3)
        times_as_fast("  groups, consensus, what sets apart", taken["ours"], "red-dwarf", taken["peer"], 5)
        theirs: Any = peer(votes)()
        pairs = set(zip(grouped(votes).group.tolist(), theirs.clusterer.labels_.tolist(), strict=True))
        line("  the same groups", f"{len(pairs) == len(grouped(votes).sizes)}", "red-dwarf", "-", "-", "-")
        megabytes("  extra memory of red-dwarf", in_a_process("bench.opinions", "red-dwarf"))
    megabytes("  extra memory", in_a_process("bench.opinions", "ours"), 100)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(megabytes_more(warmed_up(sys.argv[1])))
    else:
        main()
