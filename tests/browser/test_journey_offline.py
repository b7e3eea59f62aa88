"""A phone whose connection fails: nothing it was told is lost, nothing is counted twice, and it says what has arrived.

A tab that was closed and is opened again without a connection: test_offline_pages.py.
"""

import re
from collections.abc import Iterator
from random import Random
from typing import Any

import pytest
from playwright.sync_api import Route, expect

from tests.browser.conftest import OpenPage, Watcher
from tests.browser.seats import PATIENCE, SAVE, Seat, seats_in, sequence_of, sit_down
from tests.databases import FreshDatabases
from tests.server import PlatformServer, running_platform

QUESTIONS = 3
CLOSE = """
from accounts.models import User
from assessments import actions
from assessments.models import Round
from regions.models import Membership
round = Round.objects.get(pk=%(round)d)
actions.close_round(round=round, by=Membership.objects.filter(region=round.region).earliest("pk").user)
"""
RESTORE_OLDER = """
from assessments.models import Ballot
from discovery.models import Note
from foundation import epoch
from foundation.models import StoredAnswer
Ballot.objects.filter(round_id=%(round)d).delete()
Note.objects.filter(participant__user_id=%(user)d).delete()
StoredAnswer.objects.filter(user_id=%(user)d).delete()
epoch.begin()
"""


def given(*marks: int) -> list[int]:
    return [*marks, *[254] * (QUESTIONS - len(marks))]


@pytest.fixture(scope="module")
def hall_server(
    fresh_databases: FreshDatabases, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[PlatformServer]:
    folder = tmp_path_factory.mktemp("offline")
    with (
        fresh_databases.fresh("embedded") as database_url,
        running_platform("embedded", database_url, folder) as server,
    ):
        yield server


@pytest.fixture(scope="module")
def free_seats(hall_server: PlatformServer) -> list[dict[str, Any]]:
    return seats_in(hall_server, 5, QUESTIONS, halls=13)


@pytest.fixture
def seat(
    hall_server: PlatformServer, free_seats: list[dict[str, Any]], open_page: OpenPage, watcher: Watcher
) -> Iterator[Seat]:
    yield sit_down(hall_server, free_seats.pop(), open_page)
    # The browser complains of the connection that was cut on purpose.
    watcher.complaints[:] = [words for words in watcher.complaints if "net::ERR" not in words]


def test_marks_given_without_connection_are_sent_in_order_when_a_tab_is_opened_again(seat: Seat) -> None:
    seat.open_ballot()
    seat.mark(0, 9)
    seat.says("Everything is saved")
    seat.context.set_offline(True)
    for number in range(3):
        seat.go_on()
        seat.mark(0, 5 + number)
        seat.mark(1, number)
    seat.says("Not yet sent: 6")
    assert seat.marks() == [given(9), None, None, None, None]
    seat.page.close()

    seat.context.set_offline(False)
    later = seat.another_tab()
    sent: list[int] = []
    later.page.on("request", lambda request: sent.extend(sequence_of(request)))
    later.page.goto(later.room)  # any page of the hall sends what waits
    later.says("Everything is saved")
    assert seat.marks() == [given(9), given(5, 0), given(6, 1), given(7, 2), None]
    assert sent == sorted(sent)
    assert len(sent) == 3


def test_a_lost_answer_is_asked_for_again_and_counts_once(seat: Seat) -> None:
    seat.open_ballot()
    keys: list[str] = []

    def lose_the_first(route: Route) -> None:
        keys.append(str(re.search(r"idempotency_key=(\w+)", route.request.post_data or "")))
        if len(keys) > 1:
            route.continue_()
        else:
            route.fetch()  # the server has stored it
            route.abort()

    seat.page.route(SAVE, lose_the_first)
    seat.mark(0, 8)
    seat.says("Not yet sent: 1")
    seat.says("Everything is saved")
    stored = seat.stored()
    assert len(keys) == 2
    assert keys[0] == keys[1]
    assert stored["writes"] == 1
    assert seat.marks()[0] == given(8)


def test_a_comment_and_next_at_once_stay_with_their_activity(seat: Seat) -> None:
    """The questions stay one form: what is kept a moment later must not go where the next activity is sent."""
    seat.open_ballot()
    seat.mark(0, 9)
    seat.says("Everything is saved")
    for words in ("Near water and market", "Nobody asked for it"):
        seat.page.locator("form[data-ballot] details").evaluate("fold => { fold.open = true; }")
        seat.page.fill("#comment", words)
        seat.go_on()
    seat.says("Everything is saved")
    assert seat.marks() == [given(9), given(), None, None, None]
    first, second, *_others = seat.told["activities"]
    assert seat.stored()["comments"] == {
        str(first): "Near water and market",
        str(second): "Nobody asked for it",
    }


def test_two_tabs_do_not_wipe_each_others_marks(seat: Seat) -> None:
    seat.open_ballot()
    other = seat.another_tab()
    other.open_ballot()
    seat.mark(0, 3)
    seat.says("Everything is saved")
    expect(other.page.locator("input[name='mark-q0'][value='3']")).to_be_checked()
    other.mark(1, 7)
    other.says("Everything is saved")
    seat.mark(2, 1)
    seat.says("Everything is saved")
    expect(other.page.locator("input[name='mark-q2'][value='1']")).to_be_checked()
    assert seat.marks()[0] == given(3, 7, 1)


def test_what_did_not_arrive_before_the_close_is_said_and_stays_readable(seat: Seat) -> None:
    seat.open_ballot()
    title = seat.page.locator("h1").inner_text()
    seat.context.set_offline(True)
    seat.mark(0, 6)
    seat.says("Not yet sent: 1")
    seat.shell(CLOSE)
    seat.context.set_offline(False)
    late = seat.page.locator("[data-queue-refused]")
    expect(late).to_be_visible(timeout=PATIENCE)
    expect(late).to_contain_text(title)
    expect(late).to_contain_text("Scoring is closed")
    seat.page.goto(seat.ballot)
    expect(late).to_contain_text("6")
    assert seat.marks()[0] is None
    seat.page.locator("[data-queue-forget]").click()
    expect(late).to_be_hidden()
    seat.page.reload()
    expect(late).to_be_hidden()


def test_a_server_brought_back_from_an_older_backup_gets_again_what_it_lost(seat: Seat) -> None:
    seat.page.goto(seat.room)
    seat.page.fill("#write textarea", "Wind over the steppe")
    seat.page.locator("#write button[type=submit]").click()
    expect(seat.page.locator("#room-board")).to_contain_text("Wind over the steppe", timeout=PATIENCE)
    seat.open_ballot()
    seat.mark(0, 8)
    seat.says("Everything is saved")
    seat.page.goto("about:blank")  # else the open page notices by itself
    seat.shell(RESTORE_OLDER)
    assert seat.stored()["notes"] == []
    seat.page.goto(seat.ballot)
    seat.says("Everything is saved")
    assert seat.marks()[0] == given(8)
    assert seat.stored()["notes"] == ["Wind over the steppe"]


def test_ideas_supports_and_interests_wait_in_the_phone_too(seat: Seat) -> None:
    seat.page.goto(seat.room)
    seat.context.set_offline(True)
    seat.page.fill("#write textarea", "Sun")
    seat.page.locator("#write button[type=submit]").click()
    expect(seat.page.locator("[data-queue-waiting]")).to_contain_text("Sun")
    support = seat.page.locator(f"[data-slot=support-{seat.told['activities'][0]}]")
    for pressed in ("true", "false", "true"):
        support.click()
        expect(support).to_have_attribute("aria-pressed", pressed)
    seat.says("Not yet sent: 2")
    seat.context.set_offline(False)
    seat.says("Everything is saved")
    expect(seat.page.locator("#room-board")).to_contain_text("Sun", timeout=PATIENCE)
    expect(seat.page.locator("[data-queue-waiting]")).to_be_hidden()
    stored = seat.stored()
    assert (stored["notes"], stored["supports"]) == (["Sun"], [seat.told["activities"][0]])

    seat.open_ballot()
    seat.context.set_offline(True)
    seat.page.locator("[data-when-not-recused] button").click()
    expect(seat.page.locator("[data-when-recused]")).to_be_visible()
    expect(seat.page.locator("input[name='mark-q0']").first).to_be_disabled()
    seat.context.set_offline(False)
    seat.says("Everything is saved")
    seat.open_ballot()  # the first that is not finished is now the second
    assert seat.page.locator("[data-current]").get_attribute("data-current") == str(
        seat.told["activities"][1]
    )


def test_the_list_and_the_way_back_need_no_connection(seat: Seat) -> None:
    seat.open_ballot()
    first = seat.page.locator("h1").inner_text()
    seat.context.set_offline(True)
    for question in range(QUESTIONS):
        seat.mark(question, 4)
    expect(seat.page.locator(".progress .number").first).to_have_text("1 of 5")
    seat.page.locator("[data-sheet-go=all]").click()
    expect(seat.page.locator("[data-state-of]").first).to_contain_text("finished")
    seat.page.get_by_role("link", name=first).click()
    expect(seat.page.locator("input[name='mark-q0'][value='4']")).to_be_checked()
    assert seat.page.evaluate("document.activeElement.tagName") == "H1"
    seat.page.go_back()
    expect(seat.page.locator("h1")).to_have_text("Your marks")


def test_without_script_the_same_form_is_posted_and_comes_back(
    hall_server: PlatformServer, free_seats: list[dict[str, Any]], open_page: OpenPage
) -> None:
    seat = sit_down(hall_server, free_seats.pop(), open_page, java_script_enabled=False)
    seat.page.goto(seat.ballot)
    first = seat.page.locator("h1").inner_text()
    seat.page.locator("input[name='mark-q0'][value='7']").check(force=True)
    seat.page.locator("button[form=ballot]").click()
    assert seat.page.locator("h1").inner_text() != first
    seat.page.get_by_role("link", name="Back").click()
    expect(seat.page.locator("input[name='mark-q0'][value='7']")).to_be_checked()
    seat.page.locator("input[name='mark-q0'][value='2']").check(force=True)
    seat.page.locator("button[form=ballot]").click()
    assert seat.marks()[0] == given(2)


REQUESTS_LOST, ANSWERS_LOST, LATENCY = 0.03, 0.05, 110  # trust.md D4
SEED = 8


def test_on_a_lossy_line_nothing_is_lost_or_doubled_and_the_newest_value_wins(seat: Seat) -> None:
    chance, lost = Random(SEED), {"request": 0, "answer": 0, "none": 0}

    def lossy(route: Route) -> None:
        drawn = chance.random()
        fate = (
            "request"
            if drawn < REQUESTS_LOST
            else "answer"
            if drawn < REQUESTS_LOST + ANSWERS_LOST
            else "none"
        )
        lost[fate] += 1
        if fate == "none":
            route.continue_()
            return
        if fate == "answer":
            route.fetch()
        route.abort()

    seat.open_ballot()
    line = {"offline": False, "latency": LATENCY, "downloadThroughput": -1, "uploadThroughput": -1}
    seat.context.new_cdp_session(seat.page).send("Network.emulateNetworkConditions", line)
    seat.page.route(SAVE, lossy)
    expected = []
    for number in range(len(seat.told["activities"])):
        for question in range(QUESTIONS):
            for mark in (1, 9, (number + question) % 11):  # changed twice
                seat.mark(question, mark)
                seat.page.wait_for_timeout(40)
        expected.append([(number + question) % 11 for question in range(QUESTIONS)])
        seat.go_on()
    seat.says("Everything is saved")
    assert lost["request"] > 0
    assert lost["answer"] > 0
    assert lost["none"] > 20
    assert seat.marks() == expected
    assert seat.stored()["writes"] <= lost["none"] + lost["answer"]
