import csv
import io
from decimal import Decimal

import openpyxl
import pytest

from foundation import exports

PAYLOADS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "|cmd", "%0A=1", '=HYPERLINK("x")']


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_csv_cell_is_never_a_formula(payload: str) -> None:
    text = exports.csv_bytes(["a"], [[payload]]).decode("utf-8-sig")
    cell = next(iter(list(csv.reader(io.StringIO(text)))[1:]))[0]
    assert cell == "'" + payload


@pytest.mark.parametrize("payload", PAYLOADS)
def test_an_xlsx_cell_is_text(payload: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(exports.xlsx_bytes({"s": (["a"], [[payload]])})))
    cell = book["s"]["A2"]
    assert cell.data_type in ("s", "inlineStr")
    assert str(cell.value).strip() == payload.replace("\r", "_x000D_").strip() or cell.value == payload


def test_numbers_stay_numbers_and_missing_stays_empty() -> None:
    content = exports.csv_bytes(["n", "m"], [[Decimal("-1.50"), None]]).decode("utf-8-sig")
    assert content.splitlines()[1] == "-1.50,"
    sheet = openpyxl.load_workbook(io.BytesIO(exports.xlsx_bytes({"s": (["n"], [[Decimal("-1.50")]])})))["s"]
    assert sheet["A2"].value == -1.5
