"""Removing a thrown away practice copy with all that stands on it, in whichever app."""

import logging
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.db import connection, models, transaction

from accounts.models import User
from foundation.append_only import append_only_tables
from regions.models import Region

log = logging.getLogger(__name__)
Rows = dict[type[models.Model], set[Any]]


class NotOnlyPractice(Exception):
    """Something of a real region leads here. Nothing is removed."""


def clear_regions(region_ids: set[int]) -> bool:
    """Remove these practice regions and every row that leads to them, all or nothing; False where some had to stay.

    What can never be removed (publications, minutes) stays here as well, with the few rows it stands on.
    """
    try:
        with transaction.atomic():
            return _cleared(region_ids)
    except NotOnlyPractice:
        log.exception("practice regions %s are not removed", sorted(region_ids))
        return False


def _cleared(region_ids: set[int]) -> bool:
    rows = _standing_on(region_ids)
    _require_practice(rows, region_ids)
    kept = _kept_for_good(rows)
    people = _guests_named_in(rows) - _guests_named_in(kept)
    for model, ids in rows.items():
        gone: Any = model._base_manager.filter(pk__in=ids - kept.get(model, set()))
        gone._raw_delete(gone.db)  # Django's own delete stops at PROTECT although what protects goes as well
    User.objects.filter(pk__in=people).delete()
    connection.check_constraints(table_names=[model._meta.db_table for model in rows])
    return Region not in kept


def _standing_on(region_ids: set[int]) -> Rows:
    """Every row that leads to these regions by foreign keys, whatever the keys say about deleting."""
    found: Rows = defaultdict(set)
    fresh: Rows = {Region: set(region_ids)}
    while fresh:
        for model, ids in fresh.items():
            found[model] |= ids
        above: Rows = defaultdict(set)
        for model, ids in fresh.items():
            for upper, name in _leading_to(model):
                leading = upper._base_manager.filter(**{f"{name}__in": ids}).values_list("pk", flat=True)
                above[upper] |= set(leading) - found[upper]
        fresh = {model: ids for model, ids in above.items() if ids}
    return {model: ids for model, ids in found.items() if ids}


def _leading_to(model: type[models.Model]) -> Iterator[tuple[type[models.Model], str]]:
    relations: list[Any] = model._meta.get_fields(include_hidden=True)
    for relation in relations:
        if relation.auto_created and not relation.concrete and (relation.one_to_many or relation.one_to_one):
            yield relation.related_model, relation.field.name


def _kept_for_good(rows: Rows) -> Rows:
    """Rows that the database guards, and what they stand on among these."""
    guarded = append_only_tables(connection)
    kept: Rows = defaultdict(set)
    fresh: Rows = {model: ids for model, ids in rows.items() if model._meta.db_table in guarded}
    while fresh:
        for model, ids in fresh.items():
            kept[model] |= ids
        below: Rows = defaultdict(set)
        for model, ids in fresh.items():
            for key in _keys(model):
                target: Any = key.related_model
                led = set(model._base_manager.filter(pk__in=ids).values_list(key.attname, flat=True))
                below[target] |= (led & rows.get(target, set())) - kept[target]
        fresh = {model: ids for model, ids in below.items() if ids}
    return {model: ids for model, ids in kept.items() if ids}


def _keys(model: type[models.Model]) -> list[Any]:
    return [field for field in model._meta.concrete_fields if field.is_relation]


def _require_practice(rows: Rows, region_ids: set[int]) -> None:
    """A key from a real region into a practice copy would take the real row along: better nothing goes."""
    if Region.everywhere.filter(pk__in=rows[Region]).exclude(is_practice=True, practised_by=None).exists():
        raise NotOnlyPractice
    for model, ids in rows.items():
        for key in _keys(model):
            if key.related_model is not Region or model is Region:
                continue
            placed = model._base_manager.filter(pk__in=ids, **{f"{key.name}__isnull": False})
            if placed.exclude(**{f"{key.name}__in": region_ids}).exists():
                raise NotOnlyPractice(f"{model._meta.label}.{key.name}")


def _guests_named_in(rows: Rows) -> set[int]:
    """In a practice copy nobody but its owner is a person."""
    found: set[int] = set()
    for model, ids in rows.items():
        for key in _keys(model):
            if key.related_model is User:
                found |= set(model._base_manager.filter(pk__in=ids).values_list(key.attname, flat=True))
    guests = User.objects.filter(pk__in=found - {None}, email=None, is_staff=False)
    return set(guests.exclude(memberships__region__is_practice=False).values_list("pk", flat=True))
