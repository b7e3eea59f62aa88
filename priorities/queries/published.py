"""A publication as its page, its tables and the API show it: read from its content, which was read from its bundle."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from assessments.queries import Media, VoidCount, void_counts
from foundation.foreign_text import in_language
from priorities.models import Publication
from priorities.queries.differences import Difference, differences
from priorities.queries.rankings import Ranked, ranked_activities
from priorities.queries.rules import rule_in_words


@dataclass(frozen=True)
class PublishedRule:
    """A must-cover rule as a publication tells it. held: titles of what counts for it in the set."""

    words: str
    held: tuple[str, ...]
    is_kept: bool
    is_late: bool
    reason: str
    broken_reason: str


@dataclass(frozen=True)
class WrittenChange:
    activity_id: int
    kind: str
    reason: str


@dataclass(frozen=True)
class PublishedPriority:
    """One line of the set. `difference`: how it differs from the ranking, if it does."""

    position: int
    title: str
    ranked: Ranked
    per_head: Mapping[str, Any]
    notes: int
    proposals: int
    difference: Difference | None
    review_date: dt.date | None = None


@dataclass(frozen=True)
class PublishedSet:
    """Everything that is public about one version."""

    publication: Publication

    @property
    def content(self) -> dict[str, Any]:
        content: dict[str, Any] = self.publication.content
        return content

    @property
    def about(self) -> dict[str, Any]:
        about: dict[str, Any] = self.content["about"]
        return about

    @property
    def decisions(self) -> dict[str, Any]:
        decisions: dict[str, Any] = self.content["decisions"]
        return decisions

    @cached_property
    def ranked(self) -> list[Ranked]:
        return ranked_activities(self.content["results"])

    @cached_property
    def results(self) -> dict[int, dict[str, Any]]:
        return {int(entry["activity"]): entry for entry in self.content["results"]["activities"]}

    @cached_property
    def titles(self) -> dict[int, str]:
        """Titles in the reader's language, or in the next one somebody wrote."""
        cards = self.content["activities"]["activities"]
        return {int(card["code"]): in_language(card["titles"]) for card in cards}

    @cached_property
    def order(self) -> list[int]:
        return [int(code) for code in self.decisions["order"]]

    @cached_property
    def differences(self) -> list[Difference]:
        changes = [
            WrittenChange(int(each["activity"]), each["kind"], each["reason"])
            for each in self.decisions["deviations"]
        ]
        return differences(self.ranked, self.decisions["target"], self.order, changes)

    @cached_property
    def deviation_count(self) -> int:
        return sum(each.is_deviation for each in self.differences)

    @cached_property
    def priorities(self) -> list[PublishedPriority]:
        ranked = {each.activity_id: each for each in self.ranked}
        different = {each.activity_id: each for each in self.differences}
        behind = {int(each["activity"]): each for each in self.content["thread"]["priorities"]}
        return [
            PublishedPriority(
                position=position,
                title=self.titles[activity_id],
                ranked=ranked.get(activity_id, Ranked(activity_id, None, None, ())),
                per_head=self.results.get(activity_id, {}).get("one_person_one_vote", {}),
                notes=sum(behind[activity_id]["notes_by_helix"].values()),
                proposals=behind[activity_id]["proposals"],
                difference=different.get(activity_id),
                review_date=self.review_dates.get(activity_id),
            )
            for position, activity_id in enumerate(self.order, start=1)
        ]

    @cached_property
    def review_dates(self) -> dict[int, dt.date]:
        """By when the region looks again; empty in versions made before there were such days."""
        days = self.decisions.get("reviews", {})
        return {int(code): dt.date.fromisoformat(day) for code, day in days.items()}

    @property
    def return_count(self) -> int:
        return int(self.decisions.get("returns", 0))

    @property
    def ministry_remarks(self) -> dict[str, int]:
        """How many remarks of each kind the ministry made."""
        counts: dict[str, int] = self.decisions.get("remarks", {}).get("ministry", {})
        return counts

    @cached_property
    def not_chosen(self) -> list[tuple[str, Ranked]]:
        """The rest of the ranking, best first."""
        return [
            (self.titles[each.activity_id], each)
            for each in self.ranked
            if each.activity_id not in self.order
        ]

    @cached_property
    def raters(self) -> dict[str, int]:
        """How many people scored, by group; groups are at least as large as the threshold."""
        return {row["group"]: row["raters"] for row in self.content["participation"]["raters"]}

    @cached_property
    def merged(self) -> dict[str, str]:
        """Helices that were heard together with another: helix -> group."""
        groups = self.content["method"]["document"]["groups"]
        return {
            helix: group["code"] for group in groups for helix in group["helices"] if helix != group["code"]
        }

    @property
    def threshold(self) -> int:
        return int(self.content["method"]["document"]["threshold"])

    @property
    def raters_per_organization(self) -> int | None:
        """None in a method that had no such limit."""
        limit: int | None = self.content["method"]["document"].get("raters_per_organization")
        return limit

    @property
    def voids(self) -> list[VoidCount]:
        """People whose marks were struck before the close, by group and ground."""
        return void_counts(self.content["participation"].get("voids_by_group", {}))

    @property
    def left_out(self) -> int | None:
        """People whom that limit kept from scoring; None for fewer than the threshold."""
        number: int | None = self.content["participation"].get("left_out", 0)
        return number

    @property
    def media(self) -> Media | None:
        """Who scored by phone and who on paper; None where nobody did on paper."""
        told = self.content["participation"].get("media")
        return Media(told["phone"], told["paper"]) if told else None

    @property
    def region_name(self) -> str:
        return in_language(self.about["region"])

    @property
    def legal_act(self) -> dict[str, str | None] | None:
        act: dict[str, str | None] | None = self.decisions["legal_act"]
        return act

    @property
    def rules(self) -> list[PublishedRule]:
        """What the set had to keep; none in versions made before there were such rules."""
        return [
            PublishedRule(
                words=rule_in_words(each["kind"], in_language(each["names"]), each["limit"], each["number"]),
                held=tuple(
                    self.titles[activity] for activity in self.order if str(activity) in each["counts"]
                ),
                is_kept=each["kept"],
                is_late=each["chosen"] == "after",
                reason=each["reason"],
                broken_reason=each["broken_reason"],
            )
            for each in self.decisions.get("rules", ())
        ]

    @property
    def dropped_rules(self) -> list[tuple[str, str]]:
        """(the rule, why it was given up when the ranking was known)."""
        return [
            (
                rule_in_words(each["kind"], in_language(each["names"]), each["limit"], each["number"]),
                each["reason"],
            )
            for each in self.decisions.get("dropped_rules", ())
        ]

    def position_of(self, activity_id: int) -> int | None:
        return self.order.index(activity_id) + 1 if activity_id in self.order else None

    def reason_about(self, activity_id: int) -> str:
        return next((each.reason for each in self.differences if each.activity_id == activity_id), "")


TABLE_HEADER = (
    "place_in_set", "activity", "title_en", "title_ru", "title_kk", "rank", "score",
    "one_person_one_vote_score", "one_person_one_vote_rank", "coverage", "difference", "reason",
)  # fmt: skip


def table_rows(published: PublishedSet) -> list[list[str | int | None]]:
    """One row an activity, the set first, then the rest of the ranking; figures as printed."""
    different = {each.activity_id: each for each in published.differences}
    titles = {int(card["code"]): card["titles"] for card in published.content["activities"]["activities"]}
    ordered = [*published.order, *(each.activity_id for _title, each in published.not_chosen)]
    return [
        [
            published.position_of(activity_id),
            activity_id,
            *(titles[activity_id].get(language) for language in ("en", "ru", "kk")),
            *figures_of(published.results.get(activity_id)),
            different[activity_id].kind if activity_id in different else None,
            different[activity_id].reason if activity_id in different else None,
        ]
        for activity_id in ordered
    ]


def figures_of(result: Mapping[str, Any] | None) -> list[str | int | None]:
    if result is None:
        return [None] * 5
    per_head = result["one_person_one_vote"]
    return [result["rank"], result["score"], per_head["score"], per_head["rank"], result["coverage"]]


def principle_columns(published: PublishedSet) -> list[str]:
    """Principles in the order of the framework."""
    criteria = published.content["method"]["document"]["criteria"]
    return list(dict.fromkeys(criterion["principle"] for criterion in criteria))


def principle_scores(published: PublishedSet, activity_id: int) -> list[Decimal | None]:
    scores = dict(next((each.principles for each in published.ranked if each.activity_id == activity_id), ()))
    return [scores.get(principle) for principle in principle_columns(published)]


def document_of(publication: Publication) -> dict[str, Any]:
    """Everything public about a version, as files and the API give it."""
    return {
        "fingerprint": publication.fingerprint,
        "published_at": publication.published_at,
        **publication.content,
    }


def name_of(publication: Publication) -> str:
    """The name of its files, without the ending."""
    return f"priorities-{publication.region.code}-{publication.number}"
