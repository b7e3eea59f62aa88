"""Parts of a page that stay fresh: live.js against a server that is only imagined here."""

import json
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import OpenPage, Watcher
from tests.browser.pages import served_pages

PAGE = """<!doctype html><title>Live</title>
<main data-live="token" data-live-delay="0">
  <section id="turnout" data-live-name="turnout" data-live-src="/part/turnout/" data-live-version="1">one
    <input id="typing"></section>
  <section id="notes" data-live-name="notes themes" data-live-src="/part/notes/">one</section>
</main><script type="module" src="/static/js/live.js"></script>"""


class Imagined:
    """Serves the page, its stream (`events`, one batch a connection) and its parts (`texts`)."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.events: list[dict[str, object]] = []
        self.texts = {"turnout": "two", "notes": "two"}
        self.fetched: list[str] = []
        self.held: Route | None = None
        self.holds = False
        page.route("**/imagined/", lambda route: route.fulfill(body=PAGE, content_type="text/html"))
        page.route("**/live/?token=token", self._stream)
        page.route("**/part/*/", self._part)

    def open(self, *events: dict[str, object]) -> None:
        self.events = list(events)
        self.page.goto("/imagined/")

    def _stream(self, route: Route) -> None:
        told = "".join(f"event: changed\ndata: {json.dumps(event)}\n\n" for event in self.events)
        self.events = []
        route.fulfill(body=f"event: hello\ndata: {{}}\n\n{told}", content_type="text/event-stream")

    def _part(self, route: Route) -> None:
        name = route.request.url.rstrip("/").rsplit("/", 1)[1]
        self.fetched.append(name)
        if self.holds:
            self.held, self.holds = route, False
            return
        self.answer(route, name)

    def answer(self, route: Route, name: str) -> None:
        body = f'<section id="{name}" data-live-name="{name}" data-live-src="/part/{name}/">{self.texts[name]}</section>'
        route.fulfill(body=body, content_type="text/html", headers={"ETag": f'"{self.texts[name]}"'})


@pytest.fixture(scope="module")
def pages() -> Iterator[str]:
    with served_pages() as address:
        yield address


@pytest.fixture
def imagined(open_page: OpenPage, pages: str) -> Imagined:
    return Imagined(open_page(pages))


def part(imagined: Imagined, name: str) -> Callable[[str], None]:
    return expect(imagined.page.locator(f"#{name}")).to_have_text


def test_a_named_part_is_fetched_and_replaced(imagined: Imagined) -> None:
    imagined.open({"name": "notes"})
    part(imagined, "notes")("two")
    assert imagined.fetched == ["notes"]


def test_a_part_that_is_not_behind_is_left_alone(imagined: Imagined) -> None:
    imagined.open({"name": "turnout", "version": 1}, {"name": "notes", "version": 1})
    part(imagined, "notes")("two")
    assert imagined.fetched == ["notes"]


def test_a_resync_fetches_everything(imagined: Imagined) -> None:
    imagined.open({"name": "resync"})
    part(imagined, "notes")("two")
    part(imagined, "turnout")("two")


def test_a_server_that_became_deaf_is_asked_at_once(imagined: Imagined) -> None:
    imagined.open({"name": "deaf"})
    part(imagined, "notes")("two")
    part(imagined, "turnout")("two")


def test_what_is_being_typed_is_not_wiped(imagined: Imagined) -> None:
    imagined.open()
    imagined.page.locator("#typing").fill("half a sentence")
    with imagined.page.expect_response("**/part/turnout/"):
        imagined.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(imagined.page.locator("#typing")).to_have_value("half a sentence")
    imagined.page.locator("#typing").blur()
    part(imagined, "turnout")("two")


def test_an_empty_field_that_waits_for_the_next_idea_holds_nothing_back(imagined: Imagined) -> None:
    imagined.open()
    imagined.page.locator("#typing").focus()
    imagined.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    part(imagined, "turnout")("two")


def test_what_the_reader_opened_stays_open(imagined: Imagined) -> None:
    """What has no id cannot be found again: it comes as the server sends it."""
    folds = "<details id=kept><summary>kept</summary></details><details><summary>lost</summary></details>"
    imagined.texts["notes"] = f"two{folds}"
    imagined.open({"name": "notes"})
    expect(imagined.page.locator("#notes details")).to_have_count(2)
    imagined.page.locator("#notes summary").first.click()
    imagined.page.locator("#notes summary").last.click()
    imagined.texts["notes"] = f"three{folds}"
    imagined.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(imagined.page.locator("#notes")).to_contain_text("three")
    assert imagined.page.locator("#notes details[open]").evaluate_all("all => all.map(one => one.id)") == [
        "kept"
    ]


def test_a_part_may_listen_to_several_names(imagined: Imagined) -> None:
    imagined.open({"name": "themes"})
    part(imagined, "notes")("two")
    assert imagined.fetched == ["notes"]


def test_a_part_named_many_times_is_fetched_once_and_once_more(imagined: Imagined) -> None:
    imagined.open({"name": "notes"})
    part(imagined, "notes")("two")
    imagined.texts["notes"] = "three"
    imagined.page.evaluate("""async () => {
        for (let time = 0; time < 20; time += 1) {
            document.dispatchEvent(new CustomEvent("live:wanted", { detail: "notes" }));
            await new Promise((done) => setTimeout(done, 10));
        }
    }""")
    part(imagined, "notes")("three")
    assert len(imagined.fetched) <= 3


def test_an_answer_that_comes_late_does_not_put_back_what_was_there_before(imagined: Imagined) -> None:
    imagined.holds = True
    imagined.open({"name": "notes"})
    imagined.page.wait_for_timeout(500)
    assert imagined.fetched == ["notes"]
    imagined.page.evaluate("document.dispatchEvent(new CustomEvent('live:wanted', { detail: 'notes' }))")
    imagined.page.wait_for_timeout(500)
    assert imagined.fetched == ["notes"], "the next waits for the answer of the first"
    assert imagined.held is not None
    imagined.answer(imagined.held, "notes")
    imagined.texts["notes"] = "three"
    part(imagined, "notes")("three")


def test_a_script_in_a_part_does_not_run(imagined: Imagined, watcher: Watcher) -> None:
    imagined.texts["notes"] = "two<script>document.title = 'taken'</script>"
    imagined.open({"name": "notes"})
    part(imagined, "notes")("two")
    assert imagined.page.title() == "Live"
    watcher.complaints.clear()
