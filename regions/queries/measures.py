"""One measure of all regions of a country: for its map and the table beside it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from regions.evidence import Cube, Window, specialization_of
from regions.evidence.cube import TOTAL
from regions.evidence.profile import QUOTIENT_SPAN
from regions.models import Region, RegionKind
from regions.queries.evidence import ACCOUNTS, PLAIN, RegionEvidence, evidence_from
from regions.queries.overview import Overview, Tile, overviews
from regions.queries.regions import region_for
from regions.queries.statistics import Statistics, read_statistics

MEASURES = ("raw-material", "quotient", "grp-share", "grp-per-head", "growth")
STEPS = 5
FIXED_BREAKS = {"raw-material": (5.0, 15.0, 30.0, 40.0), "quotient": (0.5, 0.8, 1.25, 2.0)}
GROWTH_SPAN = 3
MOST_COMPARED = 4


@dataclass(frozen=True)
class Measured:
    """A region's value; None where there is none. `step` is 1 to 5, 0 without a value."""

    region: Region
    value: float | None
    step: int
    share: float | None = None


@dataclass(frozen=True)
class CountryMeasure:
    """Attributes:
    breaks: the four values between the five steps.
    years: what the value is of, in words of figures ("2022–2024").

    """

    country: Region
    measure: str
    years: str
    unit: str
    of_country: float | None
    regions: tuple[Measured, ...]
    breaks: tuple[float, ...]


def country_for(user: Any, *, code: str) -> Region | None:
    """A country; a region has no map of its own."""
    found = region_for(user, code=code)
    return found if found and found.kind == RegionKind.COUNTRY else None


def country_measure(country: Region, measure: str, class_code: str = "") -> CountryMeasure:
    """Three queries at any number of regions; former regions are left out."""
    children = list(
        Region.everywhere.filter(parent=country).exclude(kind=RegionKind.FORMER).order_by("name", "pk")
    )
    for child in children:
        child.parent = country
    territories = [country, *children]
    if measure == "quotient":
        values, years, unit = _quotients(territories, class_code)
    elif measure == "growth":
        values, years, unit = _growth(territories)
    else:
        values, years, unit = _from_overviews(measure, territories)
    known = [values[one.pk] for one in children]
    breaks = FIXED_BREAKS.get(measure) or _quintiles([value for value in known if value is not None])
    return CountryMeasure(
        country,
        measure,
        years,
        unit,
        values[country.pk],
        tuple(Measured(one, value, _step(value, breaks)) for one, value in zip(children, known, strict=True)),
        breaks,
    )


def placed(found: CountryMeasure) -> list[Tile]:
    """The regions that have a square, in reading order."""
    tiles = [
        Tile(one.region, one.region.tile_column, one.region.tile_row, f"step-{one.step}", one.value)
        for one in found.regions
        if one.region.tile_column and one.region.tile_row
    ]
    return sorted(tiles, key=lambda tile: (tile.row, tile.column))


Values = dict[int, float | None]


def _from_overviews(measure: str, territories: Sequence[Region]) -> tuple[Values, str, str]:
    lines = overviews(territories)
    whole = lines[0].grp
    readers: dict[str, Callable[[Overview], float | None]] = {
        "raw-material": lambda line: line.status.mean * 100 if line.status else None,
        "grp-share": lambda line: _share_of(line, whole),
        "grp-per-head": lambda line: line.grp_per_head[1] if line.grp_per_head else None,
    }
    read = readers[measure]
    values = {line.region.pk: _finite(read(line)) for line in lines}
    status = lines[0].status
    years = {
        "raw-material": f"{status.window.first_year}–{status.window.last_year}" if status else "",
        "grp-share": str(whole[0]) if whole else "",
        "grp-per-head": str(lines[0].grp_per_head[0]) if lines[0].grp_per_head else "",
    }[measure]
    return values, years, lines[0].grp_unit if measure == "grp-per-head" else "%"


def _share_of(line: Overview, whole: tuple[int, float] | None) -> float | None:
    if not line.grp or not whole or line.grp[0] != whole[0]:
        return None
    return line.grp[1] / whole[1] * 100


def _quotients(territories: Sequence[Region], class_code: str) -> tuple[Values, str, str]:
    statistics = read_statistics(territories, ("gva",))
    until = statistics.comparable_until
    if not until:
        return dict.fromkeys(one.pk for one in territories), "", ""
    window = Window.ending(until, span=QUOTIENT_SPAN)
    classes = statistics.classes_of("gva", window)
    cube = statistics.cube("gva", regions=[one.code for one in territories], classes=classes, window=window)
    values = {one.pk: _quotient(cube, one, territories[0], class_code) for one in territories}
    return values, f"{window.first_year}–{window.last_year}", ""


def _quotient(cube: Cube, region: Region, country: Region, class_code: str) -> float | None:
    if class_code not in cube.classes:
        return None
    found = specialization_of(cube, region=region.code, reference=country.code, domains={class_code})
    return _finite(found.quotient.mean)


def _growth(territories: Sequence[Region]) -> tuple[Values, str, str]:
    """Yearly growth of GRP above the country's, in points: inflation is in both and drops out."""
    statistics = read_statistics(territories, ("grp",))
    until = statistics.comparable_until
    window = Window.ending(until or 1, span=GROWTH_SPAN + 1)
    cube = statistics.cube("grp", regions=[one.code for one in territories], classes=[TOTAL], window=window)
    rates = [_yearly(cube.series(one.code)) for one in territories]
    values = {one.pk: _finite((rate - rates[0]) * 100) for one, rate in zip(territories, rates, strict=True)}
    return values, f"{window.first_year}–{window.last_year}" if until else "", ""


def _yearly(series: Any) -> float:
    return float((series[-1] / series[0]) ** (1 / GROWTH_SPAN) - 1) if series[0] > 0 else float("nan")


def _finite(value: float | None) -> float | None:
    return value if value is not None and np.isfinite(value) else None


def _quintiles(values: Sequence[float]) -> tuple[float, ...]:
    return tuple(float(one) for one in np.quantile(values, (0.2, 0.4, 0.6, 0.8))) if values else (0.0,) * 4


def _step(value: float | None, breaks: Sequence[float]) -> int:
    return 0 if value is None else 1 + sum(value >= one for one in breaks)


# Regions side by side.


@dataclass(frozen=True)
class Compared:
    region: Region
    evidence: RegionEvidence


def comparable_regions(country: Region) -> list[Region]:
    return list(
        Region.everywhere.filter(parent=country).exclude(kind=RegionKind.FORMER).order_by("name", "pk")
    )


def compared_regions(country: Region, chosen: Sequence[Region]) -> list[Compared]:
    """The evidence of these regions; those without figures are left out. Two queries."""
    for one in chosen:
        one.parent = country
    statistics = read_statistics([country, *chosen], (*ACCOUNTS, "exports", *PLAIN))
    found = [(one, evidence_from(one, country, _of_two(statistics, one, country))) for one in chosen]
    return [Compared(one, evidence) for one, evidence in found if evidence]


def _of_two(statistics: Statistics, region: Region, country: Region) -> Statistics:
    wanted = {region.code, country.code}
    return statistics.only(cell for cell in statistics.cells if cell.region in wanted)
