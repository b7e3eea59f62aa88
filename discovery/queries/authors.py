"""Who stands behind what: the people to be told what became of their ideas."""

from collections import defaultdict
from collections.abc import Collection, Mapping

from django.db.models import QuerySet

from discovery.models import Note, Support, Theme, Workshop
from discovery.queries.counting import keyed


def authors_moving(workshop: Workshop, note_ids: Collection[int], theme: Theme | None) -> list[int]:
    """Ids of the authors whose notes do not stand in this theme yet."""
    moving = Note.objects.filter(workshop=workshop, pk__in=note_ids).exclude(theme=theme)
    return list(moving.order_by().values_list("participant__user_id", flat=True).distinct())


def authors_of_themes(theme_ids: Collection[int]) -> QuerySet[Note, int]:
    """Ids of the authors of these themes' notes, for a subquery."""
    return Note.objects.filter(theme__in=theme_ids).order_by().values_list("participant__user_id", flat=True)


def people_behind(activity_ids: Collection[int]) -> dict[int, set[int]]:
    """Id of each person who wrote for, or supported, one of these activities, or one merged into it -> ids of those. One query."""
    wrote = Note.objects.filter(is_hidden=False)
    rows = [
        *keyed(wrote, "theme__activity", activity_ids),
        *keyed(Support.objects.all(), "activity", activity_ids),
    ]
    own, *more = (each.values_list("participant__user_id", "key") for each in rows)
    pairs = own.union(*more)
    behind: dict[int, set[int]] = defaultdict(set)
    for user_id, activity_id in pairs:
        behind[user_id].add(activity_id)
    return dict(behind)


def own_share(behind: Mapping[int, set[int]]) -> dict[int, dict[str, int]]:
    """What each person's own sentence says: the one activity by its name, or how many there are."""
    return {
        user_id: {"activity": next(iter(own))} if len(own) == 1 else {"count": len(own)}
        for user_id, own in behind.items()
    }
