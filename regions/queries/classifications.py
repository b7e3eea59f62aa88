"""Both classifications for people who look for a class: branches of the economy, and fields of research."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from regions.models import Domain, ScientificDomain


@dataclass(frozen=True)
class Group:
    """A section or chapter that was found, with those of its classes that were."""

    top: Domain | ScientificDomain
    classes: tuple[Domain | ScientificDomain, ...]


def scientific_domains() -> QuerySet[ScientificDomain]:
    return ScientificDomain.objects.select_related("parent").order_by("code")


def branches_like(words: str) -> list[Group]:
    """NACE sections and divisions in which all words stand, in any language. One query."""
    return _found(Domain.objects.select_related("parent").order_by("level", "code"), words)


def fields_like(words: str) -> list[Group]:
    """NABS chapters and their classes, likewise. One query."""
    return _found(ScientificDomain.objects.select_related("parent").order_by("level", "code"), words)


def _found(classes: Iterable[Domain | ScientificDomain], words: str) -> list[Group]:
    """Compared in Python: SQLite folds the case of ASCII only, and there are some hundred classes."""
    wanted = words.casefold().split()
    listed = list(classes)
    hits = {one.pk for one in listed if _matches(one, wanted)}
    tops = [one for one in listed if one.parent_id is None]
    groups = []
    for top in tops:
        below = [one for one in listed if one.parent_id == top.pk]
        kept = tuple(below) if top.pk in hits else tuple(one for one in below if one.pk in hits)
        if top.pk in hits or kept:
            groups.append(Group(top, kept))
    return groups


def _matches(one: Domain | ScientificDomain, wanted: list[str]) -> bool:
    names = (getattr(one, f"name_{language}") or "" for language in ("ru", "kk", "en"))
    text = " ".join((one.code, *names)).casefold()
    return all(word in text for word in wanted)
