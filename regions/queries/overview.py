"""All regions at a glance: the list, the map, the first page."""

from collections.abc import Iterable
from dataclasses import dataclass

from regions.evidence import EXTRACTION, RawMaterialStatus
from regions.evidence.cube import TOTAL
from regions.models import Region, RegionKind
from regions.queries.evidence import MIXED_BORDERS, status_of
from regions.queries.statistics import Statistics, StoredCell, read_statistics


@dataclass(frozen=True)
class Overview:
    """A region's line: status by its own rule, GRP of the last year, GRP a head where both are of one year.

    Figures are (year, value) in the unit of the source; None where there is no value.
    """

    region: Region
    status: RawMaterialStatus | None
    grp: tuple[int, float] | None
    grp_unit: str
    grp_per_head: tuple[int, float] | None


@dataclass(frozen=True)
class Tile:
    """A square of the map; column and row count from 1, positions are in a drawing of 100 a square.

    Positions are text because Django would write large numbers the reader's way, which SVG does not read.
    """

    region: Region
    column: int
    row: int
    state: str  # one of STATES
    share: float | None

    @property
    def percent(self) -> float | None:
        return None if self.share is None else self.share * 100

    @property
    def x(self) -> str:
        return str((self.column - 1) * 100 + 4)

    @property
    def y(self) -> str:
        return str((self.row - 1) * 100 + 4)

    @property
    def middle(self) -> str:
        return str((self.column - 1) * 100 + 52)

    @property
    def mark_line(self) -> str:
        return str((self.row - 1) * 100 + 26)

    @property
    def name_line(self) -> str:
        return str((self.row - 1) * 100 + 56)

    @property
    def value_line(self) -> str:
        return str((self.row - 1) * 100 + 84)


RAW_MATERIAL, PROVISIONAL, OTHER, UNKNOWN = "raw_material", "provisional", "other", "unknown"
STATES = (RAW_MATERIAL, PROVISIONAL, OTHER, UNKNOWN)


def overviews(regions: Iterable[Region]) -> list[Overview]:
    """In the given order; two queries at any number of regions."""
    listed = list(regions)
    statistics = read_statistics(listed, ("gva", "grp", "population"), classes=(TOTAL, *EXTRACTION))
    by_region: dict[str, list[StoredCell]] = {region.code: [] for region in listed}
    for cell in statistics.cells:
        by_region[cell.region].append(cell)
    return [_overview(region, statistics.only(by_region[region.code])) for region in listed]


def tiles(country: Region) -> list[Tile]:
    """The map of a country: its regions that have a place on it. Three queries."""
    placed = Region.everywhere.filter(parent=country, tile_column__isnull=False, tile_row__isnull=False)
    return tiles_of(overviews(placed.order_by("tile_row", "tile_column")))


def tiles_of(lines: Iterable[Overview]) -> list[Tile]:
    """The squares of those lines that have a place, in reading order."""
    found = [
        Tile(line.region, line.region.tile_column, line.region.tile_row, state_of(line.status), _share(line))
        for line in lines
        if line.region.tile_column and line.region.tile_row
    ]
    return sorted(found, key=lambda tile: (tile.row, tile.column))


def state_of(status: RawMaterialStatus | None) -> str:
    if status is None or status.is_raw_material is None:
        return UNKNOWN
    if not status.is_raw_material:
        return OTHER
    return PROVISIONAL if status.is_provisional else RAW_MATERIAL


def _share(line: Overview) -> float | None:
    return line.status.mean if line.status and line.status.is_raw_material is not None else None


def _overview(region: Region, own: Statistics) -> Overview:
    grp = {cell.year: cell for cell in own.of("grp")}
    people = {cell.year: cell for cell in own.of("population")}
    last = grp[max(grp)] if grp else None
    is_former = region.kind == RegionKind.FORMER
    return Overview(
        region=region,
        status=status_of(region, own) if own.cells and not is_former else None,
        grp=(last.year, last.value) if last else None,
        grp_unit=last.unit if last else "",
        grp_per_head=_per_head(grp, people),
    )


def _per_head(grp: dict[int, StoredCell], people: dict[int, StoredCell]) -> tuple[int, float] | None:
    """The last year with both figures on the same borders."""
    years = [
        year
        for year in grp.keys() & people.keys()
        if people[year].value and not MIXED_BORDERS & set(people[year].remarks.split())
    ]
    return (max(years), grp[max(years)].value / people[max(years)].value) if years else None
