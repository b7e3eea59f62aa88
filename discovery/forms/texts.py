"""Texts as people type them: without control characters, with plain line ends, counted as they are read."""

import unicodedata
from typing import Any

from django import forms


class TextField(forms.CharField):
    """Several lines; a browser's line end of two characters counts as one."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> str:
        text = str(super().to_python(value)).replace("\r\n", "\n").replace("\r", "\n")
        return "".join(character for character in text if character == "\n" or _is_visible(character))

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """No maxlength on the element: browsers count line ends twice there."""
        return super().widget_attrs(widget) | {"rows": 3}


class LineField(forms.CharField):
    """One line; runs of white space become one space."""

    def to_python(self, value: Any) -> str:
        words = str(super().to_python(value)).split()
        return " ".join(filter(None, ("".join(filter(_is_visible, word)) for word in words)))


def _is_visible(character: str) -> bool:
    """Control and half characters would break documents later; a NUL stays, for Django's validator to name it."""
    return character == "\0" or unicodedata.category(character) not in ("Cc", "Cs")
