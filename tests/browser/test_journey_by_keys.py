"""With keys alone, and with the names a screen reader would read: a participant joins, writes, supports and scores; an
official approves.

Embedded only: keys and names do not depend on the database.
"""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenPage
from tests.browser.journey import PASSWORD, Person, enter
from tests.browser.keyboard import Keys
from tests.browser.scenes import REGION, arrange, settle
from tests.server import PlatformServer

pytestmark = [
    pytest.mark.journey,
    pytest.mark.browser,
    pytest.mark.parametrize("platform_server", ["embedded"], indirect=True),
]

NOTE = "Опреснять воду ветром"
ACTIVITIES = ["Опреснение ветром", "Осетровые фермы", "Ремонт морских судов"]
LATER = ["Трубы из полимеров", "Датчики для трубопроводов", "Холод для рыбы", "Верблюжье молоко", "Водоросли"]
SET = "Приоритеты Атырауской области"
WORKSHOP = ("Что умеет область", "Ищем, что здесь получится лучше других.", "problem_solving")


def test_a_participant_takes_part_by_keys(
    platform_server: PlatformServer, open_page: OpenPage, tmp_path: Path
) -> None:
    settle(platform_server, "ru")
    code = arrange(platform_server, f"opened_workshop(*{WORKSHOP!r})")
    guest = enter(platform_server, open_page, on_a_phone=True)
    keys = Keys(guest.page)
    join_by_keys(guest, keys, code)
    workshop = arrange(platform_server, f"admitted({ACTIVITIES!r})")
    write_and_support(guest, keys, f"/workshops/{workshop}/room/", tmp_path)
    arrange(platform_server, "scoring_opened('Первая оценка')")
    score_by_keys(guest, keys, f"/workshops/{workshop}/room/", tmp_path)


def test_an_official_approves_by_keys(
    platform_server: PlatformServer, open_page: OpenPage, tmp_path: Path
) -> None:
    settle(platform_server, "ru")
    arrange(platform_server, f"handed_in({SET!r}, {[*ACTIVITIES, *LATER]!r})")
    official = enter(platform_server, open_page)
    keys = Keys(official.page)
    official.visit("/account/login/")
    keys.write("Адрес почты", "official1@example.org")
    keys.write("Пароль", PASSWORD)
    official.page.keyboard.press("Enter")
    official.page.wait_for_url("**/ru/")
    official.visit(f"/regions/{REGION}/desk/")
    reads(official, ("link", "Прочитать и согласовать или вернуть"), ("heading", "Мой рабочий стол"))
    keys.walk_through()
    keys.press("link", "Прочитать и согласовать или вернуть")
    keys.press("link", "Прочитать и согласовать")
    approve_by_keys(official, keys, tmp_path)


def join_by_keys(guest: Person, keys: Keys, code: str) -> None:
    """Code, group; Enter sends. A wrong code first: the focus stands on what is wrong."""
    guest.visit("/join/")
    keys.write("Код семинара", "ABCD-2345")
    guest.page.keyboard.press("Enter")
    guest.refused("Семинара с таким кодом нет")
    keys.write("Код семинара", code)
    guest.page.keyboard.press("Enter")
    guest.page.wait_for_url("**/join/*/")
    keys.walk_through()
    keys.go_to("radio", "Наука")
    guest.page.keyboard.press("ArrowDown")  # the next one: business
    expect(guest.page.get_by_role("radio", name="Бизнес")).to_be_checked()
    keys.write("Ваша организация", "Ветер степи")
    keys.press("button", "Присоединиться")
    guest.page.wait_for_url("**/room/")


def write_and_support(guest: Person, keys: Keys, room: str, pictures: Path) -> None:
    guest.visit(room)
    keys.press("button", "Отправить идею")  # with nothing written
    assert guest.page.get_by_role("textbox", name="Ваша идея").evaluate("field => !field.validity.valid")
    keys.write("Ваша идея", NOTE)
    keys.press("button", "Отправить идею")
    expect(guest.page.get_by_role("link", name=NOTE)).to_be_visible()
    keys.press("button", f"Поддержать “{ACTIVITIES[1]}”")
    supported = guest.page.get_by_role("button", name=f"“{ACTIVITIES[1]}”", pressed=True)
    expect(supported).to_have_count(1)
    reads(
        guest,
        *(("heading", WORKSHOP[0]), ("heading", "Направления"), ("heading", "Ваши идеи")),
        *(("textbox", "Ваша идея"), ("button", f"Поддержать “{ACTIVITIES[0]}”")),
        *(("link", "Мои новости"), ("button", f"Отозвать эту идею “{NOTE}”")),
    )
    keys.walk_through()
    guest.picture(pictures, "keys-1-room")


def score_by_keys(guest: Person, keys: Keys, room: str, pictures: Path) -> None:
    """From the room into the ballot: Space chooses, arrows change the mark, Enter goes on."""
    guest.visit(room)
    keys.press("link", "Поставить оценки")
    page = guest.page
    for title in ACTIVITIES:
        expect(page.get_by_role("heading", name=title, level=1)).to_be_visible()
        scales = page.get_by_role("group").filter(has=page.get_by_role("radio"))
        reads(
            guest,
            ("button", "Дальше"),
            ("radio", "7"),
            ("radio", "не могу судить"),
            ("progressbar", "Готово"),
        )
        if title == ACTIVITIES[0]:
            keys.walk_through()
            guest.picture(pictures, "keys-2-ballot")
        page.evaluate("document.activeElement?.blur(); scrollTo(0, 0)")
        for number in range(scales.count()):
            mark_by_keys(keys, scales.nth(number))
        expect(page.locator("[data-queue-state]")).to_have_text("Всё сохранено")
        keys.press("button", "Дальше")
    expect(page.get_by_role("heading", name="Ваши оценки")).to_be_visible()
    guest.refused("Готово. Спасибо!")


def mark_by_keys(keys: Keys, scale: Any) -> None:
    """To the first mark, and seven further; each scale has a name."""
    assert scale.evaluate("fieldset => fieldset.querySelector('legend').innerText.trim()")
    first = scale.get_by_role("radio").first
    for _ in range(20):
        keys.tab()
        if first.evaluate("mark => mark === document.activeElement"):
            break
    keys.page.keyboard.press("Space")
    for _ in range(7):
        keys.page.keyboard.press("ArrowRight")
    expect(scale.get_by_role("radio", name="7", exact=True)).to_be_checked()


def approve_by_keys(official: Person, keys: Keys, pictures: Path) -> None:
    """A wrong password first."""
    reads(
        official,
        *(("heading", "Прочитать и согласовать"), ("heading", "Ваше согласование"), ("table", "Набор")),
        *(("textbox", "Ваш пароль"), ("button", "Согласовываю")),
    )
    keys.walk_through()
    keys.write("Ваш пароль", "wrong password")
    official.page.keyboard.press("Enter")
    official.refused("Пароль неверный")
    official.picture(pictures, "keys-3-approval")
    keys.write("Ваш пароль", PASSWORD)
    keys.press("button", "Согласовываю")
    official.refused("Вы согласовали набор")
    keys.walk_through()


def reads(person: Person, *names: tuple[Any, str]) -> None:
    """Each is there under this name, and nothing one can press or fill is without one."""
    for role, name in names:
        expect(person.page.get_by_role(role, name=name).first).to_be_attached()
    nameless = person.page.locator("body").aria_snapshot().splitlines()
    bare = [
        line for line in nameless if line.strip(" -:") in ("button", "link", "textbox", "radio", "checkbox")
    ]
    assert not bare, f"{person.page.url}: {bare}"
