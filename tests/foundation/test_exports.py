import csv
import io
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from foundation import exports
from foundation.uploads.parsing import parse, unpack
from priorities.publication.encoding import cell as published_cell
from priorities.publication.encoding import is_number

PAYLOADS = [
    *("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "\u00a0=1", "\u200b=1", "|cmd", "%0A=1"),
    *('=HYPERLINK("x")', "=cmd|' /C calc'!A0", "\uff1d1+1", "\uff0b1", "\uff0d1", "\uff20A1", "{=1+1}"),
]
INSIDE = ["a;=1+1", "a; =1+1", "a\t=1", "a\n-1", 'a;"b";@A1', "a;\uff1d1"]
awkward = st.text(st.sampled_from("=+-@|%\t\r\n; ';,\"a1\uff1d\u00a0_x0D"), max_size=12)


def written(text: str) -> str:
    content = exports.csv_bytes(["a"], [[text]]).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(content, newline="")))[1][0]


@pytest.mark.parametrize("payload", [one for one in PAYLOADS if not one.startswith("{")])
def test_a_csv_cell_is_never_a_formula(payload: str) -> None:
    assert written(payload).startswith("'")
    assert exports.restored(written(payload)) == payload


@pytest.mark.parametrize("payload", INSIDE)
def test_nor_does_one_begin_where_a_russian_spreadsheet_cuts(payload: str) -> None:
    assert "'" in written(payload)
    assert exports.restored(written(payload)) == payload


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_header_is_never_a_formula(payload: str) -> None:
    content = exports.csv_bytes([payload], []).decode("utf-8-sig")
    (header,) = csv.reader(io.StringIO(content, newline=""))
    assert header == [exports.neutral(payload)]
    book = openpyxl.load_workbook(io.BytesIO(exports.xlsx_bytes({"s": ([payload], [])})))
    assert book["s"]["A1"].data_type in ("s", "inlineStr")


@pytest.mark.parametrize("payload", PAYLOADS)
def test_an_xlsx_cell_is_text(payload: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(exports.xlsx_bytes({"s": (["a"], [[payload]])})))
    cell = book["s"]["A2"]
    assert cell.data_type in ("s", "inlineStr")
    assert str(cell.value).strip() == payload.replace("\r", "_x000D_").strip() or cell.value == payload


@given(awkward)
@example("'=1")
@example("'\ta")
@example("''")
@example(";\n=1")
def test_what_goes_out_comes_back(text: str) -> None:
    assert exports.restored(exports.neutral(text)) == text


@given(awkward)
def test_the_open_data_are_written_alike(text: str) -> None:
    assert published_cell(text) == (text if is_number(text) else exports.neutral(text))


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_our_own_reader_gives_back_what_was_written(kind: str) -> None:
    texts = [*PAYLOADS, *INSIDE, "'=1", "_x0041_", "plain", "007", "1e5", "\u2212 5"]
    rows = [[str(number), text] for number, text in enumerate(texts)]
    content = (
        exports.csv_bytes(["n", "=text"], rows)
        if kind == "csv"
        else exports.xlsx_bytes({"s": (["n", "=text"], rows)})
    )
    parsed = parse(io.BytesIO(content), file_name=f"table.{kind}")
    found = [list(row.cells) for row in unpack(parsed.rows, parsed.sheets[0].name)]
    assert found == [["n", "=text"], *rows]


def test_numbers_stay_numbers_and_missing_stays_empty() -> None:
    content = exports.csv_bytes(["n", "m"], [[Decimal("-1.50"), None]]).decode("utf-8-sig")
    assert content.splitlines()[1] == "-1.50,"
    sheet = openpyxl.load_workbook(io.BytesIO(exports.xlsx_bytes({"s": (["n"], [[Decimal("-1.50")]])})))["s"]
    assert sheet["A2"].value == -1.5


def test_a_number_longer_than_a_spreadsheet_keeps_is_written_out() -> None:
    long = Decimal("123456789012345.678901")
    sheet = openpyxl.load_workbook(io.BytesIO(exports.xlsx_bytes({"s": (["n"], [[long]])})))["s"]
    assert sheet["A2"].value == str(long)


def test_a_text_too_long_for_a_spreadsheet_is_cut_and_not_lost() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(exports.xlsx_bytes({"s": (["n"], [["x" * 40_000]])})))["s"]
    assert sheet["A2"].value == "x" * 32_766 + "…"
