"""Two at once on one set, on real connections (PostgreSQL only); each guard has a twin without it that fails."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.db.models import F

from accounts.models import User
from foundation.transitions import Refused
from priorities import actions
from priorities.actions import drafting, remarking
from priorities.models import PrioritySet, Remark
from regions.models import RegionKind, Role
from tests.factories.regions import RegionFactory, member
from tests.priorities.councils import Council, make_council

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]

TRIALS, TWIN_TRIALS = 15, 30


def at_once(*jobs: Callable[[], object]) -> int:
    """How many of them were carried out."""
    start = threading.Barrier(len(jobs), timeout=60)

    def run(job: Callable[[], object]) -> bool:
        start.wait()
        try:
            job()
        except (Refused, PermissionDenied):
            return False
        else:
            return True
        finally:
            connection.close()

    with ThreadPoolExecutor(len(jobs)) as pool:
        return sum(pool.map(run, jobs))


def two_edits(council: Council, cycle: int) -> tuple[int, int]:
    """How many changes got through, and by how much the version rose."""
    draft = council.draft(cycle=cycle)
    seen = draft.edit_version

    def move(place: int, by: User) -> PrioritySet:
        return actions.move_priority(
            priority_set=PrioritySet.objects.get(pk=draft.pk), activity=council.activities[place], position=5, reason="r",
            edit_version=seen, by=by,
        )  # fmt: skip

    done = at_once(lambda: move(0, council.drafter), lambda: move(1, council.officials[0]))
    return done, PrioritySet.objects.get(pk=draft.pk).edit_version - seen


def test_of_two_changes_of_one_version_one_gets_through() -> None:
    council = make_council()
    assert {two_edits(council, 2000 + number) for number in range(TRIALS)} == {(1, 1)}


def claim_without_version(priority_set: PrioritySet, edit_version: int) -> None:
    PrioritySet.objects.filter(pk=priority_set.pk).update(edit_version=F("edit_version") + 1)


def test_the_twin_without_the_version_lets_both_through(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drafting, "claim_edit", claim_without_version)
    council = make_council()
    assert (2, 2) in {two_edits(council, 2000 + number) for number in range(TWIN_TRIALS)}


def two_answers(council: Council, cycle: int) -> tuple[int, bool]:
    """How many answers were accepted, and whether what was accepted is what stands there."""
    asker, other = council.officials
    remark = actions.make_remark(
        priority_set=council.draft(cycle=cycle), kind="question", text="Who?", by=asker
    )
    told: list[str] = []

    def answer(text: str, by: User) -> None:
        told.append(actions.answer_remark(remark=Remark.objects.get(pk=remark.pk), answer=text, by=by).answer)

    done = at_once(lambda: answer("We.", council.drafter), lambda: answer("They.", other))
    return done, told == [Remark.objects.get(pk=remark.pk).answer]


def test_of_two_answers_one_stays() -> None:
    council = make_council()
    assert {two_answers(council, 2000 + number) for number in range(TRIALS)} == {(1, True)}


def answer_without_claim(remark: Remark, answer: str, by: User) -> None:
    if remark.answer:
        raise Refused("answered")
    Remark.objects.filter(pk=remark.pk).update(answer=answer, answered_by=by, answered_at="2026-11-22T00:00Z")


def test_the_twin_that_looks_first_overwrites(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remarking, "claim_answer", answer_without_claim)
    council = make_council()
    assert 2 in {two_answers(council, 2000 + number)[0] for number in range(TWIN_TRIALS)}


def a_conflict_while_publishing(council: Council, ministry: User, cycle: int) -> bool:
    """Whether a set went out with a conflict that nobody answered."""
    approved = council.approve(council.submitted(cycle=cycle))

    def speak() -> None:
        time.sleep(cycle % 10 / 100)  # publishing takes longer: meet it at different moments
        actions.make_remark(priority_set=approved, kind="conflict", text="No.", by=ministry)

    at_once(lambda: actions.publish_set(priority_set=approved, by=council.officials[0]), speak)
    published = PrioritySet.objects.filter(pk=approved.pk, state="published").exists()
    return published and approved.remarks.exists()


def council_with_ministry() -> tuple[Council, User]:
    country = RegionFactory.create(kind=RegionKind.COUNTRY)
    return make_council(region=RegionFactory.create(parent=country)), member(country, Role.MINISTRY)


def test_no_set_goes_out_with_an_unanswered_conflict() -> None:
    council, ministry = council_with_ministry()
    assert not any(a_conflict_while_publishing(council, ministry, 2000 + number) for number in range(TRIALS))


def number_without_state(priority_set: PrioritySet, states: object) -> int:
    PrioritySet.objects.filter(pk=priority_set.pk).update(remark_count=F("remark_count") + 1)
    return PrioritySet.objects.values_list("remark_count", flat=True).get(pk=priority_set.pk)


def test_the_twin_that_does_not_ask_for_the_state_lets_one_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remarking, "claim_number", number_without_state)
    council, ministry = council_with_ministry()
    assert any(a_conflict_while_publishing(council, ministry, 2000 + number) for number in range(TWIN_TRIALS))
