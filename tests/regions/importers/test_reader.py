"""Planted errors: each is named by file, row, column and reason, and the rows around it are still read."""

from decimal import Decimal

import pytest

from regions.importers import CellRule, Layout, Note, Observation, Problem, long_form
from regions.importers.layouts import Measure, Shape
from tests.regions.statistics import Found, read_text

YEARS = (2022, 2024)
LONG = long_form("long.csv", indicator="gva", classes="ABC", years=YEARS)
WIDE = Layout(
    file="wide.csv",
    shape=Shape.WIDE,
    years=YEARS,
    indicator="gva",
    unit="million KZT",
    item_column="item",
    classes=frozenset("ABC"),
    measures={
        "GDP": Measure("grp", unit="million KZT"),
        "NET_TAXES": Measure("net_taxes", unit="million KZT"),
    },
    placeholders=(CellRule("placeholder", classes=frozenset("C"), years=frozenset({2022})),),
    notes=(
        CellRule(
            "odd_at_source", regions=frozenset({"ATY"}), classes=frozenset("B"), years=frozenset({2023})
        ),
    ),
)
TABLE = Layout(
    file="table.csv",
    shape=Shape.TABLE,
    years=(2020, 2025),
    measures={
        "people": Measure("population", unit="persons"),
        "people_town": Measure("urban_population", unit="persons"),
    },
    ignored_columns=frozenset({"name"}),
)
HEADER = "region,class,year,value,unit\n"
GOOD = "ATY,A,2023,5,million KZT\n"


def problems_in(found: list[Found]) -> list[tuple[int, str, str]]:
    return [(one.row, one.column, one.code) for one in found if isinstance(one, Problem)]


def values_in(found: list[Found]) -> list[Decimal]:
    return [one.value for one in found if isinstance(one, Observation)]


# the three shapes


def test_long_row_becomes_an_observation() -> None:
    assert read_text(HEADER + GOOD, LONG) == [Observation("ATY", "gva", "A", 2023, Decimal(5), "million KZT")]


def test_wide_row_gives_one_observation_a_year_and_none_for_an_empty_cell() -> None:
    found = read_text("item,region,2022,2023,2024\nA,ATY,1,,0\nGDP,national,7,8,9\n", WIDE)
    assert found == [
        Observation("ATY", "gva", "A", 2022, Decimal(1), "million KZT"),
        Observation("ATY", "gva", "A", 2024, Decimal(0), "million KZT"),
        Observation("KZ", "grp", "", 2022, Decimal(7), "million KZT"),
        Observation("KZ", "grp", "", 2023, Decimal(8), "million KZT"),
        Observation("KZ", "grp", "", 2024, Decimal(9), "million KZT"),
    ]


def test_table_reads_measure_and_year_from_the_column() -> None:
    found = read_text(
        "region,name,people_2022,people_town_2025\nATY,Atyrau,700,\nKZ-47,Mangystau,,400\n", TABLE
    )
    assert found == [
        Observation("ATY", "population", "", 2022, Decimal(700), "persons"),
        Observation("MNG", "urban_population", "", 2025, Decimal(400), "persons"),
    ]


def test_empty_class_is_the_total() -> None:
    assert read_text(HEADER + "ATY,,2023,5,million KZT\n", LONG)[0] == Observation(
        "ATY", "gva", "", 2023, Decimal(5), "million KZT"
    )


# rows


@pytest.mark.parametrize(
    ("row", "column", "code"),
    [
        ("XXX,A,2023,5,million KZT", "region", "unknown_region"),
        ("ATY,Z,2023,5,million KZT", "class", "unknown_class"),
        ("ATY,IND,2023,5,million KZT", "class", "unknown_class"),
        ("ATY,A,2021,5,million KZT", "year", "year_out_of_range"),
        ("ATY,A,2025,5,million KZT", "year", "year_out_of_range"),
        ("ATY,A,23,5,million KZT", "year", "not_a_year"),
        ("ATY,A,²⁰²³,5,million KZT", "year", "not_a_year"),
        ("ATY,A,2023.0,5,million KZT", "year", "not_a_year"),
        ("ATY,A,2023,five,million KZT", "value", "not_a_number"),
        ("ATY,A,2023,-5,million KZT", "value", "negative"),
        ("ATY,A,2023,NaN,million KZT", "value", "not_finite"),
        ("ATY,A,2023,Infinity,million KZT", "value", "not_finite"),
        ("ATY,A,2023,1e999,million KZT", "value", "too_large"),
        ('ATY,A,2023,"1,234",million KZT', "value", "ambiguous_number"),
        ("ATY,A,2023,5,", "unit", "missing_unit"),
        ("ATY,A,2023,5", "", "wrong_column_count"),
        ("ATY,A,2023,5,million KZT,6", "", "wrong_column_count"),
    ],
)
def test_wrong_row_is_named_and_the_others_are_read(row: str, column: str, code: str) -> None:
    found = read_text(f"{HEADER}{row}\nMNG,B,2024,6,million KZT\n", LONG)
    assert problems_in(found) == [(2, column, code)]
    assert values_in(found) == [Decimal(6)]
    assert {one.file for one in found if isinstance(one, Problem)} == {"long.csv"}


def test_blank_lines_count_as_rows_of_the_sheet() -> None:
    found = read_text(HEADER + "\n" + ",,,,\n" + "XXX,A,2023,5,million KZT\n", LONG)
    assert problems_in(found) == [(4, "region", "unknown_region")]


def test_unknown_region_of_a_wide_row_is_one_problem_not_three() -> None:
    found = read_text("item,region,2022,2023,2024\nA,XXX,1,2,3\n", WIDE)
    assert problems_in(found) == [(2, "region", "unknown_region")]


def test_unknown_class_is_named_even_without_values() -> None:
    found = read_text("item,region,2022,2023,2024\nQQ,ATY,,,\n", WIDE)
    assert problems_in(found) == [(2, "item", "unknown_class")]


def test_wide_cell_is_named_by_its_year() -> None:
    found = read_text("item,region,2022,2023,2024\nA,ATY,1,oops,3\n", WIDE)
    assert problems_in(found) == [(2, "2023", "not_a_number")]
    assert values_in(found) == [Decimal(1), Decimal(3)]


def test_net_taxes_may_be_negative() -> None:
    found = read_text("item,region,2022,2023,2024\nNET_TAXES,ATY,-1,,\n", WIDE)
    assert values_in(found) == [Decimal(-1)]


def test_duplicate_names_the_first_place() -> None:
    found = read_text(HEADER + GOOD + "MNG,A,2023,5,million KZT\n" + GOOD.replace(",5,", ",6,"), LONG)
    assert problems_in(found) == [(4, "value", "duplicate")]
    assert values_in(found) == [Decimal(5), Decimal(5)]
    assert isinstance(found[-1], Problem)
    assert found[-1].text == "A second value for ATY gva A 2023; the first stands in row 2, value."


def test_same_region_by_two_codes_is_still_a_duplicate() -> None:
    found = read_text(HEADER + GOOD + GOOD.replace("ATY", "KZ-23"), LONG)
    assert problems_in(found) == [(3, "value", "duplicate")]


def test_long_texts_are_not_repeated_whole() -> None:
    found = read_text(HEADER + f"{'Y' * 5000},A,2023,5,t\n", LONG)
    assert isinstance(found[0], Problem)
    assert len(found[0].text) < 120


# the header


@pytest.mark.parametrize(
    ("header", "problems"),
    [
        ("region,class,year,value", [("unit", "missing_column")]),
        ("region,year,value", [("class", "missing_column"), ("unit", "missing_column")]),
        ("region,class,year,value,unit,remark", [("remark", "unknown_column")]),
        ("region,class,year,value,unit,value", [("value", "duplicate_column")]),
        ("region class year value unit", [("", "wrong_delimiter")]),
    ],
)
def test_wrong_header_stops_the_file(header: str, problems: list[tuple[str, str]]) -> None:
    found = read_text(f"{header}\n{GOOD}", LONG)
    assert problems_in(found) == [(1, column, code) for column, code in problems]
    assert values_in(found) == []


def test_new_year_in_a_wide_file_is_not_read_silently() -> None:
    found = read_text("item,region,2022,2023,2024,2025\nA,ATY,1,2,3,4\n", WIDE)
    assert problems_in(found) == [(1, "2025", "unknown_column")]


def test_lost_year_in_a_wide_file_is_named() -> None:
    assert problems_in(read_text("item,region,2022,2024\nA,ATY,1,3\n", WIDE)) == [
        (1, "2023", "missing_column")
    ]


# notes


def test_placeholder_zero_is_no_value_and_is_told() -> None:
    found = read_text("item,region,2022,2023,2024\nC,ATY,0.0,0.0,1\n", WIDE)
    assert [(one.column, one.code) for one in found if isinstance(one, Note)] == [("2022", "placeholder")]
    assert values_in(found) == [Decimal(0), Decimal(1)]


def test_value_where_a_placeholder_may_stand_is_kept() -> None:
    assert values_in(read_text("item,region,2022,2023,2024\nC,ATY,7,,\n", WIDE)) == [Decimal(7)]


def test_odd_cell_is_kept_and_noted() -> None:
    found = read_text("item,region,2022,2023,2024\nB,ATY,1,99,1\n", WIDE)
    assert values_in(found) == [Decimal(1), Decimal(99), Decimal(1)]
    notes = [one for one in found if isinstance(one, Note)]
    assert [(note.code, note.about) for note in notes] == [("odd_at_source", ("ATY", "gva", "B", 2023))]


def test_value_outside_a_regions_years_is_noted() -> None:
    found = read_text("region,name,people_2020\nULT,Ulytau,200\nATY,Atyrau,600\n", TABLE)
    assert [note.text for note in found if isinstance(note, Note)] == [
        "ULT has its own statistics from 2021 to 2025 only; a value of 2020 was drawn up on other borders."
    ]


def test_before_the_register_begins_nothing_is_said_of_borders() -> None:
    """The register knows borders from 2010 on; a series from 2003 is not suspect for that."""
    early = long_form("long.csv", indicator="investment", classes="", years=(2003, 2025))
    found = read_text(HEADER + "ATY,,2009,5,t\nSHM,,2010,5,t\n", early)
    assert [note.row for note in found if isinstance(note, Note)] == [3]
