"""People of the browser journey: what each does on the pages, through what they see and press."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page, expect

PASSWORD = "a long enough password"
LATIN_WORDS = re.compile(r"\b[A-Za-z]{2,}(?:\s+[A-Za-z]{2,}){2,}")
# Names that stay as they are in every language.
PROPER = re.compile(
    r"s3platform|verify\.py|python3|bundle\.zip|--fingerprint|E-mail|CSV|JSON|XLSX|ZIP|PDF|JPEG|PNG"
)


@dataclass
class Person:
    """Somebody at a page of their own."""

    page: Page

    def visit(self, address: str) -> None:
        self.page.goto(address)
        self.reads_russian()

    def press(self, selector: str) -> None:
        """Press the button or link and read the page that comes."""
        self.page.locator(selector).first.click()
        self.page.wait_for_load_state()
        self.reads_russian()

    def submit(self) -> None:
        self.press("main form[method=post] :is(button.button-primary, button.button-danger):visible")

    def reads_russian(self) -> None:
        """No text of ours is left in English."""
        words = PROPER.sub("", self.page.locator("body").inner_text())
        found = LATIN_WORDS.findall(words)
        assert not found, f"{self.page.url}: {found[:5]}"

    def log_in(self, email: str) -> None:
        self.visit("/account/login/")
        self.page.fill("input[name=login]", email)
        self.page.fill("input[name=password]", PASSWORD)
        self.submit()


def join(person: Person, code: str, helix: str, organization: str) -> None:
    """On a phone, without an account: code, helix, organization."""
    person.visit("/join/")
    person.page.fill("input[name=code]", code.lower())
    person.submit()
    person.page.locator(f"input[name=helix][value={helix}]").check(force=True)
    person.page.fill("input[name=organization]", organization)
    person.submit()
    expect(person.page).to_have_url(re.compile(r"/workshops/\d+/room/$"))


def write_note(person: Person, text: str) -> None:
    person.page.fill("[name=text]", text)
    person.press("main form:has([name=text]) button[type=submit]")
    expect(person.page.get_by_text(text).first).to_be_visible()


def mark_everything(person: Person, address: str, mark_for: Callable[[str], int]) -> None:
    """One activity after the other; each mark is sent by itself, "next" leads on."""
    person.visit(address)
    while person.page.locator("form[data-ballot]").count():
        mark = mark_for(person.page.locator("h1").inner_text())
        for scale in person.page.locator("form[data-ballot] fieldset").all():
            scale.locator(f"label.mark:has(input[value='{mark}'])").click()
        person.press("button[form=ballot]")
