"""Every page of the demonstration, as each role sees it: it answers, fits a phone, speaks one language, axe is content."""

import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from demo.people import PASSWORD
from tests.browser.conftest import PHONE, PROJECTOR, OpenPage
from tests.browser.journey import LATIN_WORDS, PROPER
from tests.server import PlatformServer

AXE = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
START = {
    "": ["/ru/", "/ru/regions/", "/ru/regions/KZ-43/", "/ru/regions/KZ-43/priorities/", "/join/", "/account/login/"],
    "facilitator": ["/regions/KZ-23/desk/", "/regions/KZ-23/workshops/", "/regions/KZ-43/rounds/", "/rounds/1/ranking/"],
    "official2": ["/regions/KZ-47/sets/", "/regions/KZ-47/proposals/", "/sets/2/approve/"],
    "business": ["/proposals/", "/regions/KZ-27/proposals/new/", "/account/"],
}  # fmt: skip
SAME_ROOM = re.compile(
    r"/\d+/|/KZ-\d+/|/[A-Z]/$"
)  # pages that differ only by whose they are are looked at once
NOT_PAGES = re.compile(r"\.(csv|xlsx|zip|json|py|pdf)$|/(en|kk)/|logout|/api/|data\.|observations\.")


def shape(address: str) -> str:
    """Addresses of the same kind of page have the same shape."""
    return SAME_ROOM.sub("/·/", re.sub(r"[?#].*", "", address))


def rooms(page: Page, base: str, start: list[str]) -> Iterator[tuple[str, int]]:
    """Breadth first along the links a person sees, one page of each kind."""
    waiting, seen = list(start), {shape(address) for address in start}
    while waiting:
        address = waiting.pop(0)
        answer = page.goto(address)
        yield address, answer.status if answer else 0
        for link in page.locator("a[href]").evaluate_all(
            "links => links.map(link => link.getAttribute('href'))"
        ):
            path = link.removeprefix(base)
            if path.startswith("/") and not NOT_PAGES.search(path) and shape(path) not in seen:
                seen.add(shape(path))
                waiting.append(path)


def log_in(page: Page, role: str) -> None:
    page.goto("/account/login/")
    page.fill("input[name=login]", f"{role}@demo.example")
    page.fill("input[name=password]", PASSWORD)
    page.locator("main form button.button-primary").click()
    page.wait_for_load_state()


def complaints(page: Page) -> list[str]:
    """What a reader would complain of on the page that is open."""
    found = [f"not in Russian: {words[:60]}" for words in LATIN_WORDS.findall(texts_of_ours(page))]
    if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
        found.append("scrolls sideways")
    violations = Axe().run(page, options=AXE).response["violations"]
    return found + [f"axe {each['id']}: {each['nodes'][0]['html'][:120]}" for each in violations]


def texts_of_ours(page: Page) -> str:
    """Without codes and digests, which have no language."""
    return PROPER.sub("", re.sub(r"\b[0-9a-f]{4}\b|KZ-\d+", "", page.locator("body").inner_text()))


@pytest.mark.parametrize("role", list(START), ids=lambda role: role or "public")
def test_every_page_can_be_read(demo_server: PlatformServer, open_page: OpenPage, role: str) -> None:
    page = open_page(demo_server.url, locale="ru", viewport=PHONE)
    if role:
        log_in(page, role)
    found: list[str] = []
    visited = 0
    for address, status in rooms(page, demo_server.url, START[role]):
        visited += 1
        if status != 200:
            found.append(f"{address}: a link that leads to {status}")
        for viewport in (PROJECTOR, PHONE):
            page.set_viewport_size(viewport)
            found += [f"{address} at {viewport['width']}: {complaint}" for complaint in complaints(page)]
    assert found == []
    assert visited > len(START[role]), "no link led anywhere"
