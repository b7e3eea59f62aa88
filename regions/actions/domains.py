"""Economic domains from a register of NACE classes."""

from collections.abc import Iterable

from django.db import transaction

from regions.importers import DomainName
from regions.models import Domain

COLUMNS = ("name_en", "name_ru", "name_kk", "level", "parent_id")


@transaction.atomic
def import_domains(*, names: Iterable[DomainName]) -> tuple[int, int]:
    """Enter sections and divisions; known ones get the register's names. Returns (added, changed).

    The classification is international and the same for everybody, so nothing is audited.
    """
    register = list(names)
    changed = added = 0
    for level in sorted({one.level for one in register}):  # a parent is stored before its children
        known = {domain.code: domain for domain in Domain.objects.all()}
        new: list[Domain] = []
        old: list[Domain] = []
        for one in register:
            if one.level == level:
                (old if one.code in known else new).append(_domain(one, known))
        Domain.objects.bulk_create(new)
        differing = [domain for domain in old if _differs(domain, known[domain.code])]
        Domain.objects.bulk_update(differing, ["name_en", "name_ru", "name_kk", "level", "parent"])
        added, changed = added + len(new), changed + len(differing)
    return added, changed


def _domain(one: DomainName, known: dict[str, Domain]) -> Domain:
    """The class as the register has it; with the id of the stored one where there is one."""
    stored = known.get(one.code)
    return Domain(
        pk=stored.pk if stored else None,
        code=one.code,
        name_en=one.name_en,
        name_ru=one.name_ru or None,
        name_kk=one.name_kk or None,
        level=one.level,
        parent=known[one.parent] if one.parent else None,
    )


def _differs(domain: Domain, stored: Domain) -> bool:
    return any(getattr(domain, name) != getattr(stored, name) for name in COLUMNS)
