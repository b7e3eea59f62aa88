"""Merging helices too small to stand alone."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.scoring import SealingError, group_of_helix, propose_merging, seal_groups
from tests.assessments.scoring.rounds import HELICES


def counts(*raters: int) -> dict[str, int]:
    return dict(zip(HELICES, raters, strict=True))


@pytest.mark.parametrize(
    ("raters", "merging"),
    [
        ((12, 12, 12, 12), {}),
        ((5, 25, 12, 3), {"civil": "science"}),
        ((3, 20, 20, 3), {"civil": "science"}),
        ((2, 20, 2, 1), {"government": "science", "civil": "science"}),
        ((0, 0, 9, 0), {"science": "government", "business": "government", "civil": "government"}),
    ],
)
def test_the_default_keeps_as_many_voices_as_possible(
    raters: tuple[int, ...], merging: dict[str, str]
) -> None:
    proposed = propose_merging(counts(*raters), 5)
    assert seal_groups(counts(*raters), 5, proposed) == seal_groups(counts(*raters), 5, merging)


@pytest.mark.parametrize("raters", [(0, 20, 20, 3), (20, 6, 2, 2)])
def test_the_default_spreads_two_small_helices_over_two_large_ones(raters: tuple[int, ...]) -> None:
    """Not both to one: its omega would be three quarters."""
    assert [len(group.helices) for group in seal_groups(counts(*raters), 5)] == [2, 2]


@given(st.tuples(*[st.integers(0, 12)] * 4).filter(lambda raters: sum(raters) >= 5))
def test_the_default_is_always_sound_and_omegas_add_up(raters: tuple[int, ...]) -> None:
    groups = seal_groups(counts(*raters), 5)
    assert sum(group.omega for group in groups) == 1
    assert sorted(helix for group in groups for helix in group.helices) == sorted(HELICES)
    assert all(group.omega == Fraction(len(group.helices), 4) for group in groups)
    assert all(sum(counts(*raters)[helix] for helix in group.helices) >= 5 for group in groups)


def test_a_merged_group_keeps_the_name_of_its_host_and_the_sum_of_omegas() -> None:
    omegas = dict(zip(HELICES, (Fraction(1, 2), Fraction(1, 6), Fraction(1, 6), Fraction(1, 6)), strict=True))
    groups = seal_groups(counts(5, 25, 12, 3), 5, {"civil": "science"}, omegas)
    assert [(group.code, group.omega, group.helices) for group in groups] == [
        ("science", Fraction(2, 3), ("science", "civil")),
        ("business", Fraction(1, 6), ("business",)),
        ("government", Fraction(1, 6), ("government",)),
    ]
    assert group_of_helix(groups) == {"science": 0, "civil": 0, "business": 1, "government": 2}


@pytest.mark.parametrize(
    ("raters", "merging", "message"),
    [
        ((1, 1, 1, 1), None, "4 raters on the roster"),
        ((5, 25, 12, 3), {}, "civil: 3 raters"),
        ((5, 25, 12, 3), {"civil": "science", "business": "science"}, "large enough"),
        ((5, 25, 12, 3), {"civil": "civil"}, "cannot be merged"),
        ((5, 25, 12, 3), {"civil": "media"}, "cannot be merged"),
        ((2, 25, 12, 3), {"civil": "science", "science": "business"}, "merged itself"),
    ],
)
def test_a_merging_that_leaves_somebody_small_or_joins_the_large_is_refused(
    raters: tuple[int, ...], merging: dict[str, str] | None, message: str
) -> None:
    with pytest.raises(SealingError, match=message):
        seal_groups(counts(*raters), 5, merging)
