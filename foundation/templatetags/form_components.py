"""The building blocks of forms, ballots and codes (docs/look.md); templates/_components/ holds their markup."""

from collections.abc import Sequence
from typing import Any

from django import template

from foundation.components import codes
from foundation.components.numbers import Number, figure, known

register = template.Library()

Parameters = dict[str, Any]


def _markup(name: str) -> str:
    return f"_components/{name}.html"


@register.inclusion_tag(_markup("form_errors"))
def form_errors(form: Any) -> Parameters:
    """A summary of what is wrong, with links to the fields."""
    return {"form": form}


@register.inclusion_tag(_markup("submit_row"))
def submit_row(*, label: str, cancel_href: str = "", tone: str = "primary") -> Parameters:
    """The end of a form: its one button and the way out."""
    return locals()


@register.inclusion_tag(_markup("mark_scale"))
def mark_scale(
    *,
    name: str,
    question: str,
    value: int | str | None = None,
    minimum: int = 0,
    maximum: int = 10,
    low: str = "",
    middle: str = "",
    high: str = "",
    help_text: str = "",
    errors: Sequence[str] = (),
    disabled: bool = False,
) -> Parameters:
    """One question of a ballot as large buttons that are radio inputs; "cannot judge" posts "cannot_judge"."""
    chosen = None if value is None else str(value)
    return locals() | {
        "marks": [(str(mark), str(mark) == chosen) for mark in range(minimum, maximum + 1)],
    }


@register.inclusion_tag(_markup("ballot_state"))
def ballot_state() -> Parameters:
    """Says whether the marks of this phone have arrived; filled by ballot.js."""
    return {}


@register.inclusion_tag(_markup("progress_bar"))
def progress_bar(*, value: Number | None, maximum: Number, label: str, note: str = "") -> Parameters:
    """How far a long work has come; None where its length is not known."""
    return locals() | {"text": figure(value), "of": figure(maximum), "is_known": known(value) is not None}


@register.inclusion_tag(_markup("qr_block"))
def qr_block(*, url: str, code: str = "", caption: str = "", size: str = "") -> Parameters:
    """The way into a workshop: code to photograph, code to type, address."""
    address = url.removeprefix("https://").removeprefix("http://")
    return locals() | {"qr": codes.qr_code(url), "groups": codes.in_groups(code, 4), "address": address}


@register.inclusion_tag(_markup("copy_button"))
def copy_button(*, text: str, label: str = "") -> Parameters:
    """Copies a text; hidden where that cannot work."""
    return locals()


@register.inclusion_tag(_markup("fingerprint"))
def fingerprint(value: str, *, label: str = "") -> Parameters:
    """A digest that people compare by eye."""
    return {"value": value, "label": label, "groups": codes.in_groups(value, 4)}
