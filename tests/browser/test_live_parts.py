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


def test_a_part_may_listen_to_several_names(imagined: Imagined) -> None:
    imagined.open({"name": "themes"})
    part(imagined, "notes")("two")
    assert imagined.fetched == ["notes"]


def test_a_script_in_a_part_does_not_run(imagined: Imagined, watcher: Watcher) -> None:
    imagined.texts["notes"] = "two<script>document.title = 'taken'</script>"
    imagined.open({"name": "notes"})
    part(imagined, "notes")("two")
    assert imagined.page.title() == "Live"
    watcher.complaints.clear()
