"""The region's activities in the matrix of strategic positioning."""

from dataclasses import dataclass
from functools import cached_property

from django.utils.functional import Promise

from assessments.scoring import Position, leading, position_of
from assessments.sentences import POSITIONS, REASONS_NO_POSITION
from discovery.models import CURRENT, Activity, Standing
from regions.models import Region
from regions.queries import SectorType, sector_types_of


@dataclass(frozen=True)
class PlacedActivity:
    """sectors: types of the sectors its fields belong to, in words."""

    activity: Activity
    position: Position
    sectors: tuple[str, ...]

    @property
    def position_in_words(self) -> Promise | str:
        return POSITIONS[self.position.name] if self.position.name else ""

    @property
    def reason_in_words(self) -> Promise | str:
        return REASONS_NO_POSITION.get(self.position.reason, "")

    @property
    def is_priority(self) -> bool:
        return self.activity.standing == Standing.PRIORITY


@dataclass(frozen=True)
class Quarter:
    """One cell of the matrix."""

    title: Promise
    placed: tuple[PlacedActivity, ...]

    @property
    def priorities(self) -> int:
        return sum(one.is_priority for one in self.placed)


@dataclass(frozen=True)
class Positioning:
    """`rows`: published priorities first, then by title."""

    rows: tuple[PlacedActivity, ...]

    @cached_property
    def priorities(self) -> list[PlacedActivity]:
        return [one for one in self.rows if one.is_priority]

    @property
    def of_region(self) -> list[Promise]:
        """Where most published priorities with a position stand."""
        return [POSITIONS[name] for name in leading(one.position.name for one in self.priorities)]

    @cached_property
    def unplaced(self) -> list[PlacedActivity]:
        return [one for one in self.rows if one.position.name is None]

    @property
    def own(self) -> tuple[Quarter, Quarter]:
        """Traditional sectors, new ones."""
        return self._quarter("local", is_new=False), self._quarter("international", is_new=True)

    @property
    def borrowed(self) -> tuple[Quarter, Quarter]:
        return self._quarter("niche", is_new=False), self._quarter("niche", is_new=True)

    def _quarter(self, name: str, *, is_new: bool) -> Quarter:
        return Quarter(
            POSITIONS[name],
            tuple(one for one in self.rows if one.position.name == name and one.position.is_new == is_new),
        )


def positioning_of(region: Region) -> Positioning:
    """Everything on the region's list. Four queries at any length."""
    types = sector_types_of(region)
    activities = (
        Activity.objects.filter(CURRENT, region=region).prefetch_related("domains").order_by("title", "pk")
    )
    placed = [placed_activity(activity, types) for activity in activities]
    return Positioning(tuple(sorted(placed, key=lambda one: not one.is_priority)))


def placed_activity(activity: Activity, types: dict[str, str]) -> PlacedActivity:
    found = {types[domain.code] for domain in activity.domains.all() if domain.code in types}
    return PlacedActivity(
        activity,
        position_of(activity.technology_source, activity.technology_kind, found),
        sectors=tuple(str(kind.label) for kind in SectorType if kind.value in found),
    )
