"""Texts as people type them: without control characters, with plain line ends, counted as they are read."""

import unicodedata
from typing import Any

from django import forms


def one_line(text: str) -> str:
    """Runs of white space become one space."""
    words = ("".join(filter(_is_visible, word)) for word in text.split())
    return " ".join(filter(None, words))


def several_lines(text: str) -> str:
    """A browser's line end of two characters counts as one."""
    unified = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(character for character in unified if character == "\n" or _is_visible(character))


class LineField(forms.CharField):
    def to_python(self, value: Any) -> str:
        return one_line(str(super().to_python(value)))


class TextField(forms.CharField):
    widget = forms.Textarea(attrs={"rows": 3})

    def to_python(self, value: Any) -> str:
        return several_lines(str(super().to_python(value)))

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Without maxlength: browsers count a line end as two characters there."""
        attributes: dict[str, Any] = super().widget_attrs(widget)
        attributes.pop("maxlength", None)
        return attributes


def _is_visible(character: str) -> bool:
    """Control and half characters would break documents later; a NUL stays, for Django's validator to name it."""
    return character == "\0" or unicodedata.category(character) not in ("Cc", "Cs")
