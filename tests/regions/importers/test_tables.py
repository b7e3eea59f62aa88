"""Bytes as they come: encodings, delimiters, and files that are no tables."""

import io
from decimal import Decimal

import pytest

from foundation.uploads.texts import LONGEST_LINE
from regions.importers import Note, Observation, Problem, long_form, read_observations
from tests.regions.statistics import Found, read_text, territories

LONG = long_form("long.csv", indicator="gva", classes="ABC", years=(2022, 2024))
TEXT = "region,class,year,value,unit\nATY,A,2023,5.5,млн тенге\n"
EXPECTED = Observation("ATY", "gva", "A", 2023, Decimal("5.5"), "млн тенге")


def codes_in(found: list[Found]) -> list[str]:
    return [one.code for one in found if isinstance(one, Problem)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_unicode_with_and_without_mark(encoding: str) -> None:
    assert read_text(TEXT.encode(encoding), LONG) == [EXPECTED]


def test_cyrillic_windows_encoding_is_read_and_told() -> None:
    found = read_text(TEXT.encode("cp1251"), LONG)
    assert found == [Note("long.csv", 1, "", "read_as_cp1251"), EXPECTED]


def test_one_stray_letter_far_down_decides_the_encoding() -> None:
    filler = "".join(f"ATY,B,{year},1,t\n" for year in (2022, 2023, 2024)) + "\n" * 100_000
    content = (
        b"region,class,year,value,unit\n" + filler.encode() + "ATY,A,2023,5.5,млн тенге\n".encode("cp1251")
    )
    assert EXPECTED in read_text(content, LONG)


def test_neither_encoding() -> None:
    assert codes_in(read_text(b"region\x98\xff\n", LONG)) == ["unknown_encoding"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiters_are_recognized(delimiter: str) -> None:
    assert read_text(TEXT.replace(",", delimiter), LONG) == [EXPECTED]


def test_semicolons_with_decimal_commas() -> None:
    assert read_text(TEXT.replace(",", ";").replace("5.5", "5,5"), LONG) == [EXPECTED]


@pytest.mark.parametrize("ending", ["\r\n", "\r"])
def test_line_endings_of_other_systems(ending: str) -> None:
    assert read_text(TEXT.replace("\n", ending), LONG) == [EXPECTED]


def test_quoted_cells() -> None:
    assert read_text(TEXT.replace("ATY", '"ATY"'), LONG) == [EXPECTED]


@pytest.mark.parametrize("content", ["", "\n", "\ufeff", "   \n"])
def test_empty_file(content: str) -> None:
    assert codes_in(read_text(content, LONG)) == ["empty_file"]


def test_header_alone_is_a_file_without_values() -> None:
    assert read_text("region,class,year,value,unit\n", LONG) == []


@pytest.mark.parametrize(("at", "row"), [(3, 1), (len(TEXT) - 3, 2)])
def test_nul_byte_is_named_with_its_row(at: int, row: int) -> None:
    (found,) = read_text(TEXT[:at] + "\0" + TEXT[at:], LONG)
    assert isinstance(found, Problem)
    assert (found.code, found.row) == ("nul_byte", row)


def test_open_quote_does_not_swallow_the_rest_silently() -> None:
    found = read_text(TEXT + 'MNG,"B,2023,5,t\nZKO,A,2023,5,t\n', LONG)
    assert found[0] == EXPECTED
    assert codes_in(found) == ["malformed_csv"]


def test_cell_of_a_megabyte_is_refused() -> None:
    assert codes_in(read_text(TEXT + "ATY," + "A" * 200_000 + ",2023,1,t\n", LONG)) == ["malformed_csv"]


def test_line_without_end_is_refused() -> None:
    assert codes_in(read_text(TEXT + "A," * LONGEST_LINE, LONG)) == ["line_too_long"]


def test_stream_stays_open_for_its_owner() -> None:
    stream = io.BytesIO(TEXT.encode())
    assert list(read_observations(stream, LONG, territories())) == [EXPECTED]
    assert not stream.closed


def test_rows_come_while_reading() -> None:
    """The first observation is there before the fault at the end has been reached."""
    found = read_observations(io.BytesIO((TEXT + "\0").encode()), LONG, territories())
    assert next(found) == EXPECTED
