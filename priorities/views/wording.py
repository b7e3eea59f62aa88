"""Results and differences in the words and shapes that components take."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from priorities.queries.differences import CHOSEN_AMONG_EQUALS, Difference
from priorities.queries.rankings import principle_label

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
