"""The Estonian scores of growth areas, 2013 (Estonian Development Fund): the published totals of the fund's own column.

The published totals of the survey of 22 experts are means over raters whose marks were not published; only that they
are no products of the published means can be shown.
"""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest

from assessments.scoring.growth_areas import GrowthAreaError, GrowthAreaMarks, mean_total

# enterprise, research, volume, probability; printed impact, printed total
FUND = {
    "ICT": ("3.0", "2.0", "3.0", "0.8", "2.4", "7.4"),
    "Health technology and health services": ("1.5", "3.0", "3.0", "0.6", "1.8", "6.3"),
    "Mechanical engineering": ("2.0", "1.5", "1.5", "0.6", "0.9", "4.4"),
    "Logistics": ("2.0", "1.0", "1.5", "0.7", "1.1", "4.1"),
    "Chemical products": ("2.0", "2.0", "1.5", "0.8", "1.2", "5.2"),
    "Innovative house-building (wooden houses)": ("2.0", "2.0", "2.0", "0.6", "1.2", "5.2"),
    "Timber enhancement": ("2.0", "1.0", "2.0", "0.8", "1.6", "4.6"),
    "Functional food": ("1.5", "2.5", "2.0", "0.7", "0.7", "4.7"),
}
MISPRINTED = "Functional food"


def marks(area: str) -> GrowthAreaMarks:
    return GrowthAreaMarks(*(Fraction(text) for text in FUND[area][:4]))


def printed(value: Fraction | None) -> str:
    """One decimal, halves upwards, as the fund printed 1.05 as 1.1."""
    assert value is not None
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return str(exact.quantize(Decimal("0.1"), ROUND_HALF_UP))


@pytest.mark.parametrize("area", [area for area in FUND if area != MISPRINTED])
def test_seven_published_totals_are_reproduced(area: str) -> None:
    assert (printed(marks(area).impact), printed(marks(area).total)) == FUND[area][4:]


def test_the_eighth_was_misprinted_and_stands_third() -> None:
    """2.0 x 0.7 was printed as 0.7: the total is 5.4, not 4.7, and the place 3, not 5."""
    assert (printed(marks(MISPRINTED).impact), printed(marks(MISPRINTED).total)) == ("1.4", "5.4")
    totals = {area: mean_total([marks(area)]) for area in FUND}
    own = totals[MISPRINTED]
    assert own is not None
    assert 1 + sum(total > own for total in totals.values() if total is not None) == 3
    by_print = [Decimal(row[5]) for row in FUND.values()]
    assert 1 + sum(total > Decimal("4.7") for total in by_print) == 5


def test_it_is_computed_for_each_rater_and_then_averaged() -> None:
    """One thinks it large and unlikely, one small and certain: 0.65; the product of the means would say 1.1."""
    mixed = [GrowthAreaMarks(0, 0, 3, Fraction(1, 10)), GrowthAreaMarks(0, 0, 1, 1)]
    of_means = Fraction(3 + 1, 2) * (Fraction(1, 10) + 1) / 2
    assert mean_total(mixed) == Fraction(13, 20)
    assert of_means == Fraction(11, 10)


def test_who_cannot_judge_a_part_has_no_total() -> None:
    whole = GrowthAreaMarks(2, 1, 3, Fraction(1, 2))
    for place in range(4):
        parts = [2, 1, 3, Fraction(1, 2)]
        parts[place] = None  # type: ignore[call-overload]  # -- reason: one part is missing
        assert mean_total([whole, GrowthAreaMarks(*parts)]) == Fraction(9, 2)
    assert mean_total([GrowthAreaMarks(None, 1, 2, 1)]) is None


@pytest.mark.parametrize("wrong", [(4, 0, 0, 0), (0, -1, 0, 0), (0, 0, 0, Fraction(11, 10))])
def test_what_is_off_the_scale_is_refused(wrong: tuple[Fraction | int, ...]) -> None:
    with pytest.raises(GrowthAreaError):
        GrowthAreaMarks(*wrong)
