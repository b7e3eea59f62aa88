"""A product wakes no other threads: whole where OpenBLAS has one thread, as in every process of ours, else in pieces."""

import os
import subprocess
import sys

import numpy as np
import pytest

from assessments.scoring import products

ASK = "import s3platform.settings.dev; from assessments.scoring import products; print(products.IS_ALONE)"


def test_a_process_of_the_platform_has_one_thread_in_openblas_unless_told_otherwise() -> None:
    def answer(environment: dict[str, str]) -> str:
        run = subprocess.run(
            [sys.executable, "-c", ASK], env=environment, check=True, capture_output=True, text=True
        )
        return run.stdout.strip()

    silent = {name: value for name, value in os.environ.items() if name != "OPENBLAS_NUM_THREADS"}
    assert answer(silent) == "True"
    assert answer(silent | {"OPENBLAS_NUM_THREADS": "2"}) == "False"


@pytest.mark.parametrize("is_alone", [True, False])
@pytest.mark.parametrize(
    "shape", [(1, 1, 1), (5, 0, 3), (5, 3, 0), (100, 12, 1000), (50, 300, 700), (40, 5000, 90)]
)
def test_whole_or_in_pieces_it_is_the_product(
    monkeypatch: pytest.MonkeyPatch, shape: tuple[int, int, int], is_alone: bool
) -> None:
    monkeypatch.setattr(products, "IS_ALONE", is_alone)
    rows, inner, columns = shape
    rng = np.random.default_rng(1)
    left, right = rng.integers(0, 9, (rows, inner)), rng.integers(0, 9, (inner, columns))
    out = np.full((rows + 2, columns), 7.0)
    products.multiply(left.astype(np.float64), right.astype(np.float64), out)
    assert (out[:rows] == left @ right).all()
    assert (out[rows:] == 7).all()
