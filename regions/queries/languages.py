"""Which texts of a region are missing in which language. What kinds of texts there are, apps register."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import rules
from django.conf import settings
from django.db.models import Q

from regions.models import Region
from regions.registries import ContentKind, content_kinds

LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)


@dataclass(frozen=True)
class Gap:
    """One thing with texts that are there in some languages only. `href`: where the others are written."""

    kind: ContentKind
    text: str
    missing: tuple[str, ...]
    href: str


def gaps_for(user: Any, region: Region) -> list[Gap]:
    """What this person may translate in the region, kind by kind. One query a kind."""
    return [
        gap
        for kind in content_kinds()
        if rules.has_perm(kind.permission, user, region)
        for gap in _gaps_of(kind, region)
    ]


def _gaps_of(kind: ContentKind, region: Region) -> list[Gap]:
    found = kind.rows(region).filter(_is_incomplete(kind.columns))
    return [_gap(kind, row, _missing(row, kind.columns)) for row in found]


def _gap(kind: ContentKind, row: Any, missing: tuple[str, ...]) -> Gap:
    return Gap(kind, kind.text(row), missing, kind.href(row, missing[0]))


def _is_incomplete(columns: Sequence[str]) -> Q:
    """Some text is there in one language and not in another; a text that nobody wrote is missing in none."""
    found = Q()
    for column in columns:
        there = [
            ~Q(**{f"{column}_{code}": ""}) & Q(**{f"{column}_{code}__isnull": False}) for code in LANGUAGES
        ]
        some, every = Q(), Q()
        for each in there:
            some, every = some | each, every & each
        found |= some & ~every
    return found


def _missing(row: Any, columns: Sequence[str]) -> tuple[str, ...]:
    texts = [[getattr(row, f"{column}_{code}") for code in LANGUAGES] for column in columns]
    begun = [text for text in texts if any(text)]
    return tuple(code for place, code in enumerate(LANGUAGES) if not all(text[place] for text in begun))
