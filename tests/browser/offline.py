"""A phone without a connection: what it keeps, and a tab that is closed and opened again."""

import re
from itertools import product

from playwright.sync_api import Error, Page, expect

from tests.browser.seats import PATIENCE, Seat, sequence_of

ACTIVITIES, QUESTIONS = 10, 4  # 40 marks
NOTICE = "[data-kept-notice]"
KEPT = """async () => {
  const paths = [];
  for (const name of await caches.keys())
    for (const { url } of await (await caches.open(name)).keys()) paths.push(new URL(url).pathname);
  return paths.sort();
}"""


def kept(page: Page) -> list[str]:
    """Addresses of pages in this phone; style sheets and scripts are nobody's."""
    found: list[str] = page.evaluate(KEPT)
    return [path for path in found if not path.startswith(("/static/", "/phone-person"))]


def wait_until_kept(page: Page, *paths: str) -> None:
    waited = 0
    while not set(paths) <= set(kept(page)):
        assert waited < PATIENCE, kept(page)
        page.wait_for_timeout(200)
        waited += 200


def reopen(seat: Seat, address: str) -> Seat:
    """The tab is closed, and another one opened at this address."""
    later = seat.another_tab()
    seat.page.close()
    later.page.goto(address)
    return later


def opens(seat: Seat, address: str) -> bool:
    page = (
        seat.another_tab().page
    )  # the browser's own page of an error would come in the way of the next address
    try:
        page.goto(address)
    except Error as error:
        if "net::ERR" in str(error):
            return False
        raise
    finally:
        page.close()
    return True


def keep_ballot_and_room(seat: Seat) -> None:
    seat.page.goto(seat.room)
    seat.page.evaluate("() => navigator.serviceWorker.ready.then(() => true)")
    seat.page.reload()  # what came before the worker is asked for within ten seconds; nobody need wait for that here
    wait_until_kept(seat.page, seat.room)
    seat.open_ballot()
    wait_until_kept(seat.page, seat.room, seat.ballot, f"{seat.ballot}sheets/")


def wanted(activity: int, question: int) -> int:
    return (3 * activity + question) % 11


def forty_marks_outlive_the_closed_tab(seat: Seat) -> None:
    """They are given offline, the tab is closed and opened twice, and they arrive in order when the line is back (D6)."""
    keep_ballot_and_room(seat)
    seat.context.set_offline(True)
    titles = []
    for activity, question in product(range(ACTIVITIES), range(QUESTIONS)):
        if question == 0:
            titles.append(seat.page.locator("h1").inner_text())
        seat.mark(question, wanted(activity, question))
        if question == QUESTIONS - 1 and activity < ACTIVITIES - 1:
            seat.go_on()
    seat.says("Not yet sent: 40")
    assert seat.marks() == [None] * ACTIVITIES

    later = reopen(seat, f"{seat.ballot}?activity={seat.told['activities'][6]}")
    later.says("Not yet sent: 40")
    expect(later.page.locator(NOTICE)).to_contain_text(
        re.compile(r"No connection: this page is from \d\d:\d\d")
    )
    expect(later.page.locator("h1")).to_have_text(titles[6])
    for question in range(QUESTIONS):
        mark = later.page.locator(f"input[name='mark-q{question}'][value='{wanted(6, question)}']")
        expect(mark).to_be_checked()
    expect(later.page.locator(".progress .number").first).to_have_text("10 of 10")
    later.mark(0, 1)  # goes on scoring
    later.says("Not yet sent: 40")
    later = reopen(later, later.room)
    later.says("Not yet sent: 40")
    assert seat.marks() == [None] * ACTIVITIES

    sent: list[int] = []
    later.page.on("request", lambda request: sent.extend(sequence_of(request)))
    later.context.set_offline(False)
    later.says("Everything is saved")
    expect(later.page.locator(NOTICE)).to_contain_text("The connection is back")
    expected = [[wanted(a, q) for q in range(QUESTIONS)] for a in range(ACTIVITIES)]
    expected[6][0] = 1
    assert later.marks() == expected
    assert sent == sorted(sent)
    assert len(sent) == ACTIVITIES == later.stored()["writes"]
    later.page.locator(f"{NOTICE} a").click()
    expect(later.page.locator(NOTICE)).to_be_hidden()
