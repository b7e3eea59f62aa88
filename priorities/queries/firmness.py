"""How firm a published ranking is under other weights, as its open data tell it."""

from dataclasses import dataclass

from django.utils.functional import Promise

from assessments.sentences import FIRMNESS
from priorities.queries.published import PublishedSet


@dataclass(frozen=True)
class FirmActivity:
    """within: percent of the drawn weightings among the first; None where the sums stay back."""

    activity_id: int
    title: str
    rank: int | None
    label: str
    within: int | None
    is_chosen: bool

    @property
    def label_in_words(self) -> Promise:
        return FIRMNESS[self.label]


@dataclass(frozen=True)
class PublishedFirmness:
    """By rank. Empty where it was not computed at the publication."""

    places: int
    draws: int
    activities: tuple[FirmActivity, ...]

    @property
    def firm_places(self) -> int:
        return sum(each.label == "robust" for each in self.activities)

    @property
    def leaves_out(self) -> bool:
        return any(each.within is None for each in self.activities)


def firmness_in(published: PublishedSet) -> PublishedFirmness | None:
    """None for versions made before publications told it."""
    if "robustness" not in published.content:
        return None
    document = published.content["robustness"]
    if document is None:
        return PublishedFirmness(0, 0, ())
    told = {int(entry["activity"]): entry for entry in document["activities"]}
    return PublishedFirmness(
        places=document["places"],
        draws=document["draws"],
        activities=tuple(
            FirmActivity(
                activity_id=each.activity_id,
                title=published.titles[each.activity_id],
                rank=each.rank,
                label=told[each.activity_id]["label"],
                within=told[each.activity_id].get("within"),
                is_chosen=each.activity_id in published.order,
            )
            for each in published.ranked
            if each.activity_id in told
        ),
    )
