"""Where the grades of a wheel are drawn."""

from decimal import Decimal
from math import hypot

import pytest

from assessments.queries.wheel_pictures import CENTRE, INNER, RIM, Told, line, picture_of, point


def distance(at: tuple[str, str]) -> float:
    return hypot(float(at[0]) - CENTRE, float(at[1]) - CENTRE)


def told(*means: str | None) -> list[Told]:
    return [Told(str(n), None if mean is None else Decimal(mean)) for n, mean in enumerate(means)]


@pytest.mark.parametrize(("mean", "far"), [("1", INNER), ("3", (INNER + RIM) / 2), ("5", RIM)])
def test_one_lies_near_the_middle_and_five_at_the_rim(mean: str, far: float) -> None:
    (first, *_rest) = picture_of(told(mean, "2", "2", "2", "2", "2"), 2).spokes
    assert first.dot is not None
    assert distance(first.dot) == pytest.approx(far, abs=0.1)


def test_the_first_step_begins_at_the_top_and_goes_clockwise() -> None:
    assert point(100, 0) == ("200.0", "100.0")
    assert point(100, 0.25) == ("300.0", "200.0")


def test_a_missing_grade_is_a_gap_and_never_the_middle() -> None:
    whole = picture_of(told("2", "3", "4", "5", "4", "3"), 2)
    assert whole.is_whole
    assert whole.path.endswith("Z")
    broken = picture_of(told("2", "3", None, "5", "4", "3"), 2)
    assert not broken.is_whole
    assert broken.spokes[2].dot is None
    assert broken.path.count("M") == broken.path.count("L") == 4, "six sides, two of them missing"
    assert line([None, None, None]) == ""
    assert line([None, Decimal(3), None]) == "", "a lonely grade is a dot only"


def test_what_nobody_knows_is_drawn_outside_the_rim_sure_and_perhaps() -> None:
    factors = [Told("1.1", None, no_information=(40, 100)), Told("1.2", Decimal(3), no_information=(0, 0))]
    perhaps, known = picture_of(factors, 1).spokes
    assert perhaps.band
    assert perhaps.reach
    assert perhaps.band != perhaps.reach
    assert (known.band, known.reach) == ("", "")


def test_attributes_have_a_point_in_every_language() -> None:
    from django.utils import translation

    with translation.override("ru"):
        picture = picture_of(told("2.5", "3.5", "1.5"), 1)
    assert "," not in picture.path + picture.spokes[0].ground + picture.spokes[0].label[0]
