"""From the ranking to a draft, and every difference with its reason."""

import pytest

from assessments.models import Ranking, Round
from foundation import audit
from foundation.models import AuditRow
from foundation.transitions import Refused, WrongState
from priorities import actions
from priorities.models import Deviation, PrioritySet
from priorities.queries.sets import board_of, changes_since
from tests.factories.discovery import ActivityFactory
from tests.factories.regions import RegionFactory
from tests.priorities.councils import Council, make_council


def order_of(priority_set: PrioritySet) -> list[int]:
    return list(priority_set.priorities.order_by("position").values_list("activity_id", flat=True))


def verbs_about(priority_set: PrioritySet) -> list[str]:
    return [row.verb for row in audit.reasons_of(priority_set)]


class TestDraft:
    def test_takes_the_first_of_the_ranking_with_their_figures(self, council: Council) -> None:
        draft = council.draft(target_count=5)
        assert order_of(draft) == [activity.pk for activity in council.activities[:5]]
        results = {
            entry["activity"]: entry
            for entry in Ranking.objects.get(round=council.round).document["activities"]
        }
        for priority in draft.priorities.all():
            assert (priority.rank, str(priority.score)) == (
                results[str(priority.activity_id)]["rank"],
                results[str(priority.activity_id)]["score"],
            )
        assert board_of(draft).differences == []

    def test_freezes_how_many_approvals_the_region_asks_for(self, council: Council) -> None:
        council.region.approvals_needed = 1
        council.region.save()
        draft = council.draft()
        council.region.approvals_needed = 2
        council.region.save()
        draft.refresh_from_db()
        assert draft.approvals_needed == 1

    def test_a_tie_at_the_cut_brings_in_all_tied_and_must_be_chosen(self, db: None) -> None:
        council = make_council((8, 7, 6, 5, 4, 4, 4, 1))
        # Their measured values differ by a millionth; their printed scores do not.
        draft = council.draft(target_count=5)
        board = board_of(draft)
        assert [each.rank for each in board.ranked] == [1, 2, 3, 4, 5, 5, 5, 8]
        assert order_of(draft) == [activity.pk for activity in council.activities[:7]]
        assert {each.activity_id for each in board.tied} == {a.pk for a in council.activities[4:7]}
        with pytest.raises(Refused, match="leave some out"):
            actions.submit_set(priority_set=draft, by=council.drafter)

    def test_choosing_among_equals_is_not_a_deviation(self, db: None) -> None:
        council = make_council((8, 7, 6, 5, 4, 4, 1, 0))
        draft = council.draft(target_count=5)
        left_out = council.activities[4]
        draft = actions.drop_priority(
            priority_set=draft,
            activity=left_out,
            reason="The other one has a site.",
            edit_version=0,
            by=council.drafter,
        )
        board = board_of(draft)
        assert [(each.kind, each.activity_id) for each in board.differences] == [("tie", left_out.pk)]
        assert board.deviation_count == 0
        assert actions.submit_set(priority_set=draft, by=council.drafter).state == "submitted"

    @pytest.mark.parametrize("target", [4, 9])
    def test_refuses_fewer_than_five_and_more_than_eight(self, council: Council, target: int) -> None:
        with pytest.raises(Refused):
            council.draft(target_count=target)

    def test_refuses_an_open_round(self, council: Council) -> None:
        Round.objects.filter(pk=council.round.pk).update(state="opened")
        council.round.refresh_from_db()
        with pytest.raises(Refused, match="still open"):
            council.draft()

    def test_refuses_a_trial_round(self, council: Council) -> None:
        council.round.is_counting = False
        with pytest.raises(Refused, match="trial"):
            council.draft()

    def test_refuses_a_ranking_that_is_behind_its_ballots(self, council: Council) -> None:
        council.round.input_version += 1
        with pytest.raises(Refused, match="computed"):
            council.draft()

    def test_one_open_set_per_region_and_year(self, council: Council) -> None:
        council.draft(cycle=2026)
        with pytest.raises(Refused, match="already"):
            council.draft(cycle=2026)
        assert council.draft(cycle=2027).pk

    def test_giving_up_frees_the_year(self, council: Council) -> None:
        draft = council.draft()
        given_up = actions.withdraw_set(priority_set=draft, reason="Wrong ranking.", by=council.drafter)
        assert given_up.state == "withdrawn"
        assert council.draft().pk != draft.pk


class TestChanges:
    def test_add_drop_and_move_with_their_reasons(self, council: Council) -> None:
        first, second, third = council.activities[:3]
        last = council.activities[7]
        draft = council.draft()
        draft = actions.drop_priority(
            priority_set=draft, activity=second, reason=" No site. ", edit_version=0, by=council.drafter
        )
        draft = actions.add_priority(
            priority_set=draft,
            activity=last,
            position=1,
            reason="The north.",
            edit_version=1,
            by=council.drafter,
        )
        draft = actions.move_priority(
            priority_set=draft,
            activity=third,
            position=2,
            reason="Ready now.",
            edit_version=2,
            by=council.drafter,
        )
        assert order_of(draft) == [a.pk for a in (last, third, first, *council.activities[3:5])]
        assert draft.edit_version == 3
        assert list(
            draft.deviations.values_list("kind", "from_position", "to_position", "reason", "edit_version")
        ) == [
            ("dropped", 2, None, "No site.", 1),
            ("added", None, 1, "The north.", 2),
            ("moved", 3, 2, "Ready now.", 3),
        ]
        assert [
            (d.kind, d.activity_id, d.rank, d.position, d.reason) for d in board_of(draft).differences
        ] == [
            ("added", last.pk, 8, 1, "The north."),
            ("moved", third.pk, 3, 2, "Ready now."),
            ("dropped", second.pk, 2, None, "No site."),
        ]
        assert verbs_about(draft) == [
            "priorities.draft_set", "priorities.drop_priority", "priorities.add_priority", "priorities.move_priority",
        ]  # fmt: skip

    def test_what_was_taken_back_leaves_no_difference(self, council: Council) -> None:
        draft, activity = council.draft(), council.activities[1]
        draft = actions.drop_priority(
            priority_set=draft, activity=activity, reason="No.", edit_version=0, by=council.drafter
        )
        draft = actions.add_priority(
            priority_set=draft,
            activity=activity,
            position=2,
            reason="After all.",
            edit_version=1,
            by=council.drafter,
        )
        assert board_of(draft).differences == []
        assert draft.deviations.count() == 2

    def test_an_activity_outside_the_ranking_may_come_in(self, council: Council) -> None:
        new = ActivityFactory.create(region=council.region)
        draft = actions.add_priority(
            priority_set=council.draft(),
            activity=new,
            reason="Came too late.",
            edit_version=0,
            by=council.drafter,
        )
        added = draft.priorities.get(activity=new)
        assert (added.position, added.rank, added.score) == (6, None, None)
        assert [(d.kind, d.rank) for d in board_of(draft).differences] == [("added", None)]

    @pytest.mark.parametrize("reason", ["", "  \n "])
    def test_nothing_without_a_reason(self, council: Council, reason: str) -> None:
        draft = council.draft()
        with pytest.raises(Refused, match="reason"):
            actions.drop_priority(
                priority_set=draft,
                activity=council.activities[0],
                reason=reason,
                edit_version=0,
                by=council.drafter,
            )
        draft.refresh_from_db()
        assert draft.edit_version == 0
        assert len(order_of(draft)) == 5

    def test_refuses_what_makes_no_sense(self, council: Council) -> None:
        draft, first, outside = council.draft(), council.activities[0], council.activities[7]
        elsewhere = ActivityFactory.create(region=RegionFactory.create())
        given = {"priority_set": draft, "reason": "Because.", "edit_version": 0, "by": council.drafter}
        for action, more in (
            (actions.add_priority, {"activity": first}),
            (actions.add_priority, {"activity": elsewhere}),
            (actions.add_priority, {"activity": outside, "position": 7}),
            (actions.drop_priority, {"activity": outside}),
            (actions.move_priority, {"activity": outside, "position": 1}),
            (actions.move_priority, {"activity": first, "position": 1}),
            (actions.move_priority, {"activity": first, "position": 6}),
        ):
            with pytest.raises(Refused):
                action(**given, **more)  # type: ignore[operator]  # -- reason: three actions of one shape
        draft.refresh_from_db()
        assert draft.edit_version == 0
        assert not Deviation.objects.exists()

    def test_the_second_who_edits_the_same_version_is_told_what_changed(self, council: Council) -> None:
        draft = council.draft()
        actions.drop_priority(
            priority_set=draft,
            activity=council.activities[0],
            reason="First.",
            edit_version=0,
            by=council.drafter,
        )
        with pytest.raises(actions.EditedMeanwhile):
            actions.drop_priority(
                priority_set=draft, activity=council.activities[1], reason="Second.", edit_version=0,
                by=council.officials[0],
            )  # fmt: skip
        assert [change.reason for change in changes_since(draft, 0)] == ["First."]
        assert order_of(draft) == [a.pk for a in council.activities[1:5]]

    def test_a_set_handed_in_is_not_changed(self, council: Council) -> None:
        handed_in = council.submitted()
        with pytest.raises(WrongState):
            actions.drop_priority(
                priority_set=handed_in, activity=council.activities[0], reason="Late.",
                edit_version=handed_in.edit_version, by=council.drafter,
            )  # fmt: skip

    def test_reasons_are_kept_in_the_audit_chain(self, council: Council) -> None:
        actions.drop_priority(
            priority_set=council.draft(), activity=council.activities[0], reason="No site.", edit_version=0,
            by=council.drafter,
        )  # fmt: skip
        row = AuditRow.objects.select_related("words").get(verb="priorities.drop_priority")
        assert (row.words.text, row.actor_id, row.role) == ("No site.", council.drafter.pk, "facilitator")
        assert not list(audit.faults(audit.region_chain(council.region.pk)))
