"""Counts of people by group, with no number about fewer than g of them."""

from collections.abc import Mapping


def merged_counts(counts: Mapping[str, int], threshold: int) -> list[tuple[tuple[str, ...], int | None]]:
    """(groups, people) in the order given; groups smaller than the threshold stand together in one entry.

    Where even together they are too few, the smallest of the others joins them; None where all people are too few.
    Empty groups are left out: nobody came, which is no secret about anybody.
    """
    present = {group: number for group, number in counts.items() if number}
    small = [group for group, number in present.items() if number < threshold]
    large = sorted((group for group in present if group not in small), key=lambda group: present[group])
    while small and sum(present[group] for group in small) < threshold and large:
        small.append(large.pop(0))
    together = tuple(group for group in present if group in small)
    entries: list[tuple[tuple[str, ...], int | None]] = [
        ((group,), present[group]) for group in present if group not in small
    ]
    if together:
        number = sum(present[group] for group in together)
        entries.append((together, number if number >= threshold else None))
    return entries
