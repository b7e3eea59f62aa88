"""Stations that journeys in every language pass: activities, a scoring by the hall, its ranking."""

import re
from functools import partial

from playwright.sync_api import expect

from tests.browser.journey import Person, mark_everything


def make_activities(facilitator: Person, region: str, desk: str, titles: list[str]) -> None:
    """On the desk; the first one is made of the first theme."""
    workshop_id = desk.rstrip("/").rsplit("/", 1)[1]
    for number, title in enumerate(titles):
        facilitator.visit(f"/regions/{region}/activities/new/?workshop={workshop_id}")
        facilitator.page.fill("input[name=title]", title)
        facilitator.page.locator("input[name=is_activity][value=yes]").check(force=True)
        facilitator.page.locator("input[name=domains][value=C]").check(force=True)
        if number == 0:
            facilitator.page.locator("input[name=themes]").first.check(force=True)
        facilitator.submit()


def score(facilitator: Person, hall: list[Person], region: str, title: str, titles: list[str]) -> str:
    """Adopt questions, seal, the phones mark every activity, close, wait for the ranking. Returns its address."""
    facilitator.visit(f"/regions/{region}/frameworks/")
    facilitator.press(
        "button[name=key][value=four-principles-short], form:has([value=four-principles-short]) button"
    )
    facilitator.visit(f"/regions/{region}/rounds/new/")
    facilitator.page.fill("input[name=title]", title)
    facilitator.page.select_option("select[name=workshop]", index=1)
    for box in facilitator.page.locator("input[name=activities]").all():
        box.check(force=True)
    facilitator.submit()
    address = re.sub(r"[#?].*", "", facilitator.page.url)
    facilitator.visit(address + "open/")
    facilitator.submit()
    for number, person in enumerate(hall):
        mark_everything(person, address + "ballot/", partial(mark_of, titles, number))
    answer = facilitator.page.goto(address + "ranking/")
    assert answer is not None
    assert answer.status in (403, 404), "results of an open round are nobody's"
    facilitator.visit(address + "close/")
    facilitator.submit()
    await_ranking(facilitator, address + "ranking/", titles)
    return address


def mark_of(titles: list[str], number: int, title: str) -> int:
    """Everybody prefers the first activities; every second person is one mark kinder."""
    return 9 - titles.index(title) + number % 2


def await_ranking(facilitator: Person, address: str, titles: list[str]) -> None:
    """The worker computes it; the page shows it when it is there."""
    for _ in range(60):
        facilitator.page.goto(address)
        if facilitator.page.get_by_role("link", name=titles[0]).count():
            break
        facilitator.page.wait_for_timeout(500)
    facilitator.reads_own_language()
    rows = facilitator.page.locator("table").first.locator("tbody tr")
    expect(rows.first).to_contain_text(titles[0])
    expect(rows).to_have_count(len(titles))
