"""Economic domains from a register of NACE classes."""

from collections.abc import Iterable

from django.db import transaction

from regions.importers import DomainName
from regions.models import Domain


@transaction.atomic
def import_domains(*, names: Iterable[DomainName]) -> tuple[int, int]:
    """Enter sections and divisions; known ones get the register's names. Returns (added, changed).

    The classification is international and the same for everybody, so nothing is audited.
    """
    register = sorted(names, key=lambda one: (one.level, one.code))
    known = {domain.code: domain for domain in Domain.objects.all()}
    added = changed = 0
    for one in register:
        columns = {
            "name_en": one.name_en,
            "name_ru": one.name_ru or None,
            "name_kk": one.name_kk or None,
            "level": one.level,
            "parent": known[one.parent] if one.parent else None,
        }
        domain = known.get(one.code)
        if domain is None:
            known[one.code] = Domain.objects.create(code=one.code, **columns)
            added += 1
        elif any(getattr(domain, name) != value for name, value in columns.items()):
            for name, value in columns.items():
                setattr(domain, name, value)
            domain.save()
            changed += 1
    return added, changed
