"""Windows of years, estimates over them, and the cube they cut from observations."""

import numpy as np
import pytest

from regions.evidence import Cube, Window, estimate


def test_window_ends_where_it_is_told() -> None:
    assert Window.ending(2024, span=3).years == (2022, 2023, 2024)


def test_window_cannot_end_before_it_begins() -> None:
    with pytest.raises(ValueError, match="2019"):
        Window(2020, 2019)


def test_estimate_uses_the_years_that_exist() -> None:
    found = estimate([1.0, np.nan, 2.0, 9.0], Window(2021, 2024))
    assert found.years_used == (2021, 2023, 2024)
    assert (found.mean, found.median) == (4.0, 2.0)


def test_estimate_of_nothing_is_missing() -> None:
    found = estimate([np.nan, np.nan], Window(2023, 2024))
    assert found.years_used == ()
    assert np.isnan([found.mean, found.median]).all()


def test_estimate_refuses_another_number_of_years() -> None:
    with pytest.raises(ValueError, match="2 years"):
        estimate([1.0], Window(2023, 2024))


def test_cube_keeps_a_hole_a_hole() -> None:
    cells = [("ATY", "B", 2023, 5.0), ("ATY", "B", 2022, 9.0), ("XXX", "B", 2023, 1.0)]
    cube = Cube.from_cells(cells, regions=["ATY"], classes=["A", "B"], window=Window(2023, 2024))
    assert np.array_equal(cube.of_region("ATY"), [[np.nan, np.nan], [5.0, np.nan]], equal_nan=True)


def test_cube_refuses_two_values_for_one_place() -> None:
    cells = [("ATY", "B", 2023, 5.0), ("ATY", "B", 2023, 5.0)]
    with pytest.raises(ValueError, match="ATY, B, 2023"):
        Cube.from_cells(cells, regions=["ATY"], classes=["B"], window=Window(2023, 2023))


@pytest.mark.parametrize(("region", "class_code"), [("XXX", "B"), ("ATY", "Z")])
def test_cube_knows_its_axes(region: str, class_code: str) -> None:
    cube = Cube.from_cells([], regions=["ATY"], classes=["B"], window=Window(2023, 2023))
    with pytest.raises(KeyError):
        cube.series(region, class_code)
