"""Pure mathematics of a region's evidence: numpy in, frozen dataclasses out.

Missing is NaN and never zero; there is no clock, no Django and no app in here. Sources of the formulas stand
beside the functions; the anchors of the measured criteria carry an id with a date, so that a frozen framework
can say which version it used.
"""

from regions.evidence.complexity import Complexity, complexity
from regions.evidence.composition import (
    Variety,
    complete_shares,
    entropy,
    herfindahl,
    krugman,
    shares,
    total,
    variety,
)
from regions.evidence.criteria import (
    MeasuredValue,
    breadth_of_support,
    completeness_of_experiment,
    critical_mass_criterion,
    diversification_criterion,
    location_quotient_criterion,
    projects_behind_it,
    relatedness_criterion,
)
from regions.evidence.cube import Cube
from regions.evidence.prospects import Prospects, prospects
from regions.evidence.relatedness import Relatedness, Totals, balassa, relatedness, table_of
from regions.evidence.shift_share import ShiftShare, shift_share, shift_share_in_shares
from regions.evidence.specialization import (
    EXTRACTION,
    Specialization,
    location_quotient,
    shrunk_quotient,
    specialization_of,
    specializations,
)
from regions.evidence.status import RawMaterialStatus, raw_material_status
from regions.evidence.territories import TerritoryPart, constant_series, country_parts
from regions.evidence.windows import Estimate, Window, estimate

__all__ = [
    "EXTRACTION",
    "Complexity",
    "Cube",
    "Estimate",
    "MeasuredValue",
    "Prospects",
    "RawMaterialStatus",
    "Relatedness",
    "ShiftShare",
    "Specialization",
    "TerritoryPart",
    "Totals",
    "Variety",
    "Window",
    "balassa",
    "breadth_of_support",
    "complete_shares",
    "completeness_of_experiment",
    "complexity",
    "constant_series",
    "country_parts",
    "critical_mass_criterion",
    "diversification_criterion",
    "entropy",
    "estimate",
    "herfindahl",
    "krugman",
    "location_quotient",
    "location_quotient_criterion",
    "projects_behind_it",
    "prospects",
    "raw_material_status",
    "relatedness",
    "relatedness_criterion",
    "shares",
    "shift_share",
    "shift_share_in_shares",
    "shrunk_quotient",
    "specialization_of",
    "specializations",
    "table_of",
    "total",
    "variety",
]
