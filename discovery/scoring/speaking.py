"""In which order hands are heard: the group that spoke least first."""

from collections.abc import Mapping, Sequence


def in_turn(groups: Sequence[str], heard: Mapping[str, int]) -> list[int]:
    """Places of `groups` (one a raised hand, the earliest first) in the order of speaking.

    `heard`: turns each group had so far. Always the group heard least is next, among equals the earlier hand.
    """
    spoken, waiting, order = dict(heard), list(range(len(groups))), []
    while waiting:
        place = min(waiting, key=lambda one: (spoken.get(groups[one], 0), one))
        waiting.remove(place)
        order.append(place)
        spoken[groups[place]] = spoken.get(groups[place], 0) + 1
    return order
