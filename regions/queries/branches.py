"""What a region is strong in by the people who work there: for countries whose accounts by branch are not loaded."""

from dataclasses import dataclass

import numpy as np

from regions.evidence import Window, specialization_of
from regions.models import Domain
from regions.queries.evidence import RegionEvidence

PERSONS = "persons_employed"


@dataclass(frozen=True)
class BranchStrength:
    """One branch in the latest year of the region: persons, share of all, and how many times the country's weight."""

    code: str
    name: str
    persons: float
    share: float
    quotient: float


@dataclass(frozen=True)
class WorkStrengths:
    """`rows` by falling quotient; the totals are the sums of the branches that have a value."""

    year: int
    rows: tuple[BranchStrength, ...]


def work_strengths(evidence: RegionEvidence) -> WorkStrengths | None:
    """None where no branch has a value here. One query, for the names."""
    here, country = evidence.region.code, evidence.country.code
    cells = [cell for cell in evidence.statistics.of(PERSONS) if cell.class_code]
    own = [cell.year for cell in cells if cell.region == here]
    if not own or evidence.is_country:
        return None
    window = Window(max(own), max(own))
    classes = _one_level(evidence.statistics.classes_of(PERSONS, window))
    cube = evidence.statistics.cube(PERSONS, regions=(here, country), classes=classes, window=window)
    persons = cube.of_region(here)[:, 0]
    total = float(np.nansum(persons))
    names = {one.code: one.name for one in Domain.objects.filter(code__in=classes)}
    rows = [
        BranchStrength(
            code=code,
            name=names.get(code, ""),
            persons=float(count),
            share=float(count) / total if total else float("nan"),
            quotient=specialization_of(cube, region=here, reference=country, domains=[code]).quotient.mean,
        )
        for code, count in zip(classes, persons, strict=True)
        if np.isfinite(count)
    ]
    known = [row for row in rows if np.isfinite(row.quotient)]
    return WorkStrengths(window.first_year, tuple(sorted(known, key=lambda row: -row.quotient)))


def _one_level(classes: tuple[str, ...]) -> tuple[str, ...]:
    """Divisions where there are any: a section beside its divisions would count people twice."""
    divisions = tuple(code for code in classes if code.isdigit())
    return divisions or classes
