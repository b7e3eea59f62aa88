"""Codes are forgiving where base32 leaves room, and nowhere else."""

import base64
import string

import pytest

from discovery.models.codes import ALPHABET, LENGTH, new_code, normalized_code


def test_codes_are_base32_as_the_standard_library_writes_it() -> None:
    assert "=" not in base64.b32encode(bytes(range(5))).decode()  # 5 bytes are 8 characters: 2^40 codes
    assert sorted(ALPHABET) == sorted(string.ascii_uppercase + "234567")
    assert len(ALPHABET) ** LENGTH == 2**40


def test_new_codes_are_normal_and_do_not_repeat() -> None:
    codes = {new_code() for _ in range(500)}
    assert len(codes) == 500
    assert all(normalized_code(code) == code for code in codes)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("abcd efgh", "ABCDEFGH"),
        (" ABCD-EFGH ", "ABCDEFGH"),
        ("ABCD—EFGH", "ABCDEFGH"),
        ("0BCDEFG1", "OBCDEFGI"),
        ("8BCDEFGH", "BBCDEFGH"),
        ("АВСЕНКМО", "ABCEHKMO"),  # typed on a Russian keyboard
        ("рстуху22", "PCTYXY22"),
        ("ABCDEFG", ""),
        ("ABCDEFGHI", ""),
        ("ABCDEFG9", ""),
        ("ЖЖЖЖЖЖЖЖ", ""),
        ("", ""),
    ],
)
def test_what_was_meant(typed: str, meant: str) -> None:
    assert normalized_code(typed) == meant


def test_a_flood_of_characters_is_no_code() -> None:
    assert normalized_code("A" * 1_000_000) == ""
