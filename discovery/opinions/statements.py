"""What groups say to each statement: where all agree, and what sets a group apart.

No figure is about fewer than g people, nor can one be had by subtraction: a statement's figures by group are told
only where in every group g people or more saw it, and figures of all count those in the groups, no one else.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from discovery.opinions.groups import OpinionGroups
from discovery.opinions.votes import AGREE, DISAGREE, Votes

Answer = Literal["agree", "disagree"]
FloatArray = NDArray[np.float64]

SURE = 1.2815515655446004
"""One-sided 90 % quantile of the normal distribution."""


@dataclass(frozen=True, eq=False)
class Voices:
    """Counts of people, NaN where they stay back.

    Attributes:
        agree, disagree, seen: groups x statements; no rows where there are no groups.
        all_agree, all_disagree, all_seen: statements; of everybody in a group, of all voters where there are none.
        agreement, opposition: statements; product over groups of (agree + 1) / (seen + 2), and of disagree likewise:
            large only where every group says so, however small it is. NaN where there are no groups.

    """

    agree: FloatArray
    disagree: FloatArray
    seen: FloatArray
    all_agree: FloatArray
    all_disagree: FloatArray
    all_seen: FloatArray
    agreement: FloatArray
    opposition: FloatArray


@dataclass(frozen=True)
class Distinctive:
    """A statement that a group answers otherwise than the rest.

    `share` is (n + 1) / (seen + 2), `ratio` that share over the rest's. Both differences (from a half, from the rest)
    are larger than chance makes them in nine of ten cases; `strength` orders them.
    """

    statement: int
    answer: Answer
    share: float
    ratio: float
    strength: float


def voices_of(votes: Votes, found: OpinionGroups, *, g: int) -> Voices:
    n_groups, n_statements = len(found.sizes), votes.answers.shape[1]
    agree, disagree, seen = (
        _by_group(answered, found.group, n_groups)
        for answered in (votes.answers == AGREE, votes.answers == DISAGREE, votes.seen)
    )
    all_agree, all_disagree, all_seen = (counts.sum(axis=0) for counts in (agree, disagree, seen))
    few = all_seen < g
    for counts in (all_agree, all_disagree, all_seen):
        counts[few] = np.nan
    if n_groups == 0:
        agree, disagree, seen = (np.empty((0, n_statements)) for _ in range(3))
    kept_back = np.ones(n_statements, dtype=bool) if n_groups == 0 else (seen < g).any(axis=0)
    for counts in (agree, disagree, seen):
        counts[:, kept_back] = np.nan
    agreement, opposition = (_smoothed(said, seen).prod(axis=0) for said in (agree, disagree))
    agreement[kept_back], opposition[kept_back] = np.nan, np.nan
    return Voices(agree, disagree, seen, all_agree, all_disagree, all_seen, agreement, opposition)


def distinctive(voices: Voices, *, most: int = 5) -> tuple[tuple[Distinctive, ...], ...]:
    """Of each group the statements that set it apart most, the strongest first; none where nothing does.

    Strength is share x its test x ratio x its test, as in Polis: both how much the group is of one mind and how far
    from the rest. A statement appears once, with the stronger answer.
    """
    return tuple(_of_group(voices, group, most) for group in range(len(voices.seen)))


def _of_group(voices: Voices, group: int, most: int) -> tuple[Distinctive, ...]:
    strongest: dict[int, Distinctive] = {}
    answers: tuple[tuple[Answer, FloatArray], ...] = (("agree", voices.agree), ("disagree", voices.disagree))
    for answer, counts in answers:
        said, seen = counts[group], voices.seen[group]
        others, saw = counts.sum(axis=0) - said, voices.seen.sum(axis=0) - seen
        share, apart = _smoothed(said, seen), _two_shares(said, seen, others, saw)
        ratio, clear = share / _smoothed(others, saw), _against_half(said, seen)
        for at in np.flatnonzero((apart > SURE) & (clear > SURE)).tolist():
            strength = float(share[at] * clear[at] * ratio[at] * apart[at])
            known = strongest.get(at)
            if known is None or known.strength < strength:
                strongest[at] = Distinctive(at, answer, float(share[at]), float(ratio[at]), strength)
    ordered = sorted(strongest.values(), key=lambda each: (-round(each.strength, 9), each.statement))
    return tuple(ordered[:most])


def _by_group(answered: NDArray[np.bool_], group: NDArray[np.intp], n_groups: int) -> FloatArray:
    """Counts, groups x statements; one row of everybody where there are no groups."""
    rows = [answered[group == at] for at in range(n_groups)] or [answered]
    return np.array([np.count_nonzero(own, axis=0) for own in rows], dtype=np.float64)


def _smoothed(said: FloatArray, seen: FloatArray) -> FloatArray:
    share: FloatArray = (said + 1) / (seen + 2)
    return share


def _against_half(said: FloatArray, seen: FloatArray) -> FloatArray:
    """How far a share lies above one half, in standard errors, one who says so added."""
    score: FloatArray = 2 * np.sqrt(seen + 1) * ((said + 1) / (seen + 1) - 0.5)
    return score


def _two_shares(said: FloatArray, seen: FloatArray, others: FloatArray, saw: FloatArray) -> FloatArray:
    """How far a share lies above the others', in standard errors, one who says so added to each."""
    n, m = seen + 1, saw + 1
    pooled = (said + others + 2) / (n + m)
    error = np.sqrt(pooled * (1 - pooled) * (1 / n + 1 / m))
    gap = (said + 1) / n - (others + 1) / m
    return np.divide(gap, error, out=np.where(np.isnan(error), np.nan, 0.0), where=error > 0)
