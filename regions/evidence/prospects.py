"""Feasibility against benefit: which domains a region does not have yet lie near to it and are worth more than most.

After Balland et al. 2019: relatedness density says how feasible a domain is, its complexity what it would bring. Where to
cut is our own choice: the middle density of the domains that are not there yet, and the average complexity.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Prospects:
    """middle: median density of the domains that are not there yet, NaN without any.

    promising: places of those that are nearer than the middle and more complex than the average (0), the nearest first.
    """

    middle: float
    promising: tuple[int, ...]


def prospects(
    present: NDArray[np.floating], density: NDArray[np.floating], complexity: NDArray[np.floating]
) -> Prospects:
    """Of one region, one value a domain; a domain with a gap in any of the three is left out."""
    missing_here = (present == 0) & np.isfinite(density)
    if not missing_here.any():
        return Prospects(float("nan"), ())
    middle = float(np.median(density[missing_here].astype(np.float64)))
    chosen = np.flatnonzero(missing_here & (density > middle) & (np.nan_to_num(complexity) > 0))
    order = chosen[np.lexsort((chosen, -density[chosen]))]
    return Prospects(middle, tuple(order.tolist()))
