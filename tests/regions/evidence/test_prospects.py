"""What is near, not there yet and more complex than the average: in which order, and where the cut stands."""

import numpy as np

from regions.evidence import prospects

NAN = np.nan


def test_nearer_than_the_middle_and_more_complex_than_the_average() -> None:
    present = np.array([1.0, 0, 0, 0, 0, 0])
    density = np.array([90.0, 10, 20, 30, 40, 50])
    complexity = np.array([2.0, 1, 1, 1, -1, 0.5])
    found = prospects(present, density, complexity)
    assert found.middle == 30
    assert found.promising == (5,), "the fourth is no nearer than the middle, the fifth is not complex"


def test_the_nearest_first_and_of_equals_the_first() -> None:
    found = prospects(np.zeros(5), np.array([1.0, 7, 9, 7, 2]), np.ones(5))
    assert (found.middle, found.promising) == (7, (2,))
    assert prospects(np.zeros(6), np.array([1.0, 7, 9, 7, 2, 1]), np.ones(6)).promising == (2, 1, 3)


def test_gaps_are_left_out() -> None:
    found = prospects(np.array([NAN, 0, 0, 0]), np.array([99.0, NAN, 10, 20]), np.array([1.0, 1, 1, NAN]))
    assert (found.middle, found.promising) == (15, ())


def test_where_everything_is_there_nothing_is_left_to_wish() -> None:
    found = prospects(np.ones(3), np.array([1.0, 2, 3]), np.ones(3))
    assert np.isnan(found.middle)
    assert found.promising == ()
