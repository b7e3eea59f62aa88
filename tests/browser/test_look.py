"""What the scripts and styles of pages promise, tried on the gallery: it shows every component."""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Request, Route, expect

from tests.browser.conftest import DESK, PHONE, OpenPage, Watcher
from tests.browser.pages import served_pages

OVERFLOW = "document.documentElement.scrollWidth - window.innerWidth"
LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


class Ballots:
    """Stands for the server that takes marks: answers as told, remembers what came."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.answer: int | None = 204  # None: no connection
        self.received: list[dict[str, str]] = []
        self.owner = 7
        page.route("**/gallery/", self._handle)

    def _handle(self, route: Route, request: Request) -> None:
        if request.method == "POST":
            self._take(route, request)
        else:
            answer = route.fetch()
            page = answer.text().replace('data-owner=""', f'data-owner="{self.owner}"')
            route.fulfill(response=answer, body=page)

    def _take(self, route: Route, request: Request) -> None:
        self.received.append({name: values[0] for name, values in parse_qs(request.post_data or "").items()})
        if self.answer is None:
            route.abort()
        else:
            route.fulfill(status=self.answer, headers={"Location": "/gallery/"})

    def open_as(self, owner: int) -> None:
        self.owner = owner
        self.page.goto("/gallery/")

    def choose(self, name: str, mark: str) -> None:
        self.page.locator(f"input[name={name}][value='{mark}']").check(force=True)

    def await_number(self, number: int) -> None:
        """Until so many were received in all."""
        for _ in range(100):
            if len(self.received) >= number:
                break
            self.page.wait_for_timeout(50)  # ms; lets the handlers run
        assert len(self.received) == number

    def expect_state(self, state: str) -> None:
        expect(self.page.locator("[data-queue-state]")).to_have_attribute("data-state", state)


@pytest.fixture(scope="module")
def pages() -> Iterator[str]:
    with served_pages() as address:
        yield address


@pytest.fixture
def gallery(open_page: OpenPage, pages: str) -> Page:
    page = open_page(pages, reduced_motion="reduce")  # a page that scrolls smoothly moves under the pointer
    page.goto("/gallery/")
    return page


@pytest.fixture
def ballots(gallery: Page, watcher: Watcher) -> Iterator[Ballots]:
    ballots = Ballots(gallery)
    ballots.open_as(7)
    yield ballots
    watcher.complaints.clear()  # the browser complains of the connection that was cut on purpose


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["ru", "kk"])
def test_axe_finds_nothing_and_nothing_sticks_out(
    open_page: OpenPage, pages: str, viewport: dict[str, int], scheme: str, language: str
) -> None:
    page = open_page(pages, locale=language, viewport=viewport, color_scheme=scheme)
    page.goto("/gallery/")
    page.evaluate("document.querySelectorAll('details').forEach(details => details.open = true)")
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": LEVELS}})
    assert not found.response["violations"], found.generate_report()
    assert page.evaluate(OVERFLOW) == 0


def test_a_mark_is_sent_by_itself(ballots: Ballots) -> None:
    ballots.choose("c1", "3")
    ballots.expect_state("saved")
    assert [(sent["c1"], sent["c2"]) for sent in ballots.received] == [("3", "cannot_judge")]
    assert re.fullmatch(r"[0-9a-f]{32}", ballots.received[0]["idempotency_key"])
    assert "csrfmiddlewaretoken" not in ballots.received[0]


def test_without_connection_the_mark_stays_in_the_phone_and_is_sent_again_under_its_key(
    ballots: Ballots,
) -> None:
    ballots.answer = None
    ballots.choose("c1", "3")
    ballots.expect_state("unsent")
    expect(ballots.page.locator("[data-queue-state]")).to_contain_text("1")
    ballots.answer = 204
    ballots.expect_state("saved")
    first, *later = ballots.received
    assert later
    assert all(sent == first for sent in later)


def test_unsent_marks_survive_a_closed_page_and_are_not_overwritten_by_older_ones(ballots: Ballots) -> None:
    ballots.answer = None
    ballots.choose("c1", "3")
    ballots.choose("c2", "9")
    ballots.expect_state("unsent")
    ballots.page.reload()
    expect(ballots.page.locator("input[name=c1][value='3']")).to_be_checked()
    expect(ballots.page.locator("input[name=c2][value='9']")).to_be_checked()
    ballots.answer = 204
    ballots.expect_state("saved")
    assert (ballots.received[-1]["c1"], ballots.received[-1]["c2"]) == ("3", "9")


def test_a_newer_mark_has_a_higher_number_and_another_key(ballots: Ballots) -> None:
    ballots.choose("c1", "3")
    ballots.expect_state("saved")
    with ballots.page.expect_response(lambda answer: answer.request.method == "POST"):
        ballots.choose("c1", "8")
    older, newer = ballots.received[0], ballots.received[-1]
    assert (older["c1"], newer["c1"]) == ("3", "8")
    assert int(newer["sequence"]) > int(older["sequence"])
    assert newer["idempotency_key"] != older["idempotency_key"]


@pytest.mark.parametrize("status", [409, 422])
def test_a_refused_mark_is_said_and_not_sent_again(ballots: Ballots, status: int) -> None:
    ballots.answer = status
    ballots.choose("c1", "3")
    ballots.expect_state("refused")
    ballots.page.reload()
    ballots.expect_state("refused")
    assert len(ballots.received) == 1
    ballots.answer = 204
    ballots.choose("c2", "4")
    expect(ballots.page.locator("input[name=c1][value='7']")).to_be_checked()  # as the server knows it
    ballots.await_number(2)
    ballots.choose("c2", "5")
    ballots.await_number(3)
    ballots.expect_state("refused")  # it stays to be read
    assert [(sent["c1"], sent["c2"]) for sent in ballots.received[1:]] == [("7", "4"), ("7", "5")]


@pytest.mark.parametrize("missing", ["indexedDB", "indexedDB localStorage"])
def test_where_a_browser_keeps_nothing_marks_are_sent_all_the_same(ballots: Ballots, missing: str) -> None:
    for name in missing.split():
        ballots.page.add_init_script(
            f"Object.defineProperty(window, '{name}', {{ get() {{ throw new Error() }} }})"
        )
    ballots.open_as(7)
    ballots.answer = None
    ballots.choose("c1", "3")
    ballots.expect_state("full" if "localStorage" in missing else "unsent")
    ballots.answer = 204
    ballots.expect_state("saved")
    assert ballots.received[-1]["c1"] == "3"


def test_a_log_in_page_is_no_acknowledgement(ballots: Ballots) -> None:
    ballots.answer = 302
    ballots.choose("c1", "3")
    ballots.expect_state("unsent")


def test_marks_of_two_people_who_share_a_phone_stay_apart(ballots: Ballots) -> None:
    ballots.answer = None
    ballots.choose("c1", "3")
    ballots.expect_state("unsent")
    ballots.answer = 204
    ballots.received.clear()
    ballots.open_as(8)
    expect(ballots.page.locator("input[name=c1][value='7']")).to_be_checked()  # as the server knows it
    ballots.choose("c2", "5")
    ballots.expect_state("saved")
    assert [(sent["c1"], sent["c2"]) for sent in ballots.received] == [("7", "5")]
    ballots.open_as(7)
    ballots.expect_state("saved")
    assert ballots.received[-1]["c1"] == "3"


def test_the_chosen_theme_is_there_when_the_page_comes_back(gallery: Page) -> None:
    gallery.locator("[data-theme-value=dark]").click()
    assert background_of(gallery) == "rgb(16, 20, 27)"
    gallery.reload()
    assert gallery.locator("html").get_attribute("data-theme") == "dark"
    assert background_of(gallery) == "rgb(16, 20, 27)"


def test_a_table_is_sorted_by_keyboard_and_what_is_missing_stays_last(gallery: Page) -> None:
    heading = gallery.locator("th[data-sort=number] button").nth(1)
    places = gallery.locator("table[data-sortable] tbody td:first-child")
    heading.press("Enter")
    assert [text.strip() for text in places.all_inner_texts()] == ["3", "2", "1", "–"]
    heading.press("Enter")
    assert [text.strip() for text in places.all_inner_texts()] == ["1", "2", "3", "–"]
    expect(gallery.locator("th[aria-sort=descending]")).to_have_count(1)


def test_a_form_is_sent_once_under_one_key(gallery: Page) -> None:
    gallery.evaluate(
        """() => {
            const form = document.querySelector("form[data-form]");
            form.noValidate = true;
            window.sent = [];
            document.addEventListener("submit", (event) => {
                if (!event.defaultPrevented) window.sent.push(new FormData(form).get("idempotency_key"));
                event.preventDefault();
            });
        }"""
    )
    button = gallery.locator("form[data-form] button[type=submit]")
    button.click()
    expect(button).to_have_attribute("aria-disabled", "true")
    button.click(force=True)
    sent = gallery.evaluate("window.sent")
    assert len(sent) == 1
    assert re.fullmatch(r"[0-9a-f]{32}", sent[0])


def test_a_dialog_keeps_the_keyboard_and_closes_on_escape(gallery: Page) -> None:
    dialog = gallery.locator("#gallery-dialog")
    expect(dialog).to_be_hidden()
    gallery.locator("[data-opens=gallery-dialog]").press("Enter")
    expect(dialog).to_be_visible()
    assert gallery.evaluate("document.querySelector('#gallery-dialog').contains(document.activeElement)")
    gallery.keyboard.press("Escape")
    expect(dialog).to_be_hidden()


def test_the_first_key_leads_past_the_navigation(gallery: Page) -> None:
    gallery.evaluate("document.activeElement.blur()")
    gallery.goto("/gallery/#figures")
    gallery.goto("/gallery/")
    gallery.locator(".skip-link").press("Enter")
    assert gallery.evaluate("document.activeElement.id") == "content"


def background_of(page: Page) -> Any:
    return page.evaluate("getComputedStyle(document.body).backgroundColor")
