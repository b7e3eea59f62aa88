"""Results and differences in the words and shapes that components take."""

import datetime as dt
from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from foundation.components.numbers import figure
from priorities.queries.alignment import DIRECTLY, Alignment
from priorities.queries.differences import CHOSEN_AMONG_EQUALS, Difference
from priorities.queries.questions import REMARK_KINDS
from priorities.queries.rankings import principle_label
from regions.permissions import is_member

# What the component `differences` calls our kinds.
KINDS = {"dropped": "removed", CHOSEN_AMONG_EQUALS: "removed"}


def labelled_principles(scores: Iterable[tuple[str, Decimal | None]]) -> list[tuple[str, Decimal | None]]:
    """For the component `principle_profile`."""
    return [(principle_label(code), score) for code, score in scores]


def difference_row(title: str, each: Difference) -> dict[str, Any]:
    """For the component `differences`: from the rank to the place in the set."""
    return {
        "kind": KINDS.get(each.kind, each.kind),
        "label": title,
        "before": _("rank %(rank)s") % {"rank": each.rank} if each.rank else _("no rank"),
        "after": _("place %(place)s") % {"place": each.position} if each.position else _("not in the set"),
        "reason": each.reason,
    }


def in_decimals(number: Fraction | None, digits: int) -> str:
    """A fraction rounded half-even for reading, in the reader's language."""
    if number is None:
        return figure(None)
    rounded = round(number, digits)
    return figure(Decimal(rounded.numerator) / Decimal(rounded.denominator), digits)


def iso_date(text: str) -> dt.date:
    """A date of a publication's content."""
    return dt.date.fromisoformat(text)


def remark_kind_label(kind: str) -> str:
    """The plain words of a kind of remark; one that a later version knows no more is shown as it is."""
    return str(dict(REMARK_KINDS).get(kind, kind))


def alignment_rows(alignment: Alignment | None, titles: Mapping[int, str]) -> dict[str, Any] | None:
    """For the template `_alignment`: each objective with the titles of what serves it, and the gaps both ways."""
    if alignment is None:
        return None
    return {
        "country": alignment.country_name,
        "served_count": alignment.served_count,
        "count": len(alignment.objectives),
        "objectives": [
            {
                "code": each.code,
                "title": each.title,
                "served": [
                    {
                        "position": served.position,
                        "title": titles[served.activity_id],
                        "is_direct": served.how == DIRECTLY,
                    }
                    for served in each.served
                ],
            }
            for each in alignment.objectives
        ],
        "without": [titles[each] for each in alignment.without],
    }


Trail = list[tuple[str, str]]


def region_trail(region: Any, *more: tuple[str, str]) -> Trail:
    return [(region.name, reverse("region_detail", args=[region.code])), *more]


def sets_trail(region: Any, *more: tuple[str, str]) -> Trail:
    return region_trail(region, (_("Priority sets"), reverse("set_list", args=[region.code])), *more)


def set_trail(priority_set: Any, last: str = "") -> Trail:
    """To a set's page, or to a page of one of its steps."""
    own = (priority_set.title, reverse("set_detail", args=[priority_set.pk]) if last else "")
    return sets_trail(priority_set.region, own, *([(last, "")] if last else []))


def set_trail_for(reader: Any, priority_set: Any, last: str = "") -> Trail:
    """The same from where the reader came: the ministry has no list of the region's sets, but a desk of its own."""
    if is_member(reader, priority_set):
        return set_trail(priority_set, last)
    country = priority_set.region.parent
    own = (priority_set.title, reverse("set_detail", args=[priority_set.pk]) if last else "")
    desk = (_("Sets of the regions"), reverse("ministry_desk", args=[country.code]))
    return [
        (country.name, reverse("region_detail", args=[country.code])),
        desk,
        own,
        *([(last, "")] if last else []),
    ]


def publication_trail(publication: Any, last: str = "") -> Trail:
    address = reverse("publication_detail", args=[publication.region.code, publication.number])
    own = (_("Publication %(number)s") % {"number": publication.number}, address if last else "")
    return region_trail(publication.region, own, *([(last, "")] if last else []))
