"""An analyst brings another country's figures: wrong cells first, then the mended file, then the region's page."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, OpenPage
from tests.browser.journey import PASSWORD, Person
from tests.regions.imports.thrace import SEVEN_ERRORS, as_xlsx, quoted_rows, rows_with_seven_errors
from tests.server import PlatformServer

pytestmark = [pytest.mark.journey, pytest.mark.browser]

PEOPLE = f"""
from accounts.models import User
from regions.actions import add_regions, grant_role
from regions.importers import Territory
from regions.models import Region, Role
def territory(code, kind, name, iso):
    return Territory(code, code, name, name, name, iso, kind, 2008, 2024, "")
add_regions(territories=[territory("EL", "country", "Греция", "GR"), territory("EL11", "region", "Фракия", "GR-A")], by=None)
person = User.objects.create_user("analyst@example.org", {PASSWORD!r}, name="Аналитик")
grant_role(region=Region.objects.get(code="GR"), user=person, role=Role.ANALYST, by=None)
"""
SEVEN_IN_RUSSIAN = [
    "Неизвестный регион: EL99",
    "Неизвестная отрасль или группа: 04",
    "Это не число: many",
    "Год 1814 вне промежутка",
    "1,234 можно прочесть и как тысячу, и как дробь",
    "не может быть отрицательным",
    "должно быть указано, о каком регионе строка",
]


def test_from_wrong_cells_to_the_page_of_the_region(
    platform_server: PlatformServer, open_page: OpenPage
) -> None:
    platform_server.manage("import_domains")
    platform_server.shell(PEOPLE)
    page = open_page(platform_server.url, locale="ru", viewport=DESK)
    page.set_default_timeout(15_000)
    analyst = Person(page)
    analyst.log_in("analyst@example.org")

    _send(page, rows_with_seven_errors())
    named = page.locator("#problems tbody tr").all_inner_texts()
    assert len(named) == len(SEVEN_IN_RUSSIAN)
    for said, (_row, _column, _text, cell, _english), words in zip(
        named, SEVEN_ERRORS, SEVEN_IN_RUSSIAN, strict=True
    ):
        assert f"лист «Figures», ячейка {cell}" in said
        assert words in said
    assert page.locator("form[action$='/load/']").count() == 0

    _send(page, quoted_rows())
    page.locator("form[action$='/load/'] button").click()
    expect(page.locator("main")).to_contain_text("136")

    page.goto("/ru/regions/GR-A/")
    row = page.locator("#work-strengths-fold tr", has_text="23 ").first
    expect(row).to_contain_text("2,66")
    analyst.reads_own_language()

    page.goto("/regions/GR/imports/")
    page.locator("a[href$='/undo/']").first.click()
    page.locator("main form[method=post] button.button-danger").click()
    expect(page.locator("main")).to_contain_text("отменена")


def _send(page: object, rows: list[list[object]]) -> None:
    page.goto("/regions/GR/imports/new/")
    page.set_input_files(
        "input[name=file]",
        {
            "name": "занятые.xlsx",
            "mimeType": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "buffer": as_xlsx(rows),
        },
    )
    page.fill("input[name=publisher]", "Евростат")
    page.locator("main form[method=post] button.button-primary").click()
    page.wait_for_load_state()
