"""What readers complain of on a page, whoever they are: too wide, unreadable, in another language, cut on paper."""

import re
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, ViewportSize

from tests.browser.conftest import PHONE, PROJECTOR
from tests.browser.leftovers import left_over_texts

AXE_SCRIPT = Axe().axe_script
EVERYTHING = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations"],
}
CONTRAST = {"runOnly": {"type": "rule", "values": ["color-contrast"]}, "resultTypes": ["violations"]}
RUN_AXE = (
    "options => axe.run(options).then(({violations}) => violations.map(({id, nodes}) => [id, nodes[0].html]))"
)
NARROWEST = ViewportSize(width=320, height=256)  # 1280 pixels at 400 %: WCAG 1.4.10
PAPER = ViewportSize(width=673, height=987)  # A4 without its margins, at 96 dots per inch
SIDEWAYS = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
# WCAG 1.4.12. A style sheet made by script passes the content security policy.
WIDE_TEXT = """() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
        word-spacing: 0.16em !important; } p { margin-block-end: 2em !important; }`);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}"""
USUAL_TEXT = "() => { document.adoptedStyleSheets = document.adoptedStyleSheets.slice(0, -1); }"
# On paper nobody scrolls: what a box hides or scrolls away is lost.
CUT_ON_PAPER = """() => {
    const shown = (element) => element.checkVisibility({visibilityProperty: true, opacityProperty: true});
    const cut = [...document.querySelectorAll("main, main *")].filter((element) =>
        element.clientWidth > 1 && element.scrollWidth > element.clientWidth + 1 &&
        getComputedStyle(element).overflowX !== "visible" && !element.closest("svg") && shown(element));
    const lost = [...document.querySelectorAll("main, main h1")]
        .filter((element) => !shown(element) && !element.closest("[data-not-on-paper]"));
    const told = (element) => new XMLSerializer().serializeToString(element)
        .replace(' xmlns="http://www.w3.org/1999/xhtml"', "").slice(0, 100);
    return [...lost.map((element) => "hidden: " + told(element)), ...cut.map((element) => "cut: " + told(element))];
}"""
LOST_PLACES = """() => [...document.querySelectorAll("a[href^='#']")].map((link) => link.getAttribute("href"))
    .filter((place) => place.length > 1 && !document.getElementById(decodeURIComponent(place.slice(1))))"""
CODES = re.compile(r"\b[0-9a-f]{4}\b|\b[A-Z2-7]{4}\b|KZ-\d+")  # codes, keys and digests have no language


def complaints(page: Page, language: str) -> list[str]:
    """Of the open page, at every width, in both themes and on paper. Leaves it on a phone, in the light."""
    page.evaluate(AXE_SCRIPT)
    found = [f"leads to no place: {place}" for place in page.evaluate(LOST_PLACES)]
    for viewport in (PROJECTOR, PHONE):
        page.set_viewport_size(viewport)
        found += [
            f"{complaint} at {viewport['width']}" for complaint in sideways(page) + axe(page, EVERYTHING)
        ]
    return found + spoken(page, language) + narrow(page) + in_the_dark(page) + on_paper(page)


def sideways(page: Page) -> list[str]:
    return ["scrolls sideways"] if page.evaluate(SIDEWAYS) else []


def axe(page: Page, options: dict[str, Any]) -> list[str]:
    """Needs AXE_SCRIPT in the page."""
    return [f"axe {rule}: {html[:160]}" for rule, html in page.evaluate(RUN_AXE, options)]


def spoken(page: Page, language: str) -> list[str]:
    """What is left in another language. `language` "": the page speaks all of them."""
    if not language:
        return []
    texts = CODES.sub("", page.locator("body").inner_text())
    return [f"not in {language}: {words[:60]}" for words in left_over_texts(texts, language)]


def narrow(page: Page) -> list[str]:
    """At 400 % and with spaced text nothing sticks out."""
    page.set_viewport_size(NARROWEST)
    found = [f"{complaint} at 320" for complaint in sideways(page)]
    page.set_viewport_size(PHONE)
    page.evaluate(WIDE_TEXT)
    found += [f"spaced text {complaint}" for complaint in sideways(page)]
    page.evaluate(USUAL_TEXT)
    return found


def in_the_dark(page: Page) -> list[str]:
    page.emulate_media(color_scheme="dark")
    found = [f"{complaint} in the dark" for complaint in axe(page, CONTRAST)]
    page.emulate_media(color_scheme="light")
    return found


def on_paper(page: Page) -> list[str]:
    page.set_viewport_size(PAPER)
    page.emulate_media(media="print")
    found = [f"{complaint} on paper" for complaint in sideways(page) + page.evaluate(CUT_ON_PAPER)]
    page.emulate_media(media="screen")
    page.set_viewport_size(PHONE)
    return found
