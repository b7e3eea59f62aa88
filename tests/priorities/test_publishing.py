"""Publishing: immutable, numbered, told to the activities; corrections and next versions."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction

from discovery.models import Activity
from foundation import audit
from foundation.transitions import Refused, WrongState
from priorities import actions
from priorities.models import Publication
from priorities.queries.publications import differences_between
from priorities.queries.published import PublishedSet
from tests.factories.discovery import ActivityFactory
from tests.priorities.councils import LEVELS, Council, closed_round


def standings(council: Council) -> list[str]:
    return [Activity.objects.get(pk=activity.pk).standing for activity in council.activities]


class TestPublish:
    def test_makes_the_set_public_and_its_activities_priorities(self, council: Council) -> None:
        publication = council.publish()
        assert (publication.number, publication.kind, publication.replaces) == (1, "version", None)
        assert publication.priority_set.state == "published"
        assert standings(council) == ["priority"] * 5 + ["candidate"] * 3
        verbs = [row.verb for row in audit.reasons_of(publication.priority_set)]
        assert verbs[-1] == "priorities.publish_priorityset"
        assert not list(audit.faults(audit.region_chain(council.region.pk)))

    @pytest.mark.parametrize(
        "statement", ["UPDATE priorities_publication SET number = 9", "DELETE FROM priorities_publication"]
    )
    def test_the_database_refuses_to_change_it(self, council: Council, statement: str) -> None:
        council.publish()
        with (
            pytest.raises(DatabaseError, match="append-only"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)
        assert Publication.objects.get().number == 1

    def test_needs_the_legal_act(self, council: Council) -> None:
        handed_in = actions.submit_set(priority_set=council.draft(), by=council.drafter)
        approved = council.approve(handed_in)
        with pytest.raises(Refused, match="legal act"):
            actions.publish_set(priority_set=approved, by=council.officials[0])

    def test_what_was_changed_behind_the_approvals_is_not_published(self, council: Council) -> None:
        approved = council.approve(council.submitted())
        approved.priorities.filter(position=5).delete()
        with pytest.raises(Refused, match="no longer what the officials approved"):
            actions.publish_set(priority_set=approved, by=council.officials[0])
        approved.refresh_from_db()
        assert approved.state == "approved"

    def test_by_an_official_only_and_once(self, council: Council) -> None:
        approved = council.approve(council.submitted())
        with pytest.raises(PermissionDenied):
            actions.publish_set(priority_set=approved, by=council.drafter)
        actions.publish_set(priority_set=approved, by=council.officials[1])
        with pytest.raises(WrongState):
            actions.publish_set(priority_set=approved, by=council.officials[1])

    def test_not_before_it_is_approved(self, council: Council) -> None:
        with pytest.raises(WrongState):
            actions.publish_set(priority_set=council.submitted(), by=council.officials[0])


class TestCorrection:
    def test_is_the_same_set_to_be_mended(self, council: Council) -> None:
        first = council.publish()
        draft = actions.start_correction(publication=first, reason="A wrong date.", by=council.drafter)
        assert (draft.state, draft.corrects, draft.revision_reason) == (
            "drafted",
            first.priority_set,
            "A wrong date.",
        )
        assert list(draft.priorities.values_list("activity", "position", "rank", "score")) == list(
            first.priority_set.priorities.values_list("activity", "position", "rank", "score")
        )
        mended = actions.record_legal_act(
            priority_set=draft, number="18-r", date=dt.date(2026, 3, 14), by=council.drafter
        )
        second = council.publish(actions.submit_set(priority_set=mended, by=council.drafter))
        first.priority_set.refresh_from_db()
        assert (second.number, second.kind, second.replaces) == (2, "erratum", first)
        assert first.priority_set.state == "superseded"
        manifest = second.content["manifest"]
        assert (manifest["number"], manifest["version"], manifest["erratum_of"]) == (2, 1, 1)
        assert [
            (d["kind"], d["before"], d["after"])
            for d in differences_between(PublishedSet(first), PublishedSet(second))
        ] == [("changed", "17-r, 2026-03-13", "18-r, 2026-03-14")]

    def test_keeps_the_written_reasons(self, council: Council) -> None:
        draft = actions.drop_priority(
            priority_set=council.draft(), activity=council.activities[0], reason="No site.", edit_version=0,
            by=council.drafter,
        )  # fmt: skip
        first = council.publish(actions.submit_set(priority_set=council.with_act(draft), by=council.drafter))
        mended = actions.start_correction(publication=first, reason="A wrong name.", by=council.officials[0])
        assert list(mended.deviations.values_list("kind", "reason", "decided_by")) == [
            ("dropped", "No site.", council.drafter.pk)
        ]

    def test_needs_a_reason_and_the_latest_version(self, council: Council) -> None:
        first = council.publish()
        with pytest.raises(Refused, match="reason"):
            actions.start_correction(publication=first, reason="", by=council.drafter)
        mended = actions.start_correction(publication=first, reason="A wrong date.", by=council.drafter)
        council.publish(actions.submit_set(priority_set=mended, by=council.drafter))
        with pytest.raises(Refused, match="latest"):
            actions.start_correction(publication=first, reason="Again.", by=council.drafter)


class TestNextVersion:
    def test_follows_and_takes_the_place(self, council: Council) -> None:
        first = council.publish()
        new = ActivityFactory.create(region=council.region)
        scored = [new, *council.activities[:7]]
        round, _case = closed_round(council.region, scored, LEVELS)
        draft = actions.start_next_version(
            publication=first,
            round=round,
            cycle=2027,
            target_count=5,
            reason="A second workshop.",
            by=council.drafter,
        )
        assert (draft.follows, draft.corrects, draft.cycle) == (first.priority_set, None, 2027)
        second = council.publish(actions.submit_set(priority_set=council.with_act(draft), by=council.drafter))
        assert (second.number, second.content["manifest"]["version"], second.kind) == (2, 2, "version")
        assert standings(council) == ["priority"] * 4 + ["former"] + ["candidate"] * 3
        assert Activity.objects.get(pk=new.pk).standing == "priority"
        changes = differences_between(PublishedSet(first), PublishedSet(second))
        assert [(each["kind"], each.get("before"), each.get("after")) for each in changes] == [
            ("added", None, None), ("moved", "1", "2"), ("moved", "2", "3"), ("moved", "3", "4"), ("moved", "4", "5"),
            ("removed", None, None),
        ]  # fmt: skip
