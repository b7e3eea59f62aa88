"""Which column of a stranger's table means what, as data; and the layout that follows from it.

Two arrangements cover what people bring: a row for each value ("rows"), and a row for each series with a column for
each year ("years"). What no column says is said once for the whole table.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from regions.importers.classes import class_codes
from regions.importers.indicators import INDICATORS, Classification
from regions.importers.layouts import CellRule, Layout, Shape

ROWS, YEARS = "rows", "years"
FIRST_YEAR, LAST_YEAR = 1900, 2100
YEAR = re.compile(r"(19|20|21)\d\d")
REMARKS = "remarks"
"""The column of our own files that says what must be told about a value: nobody needs to choose it."""
PARTS = ("region", "indicator", "class", "year", "value", "unit")
# Headers that certainly mean a part, in the three languages and as Eurostat writes them; compared without case.
SYNONYMS: dict[str, frozenset[str]] = {
    "region": frozenset({"region", "geo", "region code", "territory", "регион", "код региона", "область", "өңір", "аймақ", "облыс", "өңір коды"}),
    "indicator": frozenset({"indicator", "measure", "показатель", "индикатор", "көрсеткіш"}),
    "class": frozenset({"class", "nace", "nace_r2", "item_code", "section", "hs_section", "код", "оквэд", "окэд", "класс", "отрасль", "секция", "сынып", "эқжж", "сала"}),
    "year": frozenset({"year", "time", "time_period", "period", "год", "период", "жыл", "кезең"}),
    "value": frozenset({"value", "obs_value", "values", "значение", "сумма", "мәні", "мән"}),
    "unit": frozenset({"unit", "unit_measure", "единица", "единица измерения", "ед. изм.", "өлшем бірлігі", "бірлік"}),
}  # fmt: skip


@dataclass(frozen=True)
class ColumnMapping:
    """`columns`: part -> header; a part without a column has its text in `fixed`."""

    arrangement: str = ROWS
    columns: Mapping[str, str] = field(default_factory=dict)
    fixed: Mapping[str, str] = field(default_factory=dict)
    zero_is_missing: bool = False
    leaves_out_others: bool = False


def named_columns(header: Sequence[str]) -> tuple[str, ...]:
    """Headers that can be told apart: an empty one gets its letter, a second one its number."""
    named: list[str] = []
    for position, cell in enumerate(header):
        text = cell.strip() or f"[{position + 1}]"
        named.append(f"{text} [{position + 1}]" if text in named else text)
    return tuple(named)


def year_columns(header: Sequence[str]) -> tuple[str, ...]:
    return tuple(name for name in header if YEAR.fullmatch(name))


def suggested(header: Sequence[str]) -> ColumnMapping:
    """What the headers say by themselves."""
    columns = {}
    for part, words in SYNONYMS.items():
        found = [name for name in header if name.strip().casefold() in words]
        if found:
            columns[part] = found[0]
    is_wide = "value" not in columns and len(year_columns(header)) > 0
    if is_wide:
        columns.pop("year", None)
    return ColumnMapping(arrangement=YEARS if is_wide else ROWS, columns=columns)


def fits(mapping: ColumnMapping, header: Sequence[str]) -> bool:
    """Whether a mapping made for another file names only columns of this one."""
    is_wide = mapping.arrangement == YEARS
    return set(mapping.columns.values()) <= set(header) and (not is_wide or bool(year_columns(header)))


def layout_for(
    mapping: ColumnMapping,
    *,
    file: str,
    header: Sequence[str],
    nace: Iterable[str],
    goods: Iterable[str],
    own_regions: frozenset[str],
) -> Layout:
    """The layout of the one table this mapping was made for."""
    is_wide = mapping.arrangement == YEARS
    columns, fixed = mapping.columns, mapping.fixed
    years = year_columns(header) if is_wide else ()
    used = {*columns.values(), *years}
    written = {
        Classification.NACE: class_codes(nace),
        Classification.HS: class_codes(goods),
        Classification.NONE: {},
    }
    return Layout(
        file=file,
        shape=Shape.WIDE if is_wide else Shape.LONG,
        years=(FIRST_YEAR, LAST_YEAR),
        year_columns=years,
        indicator=fixed.get("indicator", ""),
        unit=fixed.get("unit", ""),
        region_column=columns.get("region"),
        region=fixed.get("region", ""),
        item_column=columns.get("class"),
        indicator_column=columns.get("indicator"),
        unit_column=columns.get("unit"),
        year_column=None if is_wide else columns.get("year"),
        year=int(fixed["year"]) if fixed.get("year") else None,
        value_column=columns.get("value", ""),
        remarks_column=REMARKS if REMARKS in header and REMARKS not in used and not is_wide else None,
        ignored_columns=frozenset(name for name in header if name not in used),
        placeholders=(CellRule("placeholder"),) if mapping.zero_is_missing else (),
        class_codes={code: written[one.classification] for code, one in INDICATORS.items()},
        own_regions=own_regions,
        leaves_out_others=mapping.leaves_out_others,
    )
