"""A region's figures over the years, with what its borders did to them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from regions.evidence import Window, constant_series
from regions.evidence.cube import TOTAL
from regions.evidence.history import Split, bands, growth_of_shares, shares_by_group, split_growth
from regions.evidence.profile import Series
from regions.models import Region, SectorType, TerritoryPart
from regions.queries.evidence import ACCOUNTS, PLAIN, RegionEvidence, evidence_from
from regions.queries.regions import country_of, region_for
from regions.queries.sectors import sector_types_of
from regions.queries.statistics import Statistics, read_statistics

KEPT_BANDS = 6
GROWTH_YEARS = 5
FILES = frozenset({"csv", "svg", "png"})
CHARTS = (
    "grp", "grp-share", "structure", "sector-types", "mining", "herfindahl", "entropy", "krugman", "investment",
    "investment-share", "investment-structure",
)  # fmt: skip


@dataclass(frozen=True)
class Bands:
    """Shares by year of named classes; the last one is everything else where `codes` is one shorter."""

    years: tuple[int, ...]
    codes: tuple[str, ...]
    shares: tuple[tuple[float, ...], ...]


@dataclass(frozen=True)
class History:
    """Attributes:
    parts: the regions that are always the same land together, this one included; none for a region never divided.
    statistics: cells of the region, its country and those parts.

    """

    evidence: RegionEvidence
    parts: tuple[TerritoryPart, ...]
    statistics: Statistics

    @property
    def region(self) -> Region:
        return self.evidence.region

    @property
    def window(self) -> Window:
        """All years with figures of this region that may be compared."""
        years = [cell.year for cell in self.statistics.of("grp") if cell.region == self.region.code]
        until = self.evidence.profile.comparable_until
        return Window(min([*years, until]), until)

    @property
    def own_since(self) -> int:
        """The first year on today's borders: another part's first year, or the region's own."""
        later = [part.first_year for part in self.parts if part.region_id != self.region.pk]
        own = self.window.first_year
        return max([own, *(year for year in later if year <= self.window.last_year)])

    def together(self, indicator: str) -> Series:
        """The sum over the same land in all years; empty for a region that was never divided."""
        if not self.parts:
            return Series()
        values = {
            (cell.region, cell.year): cell.value
            for cell in self.statistics.of(indicator)
            if cell.class_code == TOTAL
        }
        named = [_CodedPart(one.group, one.region.code, one.first_year, one.last_year) for one in self.parts]
        return Series.of(constant_series(values, named, self.window), self.window)

    def country_series(self, indicator: str) -> Series:
        whole = self.statistics.cube(
            indicator, regions=[self.evidence.country.code], classes=[TOTAL], window=self.window
        )
        return Series.of(whole.series(self.evidence.country.code), self.window)

    def structure(self) -> Bands | None:
        """The largest sections of the last comparable year, and the rest, as shares of value added."""
        latest = self.evidence.profile.structure
        if latest is None:
            return None
        codes = tuple(part.code for part in latest.parts[:KEPT_BANDS])
        values, classes = self._sections()
        kept = [classes.index(code) for code in codes]
        return _bands_of(self.window, codes, bands(values, self._value_added(), kept))

    def by_sector_type(self, types: dict[str, str]) -> Bands:
        """The four types as shares of value added, only in years in which every section is published."""
        values, classes = self._sections()
        wanted = [str(one) for one in SectorType.values]
        groups = [types.get(code, "") for code in classes]
        found = shares_by_group(values, self._value_added(), groups, wanted)
        return _bands_of(self.window, tuple(wanted), found)

    def investment_structure(self) -> Bands | None:
        """Investment by section, where it is published for this territory."""
        window = Window(self.window.first_year, self.evidence.profile.comparable_until)
        classes = self.statistics.classes_of("investment", window)
        cube = self.statistics.cube("investment", regions=[self.region.code], classes=classes, window=window)
        values = cube.of_region(self.region.code)
        if not classes or np.isnan(values[:, -1]).all():
            return None
        order = np.argsort(-np.nan_to_num(values[:, -1]))[:KEPT_BANDS]
        codes = tuple(classes[int(i)] for i in order)
        whole = self.statistics.cube("investment", regions=[self.region.code], classes=[TOTAL], window=window)
        return _bands_of(
            window, codes, bands(values, whole.series(self.region.code), [int(i) for i in order])
        )

    def split(self, first_year: int, last_year: int) -> Split:
        """Growth between two years on the same borders."""
        own, country, classes = self.ends(first_year, last_year)
        return split_growth(classes, own, country)

    def ends(self, first_year: int, last_year: int) -> tuple[Any, Any, tuple[str, ...]]:
        """Value added of the region and of its country, sections x years, and the sections."""
        window = Window(first_year, last_year)
        classes = self.statistics.classes_of("gva", window)
        pair = (self.region.code, self.evidence.country.code)
        cube = self.statistics.cube("gva", regions=pair, classes=classes, window=window)
        return cube.of_region(pair[0]), cube.of_region(pair[1]), classes

    def years_to_split(self) -> list[int]:
        """Complete years on today's borders."""
        complete = [
            one.year for one in self.evidence.profile.concentration if np.isfinite(one.country_herfindahl)
        ]
        return [year for year in complete if year >= self.own_since]

    def _sections(self) -> tuple[Any, tuple[str, ...]]:
        classes = self.statistics.classes_of("gva", self.window)
        cube = self.statistics.cube("gva", regions=[self.region.code], classes=classes, window=self.window)
        return cube.of_region(self.region.code), classes

    def _value_added(self) -> Any:
        grp, taxes = (
            self.statistics.cube(name, regions=[self.region.code], classes=[TOTAL], window=self.window)
            for name in ("grp", "net_taxes")
        )
        return grp.series(self.region.code) - taxes.series(self.region.code)


@dataclass(frozen=True)
class _CodedPart:
    group: str
    region: str
    first_year: int
    last_year: int


def _bands_of(window: Window, codes: tuple[str, ...], found: Any) -> Bands:
    usable = np.isfinite(found).all(axis=0)
    years = tuple(year for year, is_usable in zip(window.years, usable, strict=True) if is_usable)
    return Bands(years, codes, tuple(tuple(row[usable].tolist()) for row in found))


def history_for(user: Any, *, code: str) -> History | None:
    """None for an unknown region and for one without statistics. Four queries."""
    region = region_for(user, code=code)
    return history_of(region) if region else None


def history_of(region: Region) -> History | None:
    groups = TerritoryPart.objects.filter(region=region).values("group")
    parts = tuple(TerritoryPart.objects.filter(group__in=groups).select_related("region"))
    country = country_of(region) or region
    territories = {one.pk: one for one in (region, country, *(part.region for part in parts))}
    statistics = read_statistics(territories.values(), (*ACCOUNTS, "exports", *PLAIN))
    evidence = evidence_from(region, country, statistics)
    return History(evidence, parts, statistics) if evidence else None


@dataclass(frozen=True)
class SectionGrowth:
    """percent: by how much each section's share of the country's whole value added grew; one without both years is
    left out."""

    first_year: int
    last_year: int
    percent: Mapping[str, float]


def growth_of_sections(region: Region) -> SectionGrowth | None:
    """Over GROWTH_YEARS years on the same borders, or as many as there are; None with fewer than two complete ones."""
    history = history_of(region)
    years = history.years_to_split() if history else []
    if history is None or len(years) < 2:
        return None
    last = years[-1]
    first = min(year for year in years if year >= last - GROWTH_YEARS)
    if first == last:
        return None
    own, country, classes = history.ends(first, last)
    grown = growth_of_shares(classes, own, country)
    return SectionGrowth(first, last, {code: 100 * value for code, value in grown.items()})


@dataclass(frozen=True)
class AskedChart:
    history: History
    types: dict[str, str]
    chart: str
    kind: str


def chart_file_for(user: Any, *, code: str, chart: str, kind: str) -> AskedChart | None:
    """None for a region without statistics, an unknown chart and an unknown kind of file."""
    if chart not in CHARTS or kind not in FILES:
        return None
    history = history_for(user, code=code)
    return AskedChart(history, sector_types_of(history.region), chart, kind) if history else None
