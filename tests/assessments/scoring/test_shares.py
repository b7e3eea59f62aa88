"""A total divided in given proportions, to the last decimal."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.scoring import divided, in_millionths

proportions = st.lists(st.fractions(min_value=0, max_value=1000), min_size=1, max_size=60)


@given(proportions, st.decimals(min_value=0, max_value=100, places=6))
def test_parts_add_up_and_none_is_a_step_away(parts: list[Fraction], total: Decimal) -> None:
    found = in_millionths(parts, total)
    assert sum(found) == total
    whole = sum(parts)
    exact = [Fraction(total) * (part / whole if whole else Fraction(1, len(parts))) for part in parts]
    assert all(abs(Fraction(got) - want) < Fraction(1, 10**6) for got, want in zip(found, exact, strict=True))


@pytest.mark.parametrize(
    ("parts", "places", "expected"),
    [
        ([1, 1, 1], 0, ["34", "33", "33"]),
        ([1, 1, 1], 2, ["33.34", "33.33", "33.33"]),
        ([0, 0], 0, ["50", "50"]),
        ([Fraction(1, 3), Fraction(2, 3)], 0, ["33", "67"]),
    ],
)
def test_known_divisions(parts: list[Fraction], places: int, expected: list[str]) -> None:
    assert [str(part) for part in divided(parts, Decimal(100), places=places)] == expected
