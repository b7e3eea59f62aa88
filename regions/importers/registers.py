"""Registers that come with the figures: regions, class names, and which regions were one before."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Territory:
    """A region or the country as the statistics know it.

    Attributes:
        code: code used in observations.
        data_code: code used in the files.
        iso_3166_2: empty for a country and for a region that no longer exists.
        first_year: first year with statistics on the region's own borders; so for `last_year`.

    """

    code: str
    data_code: str
    name_ru: str
    name_kk: str
    name_en: str
    iso_3166_2: str
    kind: str
    first_year: int
    last_year: int
    note: str


@dataclass(frozen=True, slots=True)
class ClassName:
    """A class of the Harmonized System's sections; `chapters` as published."""

    code: str
    name_ru: str
    name_en: str
    chapters: str
    name_kk: str = ""


@dataclass(frozen=True, slots=True)
class DomainName:
    """A class of NACE: a section (level 1, no parent) or a division (level 2, in a section)."""

    code: str
    parent: str
    level: int
    name_en: str
    name_ru: str
    name_kk: str


@dataclass(frozen=True, slots=True)
class Place:
    """How a region is called on screens, its square on a map of equal squares (None: not on it), its time zone.

    Columns count from the west, rows from the north, both from 1; a short name fits its square on a phone.
    """

    code: str
    column: int | None
    row: int | None
    short_ru: str
    short_kk: str
    short_en: str
    name_ru: str
    name_kk: str
    name_en: str
    time_zone: str


@dataclass(frozen=True, slots=True)
class RegionPart:
    """In these years the region is a part of the group; together the parts are always the same land."""

    group: str
    region: str
    first_year: int
    last_year: int


def read_territories(path: Path) -> tuple[Territory, ...]:
    """Read `regions.csv`. ValueError names a region code that occurs twice."""
    found = tuple(_territory(row) for row in _records(path))
    _require_unique(path, (territory.code for territory in found))
    return found


def _territory(row: dict[str, str]) -> Territory:
    texts = {name: text for name, text in row.items() if name not in {"first_year", "last_year"}}
    return Territory(**texts, first_year=int(row["first_year"]), last_year=int(row["last_year"]))


def by_any_code(territories: Iterable[Territory]) -> dict[str, Territory]:
    """Look-up by code, by the code in the files, and by ISO 3166-2."""
    index: dict[str, Territory] = {}
    for territory in territories:
        for code in {territory.code, territory.data_code, territory.iso_3166_2} - {""}:
            if code in index:
                raise ValueError(f"the code {code} names two regions")
            index[code] = territory
    return index


def read_class_names(path: Path) -> tuple[ClassName, ...]:
    """Read `hs_section_codes.csv`; the row TOTAL gets the empty code of a total."""
    found = tuple(
        ClassName(
            code="" if row["hs_section"] == "TOTAL" else row["hs_section"],
            name_ru=row["name_ru"],
            name_en=row["name_en"],
            chapters=row["hs_chapters"],
            name_kk=row.get("name_kk", ""),
        )
        for row in _records(path)
    )
    _require_unique(path, (name.code for name in found))
    return found


def read_domain_names(path: Path) -> tuple[DomainName, ...]:
    """Read a register of NACE: columns code, parent, name_en, name_ru, name_kk. ValueError for an unknown parent."""
    rows = _records(path)
    _require_unique(path, (row["code"] for row in rows))
    sections = {row["code"] for row in rows if not row["parent"]}
    for row in rows:
        if row["parent"] and row["parent"] not in sections:
            raise ValueError(f"{path.name}: {row['code']} stands in {row['parent']}, which is no section")
    return tuple(DomainName(**row, level=2 if row["parent"] else 1) for row in rows)


def read_places(path: Path) -> dict[str, Place]:
    """Read `tiles.csv`, by region code. ValueError where two regions share a square."""
    found = [_place(row) for row in _records(path)]
    _require_unique(path, (place.code for place in found))
    _require_unique(path, (f"square {place.column}, {place.row}" for place in found if place.column))
    return {place.code: place for place in found}


def _place(row: dict[str, str]) -> Place:
    texts = {name: text for name, text in row.items() if name not in {"column", "row"}}
    column, line = (int(row[name]) if row[name] else None for name in ("column", "row"))
    return Place(**texts, column=column, row=line)


def read_region_parts(path: Path) -> tuple[RegionPart, ...]:
    """Read `constant_territory_groups.csv`."""
    return tuple(
        RegionPart(row["group"], row["region"], int(row["first_year"]), int(row["last_year"]))
        for row in _records(path)
    )


def _records(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines, strict=True))


def _require_unique(path: Path, codes: Iterable[str]) -> None:
    seen: set[str] = set()
    for code in codes:
        if code in seen:
            raise ValueError(f"{path.name}: {code or 'TOTAL'} occurs twice")
        seen.add(code)
