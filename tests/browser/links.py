"""Where the links of the visited pages lead: each kind is asked once, as the person who saw it."""

import re

from playwright.sync_api import APIRequestContext, Page

LEADS = """() => [...document.querySelectorAll("a[href], area[href], [hx-get], img[src]")].map((each) =>
    new URL(each.getAttribute("href") || each.getAttribute("hx-get") || each.getAttribute("src"), location).href)"""
SAME_ROOM = re.compile(r"(?<=/)(\d+|KZ(-\d+)?|[A-Z])(?=/|$)")  # rooms that differ only by whose they are


class Links:
    """Addresses of this site that pages lead to, by shape."""

    def __init__(self, site: str) -> None:
        self.site = site
        self.addresses: dict[str, tuple[str, str]] = {}

    def collect(self, page: Page) -> None:
        for link in page.evaluate(LEADS):
            address = link.partition("#")[0].removeprefix(self.site)
            if address.startswith("/"):
                self.addresses.setdefault(shape(address), (address, page.url.removeprefix(self.site)))

    def dead(self, reader: APIRequestContext) -> list[str]:
        """Links that lead to an error, and the page where each was seen."""
        found = []
        for address, seen_at in self.addresses.values():
            status = reader.get(address).status
            if status >= 400:
                found.append(f"{seen_at}: a link to {address}, which answers {status}")
        return found


def shape(address: str) -> str:
    """Addresses of the same kind of page have the same shape; of a query only the questions count."""
    path, _, query = address.partition("?")
    return SAME_ROOM.sub("·", path) + "?" + "&".join(sorted(re.findall(r"(?:^|&)([^=&]+)", query)))
