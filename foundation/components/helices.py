"""Names, shapes and order of the four helices, the same on every page, chart and document."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .bars import Bar, bar_from_zero, largest


@dataclass(frozen=True)
class Helix:
    """`key` is what the database holds; `css` and `shape` are fixed for readers who do not see colours."""

    key: str
    name: str | Promise
    css: str
    shape: str


HELICES = {
    helix.key: helix
    for helix in (
        Helix("science", _("science"), "science", "circle"),
        Helix("business", _("business"), "business", "square"),
        Helix("government", _("government"), "government", "triangle"),
        Helix("civil_society", _("civil society"), "civil-society", "diamond"),
    )
}


@dataclass(frozen=True)
class HelixCount:
    """`number` is None where the group is smaller than the threshold: no number about it is shown."""

    helix: Helix
    number: int | None
    of: int | None
    bar: Bar | None


def counts_by_helix(counts: Mapping[str, int | None], of: Mapping[str, int | None]) -> list[HelixCount]:
    """The helices named in `counts`, in their fixed order. A bar is a part of its own whole in `of`; without one, bars
    share a scale.
    """
    unknown = counts.keys() - HELICES.keys()
    if unknown:
        raise KeyError(f"not a helix: {', '.join(sorted(unknown))}")
    maximum = largest(counts.values())
    return [
        HelixCount(helix, counts[key], of.get(key), bar_from_zero(counts[key], of.get(key) or maximum))
        for key, helix in HELICES.items()
        if key in counts
    ]
