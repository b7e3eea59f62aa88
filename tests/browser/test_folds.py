"""Folded sections of long pages: shut on a phone, open where there is room, on paper and where a link leads."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, ViewportSize

from tests.browser.conftest import DESK, PHONE, OpenPage
from tests.browser.pages import served_pages

PAGE = """<!doctype html><title>Folds</title><main><a href="#second">there</a>
<details id="first-fold" data-fold open><summary><h2 id="first">one</h2></summary><p>one</p></details>
<section id="part"><details id="second-fold" data-fold><summary><h2 id="second">two</h2></summary><p>two</p></details></section>
</main><script type="module" src="/static/js/folds.js"></script>"""
REPLACED = """() => {
    const part = document.getElementById("part");
    const third = document.createElement("details");
    third.id = "third-fold";
    third.dataset.fold = "";
    part.append(third);
    document.getElementById("second-fold").open = false;
    part.dispatchEvent(new CustomEvent("live:replaced", {bubbles: true}));
}"""


@pytest.fixture(scope="module")
def pages() -> Iterator[str]:
    with served_pages() as address:
        yield address


def opened(open_page: OpenPage, address: str, viewport: ViewportSize, place: str = "") -> Page:
    page = open_page(address, viewport=viewport)
    page.route("**/imagined/", lambda route: route.fulfill(body=PAGE, content_type="text/html"))
    page.goto(f"/imagined/{place}")
    return page


def open_folds(page: Page) -> list[str]:
    found: list[str] = page.locator("[data-fold][open]").evaluate_all("all => all.map(one => one.id)")
    return found


def test_a_phone_shows_the_headings_and_a_desk_everything(open_page: OpenPage, pages: str) -> None:
    assert open_folds(opened(open_page, pages, PHONE)) == ["first-fold"]
    assert open_folds(opened(open_page, pages, DESK)) == ["first-fold", "second-fold"]


def test_a_link_opens_what_it_leads_to(open_page: OpenPage, pages: str) -> None:
    assert open_folds(opened(open_page, pages, PHONE, "#second")) == ["first-fold", "second-fold"]
    page = opened(open_page, pages, PHONE)
    page.locator("a").click()
    page.locator("#second-fold[open]").wait_for()
    assert open_folds(opened(open_page, pages, PHONE, "#part")) == ["first-fold", "second-fold"]


def test_what_the_browser_will_not_send_is_seen(open_page: OpenPage, pages: str) -> None:
    page = opened(open_page, pages, PHONE)
    page.evaluate("""() => {
        const second = document.querySelector("#second-fold");
        const [form, field] = [document.createElement("form"), document.createElement("input")];
        Object.assign(field, { type: "url", value: "wrong" });
        form.append(field);
        second.append(form);
    }""")
    assert open_folds(page) == ["first-fold"]
    page.evaluate("document.querySelector('form').requestSubmit()")
    assert open_folds(page) == ["first-fold", "second-fold"]


def test_on_paper_all_is_open_and_afterwards_as_before(open_page: OpenPage, pages: str) -> None:
    page = opened(open_page, pages, PHONE)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert open_folds(page) == ["first-fold", "second-fold"]
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert open_folds(page) == ["first-fold"]


def test_what_comes_later_is_open_at_a_desk_and_what_was_shut_stays_shut(
    open_page: OpenPage, pages: str
) -> None:
    page = opened(open_page, pages, DESK)
    page.evaluate(REPLACED)
    assert open_folds(page) == ["first-fold", "third-fold"]
