"""Years taken together: one odd year must not decide a location quotient."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Window:
    """An unbroken run of calendar years, both ends included."""

    first_year: int
    last_year: int

    def __post_init__(self) -> None:
        if self.first_year > self.last_year:
            raise ValueError(f"a window cannot end ({self.last_year}) before it begins ({self.first_year})")

    @classmethod
    def ending(cls, last_year: int, *, span: int) -> "Window":
        """The `span` years up to `last_year`; the caller knows which is the last comparable year."""
        return cls(last_year - span + 1, last_year)

    @property
    def years(self) -> tuple[int, ...]:
        return tuple(range(self.first_year, self.last_year + 1))


@dataclass(frozen=True, slots=True)
class Estimate:
    """Mean and median of the yearly values that exist; both NaN when none does."""

    window: Window
    yearly: tuple[float, ...]
    years_used: tuple[int, ...]
    mean: float
    median: float


def estimate(yearly: Sequence[float] | NDArray[np.float64], window: Window) -> Estimate:
    """Sum up one value a year. `yearly` has one entry for each year of the window, NaN where missing."""
    values = np.asarray(yearly, dtype=np.float64)
    if values.shape != (len(window.years),):
        raise ValueError(f"{len(window.years)} years need as many values, not shape {values.shape}")
    present = np.isfinite(values)
    used = values[present]
    return Estimate(
        window=window,
        yearly=tuple(values.tolist()),
        years_used=tuple(np.asarray(window.years)[present].tolist()),
        mean=float(used.mean()) if used.size else np.nan,
        median=float(np.median(used)) if used.size else np.nan,
    )
