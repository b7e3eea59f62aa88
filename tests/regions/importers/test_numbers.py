"""What counts as a number, and what is refused with which reason."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regions.importers.numbers import NumberRejected, parse_number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1234.5", "1234.5"),
        ("  7 ", "7"),
        ("-3.25", "-3.25"),
        ("\u2212" + "3", "-3"),  # a typographic minus
        (".5", "0.5"),
        ("1.5e3", "1500"),
        ("1234,5", "1234.5"),
        ("0,125", "0.125"),
        ("1234,567", "1234.567"),  # four digits before it: the comma cannot part thousands
        ("1 234 567,8", "1234567.8"),
        ("1\u00a0234", "1234"),
        ("1\u202f234.5", "1234.5"),
        ("1'234.5", "1234.5"),
        ("1,234.5", "1234.5"),
        ("1,234,567", "1234567"),
        ("1.234,5", "1234.5"),
        ("1.234.567", "1234567"),
        ("1.234", "1.234"),  # a single dot is always the decimal point
        ("126020.764588996", "126020.764588996"),
        ("1453339140566.61", "1453339140566.61"),
    ],
)
def test_accepted(text: str, value: str) -> None:
    assert parse_number(text) == Decimal(value)


@pytest.mark.parametrize("text", ["", "   ", "...", "…", "..", ":"])
def test_no_value(text: str) -> None:
    assert parse_number(text) is None


def test_zero_is_a_value() -> None:
    assert parse_number("0.0") == 0


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("abc", "not_a_number"),
        ("12 tons", "not_a_number"),
        ("-", "not_a_number"),
        ("–", "not_a_number"),
        ("x", "not_a_number"),
        ("1 23 456", "not_a_number"),
        ("1,23,456.7", "not_a_number"),
        ("1.2.3", "not_a_number"),
        ("=1+1", "not_a_number"),
        ("0x10", "not_a_number"),
        ("1_000", "not_a_number"),
        ("١٢٣", "not_a_number"),
        ("sNaN", "not_a_number"),
        ("NaN", "not_finite"),
        ("-nan", "not_finite"),
        ("Infinity", "not_finite"),
        ("-inf", "not_finite"),
        ("∞", "not_finite"),
        ("1e999", "too_large"),
        ("1e18", "too_large"),
        ("-1e18", "too_large"),
        ("1e-999", "too_large"),
        ("1" * 65, "too_large"),
        ("1,234", "ambiguous_number"),
        ("-12,345", "ambiguous_number"),
    ],
)
def test_refused(text: str, code: str) -> None:
    with pytest.raises(NumberRejected) as refused:
        parse_number(text)
    assert refused.value.code == code


@given(st.decimals(min_value=-(10**15), max_value=10**15, places=4))
def test_plain_and_grouped_writing_agree(value: Decimal) -> None:
    assert parse_number(f"{value:f}") == value
    assert parse_number(f"{value:,.4f}") == value
    assert parse_number(f"{value:,.4f}".replace(",", " ").replace(".", ",")) == value


@given(st.text(max_size=80))
def test_any_text_is_a_number_nothing_or_a_refusal(text: str) -> None:
    try:
        value = parse_number(text)
    except NumberRejected:
        return
    assert value is None or (value.is_finite() and abs(value) < 10**18)
