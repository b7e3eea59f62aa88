"""Sealing the roster: helices too small to stand alone are merged once, aloud, before scoring.

Nothing about a group smaller than g is ever shown, so such a group could never speak by itself.
Its omega goes with it: a merged group counts as much as its helices together.

A merging says with whom each small helix speaks: {"civil": "science"}. The group keeps the name of the host.
"""

from collections.abc import Iterator, Mapping
from fractions import Fraction

from assessments.scoring.method import Group

Block = tuple[str, ...]


class SealingError(ValueError):
    """The roster cannot be sealed like this; the message says why."""


def seal_groups(
    counts_by_helix: Mapping[str, int],
    g: int,
    merging: Mapping[str, str] | None = None,
    omegas: Mapping[str, Fraction] | None = None,
) -> tuple[Group, ...]:
    """The groups of a round, in the order of the helices.

    counts_by_helix: sealed raters of every helix, zero included. merging: helix to its host; left out, the
    default of `propose_merging`. omegas: weight per helix, equal if left out. Raises SealingError.
    """
    require_quorum(counts_by_helix, g)
    hosts = propose_merging(counts_by_helix, g) if merging is None else merging
    require_known(counts_by_helix, hosts)
    weights = omegas or dict.fromkeys(counts_by_helix, Fraction(1, len(counts_by_helix)))
    blocks = {
        host: tuple(helix for helix in counts_by_helix if hosts.get(helix, helix) == host)
        for host in counts_by_helix
        if host not in hosts
    }
    for block in blocks.values():
        require_sound(counts_by_helix, g, block)
    return tuple(
        Group(host, sum((Fraction(weights[helix]) for helix in block), Fraction(0)), block)
        for host, block in blocks.items()
    )


def propose_merging(counts_by_helix: Mapping[str, int], g: int) -> dict[str, str]:
    """A sensible default: as many groups as possible; then helices spread evenly over them; then the small
    joined to the small, so that no large group swallows a voice. The largest helix of a group is its host.
    """
    require_quorum(counts_by_helix, g)
    sound = (
        blocks
        for blocks in partitions(tuple(counts_by_helix))
        if all(raters_of(counts_by_helix, block) >= g for block in blocks)
    )
    best = min(sound, key=lambda blocks: preference(counts_by_helix, blocks))
    hosts = {helix: max(block, key=counts_by_helix.__getitem__) for block in best for helix in block}
    return {helix: hosts[helix] for helix in counts_by_helix if hosts[helix] != helix}


def group_of_helix(groups: tuple[Group, ...]) -> dict[str, int]:
    """Index of the group in which each helix speaks: what a roster holds for its raters."""
    return {helix: index for index, group in enumerate(groups) for helix in group.helices}


def raters_of(counts_by_helix: Mapping[str, int], block: Block) -> int:
    return sum(counts_by_helix[helix] for helix in block)


def preference(counts_by_helix: Mapping[str, int], blocks: tuple[Block, ...]) -> tuple[int, int, int]:
    """Smaller is better; equals are decided by the order of the helices."""
    evenness = sum(len(block) ** 2 for block in blocks)
    crowding = sum(raters_of(counts_by_helix, block) ** 2 for block in blocks)
    return -len(blocks), evenness, crowding


def require_quorum(counts_by_helix: Mapping[str, int], g: int) -> None:
    raters = sum(counts_by_helix.values())
    if raters < g:
        raise SealingError(f"{raters} raters on the roster, at least {g} are needed")


def require_known(counts_by_helix: Mapping[str, int], hosts: Mapping[str, str]) -> None:
    for helix, host in hosts.items():
        if helix not in counts_by_helix or host not in counts_by_helix or helix == host:
            raise SealingError(f"{helix} cannot be merged with {host}")
        if host in hosts:
            raise SealingError(f"{helix} is merged with {host}, which is merged itself")


def require_sound(counts_by_helix: Mapping[str, int], g: int, block: Block) -> None:
    """g raters or more, and nobody merged who could stand alone with those who could too."""
    raters, names = raters_of(counts_by_helix, block), " + ".join(block)
    if raters < g:
        raise SealingError(f"{names}: {raters} raters, at least {g} are needed")
    if sum(counts_by_helix[helix] >= g for helix in block) > 1:
        raise SealingError(f"{names}: more than one of them is large enough to stand alone")


def partitions(helices: Block) -> Iterator[tuple[Block, ...]]:
    """All ways to put the helices into groups: 15 for four of them."""
    if not helices:
        yield ()
        return
    *earlier, last = helices
    for blocks in partitions(tuple(earlier)):
        for index, block in enumerate(blocks):
            yield (*blocks[:index], (*block, last), *blocks[index + 1 :])
        yield (*blocks, (last,))
