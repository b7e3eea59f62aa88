"""The measured criteria of this app, one file each: its values, and its name and formula in plain words.

A new one is a file here, its line in `MEASURES` and its test (docs/frameworks.md). Each takes all activities of a round,
which belong to one region, and a constant number of queries; its pure function with the anchors stands in
regions/evidence/criteria.py.
"""

from assessments.queries.measures import (
    breadth_of_support,
    critical_mass,
    dependence,
    first_experiment,
    location_quotient,
    relatedness,
)

MEASURES = (
    location_quotient.MEASURE,
    critical_mass.MEASURE,
    dependence.MEASURE,
    relatedness.MEASURE,
    breadth_of_support.MEASURE,
    first_experiment.MEASURE,
)

__all__ = ["MEASURES"]
