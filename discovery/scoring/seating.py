"""Tables of a hall with every helix spread over all of them."""

from collections.abc import Sequence
from typing import TypeVar

Person = TypeVar("Person")


def dealt(groups: Sequence[Sequence[Person]], tables: int) -> list[list[Person]]:
    """People dealt like cards, group after group without starting anew.

    The same input gives the same tables. Their sizes differ by one person at most, and so does each group's share.
    """
    if tables < 1:
        raise ValueError("at least one table")
    seats: list[list[Person]] = [[] for _ in range(tables)]
    place = 0
    for group in groups:
        for person in group:
            seats[place % tables].append(person)
            place += 1
    return seats
