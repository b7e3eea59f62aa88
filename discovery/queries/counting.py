"""Counting through merges: what stands behind an activity is its own and what came with those merged into it.

A merged activity keeps its own counts too, for its own page. Each function takes one query at any length.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from accounts.models import Helix
from discovery.models import Activity, Note, Participant, Support, Theme, Workshop

Counts = dict[int, dict[str, int]]


def through_merges(path: str, activity: Any) -> Q:
    """Rows of one activity, or of one merged into it; `path` leads from the row to its activity ("" for itself)."""
    prefix = f"{path}__" if path else ""
    return Q(**{path or "pk": activity}) | Q(**{f"{prefix}counts_with": activity})


def keyed(rows: QuerySet[Any], path: str, wanted: Iterable[int]) -> tuple[QuerySet[Any], QuerySet[Any]]:
    """The same rows twice: under their own activity and under the one they are counted with, as `key`."""
    ids, merged = list(wanted), f"{path}__counts_with"
    unordered = rows.order_by()
    return (
        unordered.filter(**{f"{path}__in": ids}).annotate(key=F(f"{path}_id")),
        unordered.filter(**{f"{merged}__in": ids}).annotate(key=F(f"{merged}_id")),
    )


def note_counts_by_helix(activity_ids: Iterable[int]) -> Counts:
    """Visible notes behind each activity by the helix of their authors."""
    wanted = list(activity_ids)
    counts = {activity_id: dict.fromkeys(Helix.values, 0) for activity_id in wanted}
    own, merged = (
        rows.values_list("key", "participant__helix").annotate(number=Count("pk"))
        for rows in keyed(Note.objects.filter(is_hidden=False), "theme__activity", wanted)
    )
    for activity_id, helix, number in own.union(merged, all=True):
        counts[activity_id][helix] += number
    return counts


def theme_counts(activity_ids: Iterable[int]) -> dict[int, int]:
    """Themes behind each activity."""
    wanted = list(activity_ids)
    counts = dict.fromkeys(wanted, 0)
    own, merged = (
        rows.values_list("key").annotate(number=Count("pk"))
        for rows in keyed(Theme.objects.all(), "activity", wanted)
    )
    for activity_id, number in own.union(merged, all=True):
        counts[activity_id] += number
    return counts


def support_counts_by_helix(activity_ids: Iterable[int]) -> Counts:
    """Confirmed supporters of each activity by helix, each person once: in the helix they spoke for last."""
    wanted = list(activity_ids)
    return _by_helix(wanted, _spoke_for(wanted))


def supports_by_person(activity_ids: Iterable[int]) -> list[tuple[str, frozenset[int]]]:
    """(helix, what the person supports of these) of each confirmed supporter, in no telling order. One query.

    Everybody speaks for one helix: the one they spoke for last.
    """
    last: dict[int, tuple[int, str]] = {}
    supported: dict[int, set[int]] = {}
    for (activity_id, user_id), seat in _spoke_for(list(activity_ids)).items():
        supported.setdefault(user_id, set()).add(activity_id)
        last[user_id] = max(last.get(user_id, (0, "")), seat)
    return sorted(
        ((last[user_id][1], frozenset(own)) for user_id, own in supported.items()),
        key=lambda person: (person[0], sorted(person[1])),
    )


def _spoke_for(wanted: list[int]) -> dict[tuple[int, int], tuple[int, str]]:
    """(activity, user) -> (participant, helix) of each confirmed support; the last where a person gave several."""
    confirmed = Support.objects.filter(participant__confirmed_at__isnull=False)
    columns = ("key", "participant__user_id", "participant_id", "participant__helix")
    own, merged = (rows.values_list(*columns) for rows in keyed(confirmed, "activity", wanted))
    found: dict[tuple[int, int], tuple[int, str]] = {}
    for activity_id, user_id, participant_id, helix in own.union(merged):
        place = (activity_id, user_id)
        found[place] = max(found.get(place, (0, "")), (participant_id, helix))
    return found


def present_behind(activities: Iterable[Activity]) -> dict[int, dict[str, int] | None]:
    """Confirmed people of the workshops an activity came from, each once; None for those that came from none.

    Two queries: a merged activity may have come from several workshops.
    """
    workshops = {each.pk: {each.workshop_id} - {None} for each in activities}
    merged = Activity.objects.filter(counts_with__in=list(workshops), workshop__isnull=False)
    for activity_id, workshop_id in merged.values_list("counts_with_id", "workshop_id"):
        workshops[activity_id or 0].add(workshop_id)
    people = _people_of({each for own in workshops.values() for each in own if each})
    found: dict[int, dict[str, int] | None] = {}
    for activity_id, own in workshops.items():
        seats = ((user_id, seat) for each in own if each for user_id, seat in people.get(each, ()))
        latest: dict[tuple[int, int], tuple[int, str]] = {}
        for user_id, seat in seats:
            latest[activity_id, user_id] = max(latest.get((activity_id, user_id), (0, "")), seat)
        found[activity_id] = _by_helix([activity_id], latest)[activity_id] if own else None
    return found


def supporters(*, confirmed: bool | None = None, helix: str = "") -> Coalesce:
    """For annotating activities: people who support one, or one merged into it, each once."""
    rows = Support.objects.filter(
        Q(activity=OuterRef("pk")) | Q(activity__counts_with=OuterRef("pk"))
    ).order_by()
    if confirmed is not None:
        rows = rows.filter(participant__confirmed_at__isnull=not confirmed)
    if helix:
        rows = rows.filter(participant__helix=helix)
    counted = (
        rows.annotate(one=F("pk") * 0).values("one").annotate(n=Count("participant__user", distinct=True))
    )
    return Coalesce(Subquery(counted.values("n")), 0)


def workshops_behind(activity_ids: Iterable[int]) -> QuerySet[Workshop]:
    """Those whose open pages show one of these activities, or count one through them."""
    ids = list(activity_ids)
    of_merged = Q(activities__counts_with__in=ids)
    return Workshop.objects.filter(Q(activities__in=ids) | of_merged).order_by("pk").distinct()


def _people_of(workshop_ids: set[int]) -> dict[int, list[tuple[int, tuple[int, str]]]]:
    """Workshop -> (user, (participation, helix)) of its confirmed people."""
    found: dict[int, list[tuple[int, tuple[int, str]]]] = {}
    confirmed = Participant.objects.filter(workshop_id__in=workshop_ids, confirmed_at__isnull=False)
    for workshop_id, user_id, pk, helix in confirmed.order_by().values_list(
        "workshop_id", "user_id", "pk", "helix"
    ):
        found.setdefault(workshop_id, []).append((user_id, (pk, helix)))
    return found


def _by_helix(wanted: list[int], spoke_for: dict[tuple[int, int], tuple[int, str]]) -> Counts:
    counts = {activity_id: dict.fromkeys(Helix.values, 0) for activity_id in wanted}
    for (activity_id, _user_id), (_participant_id, helix) in spoke_for.items():
        counts[activity_id][helix] += 1
    return counts
