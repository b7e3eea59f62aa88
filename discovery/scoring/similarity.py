"""Which texts say nearly the same: a suggestion for people, never a decision.

Pairs of letters three long of the casefolded words, so that endings (Russian, Kazakh) and capitals count little and
no database is asked: the same answer on PostgreSQL and SQLite.
"""

import re
from collections.abc import Sequence

ALIKE = 0.5
"""From this part of shared letters on two texts are called alike (Dice: twice the common ones by the sum of both)."""
SHORTEST = 4  # shorter words ("and", "для", "үшін") say little about what a text is about
_WORD = re.compile(r"[^\W_]+")


def letters_of(text: str) -> frozenset[str]:
    """The letters of a text in threes, word by word; "ё" is read as "е"."""
    words = _WORD.findall(text.casefold().replace("ё", "е"))
    told = [word for word in words if len(word) >= SHORTEST] or words
    return frozenset(
        padded[place : place + 3]
        for word in told
        for padded in (f" {word} ",)
        for place in range(len(padded) - 2)
    )


def likeness(one: str, other: str) -> float:
    """0 to 1; two texts without a word are not alike."""
    mine, theirs = letters_of(one), letters_of(other)
    return 2 * len(mine & theirs) / (len(mine) + len(theirs)) if mine and theirs else 0.0


def alike(texts: Sequence[str], least: float = ALIKE) -> list[list[int]]:
    """Places of texts that belong together, each in one group of two or more; the likest pairs find each other first.

    Letters become bits of one number a text, so that a thousand texts are compared in a second.
    """
    bits: dict[str, int] = {}
    masks = [sum(1 << bits.setdefault(three, len(bits)) for three in letters_of(text)) for text in texts]
    sizes = [mask.bit_count() for mask in masks]
    pairs = []
    for place, mask in enumerate(masks):
        for other in range(place):
            total = sizes[place] + sizes[other]
            if total and 2 * min(sizes[place], sizes[other]) >= least * total:
                share = 2 * (mask & masks[other]).bit_count() / total
                if share >= least:
                    pairs.append((share, other, place))
    return _groups(sorted(pairs, key=lambda pair: (-pair[0], pair[1], pair[2])))


def _groups(pairs: Sequence[tuple[float, int, int]]) -> list[list[int]]:
    """A text joins the group of the one it is likest to; groups do not run together by chains."""
    group_of: dict[int, list[int]] = {}
    groups: list[list[int]] = []
    for _share, one, other in pairs:
        if one not in group_of and other not in group_of:
            groups.append([one, other])
            group_of[one] = group_of[other] = groups[-1]
        elif (one in group_of) != (other in group_of):
            known, new = (one, other) if one in group_of else (other, one)
            group_of[known].append(new)
            group_of[new] = group_of[known]
    return [sorted(group) for group in groups]
