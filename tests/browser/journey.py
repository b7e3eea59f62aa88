"""People of the browser journey: what each does on the pages, through what they see and press."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page, ViewportSize, expect

from tests.browser.conftest import DESK, PHONE, OpenPage
from tests.browser.leftovers import left_over_texts
from tests.server import PlatformServer

PATIENCE = 15_000  # ms; not a promise of speed
PASSWORD = "a long enough password"


@dataclass
class Person:
    """Somebody at a page of their own, who reads one language."""

    page: Page
    language: str = "ru"

    def visit(self, address: str) -> None:
        self.page.goto(address)
        self.reads_own_language()

    def press(self, selector: str) -> None:
        """Press the button or link and read the page that comes."""
        self.page.locator(selector).first.click()
        self.page.wait_for_load_state()
        self.reads_own_language()

    def submit(self) -> None:
        self.press("main form[method=post] :is(button.button-primary, button.button-danger):visible")

    def leave_empty(self, selector: str) -> None:
        """Send the form without this answer, past the browser's own check; the server's refusal marks the field."""
        self.page.locator(selector).evaluate("field => { field.form.noValidate = true; }")
        self.page.fill(selector, "")
        self.submit()
        expect(self.page.locator(f"{selector}[aria-invalid=true]")).to_be_visible()

    def leave_unchecked(self, selector: str) -> None:
        """The same for a box to tick."""
        self.page.locator(selector).evaluate("field => { field.form.noValidate = true; }")
        self.page.locator(selector).uncheck(force=True)
        self.submit()
        expect(self.page.locator(f"{selector}[aria-invalid=true]")).to_be_attached()

    def reads_own_language(self) -> None:
        """No text of ours is left in another language. Codes and keys, marked as such, are in none."""
        words = self.page.locator("body").inner_text()
        for code in self.page.locator("[translate=no]").all_inner_texts():
            words = words.replace(code, "", 1)
        found = left_over_texts(words, self.language)
        assert not found, f"{self.page.url}: {found[:5]}"

    def picture(self, folder: Path, station: str) -> None:
        """The whole page, for people to look at."""
        self.page.screenshot(path=folder / f"{station}.png", full_page=True)

    def log_in(self, email: str, password: str = PASSWORD) -> None:
        self.visit("/account/login/")
        self.page.fill("input[name=login]", email)
        self.page.fill("input[name=password]", password)
        self.submit()

    def refused(self, words: str) -> None:
        """The page that came says why not, and shows it."""
        expect(self.page.locator("main").get_by_text(words).first).to_be_visible()


def enter(
    server: PlatformServer, open_page: OpenPage, *, language: str = "ru", on_a_phone: bool = False
) -> Person:
    """A new person with a browser of their own."""
    viewport: ViewportSize = PHONE if on_a_phone else DESK
    page = open_page(server.url, locale=language, viewport=viewport)
    page.set_default_timeout(PATIENCE)
    return Person(page, language)


def join(person: Person, code: str, helix: str, organization: str) -> None:
    """On a phone, without an account: code, helix, organization."""
    person.visit("/join/")
    person.page.fill("input[name=code]", code.lower())
    person.submit()
    person.page.locator(f"input[name=helix][value={helix}]").check(force=True)
    person.page.fill("input[name=organization]", organization)
    for consent in person.page.locator("input[name=agrees]").all():
        consent.check(force=True)
    person.submit()
    expect(person.page).to_have_url(re.compile(r"/workshops/\d+/room/$"))


def admit_everybody(facilitator: Person, desk: str) -> None:
    """Who came with the code asks at the door of a problem-solving workshop."""
    facilitator.visit(desk)
    while facilitator.page.locator("button[formaction$='/confirm/']").count():
        facilitator.press("button[formaction$='/confirm/']")


def write_note(person: Person, text: str) -> None:
    person.page.fill("[name=text]", text)
    person.press("main form:has([name=text]) button[type=submit]")
    expect(person.page.get_by_text(text).first).to_be_visible()


def mark_everything(person: Person, address: str, mark_for: Callable[[str], int]) -> None:
    """One activity after the other; each mark is sent by itself, "next" leads on."""
    person.visit(address)
    while person.page.locator("form[data-ballot]:visible").count():
        mark = mark_for(person.page.locator("h1").inner_text())
        for scale in person.page.locator("form[data-ballot] fieldset").all():
            scale.locator(f"label.mark:has(input[value='{mark}'])").click()
        person.press("button[form=ballot]")
