"""The wall of a hall: one picture with pages, turned by keys (wall.js and projector.css, with no platform behind)."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import PHONE, PROJECTOR, OpenPage
from tests.browser.pages import served_pages

THEMES = "".join(
    f'<article class="card"><h3 class="card-title">Theme {number}</h3><ul class="stack">'
    + "".join(f"<li>What somebody wrote about it, idea {idea}</li>" for idea in range(6))
    + "</ul></article>"
    for number in range(20)
)
PAGE = """<!doctype html><html lang="en" data-theme="projector-dark"><title>Wall</title>
<link rel="stylesheet" href="/static/css/reset.css"><link rel="stylesheet" href="/static/css/tokens.css">
<link rel="stylesheet" href="/static/css/layout.css">
<link rel="stylesheet" href="/static/css/surfaces.css"><link rel="stylesheet" href="/static/css/projector.css">
<body class="for-projectors"><main class="wall-main"><div class="wall-hall"><div class="wall-board">
<div class="wall-pages" data-wall-pages tabindex="0"><section id="themes">{themes}</section></div></div></div></main>
<footer class="wall-foot"><div data-wall-turns hidden><button data-wall-turn="-1">Previous</button>
<p><span data-wall-page>1</span> / <span data-wall-total>1</span></p><button data-wall-turn="1">Next</button></div></footer>
<script type="module" src="/static/js/wall.js"></script></body></html>"""


@pytest.fixture(scope="module")
def pages() -> Iterator[str]:
    with served_pages() as address:
        yield address


def opened(page: Page, themes: str) -> Page:
    def answer(route: Route) -> None:
        route.fulfill(body=PAGE.format(themes=themes), content_type="text/html")

    page.route("**/imagined/", answer)
    page.goto("/imagined/")
    return page


def in_sight(page: Page, theme: str) -> bool:
    return bool(
        page.get_by_role("heading", name=theme, exact=True).evaluate(
            "element => { const box = element.getBoundingClientRect(), board = element.closest('.wall-pages')"
            ".getBoundingClientRect(); return box.left >= board.left - 1 && box.right <= board.right + 1; }"
        )
    )


def test_keys_turn_the_pages_of_the_wall_and_stop_at_both_ends(open_page: OpenPage, pages: str) -> None:
    wall = opened(open_page(pages, viewport=PROJECTOR), THEMES)
    total, page = wall.locator("[data-wall-total]"), wall.locator("[data-wall-page]")
    expect(wall.get_by_role("button", name="Next")).to_be_visible()
    last = int(total.inner_text())
    assert last > 1
    assert in_sight(wall, "Theme 0")
    assert not in_sight(wall, "Theme 19")
    for key in ["ArrowRight", "PageDown"] * last:  # beyond the end
        wall.keyboard.press(key)
    expect(page).to_have_text(str(last))
    expect(wall.get_by_role("button", name="Next")).to_have_attribute("aria-disabled", "true")
    assert in_sight(wall, "Theme 19")
    assert not in_sight(wall, "Theme 0")
    wall.keyboard.press("PageUp")
    expect(page).to_have_text(str(last - 1))
    wall.keyboard.press("ArrowLeft")
    for _ in range(last):
        wall.get_by_role("button", name="Previous").click(force=True)
    expect(page).to_have_text("1")
    assert in_sight(wall, "Theme 0")


def test_every_theme_stands_on_some_page_and_nothing_scrolls(open_page: OpenPage, pages: str) -> None:
    wall = opened(open_page(pages, viewport=PROJECTOR), THEMES)
    expect(wall.get_by_role("button", name="Next")).to_be_visible()
    assert wall.evaluate("document.documentElement.scrollHeight <= innerHeight")
    seen: set[str] = set()
    for _ in range(int(wall.locator("[data-wall-total]").inner_text())):
        seen |= {f"Theme {number}" for number in range(20) if in_sight(wall, f"Theme {number}")}
        wall.keyboard.press("ArrowRight")
    assert len(seen) == 20


def test_a_wall_with_little_on_it_has_no_pages(open_page: OpenPage, pages: str) -> None:
    wall = opened(open_page(pages, viewport=PROJECTOR), "<h3>Theme 0</h3>")
    expect(wall.locator("[data-wall-pages=turned]")).to_be_visible()
    expect(wall.get_by_role("button", name="Next")).to_be_hidden()


def test_a_small_screen_scrolls_the_wall_as_any_page(open_page: OpenPage, pages: str) -> None:
    wall = opened(open_page(pages, viewport=PHONE), THEMES)
    expect(wall.locator("[data-wall-pages=turned]")).to_be_visible()
    expect(wall.get_by_role("button", name="Next")).to_be_hidden()
    assert wall.evaluate("document.documentElement.scrollHeight > innerHeight")
    assert wall.evaluate("document.documentElement.scrollWidth <= innerWidth")


PLACES = "".join(
    '<section><table class="wall-table"><tbody>'
    + "".join(f"<tr><td>{row}</td><th>Activity {page * 8 + row}</th></tr>" for row in range(8))
    + "</tbody></table></section>"
    for page in range(3)
)


def places(page: Page) -> Page:
    """The board of a ranking: each section is one page."""
    body = PAGE.replace('<div class="wall-hall"><div class="wall-board">\n', "").replace(
        "</div></div></main>", "</main>"
    )
    body = body.replace('class="wall-pages"', 'class="wall-pages wall-places"')
    body = body.replace('<section id="themes">{themes}</section>', "{themes}")

    def answer(route: Route) -> None:
        route.fulfill(body=body.format(themes=PLACES), content_type="text/html")

    page.route("**/imagined/", answer)
    page.goto("/imagined/")
    return page


def test_places_turn_by_eight(open_page: OpenPage, pages: str) -> None:
    wall = places(open_page(pages, viewport=PROJECTOR))
    expect(wall.locator("[data-wall-total]")).to_have_text("3")
    assert wall.evaluate("document.documentElement.scrollWidth <= innerWidth")
    first, last = wall.get_by_text("Activity 7", exact=True), wall.get_by_text("Activity 23", exact=True)
    expect(first).to_be_in_viewport()
    expect(last).not_to_be_in_viewport()
    wall.keyboard.press("ArrowRight")
    wall.get_by_role("button", name="Next").click()
    expect(last).to_be_in_viewport()
    expect(first).not_to_be_in_viewport()
