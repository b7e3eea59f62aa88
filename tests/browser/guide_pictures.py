"""The pictures of the guides, taken of the demonstration as it is: `make guide-pictures` writes them anew.

Walks the demonstration in each language and stores what a reader of a guide sees on their own screen, in
`docs/pictures/<language>/`. A guide names its pictures itself; `tests/foundation/test_guide_pictures.py` compares.
"""

import base64
import os
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Page, ViewportSize

from demo.people import PASSWORD
from tests.browser.conftest import OpenPage
from tests.house.sources import ROOT
from tests.server import PlatformServer

LANGUAGES = [code for code, _name in settings.LANGUAGES]
FOLDER = ROOT / "docs" / "pictures"
PHONE = (390, 420)
DESK = (1040, 600)
QUALITY = 62


@dataclass(frozen=True)
class Picture:
    """`path`: where it is taken; `{language}` is put in for public pages. `click`: links to follow from there, by selector.

    `start`: what the picture begins with. The head of the page, the same on all of them, is left out.
    """

    name: str
    role: str
    path: str
    click: tuple[str, ...] = ()
    start: str = "main"
    size: tuple[int, int] = DESK


WORKSHOP = "main a[href^='/workshops/']"
PICTURES = (
    Picture("join", "", "/join/", size=PHONE),
    Picture("call", "business", "/{language}/regions/KZ-43/call/"),
    Picture("workshop", "facilitator", "/regions/KZ-23/workshops/", click=(WORKSHOP,), start="#notes"),
    Picture("round", "facilitator", "/regions/KZ-23/rounds/", click=("main a[href^='/rounds/']",)),
    Picture("ranking", "facilitator", "/{language}/rounds/1/ranking/", start="main .table-frame"),
    Picture("structure", "analyst", "/{language}/regions/KZ-43/"),
    Picture("imports", "analyst", "/regions/KZ-43/imports/"),
    Picture("proposals", "reviewer", "/regions/KZ-43/proposals/"),
    Picture("set", "official2", "/regions/KZ-47/sets/", click=("main a[href^='/sets/']",)),
    Picture("approve", "official2", "/sets/2/approve/"),
    Picture("ministry", "ministry", "/regions/KZ/ministry/"),
    Picture("people", "administrator", "/regions/KZ-43/people/"),
    Picture("publication", "", "/{language}/regions/KZ-43/priorities/1/"),
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_take_the_pictures(demo_server: PlatformServer, open_page: OpenPage, language: str) -> None:
    take_all(demo_server.url, open_page, language, FOLDER / language)


def take_all(address: str, open_page: OpenPage, language: str, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    wanted = os.environ.get("PICTURES", "").split()
    for picture in PICTURES:
        if wanted and picture.name not in wanted:
            continue
        width, height = picture.size
        viewport = ViewportSize(width=width, height=height)
        page = open_page(address, locale=language, viewport=viewport, color_scheme="light")
        page.context.add_cookies([{"name": "django_language", "value": language, "url": address}])
        if picture.role:
            log_in(page, picture.role)
            page.context.add_cookies([{"name": "django_language", "value": language, "url": address}])
        open_at(page, picture, language)
        (folder / f"{picture.name}.webp").write_bytes(taken(page, picture))
        page.context.close()


def log_in(page: Page, role: str) -> None:
    page.goto("/account/login/")
    page.fill("input[name=login]", f"{role}@demo.example")
    page.fill("input[name=password]", PASSWORD)
    page.locator("main form button.button-primary").click()
    page.wait_for_load_state()


def open_at(page: Page, picture: Picture, language: str) -> None:
    answer = page.goto(picture.path.format(language=language))
    assert answer
    assert answer.status == 200, picture
    for selector in picture.click:
        page.locator(selector).first.click()
        page.wait_for_load_state()
    assert page.evaluate("document.documentElement.lang") == language


def taken(page: Page, picture: Picture) -> bytes:
    """WebP is what keeps a repository small; Playwright itself writes none, the browser does."""
    box = page.locator(picture.start).first.bounding_box()
    assert box, picture
    width, height = picture.size
    clip = {"x": 0, "y": box["y"], "width": width, "height": height, "scale": 1}
    how = {"format": "webp", "quality": QUALITY, "clip": clip, "captureBeyondViewport": True}
    shot = page.context.new_cdp_session(page).send("Page.captureScreenshot", how)
    return base64.b64decode(shot["data"])
