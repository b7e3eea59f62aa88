"""Four phones come in: by the code, by a ticket, back on another phone, and one for a whole table. Then the room is checked."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PROJECTOR, OpenPage, Watcher
from tests.browser.journey import Person, enter, join, write_note
from tests.browser.scenes import arrange, settle
from tests.server import PlatformServer

pytestmark = [
    pytest.mark.browser,
    pytest.mark.parametrize("platform_server", ["embedded"], indirect=True),
]
ROOM = re.compile(r"/workshops/\d+/room/$")


def test_four_phones_come_in(
    platform_server: PlatformServer, open_page: OpenPage, watcher: Watcher, tmp_path: Path
) -> None:
    settle(platform_server, "ru")
    code = arrange(platform_server, "opened_workshop('Что умеет область', 'Ищем.')")
    desk = enter(platform_server, open_page)
    desk.log_in("facilitator@example.org")
    address = issue(desk, tmp_path)
    by_ticket(platform_server, open_page, address, tmp_path)
    by_code_and_back(platform_server, open_page, code, tmp_path)
    at_a_table(platform_server, open_page, code, tmp_path)
    look_at_the_balance(desk, tmp_path)
    check_the_room(desk, tmp_path)
    # A phone that was sent out asks for its parts until somebody looks at it, and meets the log-in page.
    watcher.complaints[:] = [said for said in watcher.complaints if "/account/login/" not in said]


def issue(desk: Person, pictures: Path) -> str:
    """Two tickets on a sheet; the address that the first one's picture leads to."""
    desk.visit("/workshops/1/tickets/")
    desk.page.fill("input[name=number]", "2")
    desk.page.select_option("select[name=helix]", "government")
    desk.submit()
    desk.press("a[href$='/tickets/sheet/']")
    desk.picture(pictures, "joining-1-sheet")
    expect(desk.page.locator(".ticket")).to_have_count(2)
    told = desk.page.locator(".ticket svg.qr").first.get_attribute("aria-label") or ""
    found = re.search(r"/seat/[0-9a-f]{32}/", told)
    assert found
    return found[0]


def by_ticket(server: PlatformServer, open_page: OpenPage, address: str, pictures: Path) -> None:
    """In with the ticket; the same ticket on a second phone takes the place over, and the first reads why."""
    first, second = (enter(server, open_page, on_a_phone=True) for _each in range(2))
    first.visit(address)
    first.picture(pictures, "joining-2-ticket")
    first.submit()
    expect(first.page).to_have_url(ROOM)
    write_note(first, "Общий каталог свободной земли")
    second.visit(address)
    second.submit()
    expect(second.page.get_by_text("Общий каталог свободной земли").first).to_be_visible()
    first.visit("/workshops/1/room/")
    first.refused("Вашим местом на семинаре теперь пользуются с другого телефона")


def by_code_and_back(server: PlatformServer, open_page: OpenPage, code: str, pictures: Path) -> None:
    """The battery is flat: another phone, the return code, the same ideas."""
    before, after = (enter(server, open_page, on_a_phone=True) for _each in range(2))
    join(before, code, "business", "Войлочная мастерская")
    write_note(before, "Войлок для утепления домов")
    before.page.locator("details.explain summary").first.click()
    own = before.page.locator("details.explain strong").first.inner_text()
    before.picture(pictures, "joining-3-room")
    after.visit(f"/join/{code}/")
    after.press("a[href$='/return/']")
    after.page.fill("input[name=code]", "AAAA-AAAA")
    after.submit()
    after.refused("ни у кого нет такого кода")
    after.page.fill("input[name=code]", own.lower())
    after.picture(pictures, "joining-4-return")
    after.submit()
    expect(after.page).to_have_url(ROOM)
    expect(after.page.get_by_text("Войлок для утепления домов").first).to_be_visible()


def at_a_table(server: PlatformServer, open_page: OpenPage, code: str, pictures: Path) -> None:
    """Two people at one phone; each sees their own ideas only."""
    phone = enter(server, open_page, on_a_phone=True)
    join(phone, code, "science", "")
    write_note(phone, "Лаборатория в каждом колледже")
    phone.press("a[href$='/room/people/']")
    phone.page.locator("input[name=helix][value=civil_society]").check(force=True)
    phone.press("main form:has(input[name=helix]) button.button-primary")
    expect(phone.page).to_have_url(ROOM)
    expect(phone.page.get_by_text("Лаборатория в каждом колледже")).to_have_count(0)
    phone.press("a[href$='/room/people/']")
    phone.picture(pictures, "joining-5-table")
    phone.press("button[name=seat]:not([aria-current])")
    expect(phone.page.get_by_text("Лаборатория в каждом колледже").first).to_be_visible()


def look_at_the_balance(desk: Person, pictures: Path) -> None:
    desk.visit("/workshops/1/balance/")
    desk.page.fill("input[name=helix-science]", "3")
    desk.submit()
    expect(desk.page.get_by_text("Наука и образование: 1, нужно не меньше 3.").first).to_be_visible()
    desk.picture(pictures, "joining-6-balance")


def check_the_room(desk: Person, pictures: Path) -> None:
    """All by the keyboard: every line says a mark, and measures anew."""
    desk.page.set_viewport_size(PROJECTOR)
    desk.visit("/workshops/1/room-check/")
    for round in range(2):
        for key in ("latency", "clock", "stream", "contrast", "text"):
            expect(desk.page.locator(f"[data-check={key}][data-result]")).to_be_visible(timeout=20_000)
        if round == 0:
            desk.page.locator("[data-again]").focus()
            desk.page.keyboard.press("Enter")
    for key in ("clock", "stream", "contrast", "text"):
        expect(desk.page.locator(f"[data-check={key}][data-result=good]")).to_be_visible()
    desk.picture(pictures, "joining-7-room-check")
