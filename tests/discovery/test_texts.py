"""What people type is stored as they read it."""

import pytest
from django.core.exceptions import ValidationError

from discovery.forms.texts import LineField, TextField, one_line, several_lines


def test_a_line_has_no_line_ends_and_single_spaces() -> None:
    assert one_line("  a \t b\r\nc\u00a0d ") == "a b c d"


def test_several_lines_keep_theirs_counted_once() -> None:
    assert several_lines("a\r\nb\rc\n") == "a\nb\nc\n"
    assert TextField(max_length=3).clean("a\r\nb") == "a\nb"


@pytest.mark.parametrize("hostile", ["\x07", "\x1b", "\x85", "\ud800"])
def test_control_and_half_characters_go(hostile: str) -> None:
    assert one_line(f"a{hostile}b") in ("ab", "a b")
    assert several_lines(f"a{hostile}b") == "ab"


@pytest.mark.parametrize("field", [LineField(), TextField()])
def test_a_nul_is_named_and_not_swallowed(field: LineField | TextField) -> None:
    with pytest.raises(ValidationError, match="Null characters"):
        field.clean("a\0b")


def test_only_invisible_characters_are_an_empty_answer() -> None:
    with pytest.raises(ValidationError, match="required"):
        LineField().clean("\x07\x08")
