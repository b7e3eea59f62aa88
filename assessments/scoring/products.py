"""Products of matrices that wake no other threads.

OpenBLAS shares a product out among threads of its own. Where several of ours multiply at the same time, or the machine
is busy, these wait for each other: that takes up to ten times what they save. So the platform starts with one thread in
OpenBLAS (s3platform/settings/base.py), and what is worth two cores has two threads of its own. Where OpenBLAS has more,
products are cut into pieces too small for it to share out; they take a third longer.
"""

import os
from math import isqrt
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

Float = TypeVar("Float", np.float32, np.float64)

IS_ALONE = os.environ.get("OPENBLAS_NUM_THREADS") == "1"
SINGLE = 1 << 18  # multiplications in one product: up to here OpenBLAS stays with one thread
FLAT = 16  # rows: flatter pieces are slow


def multiply(left: NDArray[Float], right: NDArray[Float], out: NDArray[Float]) -> None:
    """left @ right into the first rows of `out`.

    Only for whole numbers (in any unit) are the bytes the same however the product is cut.
    """
    if IS_ALONE:
        np.matmul(left, right, out=out[: len(left)])
        return
    inner, columns = right.shape
    height, width = SINGLE // max(1, right.size), max(1, columns)
    if height < FLAT:
        height = max(FLAT, isqrt(SINGLE // max(1, inner) // 2))
        width = 2 * height
    for top in range(0, len(left), height):
        rows = slice(top, min(top + height, len(left)))
        for start in range(0, columns, width):
            part = slice(start, start + width)
            np.matmul(left[rows], right[:, part], out=out[rows, part])
