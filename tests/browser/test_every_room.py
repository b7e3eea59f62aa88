"""Every named route of the demonstration, as somebody who may see it: it answers, reads well at every width, in both
themes, on paper and in three languages, and no link on it leads nowhere.

The list is the URLconf itself (tests/browser/rooms.py): a new route that nobody can reach here fails.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.browser.conftest import PHONE, PROJECTOR, OpenPage
from tests.browser.links import Links
from tests.browser.reader import complaints, sideways, spoken
from tests.browser.rooms import ROLES
from tests.databases import FreshDatabases
from tests.server import running_platform

LANDS = {
    "publication_latest": "leads to the newest version",
    "message_open": "leads to what the message is about",
    "rehearsal_wipe": "leads to the rehearsal where none is on",
    "account_reset_password_from_key": "takes the key out of the address, then shows the form",
}
NOWHERE = {
    "metrics": "asks for the key of a program",
    "paper_place": "asks for the code on a sheet",
    "set_scan": "a file that the demonstration has none of",
    "publication_scan": "a file that the demonstration has none of",
    "socialaccount_login_error": "answers 401 by intention",
    **dict.fromkeys(("openid_connect_login", "openid_connect_callback"), "no other organization logs people in here"),
    "socialaccount_signup": "only on the way back from another organization",
}  # fmt: skip
# The gallery is for developers; the versions of a description show what changed in every language.
IN_ALL_LANGUAGES = ("/gallery/", "/changes/")
OTHER_LANGUAGES = ("kk", "en")


@dataclass(frozen=True)
class House:
    url: str
    doors: list[dict[str, str]]
    keys: dict[str, str]

    def rooms_of(self, role: str) -> list[str]:
        seen = ("page", "way")
        return [d["address"] for d in self.doors if d["role"] == role and d["what"] in seen]

    def let_in(self, role: str, language: str, context: BrowserContext) -> None:
        cookies = {"django_language": language} | (
            {"sessionid": self.keys[role]} if role in self.keys else {}
        )
        context.add_cookies([{"name": n, "value": value, "url": self.url} for n, value in cookies.items()])


@pytest.fixture(scope="module")
def house(fresh_databases: FreshDatabases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A demonstration of our own, furnished further: others must not find what we put there."""
    folder = tmp_path_factory.mktemp("house")
    with (
        fresh_databases.fresh("embedded") as database_url,
        running_platform("embedded", database_url, folder, prepare=(("seed_demo",),)) as server,
    ):
        told = server.shell("from tests.browser.rooms import told; print('TOLD' + told())")
        yield House(server.url, **json.loads(told.split("TOLD", 1)[1]))


def test_every_route_has_a_door(house: House) -> None:
    """Whoever adds a route gives its things to tests/browser/rooms.py, or says here why nobody gets there."""
    allowed = {"way": set(LANDS), "shut": set(NOWHERE)}
    astray = [
        door
        for door in house.doors
        if door["what"] in ("broken", "shadowed")
        or door["name"] not in allowed.get(door["what"], {door["name"]})
    ]
    assert astray == []


@pytest.mark.parametrize("role", ROLES, ids=lambda role: role or "public")
def test_every_room_can_be_read(house: House, open_page: OpenPage, role: str) -> None:
    page = open_page(house.url, viewport=PROJECTOR, reduced_motion="reduce")
    house.let_in(role, "ru", page.context)
    links = Links(house.url)
    found: list[str] = []
    for address in house.rooms_of(role):
        page.set_viewport_size(PROJECTOR)
        found += visit(page, address) or in_room(address, complaints(page, language_of(address, "ru")))
        links.collect(page)
    assert links.addresses, "nothing to see"
    assert found + links.dead(page.request) == []


@pytest.mark.parametrize("language", OTHER_LANGUAGES)
@pytest.mark.parametrize("role", ROLES, ids=lambda role: role or "public")
def test_every_room_speaks_and_fits_in(house: House, open_page: OpenPage, role: str, language: str) -> None:
    page = open_page(house.url, viewport=PHONE, reduced_motion="reduce")
    house.let_in(role, language, page.context)
    found: list[str] = []
    for room in house.rooms_of(role):
        address = room.replace("/ru/", f"/{language}/", 1)
        found += visit(page, address) or in_room(
            address, sideways(page) + spoken(page, language_of(address, language))
        )
    assert found == []


def visit(page: Page, address: str) -> list[str]:
    answer = page.goto(address)
    assert answer
    return [] if answer.status == 200 else [f"{address}: answers {answer.status}"]


def in_room(address: str, complaints: list[str]) -> list[str]:
    return [f"{address}: {complaint}" for complaint in complaints]


def language_of(address: str, language: str) -> str:
    return "" if address.endswith(IN_ALL_LANGUAGES) else language
