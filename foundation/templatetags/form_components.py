"""The building blocks of forms, ballots, codes and long pages (docs/look.md); templates/_components/ holds their markup."""

import re
from collections.abc import Sequence
from html import unescape
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.html import strip_tags
from django.utils.safestring import SafeString

from foundation.components import codes
from foundation.components.field_groups import FieldGroup
from foundation.components.numbers import Number, figure, known

register = template.Library()

Parameters = dict[str, Any]
_HEADINGS = re.compile(r'<h2 id="([^"]+)">(.*?)</h2>', re.DOTALL)


def _markup(name: str) -> str:
    return f"_components/{name}.html"


@register.inclusion_tag(_markup("form_errors"))
def form_errors(form: Any) -> Parameters:
    """A summary of what is wrong, with links to the fields."""
    return {"form": form}


@register.inclusion_tag(_markup("submit_row"))
def submit_row(
    *,
    label: str,
    cancel_href: str = "",
    cancel_label: str = "",
    tone: str = "primary",
    also: str = "",
    also_label: str = "",
) -> Parameters:
    """The end of a form: its one button and the way out. `also`: the name under which a second button sends 1."""
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
    none_value: str = "cannot_judge",
    none_label: str = "",
) -> Parameters:
    """One question of a ballot as large buttons that are radio inputs; the last says "cannot judge", or `none_label`."""
    chosen = None if value is None else str(value)
    return locals() | {
        "marks": [(str(mark), str(mark) == chosen) for mark in range(minimum, maximum + 1)],
        "halfway": "" if (minimum + maximum) % 2 else str((minimum + maximum) // 2),
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
def qr_block(
    *,
    url: str,
    code: str = "",
    caption: str = "",
    size: str = "",
    show_address: bool = True,
    linked: bool = True,
) -> Parameters:
    """The way into a workshop: code to photograph, code to type, address. Not `linked` where only others may enter."""
    address = url.removeprefix("https://").removeprefix("http://")
    parts = [f"{part}/" for part in address.removesuffix("/").split("/")]  # a line may end behind each
    return locals() | {"qr": codes.qr_code(url), "groups": codes.in_groups(code, 4)}


@register.simple_block_tag
def on_this_page(content: SafeString) -> SafeString:
    """A long page, and before it a list of those of its headings that have an id."""
    places = [(anchor, unescape(strip_tags(title)).strip()) for anchor, title in _HEADINGS.findall(content)]
    return render_to_string(_markup("on_this_page"), locals())


@register.simple_block_tag
def fold(
    content: SafeString,
    *,
    title: str,
    anchor: str,
    level: int = 2,
    count: int = 0,
    value: str = "",
    is_open: bool = False,
) -> SafeString:
    """A part of a long page: a section, or a card where `level` is 3. Folded on a phone, elsewhere and on paper whole.

    Its heading says what is in it, `count` how many, `value` what comes out.
    """
    return render_to_string(_markup("fold"), locals())


@register.inclusion_tag(_markup("field_group"))
def field_group(
    group: FieldGroup, *, help_text: str = "", beside: bool = False, is_open: bool = False
) -> Parameters:
    """A part of a long form as a fold: how much of it is filled in stands beside its heading, what is wrong is open.

    `beside`: its fields stand beside each other where there is room.
    """
    return {"group": group, "help": help_text, "beside": beside, "is_open": is_open or group.has_errors}


@register.inclusion_tag(_markup("copy_button"))
def copy_button(*, text: str, label: str = "") -> Parameters:
    """Copies a text; hidden where that cannot work."""
    return locals()


@register.inclusion_tag(_markup("fingerprint"))
def fingerprint(value: str, *, label: str = "") -> Parameters:
    """A digest that people compare by eye."""
    return {"value": value, "label": label, "groups": codes.in_groups(value, 4)}
