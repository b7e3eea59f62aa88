"""The real files: every cell arrives once, exactly as printed, and every trap is seen."""

import csv
from collections import Counter
from decimal import Decimal

import pytest

from regions.importers import INDICATORS, Note, Problem, read_class_names
from regions.importers.indicators import Classification
from tests.regions.statistics import (
    KAZAKHSTAN,
    SECTIONS,
    found_in,
    manifest,
    observations_in,
    printed_cells,
    region_parts,
    territories,
)

FILES = [layout.file for layout in manifest().layouts]
GVA = "gva_by_region_section.csv"


def printed_values(file: str) -> Counter[Decimal]:
    """All numbers of a file that are values, read naively: what stands right of the keys."""
    layout = manifest().layout_of(file)
    keys = {*layout.key_columns, *layout.ignored_columns}
    with (KAZAKHSTAN / file).open(encoding="utf-8") as lines:
        return Counter(
            Decimal(text)
            for row in csv.DictReader(lines)
            if row.get(layout.item_column or "") not in layout.ignored_items
            for column, text in row.items()
            if column not in keys and text
        )


def notes_in(file: str, code: str) -> list[Note]:
    return [found for found in found_in(file) if isinstance(found, Note) and found.code == code]


@pytest.mark.parametrize("file", FILES)
def test_file_has_no_problem(file: str) -> None:
    assert [found for found in found_in(file) if isinstance(found, Problem)] == []


@pytest.mark.parametrize("file", FILES)
def test_every_printed_value_arrives_once(file: str) -> None:
    """Only the zeros that stand for "not published" are left out."""
    arrived = Counter(found.value for found in observations_in(file))
    left_out = Counter({Decimal(0): len(notes_in(file, "placeholder"))})
    assert arrived + left_out == printed_values(file)


def test_every_value_arrives_in_its_place() -> None:
    arrived = {(found.class_code, found.region, found.year): found.value for found in observations_in(GVA)
               if found.indicator == "gva"}  # fmt: skip
    for (item, region, year), value in printed_cells(GVA).items():
        if item in SECTIONS and value:
            assert arrived[item, "KZ" if region == "national" else region, year] == value


def test_files_that_repeat_a_figure_agree() -> None:
    known: dict[tuple[str, str, str, int], tuple[Decimal, str]] = {}
    repeated = 0
    for file in FILES:
        for found in observations_in(file):
            repeated += found.key in known
            assert known.setdefault(found.key, (found.value, found.unit)) == (found.value, found.unit)
    assert repeated > 400  # GRP of two files, and the totals of the table of structure


def test_all_twenty_regions_of_2024_have_nineteen_sections() -> None:
    sections = Counter(
        found.region for found in observations_in(GVA) if found.indicator == "gva" and found.year == 2024
    )
    assert len(sections) == 21
    assert set(sections.values()) == {19}


# the traps of the source's description


def test_new_regions_have_no_value_added_before_2021() -> None:
    first_years = {
        region: min(found.year for found in observations_in(GVA) if found.region == region)
        for region in ("ABY", "ZHT", "ULT")
    }
    assert first_years == {"ABY": 2021, "ZHT": 2021, "ULT": 2021}


def test_former_region_ends_in_2017_and_has_a_group_with_its_successors() -> None:
    assert max(found.year for found in observations_in(GVA) if found.region == "YKO") == 2017
    assert {part.region for part in region_parts() if part.group == "SHM+TRK"} == {"SHM", "TRK", "YKO"}


def test_sums_and_taxes_are_no_sections() -> None:
    classes = {found.class_code for found in observations_in(GVA) if found.indicator == "gva"}
    assert classes == {*SECTIONS, "T"}


def test_households_as_employers_only_in_2025() -> None:
    assert {found.year for found in observations_in(GVA) if found.class_code == "T"} == {2025}


def test_zeros_standing_for_lumped_services_are_no_values() -> None:
    lumped = {
        (found.class_code, found.year) for found in observations_in(GVA)
        if found.class_code in set("IKMNOPQRS") and found.year < 2014
    }  # fmt: skip
    assert lumped == set()
    assert len(notes_in(GVA, "placeholder")) == 27


def test_odd_cells_are_kept_and_flagged() -> None:
    flagged = {note.about for note in notes_in(GVA, "odd_at_source")}
    kept = {found.key for found in observations_in(GVA)}
    expected = {
        ("ZKO", "gva", "L", 2023),
        ("ABY", "gva", "N", 2022),
        ("TRK", "gva", "G", 2017),
        ("SHM", "gva", "F", 2018),
        ("MNG", "gva", "N", 2016),
        ("KZ", "gva", "H", 2012),
        ("ULT", "gva", "K", 2025),
    }
    assert expected <= flagged <= kept


def test_2025_is_not_among_the_comparable_years() -> None:
    assert manifest().comparable_until == 2024


def test_head_offices_are_flagged_in_exports() -> None:
    flagged = {note.about[0] for note in notes_in(FILES[2], "registered_exporter") if note.about}
    assert flagged == {"AST", "ALA"}


def test_chapter_not_published_is_no_zero_export() -> None:
    assert not [found for found in observations_in(FILES[2]) if found.class_code == "XIX"]


def test_labor_of_2020_on_old_borders_is_flagged() -> None:
    flagged = {note.about[0] for note in notes_in("structure_by_region.csv", "borders_differ") if note.about}
    assert flagged == {"VKO", "ALM", "KRG"}
    others = {
        note.about[0] for note in notes_in("structure_by_region.csv", "outside_region_years") if note.about
    }
    assert others == {"ABY", "ZHT", "ULT"}


# the registers


def test_register_of_regions() -> None:
    known = territories()
    assert known["national"] is known["KZ"]
    assert known["KZ-23"] is known["ATY"]
    assert len({one.iso_3166_2 for one in known.values()} - {""}) == 20


def test_names_of_export_classes_cover_the_layout() -> None:
    names = {name.code for name in read_class_names(KAZAKHSTAN / "hs_section_codes.csv")}
    assert names == {*manifest().layout_of("exports_by_region_hs_section_2024.csv").classes, ""}


def test_class_letters_belong_to_the_indicators_classification() -> None:
    for file in FILES:
        for found in observations_in(file):
            if found.class_code:
                assert INDICATORS[found.indicator].classification is not Classification.NONE
