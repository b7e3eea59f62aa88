"""What is near to what a region already does, as a worker has stored it. Nothing is computed here."""

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from foundation import clock
from regions.evidence.relatedness import NEEDED
from regions.importers import INDICATORS
from regions.importers.indicators import Classification
from regions.models import (
    Domain,
    Observation,
    ObservationImport,
    Region,
    RegionKind,
    RegionRelatedness,
    RelatednessBuild,
    RelatednessTable,
)
from regions.queries.classes import goods_name, goods_sections
from regions.queries.evidence import ACCOUNTS, PLAIN
from regions.queries.regions import region_for
from regions.queries.statistics import imports_by_id, statistics_version

MILLION = 1_000_000
CHECKED_ANYWAY = dt.timedelta(days=1)  # registers of regions and classes have no version
NEAR_FILES = frozenset({"csv", "svg", "png"})


@dataclass(frozen=True)
class NearClass:
    """One domain as the region stands to it.

    Attributes:
        has: the region is specialized in it; None where that is not known.
        density: percent of what is near that the region has.
        complexity: PCI; 0 is the average, 1 a standard deviation above it.
        regions: how many regions of the country are specialized in it.
        is_promising: not here yet, nearer than the middle one of those and more complex than the average.

    """

    code: str
    name: str
    has: bool | None
    quotient: float | None
    density: float | None
    complexity: float | None
    regions: int
    is_promising: bool


@dataclass(frozen=True)
class Near:
    """Attributes:
    tables: everything that was looked at, also what is not offered; none where nothing was looked at yet.
    table: the one that is shown.
    row: what it says of this region; None where it is not offered, or the region has no quotient in it.

    """

    region: Region
    tables: tuple[RelatednessTable, ...]
    table: RelatednessTable | None = None
    row: RegionRelatedness | None = None

    needed = NEEDED

    @property
    def offered(self) -> list[RelatednessTable]:
        return [one for one in self.tables if not one.missing]

    def reasons_of(self, table: RelatednessTable) -> list[str]:
        """All that keeps a table from being offered; the table itself stores the first."""
        short = {"too_few_regions": table.region_count, "too_few_domains": table.domain_count}
        if table.missing not in short:
            return [table.missing] if table.missing else []
        return [why for why, count in short.items() if count < self.needed]

    @cached_property
    def has_figures(self) -> bool:
        """Whether the pages of its strengths and its growth have something to show. One query."""
        wanted = (*ACCOUNTS, "exports", *PLAIN)
        return Observation.objects.filter(region=self.region, indicator__in=wanted).exists()

    @cached_property
    def imports(self) -> list[ObservationImport]:
        """The files behind the table that is shown. One query."""
        found = imports_by_id(self.table.document["imports"]) if self.row and self.table else {}
        return [brought for _pk, brought in sorted(found.items())]

    @cached_property
    def classes(self) -> tuple[NearClass, ...]:
        """In the order of their codes. One query, for the names."""
        return tuple(_classes(self.row, self.table)) if self.row and self.table else ()

    @property
    def complexity_missing(self) -> str:
        return str(self.table.document["complexity_missing"]) if self.row and self.table else ""

    @property
    def complexity(self) -> float | None:
        """ECI of the region."""
        return _figure(self.row.document["complexity"]) if self.row else None

    @property
    def middle(self) -> float | None:
        """Density of the middle one of the domains that are not here yet."""
        return _figure(self.row.document["middle"]) if self.row else None

    @property
    def promising(self) -> list[NearClass]:
        """The nearest first."""
        return [self.classes[at] for at in self.row.document["promising"]] if self.row else []


@dataclass(frozen=True)
class NearNeighbour:
    """One domain beside another."""

    of: NearClass
    proximity: float


@dataclass(frozen=True)
class NearSums:
    """How one density comes about: `found` of `around` is what the region has of all that is near."""

    near: Near
    of: NearClass
    neighbours: tuple[NearNeighbour, ...]
    found: float
    around: float


@dataclass(frozen=True)
class AskedNearFile:
    near: Near
    kind: str


def near_region_for(user: Any, *, code: str) -> Region | None:
    """A region of a country; a country is compared with nothing."""
    region = region_for(user, code=code)
    return region if region and region.kind != RegionKind.COUNTRY and region.parent_id else None


def near_of(region: Region, key: str = "") -> Near | None:
    """The table of that key, or the one with most domains that is offered; None for an unknown key.

    Two queries, and two more for names and sources where it is offered.
    """
    light = RelatednessTable.objects.filter(country=region.parent_id).defer("document", "proximity")
    tables = tuple(light)
    known = {one.key: one for one in tables}
    if key and key not in known:
        return None
    chosen = known[key] if key else _first_choice(tables)
    if chosen is None or chosen.missing:
        return Near(region, tables, chosen)
    # One statement: the region's row and the table it belongs to are of one computation.
    rows = RegionRelatedness.objects.select_related("table").defer("table__proximity")
    row = rows.filter(table__country=region.parent_id, table=chosen, region=region).first()
    return Near(region, tables, row.table if row else chosen, row)


def near_file_for(user: Any, *, code: str, table: str, kind: str) -> AskedNearFile | None:
    """None for an unknown region, table or kind of file, and where nothing is offered."""
    region = near_region_for(user, code=code) if kind in NEAR_FILES else None
    near = near_of(region, table) if region else None
    return AskedNearFile(near, kind) if near and near.row else None


def near_sums_for(user: Any, *, code: str, table: str, class_code: str) -> NearSums | None:
    """How the density around one domain comes about; None for a domain without one."""
    region = near_region_for(user, code=code)
    near = near_of(region, table) if region else None
    of = next((one for one in near.classes if one.code == class_code), None) if near else None
    if near is None or near.table is None or of is None or of.density is None:
        return None
    same = RelatednessTable.objects.filter(pk=near.table.pk, digest=near.table.digest)
    stored = same.values_list("proximity", flat=True).first()
    return _sums(near, of, stored) if stored else None


def _sums(near: Near, of: NearClass, proximity: Sequence[Sequence[int | None]]) -> NearSums:
    row = proximity[near.classes.index(of)]
    beside = [
        NearNeighbour(one, _figure(value) or 0.0)
        for one, value in zip(near.classes, row, strict=True)
        if one.code != of.code and one.has is not None
    ]
    nearest = sorted(beside, key=lambda one: (-one.proximity, one.of.code))
    found = sum(one.proximity for one in beside if one.of.has)
    return NearSums(near, of, tuple(nearest), found, sum(one.proximity for one in beside))


def _first_choice(tables: Collection[RelatednessTable]) -> RelatednessTable | None:
    return max(
        tables,
        key=lambda one: (not one.missing, one.domain_count, one.region_count, one.indicator),
        default=None,
    )


def _classes(row: RegionRelatedness, table: RelatednessTable) -> Iterator[NearClass]:
    names = _names_of(table)
    promising = set(row.document["promising"])
    pairs = zip(table.document["classes"], row.document["classes"], strict=True)
    for at, (told, (has, quotient, density)) in enumerate(pairs):
        yield NearClass(
            code=told["code"],
            name=names.get(told["code"], ""),
            has=None if has is None else bool(has),
            quotient=_figure(quotient),
            density=_figure(density),
            complexity=_figure(told["complexity"]),
            regions=told["regions"],
            is_promising=at in promising,
        )


def _names_of(table: RelatednessTable) -> Mapping[str, str]:
    if INDICATORS[table.indicator].classification is Classification.HS:
        return {one.code: goods_name(one) for one in goods_sections()}
    codes = [told["code"] for told in table.document["classes"]]
    return {one.code: one.name for one in Domain.objects.filter(code__in=codes)}


def _figure(millionths: int | None) -> float | None:
    return None if millionths is None else millionths / MILLION


# For measured criteria of the app that scores.


@dataclass(frozen=True)
class Densities:
    """What the table that is offered says of a region; `missing` says why there is none."""

    by_code: Mapping[str, float]
    source: str = ""
    year: int = 0
    region_count: int = 0
    domain_count: int = 0
    missing: str = ""


def densities_of(region: Region) -> Densities:
    """At most four queries."""
    near = near_of(region) if region.parent_id else None
    if near is None or near.table is None:
        return Densities({}, missing="not_computed")
    table = near.table
    counted = (table.year, table.region_count, table.domain_count)
    if near.row is None:
        return Densities({}, "", *counted, missing=table.missing or "no_value")
    known = {
        told["code"]: density / MILLION
        for told, (_has, _quotient, density) in zip(
            table.document["classes"], near.row.document["classes"], strict=True
        )
        if density is not None
    }
    source = "; ".join(sorted({brought.source.publisher for brought in near.imports}))
    return Densities(known, source, *counted)


# For the sweep.


def overdue_relatedness(code_version: str) -> Iterator[tuple[str, tuple[int]]]:
    """Countries whose tables were compared with other figures, by other formulas or long ago. Four queries."""
    version = statistics_version()
    countries = Region.everywhere.filter(kind=RegionKind.COUNTRY).order_by("pk")
    current = RelatednessBuild.objects.filter(
        statistics_version=version, code_version=code_version, checked_at__gt=clock.now() - CHECKED_ANYWAY
    )
    for pk in countries.exclude(pk__in=current.values("country")).values_list("pk", flat=True):
        yield "regions.rebuild_relatedness", (pk,)
