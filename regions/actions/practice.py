"""A copy of one's own to practise in: asked for, thrown away, cleared."""

from collections.abc import Callable

from django.core.cache import cache
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from foundation import audit, clock, wake
from foundation.transitions import Refused, WrongState
from regions.actions.clearing import clear_regions
from regions.models import Membership, Practice, Region, RegionKind, Role
from regions.permissions import forget_roles
from regions.queries.practice import is_unused, practice_regions, progress_key

MOST_SECONDS = 600  # that progress is remembered
Say = Callable[[int], None]


@transaction.atomic
def open_practice(*, language: str, by: User) -> Practice:
    """Ask for a copy. Who has one keeps it; a making that failed is tried again."""
    if by.is_guest:
        raise Refused(_("A practice region belongs to an account. Please make an account first."))
    practice, is_new = Practice.objects.get_or_create(owner=by, defaults={"language": language})
    if is_new:
        audit.record(audit.PLATFORM, "regions.open_practice", practice, by=by)
    elif practice.failed_at:
        practice.failed_at, practice.asked_at = None, clock.now()
        practice.save(update_fields=["failed_at", "asked_at"])
    if practice.region_id is None:
        wake.wake("demo.furnish_practice", by.pk)
    return practice


def enter_practice(*, practice: Practice) -> None:
    """The owner came in by the front door: the thirty days begin anew."""
    Practice.objects.filter(pk=practice.pk).update(used_at=clock.now())


@transaction.atomic
def furnish_practice(*, owner_id: int, furnish: Callable[[Practice, Say], Region]) -> bool:
    """Make the copy that its owner waits for, whole or not at all. `furnish` belongs to the app that knows all others.

    False where nobody waits for it. Two workers woken at once meet at the lock; the second finds nothing to do.
    """
    waiting = Practice.objects.select_for_update(of=("self",)).select_related("owner")
    practice = waiting.filter(owner=owner_id, region=None, failed_at=None).first()
    if practice is None:
        return False
    practice.region = furnish(practice, lambda percent: say_progress(owner_id, percent))
    practice.used_at = clock.now()
    if (
        Practice.objects.filter(pk=practice.pk, region=None).update(
            region=practice.region, used_at=practice.used_at
        )
        != 1
    ):  # SQLite locks no rows
        raise WrongState(_("The practice region was made already."))
    return True


def say_progress(owner_id: int, percent: int) -> None:
    cache.set(progress_key(owner_id), percent, MOST_SECONDS)


def fail_practice(*, owner_id: int) -> None:
    """Said on the owner's page; they may ask again."""
    Practice.objects.filter(owner=owner_id, region=None).update(failed_at=clock.now())


def add_practice_region(*, owner: User, code: str, names: dict[str, str], parent: Region | None) -> Region:
    """A made-up territory of this person, who holds every role of its kind there."""
    kind = RegionKind.REGION if parent else RegionKind.COUNTRY
    region: Region = Region.everywhere.create(
        code=code,
        data_code=code,
        kind=kind,
        parent=parent,
        is_practice=True,
        practised_by=owner,
        threshold=3,
        tile_column=1 if parent else None,
        tile_row=1 if parent else None,
        **names,
    )
    roles = set(Role) - ({Role.MINISTRY} if parent else set())
    Membership.objects.bulk_create(Membership(user=owner, region=region, role=role) for role in sorted(roles))
    audit.record(audit.region_chain(region.pk), "regions.add_region", region, by=owner)
    return region


@transaction.atomic
def add_rehearsal_region(*, owner: User, code: str, name: str, like: Region) -> Region:
    """A practice territory in which one workshop is rehearsed, by the rules of the real one. `name` takes its name."""
    names = {
        column: name % {"region": getattr(like, column)}
        for column in ("name_kk", "name_ru", "name_en")
        if getattr(like, column, None)
    }
    region = add_practice_region(owner=owner, code=code, names=names, parent=None)
    region.threshold, region.raters_per_organization = like.threshold, like.raters_per_organization
    region.time_zone = like.time_zone
    region.save(update_fields=["threshold", "raters_per_organization", "time_zone"])
    forget_roles(owner)
    return region


@transaction.atomic
def throw_away_region(*, region: Region, by: User | None) -> None:
    """One practice territory is nobody's from now on; a worker clears it away."""
    gone = Region.everywhere.filter(pk=region.pk, is_practice=True)
    audit.record(audit.region_chain(region.pk), "regions.throw_away_practice", region, by=by)
    Membership.objects.filter(region__in=gone).delete()
    gone.update(practised_by=None)
    wake.wake("regions.clear_practice")


@transaction.atomic
def throw_away_practice(*, practice: Practice, by: User | None) -> None:
    """From now on it exists for nobody; a worker clears it away. `by` None: nobody used it for long."""
    gone = list(practice_regions(practice.owner_id))
    for region in gone:
        audit.record(audit.region_chain(region.pk), "regions.throw_away_practice", region, by=by)
    Membership.objects.filter(region__in=gone, user=practice.owner_id).delete()
    Region.everywhere.filter(pk__in=[region.pk for region in gone], is_practice=True).update(
        practised_by=None
    )
    practice.delete()
    wake.wake("regions.clear_practice")


@transaction.atomic
def end_practice(*, practice_id: int) -> bool:
    """Throw away a copy that nobody has used for long. False where somebody came in meanwhile."""
    old = Practice.objects.select_for_update().filter(pk=practice_id).first()
    if old is None or not is_unused(old):
        return False
    throw_away_practice(practice=old, by=None)
    return True


def clear_practice() -> int:
    """Remove what thrown away copies left; returns how many regions went. What nothing may remove stays, sealed."""
    left = Region.everywhere.filter(is_practice=True, practised_by=None, sealed_at=None)
    countries = list(left.filter(parent=None).order_by("pk")[:10])
    return sum(_cleared(country) for country in countries)


def _cleared(country: Region) -> int:
    ids = {
        country.pk,
        *Region.everywhere.filter(parent=country, is_practice=True).values_list("pk", flat=True),
    }
    if clear_regions(ids):
        return len(ids)
    Region.everywhere.filter(pk__in=ids).update(sealed_at=clock.now())
    return 0
