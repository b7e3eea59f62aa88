"""Nobody approves what they wrote themselves (trust.md, C2): drafter, and whoever changed the draft."""

import datetime as dt
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction

from accounts.models import User
from foundation.transitions import Refused
from priorities import actions
from priorities.actions import approving, drafting
from priorities.models import Involvement, PrioritySet
from tests.factories.accounts import PASSWORD
from tests.priorities.councils import Council, make_council

Change = Callable[[Council, PrioritySet, User], PrioritySet]


def add(council: Council, draft: PrioritySet, by: User) -> PrioritySet:
    return actions.add_priority(
        priority_set=draft, activity=council.activities[6], reason="r", edit_version=draft.edit_version, by=by
    )


def drop(council: Council, draft: PrioritySet, by: User) -> PrioritySet:
    return actions.drop_priority(
        priority_set=draft, activity=council.activities[0], reason="r", edit_version=draft.edit_version, by=by
    )


def move(council: Council, draft: PrioritySet, by: User) -> PrioritySet:
    return actions.move_priority(
        priority_set=draft, activity=council.activities[0], position=3, reason="r",
        edit_version=draft.edit_version, by=by,
    )  # fmt: skip


def review(council: Council, draft: PrioritySet, by: User) -> PrioritySet:
    return actions.set_review_date(
        priority_set=draft, activity=council.activities[0], date=dt.date(2030, 6, 30),
        edit_version=draft.edit_version, by=by,
    )  # fmt: skip


def approve(priority_set: PrioritySet, by: User) -> PrioritySet:
    return actions.approve_set(priority_set=priority_set, password=PASSWORD, by=by)


def handed_in(council: Council, change: Change, by: User) -> PrioritySet:
    draft = change(council, council.with_act(council.draft(target_count=6)), by)
    if draft.priorities.count() > draft.target_count:
        draft = drop(council, draft, council.drafter)
    return actions.submit_set(priority_set=draft, by=council.drafter)


@pytest.mark.parametrize("change", [add, drop, move, review])
def test_an_official_who_changed_the_draft_does_not_approve_it(council: Council, change: Change) -> None:
    writer, other = council.officials
    submitted = handed_in(council, change, writer)
    with pytest.raises(PermissionDenied):
        approve(submitted, writer)
    with pytest.raises(PermissionDenied):
        actions.return_set(priority_set=submitted, reason="x", by=writer)
    assert approve(submitted, other).approvals_given == 1


def test_nor_where_one_approval_is_enough(council: Council) -> None:
    council.region.approvals_needed = 1
    council.region.save()
    council.round.refresh_from_db()
    submitted = handed_in(council, move, council.officials[0])
    with pytest.raises(PermissionDenied):
        approve(submitted, council.officials[0])
    assert approve(submitted, council.officials[1]).state == "approved"


def test_it_holds_after_a_return_too(council: Council) -> None:
    writer, other = council.officials
    submitted = handed_in(council, move, writer)
    again = actions.submit_set(
        priority_set=actions.return_set(priority_set=submitted, reason="x", by=other), by=council.drafter
    )
    with pytest.raises(PermissionDenied):
        approve(again, writer)


def test_who_approved_and_saw_it_returned_may_write_then_but_not_approve_again(council: Council) -> None:
    first, second = council.officials
    submitted = council.submitted()
    approve(submitted, first)
    draft = actions.return_set(priority_set=submitted, reason="x", by=second)
    assert not draft.involvements.filter(part=Involvement.Part.APPROVER).exists()
    move(council, draft, first)
    again = actions.submit_set(priority_set=draft, by=council.drafter)
    with pytest.raises(PermissionDenied):
        approve(again, first)


def test_a_correction_has_its_own_authors(council: Council) -> None:
    publication = council.publish()
    correction = actions.start_correction(publication=publication, reason="x", by=council.officials[0])
    assert set(correction.involvements.values_list("person_id", "part")) == {
        (council.officials[0].pk, "author")
    }


def test_the_database_itself_forbids_both(council: Council) -> None:
    draft, official = council.draft(), council.officials[0]
    Involvement.objects.create(priority_set=draft, person=official, part="author")
    with pytest.raises(IntegrityError, match="author_or_approver"), transaction.atomic():
        Involvement.objects.create(priority_set=draft, person=official, part="approver")
    with pytest.raises(PermissionDenied), transaction.atomic():
        approving.enter_approver(draft, official)


def test_the_twin_that_forgets_who_wrote_fails(council: Council, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drafting, "enter_author", lambda *_: None)
    writer = council.officials[0]
    assert approve(handed_in(council, move, writer), writer).approvals_given == 1


def race(council: Council, cycle: int, pool: ThreadPoolExecutor) -> tuple[bool, bool]:
    """One official, two tabs: change the draft in one, approve in the other as soon as a colleague hands it in.
    Answers whether the person ended as a writer, and as an approver."""
    writer, draft, start = (
        council.officials[0],
        council.with_act(council.draft(cycle=cycle)),
        threading.Barrier(2, timeout=60),
    )

    def write() -> None:
        start.wait()
        try:
            move(council, draft, writer)
        except Refused:
            pass
        finally:
            connection.close()

    def decide() -> None:
        start.wait()
        try:
            approve(actions.submit_set(priority_set=draft, by=council.drafter), writer)
        except (Refused, PermissionDenied):
            pass
        finally:
            connection.close()

    for job in [pool.submit(write), pool.submit(decide)]:
        job.result()
    changed = draft.deviations.filter(decided_by=writer).exists()
    return changed, draft.approvals.filter(official=writer).exists()


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_of_writing_and_approving_at_once_one_comes_about() -> None:
    council = make_council()
    with ThreadPoolExecutor(2) as pool:
        outcomes = {race(council, 2000 + number, pool) for number in range(25)}
    assert (True, True) not in outcomes
    assert outcomes & {(True, False), (False, True)}


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_the_twin_of_the_race_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drafting, "enter_author", lambda *_: None)
    council = make_council()
    with ThreadPoolExecutor(2) as pool:
        outcomes = [race(council, 2000 + number, pool) for number in range(40)]
    assert (True, True) in outcomes
