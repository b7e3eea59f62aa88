"""The eye that test_every_room looks with sees each kind of fault, and none on a page without."""

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import PHONE, OpenPage
from tests.browser.links import Links
from tests.browser.pages import served_pages
from tests.browser.reader import complaints

PAGE = """<!doctype html><html lang="ru"><head><title>Страница</title>
<meta name="viewport" content="width=device-width, initial-scale=1"></head>
<body><main><h1>Заголовок</h1><p>Несколько слов.</p>{fault}</main></body></html>"""
FAULTS = {
    "too wide": ('<div style="width: 2500px">Широко</div>', "scrolls sideways at 1920"),
    "too wide at 400 %": ('<div style="width: 330px">Широко</div>', "scrolls sideways at 320"),
    "no room for spaced text": (
        '<div style="width: max-content; font: 20px monospace">Двадцать пять букв строки</div>',
        "spaced text scrolls sideways",
    ),
    "pale": ('<p style="color: #ccc">Бледно</p>', "axe color-contrast"),
    "dark on dark": (
        "<style>@media (prefers-color-scheme: dark) { p { color: #222; background: #111; } }</style>",
        "in the dark",
    ),
    "cut on paper": (
        '<div tabindex="0" style="overflow-x: auto"><div style="width: 900px">Таблица</div></div>',
        "cut: ",
    ),
    "hidden on paper": ("<style>@media print { main { display: none; } }</style>", "hidden: <main>"),
    "English": ("<p>Three English words</p>", "not in ru: Three English words"),
    "a place that is not there": ('<p><a href="#nowhere">Дальше</a></p>', "leads to no place: #nowhere"),
    "a step in headings left out": ("<h4>Подробности</h4>", "axe heading-order"),
}


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    return open_page("http://127.0.0.1", viewport=PHONE)


def test_a_page_without_faults_has_none(page: Page) -> None:
    page.set_content(PAGE.format(fault=""))
    assert complaints(page, "ru") == []


@pytest.mark.parametrize("kind", FAULTS)
def test_each_kind_of_fault_is_seen(page: Page, kind: str) -> None:
    fault, complaint = FAULTS[kind]
    page.set_content(PAGE.format(fault=fault))
    assert any(complaint in found for found in complaints(page, "ru"))


def test_a_dead_link_is_found_and_one_of_each_kind_is_asked(open_page: OpenPage) -> None:
    with served_pages() as address:
        page = open_page(address)
        page.goto("/gallery/")
        page.locator("main").evaluate(
            """main => ["/gone/1/", "/gone/2/?a=1"].forEach((address) =>
                main.append(Object.assign(document.createElement("a"), {href: address, textContent: address})))"""
        )
        links = Links(address)
        links.collect(page)
        asked = [link for link, _ in links.addresses.values() if link.startswith("/gone/")]
        assert asked == ["/gone/1/", "/gone/2/?a=1"]
        links.addresses = {link: (link, "here") for link in asked}
        assert links.dead(page.request) == [f"here: a link to {link}, which answers 404" for link in asked]
