"""Differences from the ranking, without a database: what counts, what was taken back, what ties decide."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from priorities.queries.differences import differences
from priorities.queries.rankings import Ranked, ranked_activities, recommended, tied_at_the_cut


@dataclass(frozen=True)
class Written:
    activity_id: int
    kind: str
    reason: str


def ranking(*ranks: int | None) -> list[Ranked]:
    """Activities 1, 2, 3, ... with these ranks."""
    return [
        Ranked(activity_id, rank, None if rank is None else Decimal(100 - rank), ())
        for activity_id, rank in enumerate(ranks, start=1)
    ]


def found(
    ranked: list[Ranked], target: int, order: list[int], *changes: Written
) -> list[tuple[str, int, str]]:
    return [
        (each.kind, each.activity_id, each.reason) for each in differences(ranked, target, order, changes)
    ]


class TestRecommended:
    @pytest.mark.parametrize(
        ("ranks", "first", "tied"),
        [
            ((1, 2, 3, 4), [1, 2, 3], []),
            ((1, 2, 3, 3), [1, 2, 3, 4], [3, 4]),
            ((1, 1, 1, 1), [1, 2, 3, 4], [1, 2, 3, 4]),
            ((1, 2, 2, 4), [1, 2, 3], []),
            ((1, 2, None, None), [1, 2], []),
            ((None, None), [], []),
        ],
    )
    def test_first_as_printed(self, ranks: tuple[int | None, ...], first: list[int], tied: list[int]) -> None:
        ranked = ranking(*ranks)
        assert [each.activity_id for each in recommended(ranked, 3)] == first
        assert [each.activity_id for each in tied_at_the_cut(ranked, 3)] == tied

    def test_unranked_come_last_in_frozen_order(self) -> None:
        entries = [("7", None), ("5", 2), ("9", None), ("3", 1)]
        document: dict[str, Any] = {
            "activities": [
                {"activity": code, "rank": rank, "score": rank and "50.0", "principles": []}
                for code, rank in entries
            ]
        }
        assert [each.activity_id for each in ranked_activities(document)] == [3, 5, 7, 9]


class TestDifferences:
    def test_none_where_the_set_follows(self) -> None:
        assert found(ranking(1, 2, 3, 4), 3, [1, 2, 3]) == []

    def test_each_kind_with_its_latest_reason(self) -> None:
        changes = [
            Written(2, "dropped", "Old."),
            Written(2, "added", "Back."),
            Written(2, "dropped", "New."),
            Written(4, "added", "North."),
            Written(3, "moved", "Ready."),
        ]
        assert found(ranking(1, 2, 3, 4), 3, [3, 1, 4], *changes) == [
            ("added", 4, "North."),
            ("moved", 3, "Ready."),
            ("dropped", 2, "New."),
        ]

    def test_who_only_made_room_was_not_moved(self) -> None:
        assert found(ranking(1, 2, 3), 3, [3, 1, 2], Written(3, "moved", "Up.")) == [("moved", 3, "Up.")]

    def test_moved_there_and_back_is_no_difference(self) -> None:
        there_and_back = [Written(3, "moved", "Up."), Written(3, "moved", "Down.")]
        assert found(ranking(1, 2, 3), 3, [1, 2, 3], *there_and_back) == []

    def test_changing_places_with_an_equal_is_no_difference(self) -> None:
        assert found(ranking(1, 2, 2), 3, [1, 3, 2], Written(3, "moved", "Why not.")) == []

    def test_only_as_many_of_the_tied_had_to_go_as_were_too_many(self) -> None:
        changes = [Written(each, "dropped", "No.") for each in (3, 4, 5)]
        ranked = ranking(1, 2, 3, 3, 3)
        assert [kind for kind, _, _ in found(ranked, 3, [1, 2, 5], *changes)] == ["tie", "tie"]
        assert [kind for kind, _, _ in found(ranked, 3, [1, 2], *changes)] == ["tie", "tie", "dropped"]

    @given(st.data())
    def test_every_difference_is_explained_whatever_is_done(self, data: st.DataObject) -> None:
        """verify.py's rule, stated once more: what is neither added nor moved stands in the ranking's order."""
        ranked = ranking(*range(1, 9))
        order, changes = list(range(1, 6)), []
        for number in range(data.draw(st.integers(0, 8))):
            kind = data.draw(st.sampled_from(["added", "dropped", "moved"]))
            choices = [each for each in range(1, 9) if (each in order) is (kind != "added")]
            if not choices:
                continue
            activity_id = data.draw(st.sampled_from(choices))
            if kind != "added":
                order.remove(activity_id)
            if kind != "dropped":
                order.insert(data.draw(st.integers(0, len(order))), activity_id)
            changes.append(Written(activity_id, kind, f"Reason {number}."))
        result = differences(ranked, 5, order, changes)
        named = {
            kind: {each.activity_id for each in result if each.kind == kind}
            for kind in ("added", "dropped", "moved")
        }
        assert named["added"] == {each for each in order if each > 5}
        assert named["dropped"] == {each for each in range(1, 6) if each not in order}
        kept = [each for each in order if each not in named["added"] | named["moved"]]
        assert kept == sorted(kept)
        assert all(each.reason for each in result)
