"""One press at the desk moves the wall, the phone and the other desk; their clocks agree though one device's is wrong.

Embedded only: what differs between the backends (locks, the relay of news) is tested beside.
"""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PROJECTOR, OpenPage
from tests.browser.journey import PATIENCE, Person, enter, join, write_note
from tests.browser.scenes import REGION, settle
from tests.server import PlatformServer

pytestmark = [
    pytest.mark.journey,
    pytest.mark.browser,
    pytest.mark.parametrize("platform_server", ["embedded"], indirect=True),
]
HOUR_AHEAD = "const real = Date.now; Date.now = () => real() + 3600000;"
SECONDS_APART = 3  # three screens read one after the other on a busy machine
MOST_CLICKS = 5


class Clicks:
    """A facilitator whose presses are counted."""

    def __init__(self, person: Person) -> None:
        self.person, self.number = person, 0

    def __call__(self, role: str, name: str) -> None:
        self.number += 1
        self.person.page.get_by_role(role, name=name).first.click(force=role == "radio")  # type: ignore[arg-type]  # -- reason: a role
        self.person.page.wait_for_load_state()


def test_an_evening_led_from_one_desk(platform_server: PlatformServer, open_page: OpenPage) -> None:
    settle(platform_server, "en")
    facilitator = enter(platform_server, open_page, language="en")
    facilitator.log_in("facilitator@example.org")
    wall, code = to_the_first_result_in_few_clicks(platform_server, open_page, facilitator)

    phone = enter(platform_server, open_page, language="en", on_a_phone=True)
    phone.page.context.add_init_script(HOUR_AHEAD)
    join(phone, code, "business", "Fishery")
    write_note(phone, "Sturgeon in closed basins")
    expect(wall.get_by_text("Sturgeon in closed basins")).to_be_visible(timeout=PATIENCE)

    clocks_agree(facilitator.page, wall, phone.page)
    stop_and_lengthen(facilitator.page, wall, phone.page)
    other = beside(platform_server, open_page, facilitator)
    move_together(facilitator.page, other.page, wall, phone.page)
    speak(facilitator.page, phone.page, wall)

    late = enter(platform_server, open_page, language="en", on_a_phone=True)
    join(late, code, "science", "Institute")
    expect(late.page.locator("#room-step .card-title")).to_have_text(step_on(wall))


def to_the_first_result_in_few_clicks(
    server: PlatformServer, open_page: OpenPage, facilitator: Person
) -> tuple[Page, str]:
    """From the list of workshops to ideas on the wall; the hall writes meanwhile. Returns the wall and the code."""
    facilitator.visit(f"/regions/{REGION}/workshops/")
    click, page = Clicks(facilitator), facilitator.page
    click("link", "Prepare a workshop")
    page.fill("input[name=title]", "What can we do here?")
    click("radio", "Outreach: open to everybody")
    click("button", "Prepare and open the doors now")
    with page.context.expect_page() as opened:
        click("link", "For the projector")
    wall = opened.value
    wall.set_viewport_size(PROJECTOR)
    expect(wall.locator("[data-wall-screen=join] .qr-code")).to_be_visible()
    code = "".join(wall.locator("[data-wall-screen=join] .qr-group").all_inner_texts())

    guest = enter(server, open_page, language="en", on_a_phone=True)
    join(guest, code, "science", "University")
    click("button", "Next step: Write ideas")
    write_note(guest, "Algae as feed")
    expect(wall.get_by_text("Algae as feed")).to_be_visible(timeout=PATIENCE)
    assert click.number <= MOST_CLICKS
    return wall, code


def clocks_agree(*pages: Page) -> None:
    seconds = [left(page) for page in pages]
    assert max(seconds) - min(seconds) <= SECONDS_APART, seconds


def left(page: Page) -> int:
    minutes, seconds = page.locator("[data-countdown-figure]").first.inner_text().split(":")
    return int(minutes) * 60 + int(seconds)


def stop_and_lengthen(desk: Page, wall: Page, phone: Page) -> None:
    desk.keyboard.press("p")
    for page in (desk, wall, phone):
        expect(page.locator(".countdown").first).to_contain_text("paused", timeout=PATIENCE)
    before = left(phone)
    clocks_agree(desk, wall, phone)
    desk.keyboard.press("e")
    expect(desk.locator(".countdown").first).to_contain_text("paused")
    desk.keyboard.press("p")
    for page in (desk, wall, phone):
        expect(page.locator(".countdown").first).to_contain_text("until", timeout=PATIENCE)
    assert left(phone) > before + 4 * 60
    clocks_agree(desk, wall, phone)


def beside(server: PlatformServer, open_page: OpenPage, facilitator: Person) -> Person:
    """A co-facilitator at a desk of their own."""
    other = enter(server, open_page, language="en")
    other.log_in("facilitator@example.org")
    other.visit(re.sub(r"#.*", "", facilitator.page.url))
    return other


def step_on(page: Page) -> str:
    return page.locator("#wall-step h2").inner_text()


def move_together(desk: Page, other: Page, wall: Page, phone: Page) -> None:
    """Both press at once: the hall moves one step, on every screen, without a page of theirs being loaded anew."""
    for page in (desk, other):
        expect(page.get_by_role("button", name="Next step: Group ideas")).to_be_visible(timeout=PATIENCE)
    for page in (desk, other):
        page.evaluate("document.querySelector('[data-key=n]').click()")
    for page in (desk, other):
        expect(page.locator("#run-sheet .step-current")).to_contain_text("Group ideas", timeout=PATIENCE)
    expect(wall.locator("#wall-step h2")).to_have_text("Group ideas", timeout=PATIENCE)
    expect(phone.locator("#room-step .card-title")).to_have_text("Group ideas", timeout=PATIENCE)
    clocks_agree(desk, wall, phone)


def speak(desk: Page, phone: Page, wall: Page) -> None:
    phone.get_by_role("button", name="Raise your hand").click()
    expect(desk.get_by_role("button", name="Floor to the next")).to_be_visible(timeout=PATIENCE)
    desk.keyboard.press("w")
    expect(wall.locator("#wall-speakers")).to_be_visible(timeout=PATIENCE)
    expect(desk.get_by_role("button", name="Floor to the next")).to_be_visible(timeout=PATIENCE)
    desk.keyboard.press("g")
    expect(phone.get_by_text("You have the floor")).to_be_visible(timeout=PATIENCE)
    expect(wall.locator(".wall-speaker")).to_contain_text("Fishery", timeout=PATIENCE)
