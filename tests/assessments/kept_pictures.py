"""Somebody who keeps every picture of an open board: what they can say of each person's mark."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from itertools import combinations, product

import numpy as np
from numpy.typing import NDArray

HIGHEST = 10  # of marks from 0
ROUNDING = 1e-6

Array = NDArray[np.float64]


@dataclass
class Keeper:
    """Knows who is in each picture, which is more than the board says, and the sum of their marks in one cell."""

    kept: list[tuple[frozenset[int], int]] = field(default_factory=list)

    def keep(self, people: Collection[int], total: int) -> None:
        self.kept.append((frozenset(people), total))

    def values_left(self, person: int) -> list[int]:
        """Marks that person may have given, by linear bounds over all that was kept."""
        return self.all_values_left()[person]

    def fewest_values(self) -> int:
        """Of anybody who was ever shown; 11 before the first picture."""
        return min((len(values) for values in self.all_values_left().values()), default=HIGHEST + 1)

    def all_values_left(self) -> dict[int, list[int]]:
        """People who are together in every picture cannot be told apart: only the sum of their marks is bounded."""
        together: dict[tuple[bool, ...], list[int]] = defaultdict(list)
        for one in frozenset().union(*(people for people, _total in self.kept)):
            together[tuple(one in people for people, _total in self.kept)].append(one)
        if not together:
            return {}
        sizes = np.array([len(some) for some in together.values()], dtype=np.float64)
        rows = np.array(list(together), dtype=np.float64).T
        sums = np.array(list(corners(rows, [total for _people, total in self.kept], HIGHEST * sizes)))
        bounds = zip(together.values(), sums.min(axis=0), sums.max(axis=0), sizes, strict=True)
        return {
            one: marks_between(lowest, highest, int(size))
            for some, lowest, highest, size in bounds
            for one in some
        }


def marks_between(lowest: float, highest: float, n: int) -> list[int]:
    """Marks of one of `n` people whose sum lies between the two."""
    first = max(0, int(np.ceil(lowest - ROUNDING)) - HIGHEST * (n - 1))
    return list(range(first, min(HIGHEST, int(np.floor(highest + ROUNDING))) + 1))


def corners(rows: Array, totals: Collection[int], highest: Array) -> Iterator[Array]:
    """Corners of all x with rows @ x = totals and 0 <= x <= highest: as many x as the rows leave free lie at an end."""
    matrix = np.column_stack([rows, np.array(list(totals), dtype=np.float64)])
    chosen: list[Array] = []
    for row in matrix:
        if np.linalg.matrix_rank(np.array([*chosen, row])) > len(chosen):
            chosen.append(row)
    known, sums = np.array(chosen)[:, :-1], np.array(chosen)[:, -1]
    n = len(highest)
    for at_an_end in combinations(range(n), n - len(known)):
        rest = [at for at in range(n) if at not in at_an_end]
        if np.linalg.matrix_rank(known[:, rest]) < len(rest):
            continue
        for ends in product((0, 1), repeat=len(at_an_end)):
            x = np.zeros(n)
            x[list(at_an_end)] = highest[list(at_an_end)] * ends
            x[rest] = np.linalg.solve(known[:, rest], sums - known @ x)
            if (x >= -ROUNDING).all() and (x <= highest + ROUNDING).all():
                yield x
