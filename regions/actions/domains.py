"""Economic domains (NACE) and fields of research (NABS) from their registers."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from regions.importers import DomainName
from regions.models import Domain, ScientificDomain

COLUMNS = ("name_en", "name_ru", "name_kk", "level", "parent_id")


@transaction.atomic
def import_domains(*, names: Iterable[DomainName]) -> tuple[int, int]:
    """Enter sections and divisions; known ones get the register's names. Returns (added, changed).

    The classification is international and the same for everybody, so nothing is audited.
    """
    return _import(Domain, names)


@transaction.atomic
def import_scientific_domains(*, names: Iterable[DomainName]) -> tuple[int, int]:
    """The same for fields of research."""
    return _import(ScientificDomain, names)


def _import(model: Any, names: Iterable[DomainName]) -> tuple[int, int]:
    register = list(names)
    changed = added = 0
    for level in sorted({one.level for one in register}):  # a parent is stored before its children
        known = {domain.code: domain for domain in model.objects.all()}
        new: list[Any] = []
        old: list[Any] = []
        for one in register:
            if one.level == level:
                (old if one.code in known else new).append(_domain(model, one, known))
        model.objects.bulk_create(new)
        differing = [domain for domain in old if _differs(domain, known[domain.code])]
        model.objects.bulk_update(differing, ["name_en", "name_ru", "name_kk", "level", "parent"])
        added, changed = added + len(new), changed + len(differing)
    return added, changed


def _domain(model: Any, one: DomainName, known: dict[str, Any]) -> Any:
    """The class as the register has it; with the id of the stored one where there is one."""
    stored = known.get(one.code)
    return model(
        pk=stored.pk if stored else None,
        code=one.code,
        name_en=one.name_en,
        name_ru=one.name_ru or None,
        name_kk=one.name_kk or None,
        level=one.level,
        parent=known[one.parent] if one.parent else None,
    )


def _differs(domain: Any, stored: Any) -> bool:
    return any(getattr(domain, name) != getattr(stored, name) for name in COLUMNS)
