"""A phone that closed its tab without a connection opens the page again, sees its own marks, and loses none (trust.md D6).

127.0.0.1 counts as a secure context, as HTTPS does (test_offline_over_https.py).
"""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenPage, Watcher
from tests.browser.offline import (
    ACTIVITIES,
    NOTICE,
    QUESTIONS,
    forty_marks_outlive_the_closed_tab,
    keep_ballot_and_room,
    kept,
    opens,
    reopen,
    wait_until_kept,
)
from tests.browser.seats import Seat, seats_in, sit_down
from tests.databases import FreshDatabases
from tests.server import PlatformServer, running_platform

PEOPLE = 12  # of each hall
AGE = """async (hours) => {
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      const copy = await cache.match(request);
      if (!copy.headers.has("X-Kept-At")) continue;
      const headers = new Headers(copy.headers);
      headers.set("X-Kept-At", Date.now() - hours * 3600_000);
      await cache.put(request, new Response(await copy.text(), { headers }));
    }
  }
}"""
END = """
from discovery.models import Workshop
Workshop.objects.filter(pk=%(workshop)d).update(state="closed")
"""
CLOSE = """
from assessments.models import Round
Round.objects.filter(pk=%(round)d).update(state="closed")
"""


@pytest.fixture(scope="module")
def hall_server(
    fresh_databases: FreshDatabases, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[PlatformServer]:
    folder = tmp_path_factory.mktemp("pages")
    with (
        fresh_databases.fresh("embedded") as database_url,
        running_platform("embedded", database_url, folder) as server,
    ):
        yield server


@pytest.fixture(scope="module")
def seats(hall_server: PlatformServer) -> list[dict[str, Any]]:
    """Of two halls, in one command: in another the factories would begin their numbers anew."""
    return seats_in(hall_server, ACTIVITIES, QUESTIONS, halls=2, people=PEOPLE)


@pytest.fixture(scope="module")
def free_seats(seats: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return seats[:PEOPLE]


@pytest.fixture(scope="module")
def another_hall(seats: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return seats[PEOPLE:]


@pytest.fixture
def seat(
    hall_server: PlatformServer, free_seats: list[dict[str, Any]], open_page: OpenPage, watcher: Watcher
) -> Iterator[Seat]:
    yield sit_down(hall_server, free_seats.pop(), open_page)
    # The browser complains of the connection that was cut on purpose.
    watcher.complaints[:] = [words for words in watcher.complaints if "net::ERR" not in words]


def test_forty_marks_given_offline_outlive_the_closed_tab_and_arrive_in_order(seat: Seat) -> None:
    forty_marks_outlive_the_closed_tab(seat)


def test_without_the_worker_a_closed_page_does_not_open(
    hall_server: PlatformServer, free_seats: list[dict[str, Any]], open_page: OpenPage, watcher: Watcher
) -> None:
    """The twin: what is pinned above is the worker's doing."""
    seat = sit_down(hall_server, free_seats.pop(), open_page, service_workers="block")
    seat.page.goto(seat.room)
    seat.open_ballot()
    seat.context.set_offline(True)
    assert not opens(seat, seat.ballot)
    assert not opens(seat, seat.room)
    watcher.complaints[:] = [words for words in watcher.complaints if "ERR_INTERNET" not in words]


def nothing(_seat: Seat) -> None:
    """The twin of those below: the page opens."""


def passes_it_on(seat: Seat) -> None:
    seat.page.goto(f"{seat.room}people/")
    seat.page.locator("input[name=helix][value=business]").check(force=True)
    for consent in seat.page.locator("input[name=agrees]").all():
        consent.check(force=True)
    seat.page.locator("main form[method=post] button.button-primary").last.click()
    expect(seat.page).to_have_url(re.compile(r"/room/$"))
    seat.page.goto("about:blank")


def logs_out(seat: Seat) -> None:
    seat.page.goto("/account/logout/")
    seat.page.locator("main form button.button-primary").click()
    expect(seat.page).not_to_have_url(re.compile("logout"))


def asks_to_log_out_and_the_line_breaks(seat: Seat) -> None:
    seat.page.goto("/account/logout/")
    seat.page.route("**/account/logout/", lambda route: route.abort())
    seat.page.locator("main form button.button-primary").click()
    seat.page.wait_for_timeout(500)


def lost_their_session(seat: Seat) -> None:
    seat.context.clear_cookies()
    seat.page.goto("/join/")


@pytest.mark.parametrize(
    ("leave", "is_there"),
    [
        (nothing, True),
        (passes_it_on, False),
        (logs_out, False),
        (asks_to_log_out_and_the_line_breaks, False),
        (lost_their_session, False),
    ],
)
def test_nobody_else_at_this_phone_is_shown_the_page(
    seat: Seat, leave: Callable[[Seat], None], is_there: bool
) -> None:
    keep_ballot_and_room(seat)
    leave(seat)
    seat.context.set_offline(True)
    assert opens(seat, seat.ballot) == is_there
    if leave is not passes_it_on:
        assert opens(seat, seat.room) == is_there
        return
    later = seat.another_tab()  # the room of the next person is kept by now
    later.page.goto(seat.room)
    assert str(seat.told["user"]) != later.page.locator("body").get_attribute("data-owner")


def test_only_the_rooms_of_a_participant_are_kept(seat: Seat) -> None:
    keep_ballot_and_room(seat)
    for address in (
        f"{seat.ballot}?activity=all",
        f"{seat.room}people/",
        "/account/",
        "/account/inbox/",
        "/",
    ):
        seat.page.goto(address)
    seat.page.wait_for_timeout(1000)
    assert kept(seat.page) == sorted([seat.room, seat.ballot, f"{seat.ballot}sheets/"])
    fresh = seat.another_tab()
    fresh.page.goto(seat.room)
    expect(fresh.page.locator(NOTICE)).to_be_hidden()


def test_the_picture_on_the_wall_leads_back_to_the_room(seat: Seat) -> None:
    seat.page.goto(seat.room)
    wait_until_kept(seat.page, seat.room)
    seat.context.set_offline(True)
    later = reopen(seat, "/join/ANYCODE1/")
    expect(later.page).to_have_url(re.compile(seat.room))
    expect(later.page.locator(NOTICE)).to_be_visible()


def test_what_is_over_or_old_is_not_kept(seat: Seat, another_hall: list[dict[str, Any]]) -> None:
    seat.told = another_hall.pop()
    seat.context.add_cookies([{"name": "sessionid", "value": seat.told["session"], "url": seat.server.url}])
    keep_ballot_and_room(seat)
    seat.shell(CLOSE)
    seat.page.goto(seat.ballot)
    seat.page.wait_for_timeout(1000)
    assert seat.ballot not in kept(seat.page)
    assert seat.room in kept(seat.page)
    seat.page.evaluate(AGE, 47)
    seat.context.set_offline(True)
    assert opens(seat, seat.room)
    seat.page.evaluate(AGE, 49)
    assert not opens(seat, seat.room)
    seat.context.set_offline(False)
    seat.page.goto(seat.room)
    wait_until_kept(seat.page, seat.room)
    seat.shell(END)
    seat.page.goto(seat.room)
    seat.page.wait_for_timeout(1000)
    assert kept(seat.page) == []
