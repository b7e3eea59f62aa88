"""A phone and a sheet of paper for one place at the same moment: one of them counts, whole. Counts on PostgreSQL only."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from assessments import actions
from assessments.actions import ballots, paper
from assessments.models import Ballot, PaperSheet, RosterEntry, Round
from assessments.queries import FilledRow
from foundation.transitions import Refused
from tests.assessments.halls import WITH_SCIENCE, Hall, make_hall

PLACES = 8
TRIALS = 12

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def hall() -> Hall:
    return make_hall({"science": PLACES}, activities=2)


@pytest.fixture
def threads() -> Iterator[ThreadPoolExecutor]:
    """Each thread keeps its own connection for the whole test, and closes it at the end."""
    number = 2 * PLACES
    with ThreadPoolExecutor(number) as pool:
        yield pool
        together = Barrier(number)

        def leave() -> None:
            together.wait()
            connection.close()

        for left in [pool.submit(leave) for _ in range(number)]:
            left.result()


def trial(hall: Hall, threads: ThreadPoolExecutor) -> tuple[Round, int, int]:
    """Everybody's phone marks the first activity while their sheet marks the second: (round, by phone, on paper)."""
    round = hall.open_round(WITH_SCIENCE)
    raters = list(RosterEntry.objects.filter(round=round).select_related("user"))
    sheets = actions.print_sheets(round=round, raters=raters, spares=0, by=hall.facilitator)
    start = Barrier(2 * PLACES)
    first, second = (activity.pk for activity in hall.activities)

    def on_phone(rater: RosterEntry) -> bool:
        start.wait()
        try:
            return actions.record_ballot(round=round, activity_id=first, marks={"q0": 7}, by=rater.user)
        except Refused:
            return False

    def on_paper(sheet: PaperSheet) -> bool:
        start.wait()
        try:
            actions.enter_sheet(sheet=sheet, rows={second: FilledRow({"q0": 3})}, by=hall.facilitator)
        except Refused:
            return False
        return True

    phones = [threads.submit(on_phone, rater) for rater in raters]
    papers = [threads.submit(on_paper, sheet) for sheet in sheets]
    return round, sum(p.result() for p in phones), sum(p.result() for p in papers)


def places_on_both(round: Round) -> int:
    on_paper = PaperSheet.objects.filter(round=round, entered_at__isnull=False).values("rater")
    return Ballot.objects.filter(round=round, rater__in=on_paper, marks=bytes([7, 254])).count()


def test_a_place_scores_on_a_phone_or_on_paper(hall: Hall, threads: ThreadPoolExecutor) -> None:
    phones, papers = 0, 0
    for _ in range(TRIALS):
        round, by_phone, on_paper = trial(hall, threads)
        assert places_on_both(round) == 0
        assert by_phone + on_paper == Ballot.objects.filter(round=round).count() == PLACES
        phones, papers = phones + by_phone, papers + on_paper
    assert phones, "paper was always first: nothing was tried"
    assert papers, "phones were always first: nothing was tried"


def test_without_the_lock_a_place_scores_on_both(
    hall: Hall, threads: ThreadPoolExecutor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The twin: the same trial with a plain look at the state in place of the one statement that orders the writes."""

    def look_only(round_id: int) -> bool:
        return Round.objects.filter(pk=round_id, state=Round.State.OPENED).exists()

    monkeypatch.setattr(ballots, "count_input", look_only)
    monkeypatch.setattr(paper, "count_input", look_only)
    for _ in range(5 * TRIALS):
        round, _by_phone, _on_paper = trial(hall, threads)
        if places_on_both(round):
            return
    pytest.fail("the guard is not what keeps them apart: this test proves nothing")
