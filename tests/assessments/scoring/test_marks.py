"""The storage format of ballots."""

from fractions import Fraction

import pytest

from assessments.scoring import (
    CANNOT_JUDGE,
    NOT_ANSWERED,
    Criterion,
    MarkError,
    marks_matrix,
    pack_marks,
    unpack_marks,
)

JUDGED = tuple(Criterion(code, "p", "judged", Fraction(1), 1, 5) for code in ("first", "second", "third"))


def test_one_byte_per_criterion_in_frozen_order() -> None:
    assert pack_marks(JUDGED, {"third": CANNOT_JUDGE, "first": 4}) == bytes([4, 254, 255])
    assert (CANNOT_JUDGE, NOT_ANSWERED) == (255, 254)


def test_unpacking_gives_back_what_was_answered() -> None:
    answered = {"first": 1, "second": CANNOT_JUDGE}
    assert unpack_marks(JUDGED, pack_marks(JUDGED, answered)) == answered


@pytest.mark.parametrize("marks", [{"first": 0}, {"second": 6}, {"second": -1}, {"fourth": 3}])
def test_a_mark_the_scale_does_not_know_is_refused(marks: dict[str, int]) -> None:
    with pytest.raises(MarkError):
        pack_marks(JUDGED, marks)


@pytest.mark.parametrize("ballot", [b"", bytes([1, 2]), bytes([1, 2, 9])])
def test_bytes_that_are_no_ballot_are_refused(ballot: bytes) -> None:
    with pytest.raises(MarkError):
        unpack_marks(JUDGED, ballot)


def test_ballots_side_by_side() -> None:
    matrix = marks_matrix([bytes([1, 2, 3]), memoryview(bytes([4, 254, 255]))], 3)
    assert matrix.tolist() == [[1, 2, 3], [4, 254, 255]]
    with pytest.raises(MarkError):
        marks_matrix([bytes(4)], 3)
