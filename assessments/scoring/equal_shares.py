"""Method of Equal Shares: which activities a set would hold if every helix could buy its part of it.

Every activity costs 1. Every helix with a supporter has the same money, together as much as there are places, and
divides it evenly among its supporters. Then, again and again, the activity is bought that its supporters can pay
with the smallest largest payment rho: each gives rho, or all that is left to him, sum(min(left, rho)) = 1. Equal
rho: the activity that stands earlier. (Peters and Skowron 2020; Peters, Pierczynski and Skowron 2021.)

Some places stay empty, as no activity has enough money behind it. The money is therefore raised by a percent, and
the purchase begun anew, as long as no more activities are bought than there are places: the last set stands. So
elections do it; to stop at the first full set (pabutools' "Add1") may give another.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from heapq import heapify, heappop, heappush
from math import ceil, lcm
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assessments.scoring.exact import fraction_text

SCHEMA = "equal_shares/1"
RAISED_BY = Fraction(101, 100)
MONEY_PLACES = (
    1000  # the raised money is rounded up to thousandths: short fractions however often it is raised
)
TOLERANCE = 1e-9  # closer floats are left to the exact purchase; rounding errors stay below 1e-12

BoolArray = NDArray[np.bool_]
FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]


class SupportError(ValueError):
    """Supports and helices do not fit together."""


class TooCloseError(Exception):
    """Two activities are too close for floats to say which is bought."""


@dataclass(frozen=True, eq=False)
class Support:
    """Who supports what. supports: voters x activities. helix: of each voter, an index."""

    supports: BoolArray
    helix: IntArray

    def __post_init__(self) -> None:
        if self.supports.ndim != 2 or self.helix.shape != self.supports.shape[:1]:
            raise SupportError("supports need one row a voter, and every voter a helix")
        if len(self.helix) and self.helix.min() < 0:
            raise SupportError("a helix is an index from 0")

    @cached_property
    def voters(self) -> IntArray:
        """Supporters of anything: the others have no share."""
        return np.flatnonzero(self.supports.any(axis=1))

    @cached_property
    def supporters(self) -> list[IntArray]:
        """Per activity its supporters, as positions in `voters`."""
        own = np.ascontiguousarray(self.supports[self.voters].T)
        return [np.flatnonzero(row) for row in own]

    @cached_property
    def parts(self) -> list[int]:
        """Each of the voters has this part of the money: one over it."""
        helix = self.helix[self.voters]
        sizes = np.bincount(helix)
        return (np.count_nonzero(sizes) * sizes[helix]).tolist() if len(helix) else []


@dataclass(frozen=True)
class Purchase:
    """An activity bought: rho, and what each helix paid, by its index."""

    activity: int
    rho: Fraction
    paid: tuple[Fraction, ...]

    def as_document(self) -> dict[str, Any]:
        return {
            "activity": self.activity,
            "rho": fraction_text(self.rho),
            "paid": [fraction_text(own) for own in self.paid],
        }


@dataclass(frozen=True)
class EqualShares:
    """money: how far it had to be raised, from the number of places. purchases: in the order of buying."""

    places: int
    money: Fraction
    purchases: tuple[Purchase, ...]

    @property
    def winners(self) -> tuple[int, ...]:
        return tuple(purchase.activity for purchase in self.purchases)

    def as_document(self) -> dict[str, Any]:
        """Plain values without floats: a stranger with the supports can check every payment."""
        return {
            "schema": SCHEMA,
            "places": self.places,
            "money": fraction_text(self.money),
            "purchases": [purchase.as_document() for purchase in self.purchases],
        }


def equal_shares(support: Support, places: int) -> EqualShares:
    """The set of at most `places` activities, in exact fractions. Activities stand in the order that decides ties."""
    money = Fraction(max(places, 0))
    supported = sum(len(own) > 0 for own in support.supporters)
    bought = winners(support, money, places)
    while money and len(bought) < supported:
        more = raised(money)
        bought = winners(support, more, places)
        if len(bought) > places:
            break
        money = more
    return EqualShares(places, money, tuple(purchases(support, money)))


def raised(money: Fraction) -> Fraction:
    return Fraction(ceil(money * RAISED_BY * MONEY_PLACES), MONEY_PLACES)


def winners(support: Support, money: Fraction, most: int) -> list[int]:
    """What is bought with so much money, in order, at most one more than `most`; by floats where they can tell."""
    try:
        return take(fast_purchases(support, float(money)), most + 1)
    except TooCloseError:
        return take((purchase.activity for purchase in purchases(support, money)), most + 1)


def take(bought: Iterator[int], most: int) -> list[int]:
    return [activity for activity, _ in zip(bought, range(most), strict=False)]


def purchases(support: Support, money: Fraction) -> Iterator[Purchase]:
    """The purchase in whole numbers: `left` is what each voter has, in units of which an activity costs `price`."""
    price = lcm(*support.parts) * money.denominator if support.parts else 1
    left = [price * money.numerator // (money.denominator * part) for part in support.parts]
    helix = support.helix[support.voters].tolist()
    supporters = [own.tolist() for own in support.supporters]
    queue = [(Fraction(1, len(own)), activity) for activity, own in enumerate(supporters) if own]
    heapify(queue)
    while queue:
        _, activity = heappop(queue)
        rho = smallest_payment(sorted(left[voter] for voter in supporters[activity]), price)
        if rho is None:
            continue
        if queue and (rho, activity) > queue[0]:
            heappush(queue, (rho, activity))  # payments only rise, so an old one is a bound
            continue
        price, left = in_finer_units(price, left, rho)
        payment = int(rho * price)
        paid = [0] * (max(helix) + 1)
        for voter in supporters[activity]:
            own = min(left[voter], payment)
            left[voter] -= own
            paid[helix[voter]] += own
        yield Purchase(activity, rho, tuple(Fraction(own, price) for own in paid))


def smallest_payment(left: Sequence[int], price: int) -> Fraction | None:
    """rho in units of the price, from what the supporters have, ascending; None if it is not enough."""
    missing = price
    for position, own in enumerate(left):
        payers = len(left) - position
        if own * payers >= missing:
            return Fraction(missing, payers * price)
        missing -= own
    return None


def in_finer_units(price: int, left: list[int], rho: Fraction) -> tuple[int, list[int]]:
    """Units in which rho is whole."""
    finer = (rho * price).denominator
    return price * finer, [own * finer for own in left]


@dataclass(frozen=True, order=True)
class Offer:
    """What an activity would cost each supporter now. even: nobody gives his last, so rho is 1 / supporters."""

    rho: float
    activity: int
    even: bool

    @property
    def nearly(self) -> float:
        return self.rho * (1 + TOLERANCE)


def fast_purchases(support: Support, money: float) -> Iterator[int]:
    """The same in floats, about ten times as fast. Raises TooCloseError where two activities, or enough and not
    enough money, differ by less than a billionth; two even ones of as many supporters are known to be equal."""
    left = money / np.array(support.parts, dtype=np.float64)
    bounds = [(1 / len(own), activity) for activity, own in enumerate(support.supporters) if len(own)]
    heapify(bounds)
    while (best := cheapest(support, left, bounds)) is not None:
        own = support.supporters[best.activity]
        left[own] -= np.minimum(left[own], best.rho)
        yield best.activity


def cheapest(support: Support, left: FloatArray, bounds: list[tuple[float, int]]) -> Offer | None:
    """The next to be bought, taken from the bounds; those that nobody can pay any more are dropped."""
    offers: list[Offer] = []
    while bounds and (not offers or bounds[0][0] <= min(offers).nearly):
        _, activity = heappop(bounds)
        if (offer := fast_offer(left[support.supporters[activity]], activity)) is not None:
            offers.append(offer)
    if not offers:
        return None
    best = min(offers)
    for offer in offers:
        if offer is best:
            continue
        if offer.rho <= best.nearly and not (offer.even and best.even):
            raise TooCloseError
        heappush(bounds, (offer.rho, offer.activity))
    return best


def fast_offer(left: FloatArray, activity: int) -> Offer | None:
    if left.min() * len(left) >= 1 + TOLERANCE:
        return Offer(1 / len(left), activity, even=True)
    total = float(left.sum())
    if abs(total - 1) < TOLERANCE:
        raise TooCloseError
    if total < 1:
        return None
    ordered = np.sort(left)
    missing = 1 - np.concatenate([[0.0], np.cumsum(ordered)[:-1]])
    payments = missing / np.arange(len(left), 0, -1)
    return Offer(float(payments[np.argmax(payments <= ordered)]), activity, even=False)
