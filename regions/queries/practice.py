"""Practice copies: whose they are, and that they exist for nobody else."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.core.cache import cache
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.registries import Way
from foundation import audit, clock
from foundation.models import AuditRow
from regions.models import ImportDraft, ObservationImport, Practice, Region, Source
from regions.models.region import REHEARSED
from regions.permissions import is_open_to, roles_known_of
from regions.queries.zones import region_of

UNUSED_FOR = dt.timedelta(days=30)
BEING_MADE_FOR = dt.timedelta(minutes=2)  # longer than a worker takes; after that it is woken again


def is_closed_to(user: Any, found: Any) -> bool:
    """Does this belong to somebody else's practice copy? For the gate of every route, so without a query where it can.

    Roles in a practice copy are its owner's only: who holds one in the thing's region needs no further look.
    """
    if getattr(found, "region_id", None) in roles_known_of(user):
        return False
    region = region_of(found)
    return region is not None and not is_open_to(user, region)


def practice_of(user: Any) -> Practice | None:
    return Practice.objects.select_related("region__parent").filter(owner_id=user.pk).first()


def way_to_practice(user: Any) -> list[Way]:
    return [] if user.is_guest else [Way(_("Practice region"), reverse("practice_home"))]


def own_practice(user: Any) -> Practice | None:
    """For routes about one's own copy once it is made; other people's do not exist."""
    practice = practice_of(user)
    return practice if practice and practice.region_id else None


def progress_key(owner_id: int) -> str:
    return f"practice-progress:{owner_id}"


def practice_progress(owner_id: int) -> int | None:
    """Per cent of the making; None where nothing is known yet."""
    known: int | None = cache.get(progress_key(owner_id))
    return known


def practice_regions(owner_id: int) -> QuerySet[Region]:
    found: QuerySet[Region] = Region.everywhere.filter(is_practice=True, practised_by=owner_id)
    return found.exclude(code__startswith=REHEARSED)  # a rehearsal ends by itself


def beside_practice(sources: QuerySet[Source], region: Region) -> QuerySet[Source]:
    """Without the sources that only other people's practice copies name."""
    others = Q(region__is_practice=True) & ~Q(region=region)
    brought = ObservationImport.objects.filter(source=OuterRef("pk"))
    drafted = ImportDraft.objects.filter(source=OuterRef("pk"))
    named_there = Exists(brought.filter(others)) | Exists(drafted.filter(others))
    named_here = Exists(brought.exclude(others)) | Exists(drafted.exclude(others))
    return sources.exclude(named_there & ~named_here)


def practice_to_do() -> Iterator[tuple[str, tuple[int, ...]]]:
    """For the sweep: copies whose making was lost, those nobody used for long, and what is left of thrown away ones."""
    now = clock.now()
    waiting = Practice.objects.filter(region=None, failed_at=None, asked_at__lt=now - BEING_MADE_FOR)
    yield from (("demo.furnish_practice", (pk,)) for pk in waiting.values_list("owner_id", flat=True))
    unused = Practice.objects.filter(used_at__lt=now - UNUSED_FOR).select_related("region")
    yield from (("regions.end_practice", (one.pk,)) for one in unused if is_unused(one))
    left = Region.everywhere.filter(is_practice=True, practised_by=None, sealed_at=None)
    if left.exists():
        yield "regions.clear_practice", ()


def is_unused(practice: Practice) -> bool:
    """Nobody came in by the front door, and nothing was done there either."""
    since = clock.now() - UNUSED_FOR
    chain = audit.region_chain(practice.region_id or 0)
    return practice.used_at < since and not AuditRow.objects.filter(chain=chain, at__gte=since).exists()
