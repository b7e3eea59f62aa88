"""Sheets of paper typed in by the keyboard alone: code, number, marks, Enter; what is wrong is said at once."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.journey import PASSWORD, enter
from tests.browser.scenes import arrange, settle
from tests.server import PlatformServer

pytestmark = [
    pytest.mark.journey,
    pytest.mark.browser,
    pytest.mark.parametrize("platform_server", ["embedded"], indirect=True),
]

WORKSHOP = ("Что умеет область", "Ищем, что здесь получится лучше других.", "problem_solving")
ACTIVITIES = ["Опреснение ветром", "Осетровые фермы"]


def values(page: Page) -> list[str]:
    found: list[str] = page.eval_on_selector_all("[data-mark]", "boxes => boxes.map(box => box.value)")
    return found


def test_sheets_are_typed_in_by_keys(platform_server: PlatformServer, open_page: OpenPage) -> None:
    settle(platform_server, "ru")
    arrange(platform_server, f"opened_workshop(*{WORKSHOP!r})")
    arrange(platform_server, f"admitted({ACTIVITIES!r})")
    arrange(platform_server, "scoring_opened('Первая оценка')")
    round, first, second = arrange(platform_server, "sheets_printed(2)").split()
    helper = enter(platform_server, open_page)
    page, keys = helper.page, helper.page.keyboard
    helper.visit("/account/login/")
    page.get_by_label("Адрес почты").fill("facilitator@example.org")
    page.get_by_label("Пароль").fill(PASSWORD)
    keys.press("Enter")
    page.wait_for_url("**/ru/")
    helper.visit(f"/rounds/{round}/paper/entry/")
    code, say = page.locator("[name=code]"), page.locator("[data-paper-say]")
    expect(code).to_be_focused()

    wrong = first[:-1] + str((int(first[-1]) + 1) % 10)
    keys.type(wrong)
    keys.press("Tab")
    expect(say).to_have_attribute("data-state", "refused")

    code.fill("")
    code.focus()
    keys.type(first)
    expect(page.locator("[name=number]")).to_be_focused()  # the code is whole: on it goes
    expect(say).to_have_attribute("data-state", "saved")
    keys.type("3")
    keys.press("Enter")
    keys.type("10")
    keys.type("1")
    keys.type("7")  # 17 is no mark: 1 stays, 7 belongs to the next box
    keys.type("-")
    keys.type(".")
    assert values(page)[:5] == ["10", "1", "7", "?", ""]
    keys.press("ArrowLeft")
    keys.type("0")
    assert values(page)[4] == "0"
    keys.press("*")
    expect(page.locator("tbody tr").nth(1).locator("[type=checkbox]")).to_be_checked()
    keys.press("Enter")
    expect(page.locator("[role=status]").first).to_be_visible()
    expect(code).to_be_focused()
    expect(code).to_have_value("")
    assert set(values(page)) == {""}

    keys.type(second)
    keys.type("3")  # the person of the first sheet
    keys.press("Enter")
    keys.type("5")
    keys.press("Enter")
    expect(page.locator("#main, main")).to_contain_text("уже введён")
    assert values(page)[0] == "5"  # nothing that was typed is lost
