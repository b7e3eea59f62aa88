"""A ranking as the deciding body reads it: best first, ties sharing a place, the cut-off on printed ranks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from assessments.models import Principle, Ranking, Round
from regions.models import Region


@dataclass(frozen=True)
class Ranked:
    """One activity's result. Rank and score are None where there was not enough information."""

    activity_id: int
    rank: int | None
    score: Decimal | None
    principles: tuple[tuple[str, Decimal | None], ...]


def ranked_activities(document: Mapping[str, Any]) -> list[Ranked]:
    """Best first; those without a rank last; equals in the frozen order of the round."""
    results = [ranked_from(entry) for entry in document["activities"]]
    return sorted(results, key=lambda each: (each.rank is None, each.rank or 0))


def ranked_from(entry: Mapping[str, Any]) -> Ranked:
    """One entry of a ranking's document (assessments.scoring, RoundResult.as_document)."""
    return Ranked(
        activity_id=int(entry["activity"]),
        rank=entry["rank"],
        score=decimal(entry["score"]),
        principles=tuple((each["principle"], decimal(each["score"])) for each in entry["principles"]),
    )


def decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def recommended(ranked: Sequence[Ranked], target_count: int) -> list[Ranked]:
    """The first `target_count` as printed. A tie at the cut-off brings in all tied: then there are more than asked."""
    return [each for each in ranked if each.rank is not None and each.rank <= target_count]


def tied_at_the_cut(ranked: Sequence[Ranked], target_count: int) -> list[Ranked]:
    """Those among whom the deciding body must choose, because printed scores do not; usually nobody."""
    first = recommended(ranked, target_count)
    if len(first) <= target_count:
        return []
    return [each for each in first if each.rank == first[-1].rank]


def rounds_to_draft_from(region: Region) -> QuerySet[Round]:
    """Closed rounds that count and whose ranking is ready, newest first."""
    return Round.objects.filter(
        region=region, state=Round.State.CLOSED, is_counting=True, ranking__isnull=False
    ).order_by("-closed_at", "-pk")


def ranking_of(round_id: int) -> Ranking | None:
    return Ranking.objects.select_related("round").filter(round_id=round_id).first()


def principle_label(code: str) -> str:
    """The plain words of a principle; a code that a later version knows no more is shown as it is."""
    return str(Principle(code).label) if code in Principle.values else code
