"""Texts that are there in another language only, on every page: marked where a reader meets them, bare where markup would break.

The small region of `world` is written in Russian and English and read in Kazakh, so that every text of its content is foreign.
"""

import logging
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.utils import translation

from tests.house import world as worlds
from tests.house.crawl import addresses, client_of, routes

pytestmark = pytest.mark.django_db
READERS = (
    "participant",
    "facilitator",
    "administrator",
    "analyst",
    "official",
    "ministry",
    "proposer",
    "nobody",
)
BARE = ("title", "option", "textarea", "svg", "script", "style")
VOID = ("meta", "link", "input", "img", "br", "hr", "source", "wbr", "path", "rect", "circle", "use")


class Reader(HTMLParser):
    """`marked`: languages of marked texts. `astray`: markup of a foreign text where none belongs."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.marked: list[str] = []
        self.astray: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.astray += [f"{tag} {name}: {value}" for name, value in attrs if "class=foreign" in (value or "")]
        if ("class", "foreign") in attrs:
            self.marked.append(tag)
            if inside := set(BARE) & set(self.open):
                self.astray.append(f"markup in {inside}")
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self.open:
            while self.open.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if "class=foreign" in data:  # printed as letters: escaped twice, or where no markup is read
            self.astray.append(f"{self.open[-1:]}: {data.strip()[:120]}")


def read(page: str) -> Reader:
    reader = Reader()
    reader.feed(page)
    return reader


@pytest.fixture(scope="module")
def pages(django_db_setup: None, django_db_blocker: Any) -> Iterator[dict[str, Reader]]:
    """Every page, in Kazakh, as the first of the readers who may open it sees it."""
    logging.disable(logging.WARNING)
    with django_db_blocker.unblock(), transaction.atomic():
        world = worlds.build()
        with translation.override("kk"):
            yield {address: read(page) for address, page in _opened(world)}
        transaction.set_rollback(True)
    logging.disable(logging.NOTSET)


def _opened(world: worlds.World) -> Iterator[tuple[str, str]]:
    clients = [client_of(world.people[who]) for who in READERS]
    for client in clients:
        client.cookies["django_language"] = "kk"
    for pattern, entry in routes():
        if "GET" in entry.callback.policy.methods and not pattern.startswith("api/"):
            for _about, address in addresses(pattern, world.things):
                if page := next(filter(None, (_page(client, address) for client in clients)), ""):
                    yield address, page


def _page(client: Client, address: str) -> str:
    answer = client.get(address)
    is_page = answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/html")
    return answer.content.decode() if is_page else ""


def test_no_markup_strays_into_attributes_titles_or_drawings(pages: dict[str, Reader]) -> None:
    astray = {where: page.astray[:3] for where, page in pages.items() if page.astray}
    assert len(pages) > 150
    assert astray == {}


def test_foreign_texts_are_marked_on_all_kinds_of_pages(pages: dict[str, Reader]) -> None:
    marked = [where for where, page in pages.items() if page.marked]
    ends = (
        "/desk/",
        "/kk/regions/",
        "/room/board/",
        "/ballot/",
        "/ranking/",
        "/sets/",
        "/proposals/",
        "/clusters/",
    )
    assert [end for end in ends if not any(where.endswith(end) for where in marked)] == []
    assert len(marked) > 100


@pytest.mark.parametrize(
    "broken",
    [
        "<p title='<span lang=en>Salt</span> <small class=foreign>in English</small>'>",
        "<title><span lang=en>Salt</span> <small class=foreign>in English</small></title>",
        "<svg><text><span lang=en>Salt</span> <small class=foreign>in English</small></text></svg>",
        "<p>&lt;small class=foreign&gt;in English&lt;/small&gt;</p>",
    ],
)
def test_the_reader_finds_what_is_astray(broken: str) -> None:
    assert read(broken).astray
