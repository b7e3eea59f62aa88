"""Somebody without an account: joins on a phone, writes an idea, claims it by e-mail, finds elsewhere what became of it.

Embedded only: what differs between the backends (locks, workers, letters) other journeys pass.
"""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.journey import PASSWORD, Person, enter, join, write_note
from tests.browser.scenes import REGION, arrange, settle
from tests.browser.stations import make_activities
from tests.mailbox import links_in
from tests.server import PlatformServer

pytestmark = [
    pytest.mark.journey,
    pytest.mark.browser,
    pytest.mark.parametrize("platform_server", ["embedded"], indirect=True),
]

EMAIL = "balyqshy@example.org"
NOTE = "Выращивать осетра в закрытых бассейнах"
THEME = "Рыба без моря"
ACTIVITY = "Осетровые фермы на тёплой воде"
OTHERS = ["Ремонт судов", "Опреснение ветром", "Трубы из полимеров", "Холод для рыбы", "Водоросли как сырьё",
          "Датчики для трубопроводов", "Верблюжье молоко"]  # fmt: skip
SET = "Приоритеты Атырауской области"


def test_what_became_of_the_idea_of_a_guest(
    platform_server: PlatformServer, open_page: OpenPage, tmp_path: Path
) -> None:
    settle(platform_server, "ru")
    code = arrange(
        platform_server, "opened_workshop('Что умеет область', 'Ищем, что здесь получится лучше других.')"
    )
    guest = enter(platform_server, open_page, on_a_phone=True)
    desk = come_and_write(guest, code, tmp_path)

    facilitator = enter(platform_server, open_page)
    facilitator.log_in("facilitator@example.org")
    group(facilitator, desk)
    make_activities(facilitator, REGION, desk, [ACTIVITY])
    hear_of_it(guest, desk, tmp_path)

    claim(guest, tmp_path)
    letter = platform_server.mailbox.await_letter(EMAIL, with_link="/account/confirm-email/")
    confirm(guest, links_in(letter, "/account/confirm-email/")[0], tmp_path)

    arrange(platform_server, f"published({SET!r}, {OTHERS!r})")
    elsewhere = enter(platform_server, open_page)
    log_in_elsewhere(elsewhere)
    find_the_idea(elsewhere, tmp_path)
    read_the_news(elsewhere, tmp_path)


def come_and_write(guest: Person, code: str, pictures: Path) -> str:
    """A wrong code, no group, an empty idea: each refused in words. Returns the address of the desk."""
    guest.visit("/join/")
    guest.page.fill("input[name=code]", "ABCD-2345")
    guest.submit()
    guest.refused("Семинара с таким кодом нет")
    guest.picture(pictures, "guest-1-code")
    guest.page.fill("input[name=code]", code)
    guest.submit()
    guest.page.evaluate("document.querySelector('main form').noValidate = true")
    guest.submit()
    expect(guest.page.locator("[aria-invalid=true]").first).to_be_attached()
    guest.picture(pictures, "guest-2-group")
    join(guest, code, "business", "Рыбное хозяйство")
    guest.leave_empty("[name=text]")
    write_note(guest, NOTE)
    guest.picture(pictures, "guest-3-room")
    return re.sub(r"room/.*", "", guest.page.url)


def group(facilitator: Person, desk: str) -> None:
    facilitator.visit(desk)
    facilitator.page.locator("input[name=notes]").check(force=True)
    facilitator.page.fill("form[action$='/group/'] input[name=title]", THEME)
    facilitator.press("form[action$='/group/'] button.button-primary")


def hear_of_it(guest: Person, desk: str, pictures: Path) -> None:
    """The same phone: the room tells, the bell tells."""
    guest.visit(desk + "room/")
    expect(guest.page.get_by_text(f"Вошла в направление «{ACTIVITY}»").first).to_be_visible()
    guest.picture(pictures, "guest-4-told")
    guest.page.locator(".bell").click()
    guest.page.wait_for_load_state()
    expect(guest.page.get_by_role("link", name=re.compile(ACTIVITY)).first).to_be_visible()
    guest.reads_own_language()
    guest.picture(pictures, "guest-5-inbox")


def claim(guest: Person, pictures: Path) -> None:
    """From the inbox; two different passwords first."""
    guest.press("main a[href^='/account/claim/']")
    guest.page.fill("input[name=email]", EMAIL)
    guest.page.fill("input[name=password1]", PASSWORD)
    guest.page.fill("input[name=password2]", "another long password")
    guest.submit()
    guest.refused("Пароли не совпадают")
    guest.picture(pictures, "guest-6-claim")
    for field in ("password1", "password2"):
        guest.page.fill(f"input[name={field}]", PASSWORD)
    guest.submit()
    guest.picture(pictures, "guest-7-account")


def confirm(guest: Person, link: str, pictures: Path) -> None:
    guest.visit(link)
    guest.picture(pictures, "guest-8-confirm")
    guest.submit()


def log_in_elsewhere(person: Person) -> None:
    person.log_in(EMAIL, "not the password")
    expect(person.page.locator("main [role=alert], main .error").first).to_be_visible()
    person.log_in(EMAIL)
    expect(person.page).not_to_have_url(re.compile("/login/"))


def find_the_idea(person: Person, pictures: Path) -> None:
    """From one's own page to the room, from there to the idea and all that became of it."""
    person.visit("/account/")
    person.picture(pictures, "guest-9-own-page")
    person.press("main a[href*='/room/']")
    person.picture(pictures, "guest-10-room-at-a-desk")
    follow(person.page, NOTE)
    person.reads_own_language()
    main = person.page.locator("main")
    for station in (THEME, ACTIVITY):
        expect(main.get_by_text(station).first).to_be_visible()
    person.picture(pictures, "guest-11-fate")


def read_the_news(person: Person, pictures: Path) -> None:
    person.page.locator(".bell").click()
    person.page.wait_for_load_state()
    person.reads_own_language()
    person.picture(pictures, "guest-12-news")
    follow(person.page, f"«{ACTIVITY}», которое вы предложили или поддержали, стало приоритетом")
    person.reads_own_language()
    expect(person.page.locator("h1")).to_contain_text(ACTIVITY)


def follow(page: Page, name: str) -> None:
    page.get_by_role("link", name=name).first.click()
    page.wait_for_load_state()
