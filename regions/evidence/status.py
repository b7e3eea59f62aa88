"""Is a region a raw-material region? A dated computation with a stored rule, never a list."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from regions.evidence.windows import Window, estimate

DEFAULT_THRESHOLD = 0.30
PROVISIONAL_BELOW = 5
"""With fewer years than this the status is called provisional."""


@dataclass(frozen=True, slots=True)
class RawMaterialStatus:
    """The status with the rule that gave it. Nothing is decided (None) where no year has both figures.

    Attributes:
        ratios: extraction / GRP for each year of the window, NaN where missing.
        flags: the same question asked of each year alone.
        mean: mean of the yearly ratios (not the ratio of sums, which would weigh inflated years more).

    """

    threshold: float
    window: Window
    ratios: tuple[float, ...]
    flags: tuple[bool | None, ...]
    years_used: tuple[int, ...]
    mean: float
    is_raw_material: bool | None
    is_provisional: bool


def raw_material_status(
    extraction: NDArray[np.float64],
    grp: NDArray[np.float64],
    window: Window,
    *,
    threshold: float = DEFAULT_THRESHOLD,
) -> RawMaterialStatus:
    """Compare the mean of yearly ratios of extraction to GRP with the threshold.

    Both arrays have one value for each year of the window, NaN where missing.
    """
    ratios = np.divide(extraction, np.where(grp > 0, grp, np.nan))
    found = estimate(ratios, window)
    return RawMaterialStatus(
        threshold=threshold,
        window=window,
        ratios=found.yearly,
        flags=tuple(_is_over(ratio, threshold) for ratio in found.yearly),
        years_used=found.years_used,
        mean=found.mean,
        is_raw_material=_is_over(found.mean, threshold),
        is_provisional=len(found.years_used) < PROVISIONAL_BELOW,
    )


def _is_over(ratio: float, threshold: float) -> bool | None:
    return None if np.isnan(ratio) else bool(ratio > threshold)
