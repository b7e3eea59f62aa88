"""Evidence of a region: read in a constant number of queries, computed by regions.evidence."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from regions.evidence import (
    EXTRACTION,
    Cube,
    RawMaterialStatus,
    Specialization,
    Window,
    raw_material_status,
    shares,
    specialization_of,
)
from regions.evidence.cube import TOTAL
from regions.evidence.profile import QUOTIENT_SPAN, Profile, ProfileOf, Rule
from regions.models import ObservationImport, Region
from regions.queries.classes import sections_by_domain
from regions.queries.regions import country_of, region_for
from regions.queries.statistics import Statistics, read_statistics

ACCOUNTS = ("gva", "grp", "net_taxes")
PEOPLE = (
    "population",
    "urban_population",
    "employed",
    "employees",
    "employed_agriculture",
    "employed_industry_construction",
    "employed_services",
    "unemployment_rate",
)
PLAIN = ("investment", *PEOPLE)
MIXED_BORDERS = frozenset({"borders_differ", "outside_region_years"})
"""Remarks that forbid dividing one figure of that year by another."""


@dataclass(frozen=True)
class RegionEvidence:
    """A region's figures, and the observations they came from."""

    region: Region
    country: Region
    profile: Profile
    statistics: Statistics

    @property
    def is_country(self) -> bool:
        """A country is compared with nothing: it has no quotients and its status decides nothing."""
        return self.region.pk == self.country.pk

    @property
    def units(self) -> dict[str, str]:
        return {cell.indicator: cell.unit for cell in self.statistics.cells}

    @property
    def imports(self) -> list[ObservationImport]:
        """The files that these figures came from, the oldest first."""
        return [brought for _pk, brought in sorted(self.statistics.imports.items())]

    def years_with_mixed_borders(self) -> frozenset[int]:
        return frozenset(
            cell.year
            for cell in self.statistics.cells
            if cell.region == self.region.code and MIXED_BORDERS & set(cell.remarks.split())
        )

    def ratio(self, numerator: str, denominator: str) -> tuple[int, float] | None:
        """The latest year in which both have a value on the same borders, and their ratio."""
        series = {"grp": self.profile.grp, **self.profile.series}
        upper, lower = series[numerator], series[denominator]
        years = (set(upper.years) & set(lower.years)) - self.years_with_mixed_borders()
        if not years:
            return None
        year = max(years)
        return year, (upper.at(year) or 0.0) / (lower.at(year) or np.nan)


def rule_of(region: Region) -> Rule:
    return Rule(threshold=float(region.mining_threshold) / 100, span=region.mining_window)


def evidence_for(user: Any, *, code: str) -> RegionEvidence | None:
    """None for an unknown region and for one without statistics. Three queries."""
    region = region_for(user, code=code)
    return region_evidence(region) if region else None


def region_evidence(region: Region) -> RegionEvidence | None:
    """Everything the region's page shows; None where no statistics are loaded. Two queries."""
    country = country_of(region) or region
    wanted = (*ACCOUNTS, "exports", "persons_employed", *PLAIN)
    return evidence_from(region, country, read_statistics([region, country], wanted))


def evidence_from(region: Region, country: Region, statistics: Statistics) -> RegionEvidence | None:
    """The same from cells that were read already, of other regions too."""
    own = [cell.year for cell in statistics.cells if cell.region == region.code]
    if not own:
        return None
    composer = ProfileOf(
        statistics.cube,
        statistics.classes_of,
        region=region.code,
        reference=country.code,
        years=Window(
            min(cell.year for cell in statistics.cells), max(cell.year for cell in statistics.cells)
        ),
        comparable_until=statistics.comparable_until,
    )
    return RegionEvidence(region, country, composer.profile(rule_of(region), PLAIN), statistics)


def status_of(region: Region, statistics: Statistics) -> RawMaterialStatus:
    """By the region's own rule, over the years that may enter estimates."""
    rule = rule_of(region)
    window = Window.ending(statistics.comparable_until, span=rule.span)
    mined = statistics.cube("gva", regions=[region.code], classes=sorted(EXTRACTION), window=window)
    grp = statistics.cube("grp", regions=[region.code], classes=[TOTAL], window=window)
    return raw_material_status(
        mined.of_region(region.code).sum(axis=0), grp.series(region.code), window, threshold=rule.threshold
    )


# For measured criteria of the app that scores.


@dataclass(frozen=True)
class StructureWindow:
    """A region and its country by section over the years of a location quotient.

    Attributes:
        cube: value added, regions (region, country), all sections.
        classes: the sections of the region's structure, as the next attribute has them.
        shares_of_grp: share of each section in GRP, mean over the window; together less than 1.
        status: decides whether figures net of extraction are the ones that count.

    """

    region: Region
    country: Region
    cube: Cube
    classes: tuple[str, ...]
    shares_of_grp: np.ndarray[tuple[int, ...], np.dtype[np.float64]]
    status: RawMaterialStatus
    source: str

    @property
    def net_of(self) -> frozenset[str]:
        """What leaves both totals: extraction in a raw-material region, nothing elsewhere."""
        return EXTRACTION if self.status.is_raw_material else frozenset()

    @property
    def vintage(self) -> str:
        window = self.cube.window
        return f"{window.first_year}-{window.last_year}"


@dataclass(frozen=True)
class DomainEvidence:
    """What statistics say of one activity's domains.

    Attributes:
        sections: the sections for which figures exist; a division stands under its section.
        is_coarser: a domain is finer than its section, so this is the context and not the activity itself.
        counts: the specialization that counts (net of extraction in a raw-material region).

    """

    sections: tuple[str, ...]
    is_coarser: bool
    raw: Specialization
    net: Specialization
    counts: Specialization


def evidence_cube(country_id: int, *, span: int = QUOTIENT_SPAN) -> Cube | None:
    """Value added of all regions of a country and of itself by section, the comparable years. Three queries."""
    territories = list(Region.everywhere.filter(pk=country_id)) + list(
        Region.everywhere.filter(parent=country_id)
    )
    statistics = read_statistics(territories, ("gva",))
    if not statistics.comparable_until:
        return None
    window = Window.ending(statistics.comparable_until, span=span)
    classes = statistics.classes_of("gva", window)
    return statistics.cube("gva", regions=[one.code for one in territories], classes=classes, window=window)


def structure_window(region: Region) -> StructureWindow | None:
    """None where the region has no value added by section in the comparable years. At most three queries."""
    country = country_of(region)
    if country is None:
        return None
    statistics = read_statistics([region, country], ("gva", "grp"))
    until = statistics.comparable_until
    if not until:
        return None
    window = Window.ending(until, span=QUOTIENT_SPAN)
    pair = (region.code, country.code)
    classes = statistics.classes_of("gva", window)
    cube = statistics.cube("gva", regions=pair, classes=classes, window=window)
    if np.isnan(cube.of_region(region.code)).all():
        return None
    grp = statistics.cube("grp", regions=pair, classes=[TOTAL], window=window).series(region.code)
    return StructureWindow(
        region=region,
        country=country,
        cube=cube,
        classes=classes,
        shares_of_grp=_mean_by_class(shares(cube.of_region(region.code), of=grp)),
        status=status_of(region, statistics),
        source="; ".join(sorted({brought.source.publisher for brought in statistics.imports.values()})),
    )


def specializations_for(
    region: Region,
    domain_codes_by_activity: Mapping[int, Collection[str]],
    *,
    window: StructureWindow | None = None,
) -> dict[int, DomainEvidence] | None:
    """Evidence of many activities at once: activity id -> evidence, in a constant number of queries.

    None where the region has no statistics at all; an activity without a domain known to them is left out.
    `window` spares reading the statistics again where the caller has them already.
    """
    found = window or structure_window(region)
    if found is None:
        return None
    section_of = sections_by_domain({code for codes in domain_codes_by_activity.values() for code in codes})
    by_activity = {
        activity: {section_of[code] for code in codes if code in section_of}
        for activity, codes in domain_codes_by_activity.items()
    }
    return {
        activity: _domain_evidence(found, sections, is_coarser=not sections >= set(codes))
        for (activity, sections), codes in zip(
            by_activity.items(), domain_codes_by_activity.values(), strict=True
        )
        if sections and sections <= set(found.classes)
    }


def _domain_evidence(found: StructureWindow, sections: set[str], *, is_coarser: bool) -> DomainEvidence:
    def specialization(net_of: Collection[str]) -> Specialization:
        return specialization_of(
            found.cube,
            region=found.region.code,
            reference=found.country.code,
            domains=sections,
            net_of=set(net_of) & set(found.classes),
        )

    raw, net = specialization(()), specialization(EXTRACTION)
    return DomainEvidence(tuple(sorted(sections)), is_coarser, raw, net, net if found.net_of else raw)


def _mean_by_class(
    yearly: np.ndarray[tuple[int, ...], np.dtype[np.float64]],
) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    """Mean over the years that have a value; NaN where none has."""
    present = np.isfinite(yearly)
    count = present.sum(axis=1)
    sums = np.where(present, yearly, 0.0).sum(axis=1)
    return np.where(count > 0, sums / np.maximum(count, 1), np.nan)
