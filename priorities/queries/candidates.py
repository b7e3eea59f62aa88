"""The region's candidate activities, as the public finds them."""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import QuerySet

from discovery.models import Activity
from priorities.queries.published import PublishedSet
from priorities.queries.rankings import Ranked
from regions.models import Region

SEARCHED = tuple(f"{column}_{code}" for column in ("title", "summary") for code, _name in settings.LANGUAGES)


@dataclass(frozen=True)
class Candidate:
    """One line of the list. `ranked` and `position` are those of the latest publication."""

    activity: Activity
    ranked: Ranked | None
    position: int | None


def candidates_in(region: Region, *, words: str = "", standing: str = "") -> QuerySet[Activity]:
    """Priorities first, then the others, newest first."""
    found = Activity.objects.filter(region=region).prefetch_related("domains").order_by("-standing", "-pk")
    if standing:
        found = found.filter(standing=standing)
    return found.filter(pk__in=ids_with_words(region, words)) if words.strip() else found


def ids_with_words(region: Region, words: str) -> list[int]:
    """Activities that say all the words in some language. Compared here: SQLite folds no Cyrillic letters."""
    wanted = words.casefold().split()
    rows = Activity.objects.filter(region=region).values_list("pk", *SEARCHED)
    texts = ((pk, " ".join(filter(None, columns)).casefold()) for pk, *columns in rows)
    return [pk for pk, text in texts if all(word in text for word in wanted)]


def with_results(activities: list[Activity], published: PublishedSet | None) -> list[Candidate]:
    ranked = {each.activity_id: each for each in published.ranked} if published else {}
    return [
        Candidate(each, ranked.get(each.pk), published.position_of(each.pk) if published else None)
        for each in activities
    ]
