"""Debian's chromium for the journeys, and a watcher that lets no page fail quietly."""

import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Response, ViewportSize

FLAGS = [
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]
PHONE = ViewportSize(width=360, height=740)
DESK = ViewportSize(width=1280, height=900)
PROJECTOR = ViewportSize(width=1920, height=1080)
# Chromium reports every answer above 399 on its console; whether a 404 is right is for the test to say.
NOT_OURS = ("Failed to load resource: the server responded with a status of 4",)


class Watcher:
    """Collects what goes wrong in pages: script errors, violations of the content security policy, server errors."""

    def __init__(self) -> None:
        self.complaints: list[str] = []

    def watch(self, page: Page) -> None:
        page.on("pageerror", lambda error: self.complaints.append(f"{page.url}: script error: {error}"))
        page.on("console", self._console)
        page.on("response", self._response)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not message.text.startswith(NOT_OURS):
            self.complaints.append(f"{message.location.get('url')}: {message.text}")

    def _response(self, response: Response) -> None:
        if response.status >= 500:
            self.complaints.append(f"{response.url}: answered {response.status}")


@pytest.fixture(autouse=True)
def _django_beside_playwright(monkeypatch: pytest.MonkeyPatch) -> None:
    """Playwright's event loop makes Django believe it runs asynchronously; here it does not."""
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    return {"executable_path": shutil.which("chromium"), "args": FLAGS}


@pytest.fixture
def watcher() -> Iterator[Watcher]:
    """Fails the test after its last step if any page complained. A test that provokes a complaint clears the list."""
    watcher = Watcher()
    yield watcher
    assert not watcher.complaints, "\n".join(watcher.complaints)


OpenPage = Callable[..., Page]


@pytest.fixture
def open_page(browser: Browser, watcher: Watcher) -> Iterator[OpenPage]:
    """`open_page(base_url, locale="ru", viewport=PHONE)`: a page of a new person (own cookies), watched."""
    contexts: list[BrowserContext] = []

    def opened(base_url: str, *, locale: str = "en", viewport: ViewportSize = DESK, **options: Any) -> Page:
        context = browser.new_context(base_url=base_url, locale=locale, viewport=viewport, **options)
        contexts.append(context)
        context.on("page", watcher.watch)
        return context.new_page()

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture
def browser_page(open_page: OpenPage, platform_server: Any) -> Page:
    """One watched page at a desk, in English, on a fresh platform."""
    return open_page(platform_server.url)
