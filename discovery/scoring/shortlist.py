"""What a hall would look at more closely: the best supported, each group counting the same, and a wild card of each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

BY_SUPPORT, WILD_CARD = "support", "wild_card"


@dataclass(frozen=True)
class Pick:
    """`way`: how it came on the list; `helix`: whose wild card it is."""

    activity: int
    way: str
    helix: str = ""


@dataclass(frozen=True)
class Proposal:
    """`tied`: equally supported on both sides of the cut, so that people must choose; none of these is picked by support."""

    picks: tuple[Pick, ...]
    tied: tuple[int, ...]


def equal_shares(
    supports: Mapping[int, Mapping[str, int]], present: Mapping[str, int]
) -> dict[int, Fraction]:
    """Activity -> mean over the groups that are present of the share of their people who support it; 0..1, exact."""
    groups = [group for group, people in present.items() if people]
    if not groups:
        return dict.fromkeys(supports, Fraction(0))
    return {
        activity: sum((Fraction(by_group.get(group, 0), present[group]) for group in groups), Fraction(0))
        / len(groups)
        for activity, by_group in supports.items()
    }


def propose(
    shares: Mapping[int, Fraction], wild_votes: Mapping[str, Mapping[int, int]], places: int
) -> Proposal:
    """The `places` best supported, then for each group, in the order given, its wild card.

    Without any support nothing is picked. A tie across the cut is left to people. A wild card is what most of the
    group's own people chose among the activities not picked yet; equals: the better supported, then the older.
    """
    order = sorted((pk for pk in shares if shares[pk] > 0), key=lambda pk: (-shares[pk], pk))
    top, tied = _cut(order, shares, places)
    picks = [Pick(pk, BY_SUPPORT) for pk in top]
    taken = set(top)
    for group, votes in wild_votes.items():
        free = [pk for pk in votes if pk in shares and pk not in taken and votes[pk]]
        if free:
            chosen = min(free, key=lambda pk: (-votes[pk], -shares[pk], pk))
            picks.append(Pick(chosen, WILD_CARD, group))
            taken.add(chosen)
    return Proposal(tuple(picks), tuple(pk for pk in tied if pk not in taken))


def _cut(order: Sequence[int], shares: Mapping[int, Fraction], places: int) -> tuple[list[int], list[int]]:
    if len(order) <= places:
        return list(order), []
    edge = shares[order[places]]
    if places and shares[order[places - 1]] > edge:
        return list(order[:places]), []
    return [pk for pk in order if shares[pk] > edge], [pk for pk in order if shares[pk] == edge]
