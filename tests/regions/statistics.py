"""The demonstration's statistics as tests need them: through the importer, and naively beside it."""

import csv
import io
from fractions import Fraction
from functools import cache
from pathlib import Path

from regions.evidence import Cube, Window
from regions.importers import (
    Layout,
    Manifest,
    Note,
    Observation,
    Problem,
    RegionPart,
    Territory,
    by_any_code,
    read_manifest,
    read_observations,
    read_region_parts,
    read_territories,
)

KAZAKHSTAN = Path(__file__).parents[2] / "demo" / "data" / "kazakhstan"
SECTIONS = tuple("ABCDEFGHIJKLMNOPQRS")
ALL_YEARS = Window(2010, 2025)

Found = Observation | Problem | Note


@cache
def manifest() -> Manifest:
    return read_manifest(KAZAKHSTAN / "manifest.json")


@cache
def territories() -> dict[str, Territory]:
    return by_any_code(read_territories(KAZAKHSTAN / "regions.csv"))


@cache
def region_codes() -> tuple[str, ...]:
    """All regions with statistics, former ones included, without the country."""
    return tuple(sorted({known.code for known in territories().values()} - {"KZ"}))


@cache
def region_parts() -> tuple[RegionPart, ...]:
    return read_region_parts(KAZAKHSTAN / "constant_territory_groups.csv")


@cache
def found_in(file: str) -> tuple[Found, ...]:
    with (KAZAKHSTAN / file).open("rb") as stream:
        return tuple(read_observations(stream, manifest().layout_of(file), territories()))


@cache
def observations_in(file: str) -> tuple[Observation, ...]:
    return tuple(found for found in found_in(file) if isinstance(found, Observation))


def cube_of(
    indicator: str,
    *,
    classes: tuple[str, ...] = ("",),
    window: Window = ALL_YEARS,
    file: str = "gva_by_region_section.csv",
) -> Cube:
    cells = (
        (found.region, found.class_code, found.year, float(found.value))
        for found in observations_in(file)
        if found.indicator == indicator
    )
    return Cube.from_cells(cells, regions=(*region_codes(), "KZ"), classes=classes, window=window)


@cache
def printed_cells(file: str) -> dict[tuple[str, str, int], Fraction]:
    """A wide file read without the importer: (item, region, year) to the exact printed figure."""
    with (KAZAKHSTAN / file).open(encoding="utf-8") as lines:
        return {
            (row.get("item_code", ""), row["region"], int(column)): Fraction(text)
            for row in csv.DictReader(lines)
            for column, text in row.items()
            if column.isdigit() and text
        }


def read_text(text: str | bytes, layout: Layout) -> list[Found]:
    """Run the importer over a few lines. Every message must be able to say itself."""
    content = text.encode() if isinstance(text, str) else text
    found = list(read_observations(io.BytesIO(content), layout, territories()))
    assert all(one.text for one in found if not isinstance(one, Observation))
    return found
