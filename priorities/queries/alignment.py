"""Which objectives of its country a region's priorities serve, and which nobody serves. Computed, never stored; a
publication freezes what it was on its day.

An activity serves an objective of the country directly, or through an objective of the region that serves it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from discovery.models import Activity
from foundation.foreign_text import in_language
from priorities.models import Publication
from priorities.queries.publications import without_bundle
from priorities.queries.published import PublishedSet
from priorities.queries.texts import texts_by_language
from regions.models import PolicyObjective, Region

DIRECTLY, THROUGH = "directly", "through"


@dataclass(frozen=True)
class Served:
    """One priority that serves an objective. `how`: directly, or through an objective of the region."""

    activity_id: int
    position: int
    how: str


@dataclass(frozen=True)
class AlignedObjective:
    """An objective of the country and the priorities that serve it, in the order of the set; none is a gap."""

    code: str
    titles: Mapping[str, str]
    served: tuple[Served, ...]

    @property
    def title(self) -> str:
        return in_language(self.titles)


@dataclass(frozen=True)
class Alignment:
    """`country`: names of the territory whose objectives these are, by language. `order`: activity ids of the set."""

    country: Mapping[str, str]
    order: tuple[int, ...]
    objectives: tuple[AlignedObjective, ...]

    @property
    def country_name(self) -> str:
        return in_language(self.country)

    @cached_property
    def gaps(self) -> list[AlignedObjective]:
        return [each for each in self.objectives if not each.served]

    @cached_property
    def without(self) -> list[int]:
        """Priorities that serve no objective of the country, in the order of the set."""
        serving = {served.activity_id for each in self.objectives for served in each.served}
        return [each for each in self.order if each not in serving]

    @property
    def served_count(self) -> int:
        return len(self.objectives) - len(self.gaps)

    def as_document(self) -> dict[str, Any]:
        """For the open data: `alignment_from` reads it back."""
        return {
            "country": dict(self.country),
            "objectives": [
                {
                    "code": each.code,
                    "titles": dict(each.titles),
                    "served_by": [
                        {"activity": str(served.activity_id), "how": served.how} for served in each.served
                    ],
                }
                for each in self.objectives
            ],
        }


def alignment_of(region: Region, order: Sequence[int]) -> Alignment | None:
    """As things are today, in two queries; None where the country has written no objectives."""
    country = region.parent
    if country is None:
        return None
    wanted = list(PolicyObjective.objects.filter(region=country, retired_at=None).order_by("position", "pk"))
    if not wanted:
        return None
    ways = ways_to_objectives(order)
    return Alignment(
        country=texts_by_language(country, "name"),
        order=tuple(order),
        objectives=tuple(
            AlignedObjective(
                each.code, texts_by_language(each, "title"), tuple(served_by(each.pk, order, ways))
            )
            for each in wanted
        ),
    )


def ways_to_objectives(order: Sequence[int]) -> dict[tuple[int, int], str]:
    """(activity id, objective id) -> how. What is named directly counts as direct, whatever else leads there. One query."""
    links = Activity.objects.filter(pk__in=order, objectives__isnull=False).order_by("pk")
    rows = list(links.values_list("pk", "objectives", "objectives__serves"))
    through = {(activity, serves): THROUGH for activity, _own, serves in rows if serves}
    return through | {(activity, own): DIRECTLY for activity, own, _serves in rows}


def served_by(
    objective_id: int, order: Sequence[int], ways: Mapping[tuple[int, int], str]
) -> Iterable[Served]:
    for position, activity_id in enumerate(order, start=1):
        if how := ways.get((activity_id, objective_id)):
            yield Served(activity_id, position, how)


def alignment_in(published: PublishedSet) -> Alignment | None:
    """What was frozen into a publication; None in those made before objectives were written down."""
    document = published.decisions.get("alignment")
    if not document:
        return None
    places = {activity_id: position for position, activity_id in enumerate(published.order, start=1)}
    return Alignment(
        country=document["country"],
        order=tuple(published.order),
        objectives=tuple(
            AlignedObjective(
                each["code"],
                each["titles"],
                tuple(
                    Served(int(served["activity"]), places[int(served["activity"])], served["how"])
                    for served in each["served_by"]
                ),
            )
            for each in document["objectives"]
        ),
    )


@dataclass(frozen=True)
class RegionalAnswer:
    """One published priority of a region that serves an objective of the country."""

    publication: Publication
    activity_id: int
    title: str
    how: str


@dataclass(frozen=True)
class CountryObjective:
    objective: PolicyObjective
    answers: tuple[RegionalAnswer, ...]

    @property
    def region_count(self) -> int:
        return len({each.publication.region_id for each in self.answers})


def objectives_answered(country: Region) -> list[CountryObjective]:
    """The country's objectives, each with what the regions' publications in force say serves it. Two queries."""
    found: dict[str, list[RegionalAnswer]] = {}
    in_force = (
        without_bundle().filter(replaced_by=None, region__parent=country).order_by("region__name", "pk")
    )
    for publication in in_force:
        for code, answer in answers_in(PublishedSet(publication)):
            found.setdefault(code, []).append(answer)
    wanted = PolicyObjective.objects.filter(region=country, retired_at=None).order_by("position", "pk")
    return [CountryObjective(each, tuple(found.get(each.code, ()))) for each in wanted]


def answers_in(published: PublishedSet) -> Iterable[tuple[str, RegionalAnswer]]:
    alignment = alignment_in(published)
    for each in alignment.objectives if alignment else ():
        for served in each.served:
            title = published.titles[served.activity_id]
            yield each.code, RegionalAnswer(published.publication, served.activity_id, title, served.how)
