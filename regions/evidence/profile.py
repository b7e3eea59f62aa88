"""All figures of one region together, beside those of its country: what the region's page and the API show.

Each block names its formula (`Formula`), its years and what it was computed from, so that every figure can be opened.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from regions.evidence.composition import complete_shares, entropy, herfindahl, krugman, shares
from regions.evidence.cube import TOTAL, Cube
from regions.evidence.specialization import EXTRACTION, Specialization, specializations
from regions.evidence.status import RawMaterialStatus, raw_material_status
from regions.evidence.windows import Window

Array = NDArray[np.float64]

QUOTIENT_SPAN = 3
"""Years of a location quotient: one odd year must not decide it."""


class Formula(StrEnum):
    """Id of a formula with the date since which it has been computed so."""

    SHARE = "share-of-total/2026-11"
    QUOTIENT = "location-quotient/2026-11"
    NET_QUOTIENT = "location-quotient-net-of-extraction/2026-11"
    CRITICAL_MASS = "share-of-country/2026-11"
    RAW_MATERIAL = "raw-material-status/2026-11"
    CONCENTRATION = "herfindahl-and-entropy/2026-11"
    RATIO = "ratio-of-one-year/2026-11"


class Cubes(Protocol):
    """Where the cells come from: one cube an indicator, all its years, regions in the given order."""

    def __call__(
        self, indicator: str, *, regions: tuple[str, ...], classes: Collection[str], window: Window
    ) -> Cube: ...


@dataclass(frozen=True, slots=True)
class Series:
    """The years that have a value, and the values."""

    years: tuple[int, ...] = ()
    values: tuple[float, ...] = ()

    @classmethod
    def of(cls, values: Array, window: Window) -> "Series":
        known = [
            (year, float(one)) for year, one in zip(window.years, values, strict=True) if np.isfinite(one)
        ]
        return cls(tuple(year for year, _one in known), tuple(one for _year, one in known))

    @property
    def latest(self) -> tuple[int, float] | None:
        return (self.years[-1], self.values[-1]) if self.years else None

    def at(self, year: int) -> float | None:
        return self.values[self.years.index(year)] if year in self.years else None


@dataclass(frozen=True, slots=True)
class Part:
    """One class of a whole; `country_share` is the same class's share in the country."""

    code: str
    value: float
    share: float
    country_share: float


@dataclass(frozen=True, slots=True)
class Structure:
    """What one year's total is made of, the largest first; classes without a value are left out."""

    year: int
    total: float
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Concentration:
    """How much of the economy hangs on few sections, in one year. NaN where a section is not published."""

    year: int
    herfindahl: float
    entropy: float
    country_herfindahl: float
    country_entropy: float = np.nan
    krugman: float = np.nan


@dataclass(frozen=True, slots=True)
class Quotient:
    """A section's specialization, raw and net of extraction; an extraction section itself has no net one."""

    code: str
    raw: Specialization
    net: Specialization | None


@dataclass(frozen=True, slots=True)
class Profile:
    """Attributes beginning with `country_` are those of the reference; a country has no quotients and no status."""

    region: str
    reference: str
    comparable_until: int
    structure: Structure | None
    quotients: tuple[Quotient, ...]
    status: RawMaterialStatus
    extraction: Series
    country_extraction: Series
    concentration: tuple[Concentration, ...]
    grp: Series
    grp_of_country: Series
    exports: Structure | None
    series: dict[str, Series]


@dataclass(frozen=True, slots=True)
class Rule:
    """The region's own rule for the raw-material status; `threshold` is a share between 0 and 1."""

    threshold: float
    span: int


class ProfileOf:
    """Puts a profile together; a class only because every block needs the same five things."""

    def __init__(
        self,
        cubes: Cubes,
        classes_of: Callable[[str, Window], tuple[str, ...]],
        *,
        region: str,
        reference: str,
        years: Window,
        comparable_until: int,
    ) -> None:
        self.cubes, self.classes_of = cubes, classes_of
        self.region, self.reference = region, reference
        self.years, self.comparable_until = years, comparable_until
        self.pair = tuple(dict.fromkeys((region, reference)))

    def profile(self, rule: Rule, plain: Collection[str]) -> Profile:
        """`plain` are the indicators without classes that are handed on as series."""
        extraction, country_extraction = (self._extraction(code) for code in (self.region, self.reference))
        return Profile(
            region=self.region,
            reference=self.reference,
            comparable_until=self.comparable_until,
            structure=self._structure("gva", until=self.comparable_until),
            quotients=self._quotients(),
            status=self._status(rule),
            extraction=Series.of(extraction, self.years),
            country_extraction=Series.of(country_extraction, self.years),
            concentration=self._concentration(),
            grp=self._series("grp", self.region),
            grp_of_country=self._series("grp", self.reference),
            exports=self._structure("exports", until=self.years.last_year),
            series={indicator: self._series(indicator, self.region) for indicator in plain},
        )

    def cube(self, indicator: str, classes: Collection[str], window: Window | None = None) -> Cube:
        return self.cubes(indicator, regions=self.pair, classes=classes, window=window or self.years)

    def _series(self, indicator: str, region: str) -> Series:
        return Series.of(self.cube(indicator, {TOTAL}).series(region), self.years)

    def _extraction(self, region: str) -> Array:
        """Extraction / GRP by year."""
        mined = self.cube("gva", sorted(EXTRACTION)).of_region(region).sum(axis=0)
        grp = self.cube("grp", {TOTAL}).series(region)
        return shares(mined, of=np.where(grp > 0, grp, np.nan))

    def _status(self, rule: Rule) -> RawMaterialStatus:
        window = Window.ending(self.comparable_until, span=rule.span)
        mined = self.cube("gva", sorted(EXTRACTION), window).of_region(self.region).sum(axis=0)
        grp = self.cube("grp", {TOTAL}, window).series(self.region)
        return raw_material_status(mined, grp, window, threshold=rule.threshold)

    def _quotients(self) -> tuple[Quotient, ...]:
        if self.region == self.reference:
            return ()
        window = Window.ending(self.comparable_until, span=QUOTIENT_SPAN)
        cube = self.cube("gva", self.classes_of("gva", window), window)
        of_pair = {"region": self.region, "reference": self.reference}
        net_of = EXTRACTION & set(cube.classes)
        net = {
            found.domains[0]: found
            for found in specializations(cube, **of_pair, net_of=net_of)
            if np.isfinite(found.quotient.mean)
        }
        raw = [one for one in specializations(cube, **of_pair) if np.isfinite(one.quotient.mean)]
        return tuple(Quotient(one.domains[0], one, net.get(one.domains[0])) for one in raw)

    def _concentration(self) -> tuple[Concentration, ...]:
        """Only the years in which the sections add up to value added (GRP less net taxes)."""
        window = Window(self.years.first_year, self.comparable_until)
        cube = self.cube("gva", self.classes_of("gva", window), window)
        own, others = (self._complete_shares(cube, code, window) for code in (self.region, self.reference))
        indices = (herfindahl(own), entropy(own), herfindahl(others), entropy(others), krugman(own, others))
        rows = zip(window.years, *indices, strict=True)
        return tuple(
            Concentration(year, *(float(one) for one in found))
            for year, *found in rows
            if np.isfinite(found[0])
        )

    def _complete_shares(self, cube: Cube, region: str, window: Window) -> Array:
        grp, taxes = (self.cube(name, {TOTAL}, window).series(region) for name in ("grp", "net_taxes"))
        return complete_shares(cube.of_region(region), grp - taxes)

    def _structure(self, indicator: str, *, until: int) -> Structure | None:
        """The last year up to `until` in which the region has any class."""
        window = Window(self.years.first_year, until)
        cube = self.cube(indicator, self.classes_of(indicator, window), window)
        with_values = np.flatnonzero(np.isfinite(cube.of_region(self.region)).any(axis=0))
        if not with_values.size:
            return None
        at = int(with_values[-1])
        own, others = (cube.of_region(code)[:, at] for code in (self.region, self.reference))
        rows = zip(cube.classes, own, shares(own), shares(others), strict=True)
        parts = [Part(c, float(v), float(s), float(o)) for c, v, s, o in rows if np.isfinite(v)]
        parts.sort(key=lambda part: -part.value)
        return Structure(window.years[at], sum(part.value for part in parts), tuple(parts))
