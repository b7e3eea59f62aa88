"""A whole evening in Russian: the projector, the desk and four phones, one of them cut off in the middle, one without script.

After each press at the desk all screens are asked. Embedded only: what differs between the backends is tested beside.
"""

import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import docx
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, PROJECTOR, OpenPage, Watcher
from tests.browser.journey import PATIENCE, Person, admit_everybody, enter, join, write_note
from tests.browser.leftovers import left_over_texts
from tests.browser.scenes import REGION, arrange, settle
from tests.browser.stations import make_activities
from tests.server import PlatformServer

pytestmark = [
    pytest.mark.journey,
    pytest.mark.browser,
    pytest.mark.parametrize("platform_server", ["embedded"], indirect=True),
]

TITLE = "Что Атырау умеет лучше других"
# Helix, organization, idea of each phone.
SEATS = {
    "script": ("science", "Институт моря", "Выращивать осетра в закрытых бассейнах"),
    "cut off": ("business", "ТОО «Балык»", "Кожа из рыбьей кожи для обувных мастерских"),
    "no script": ("government", "Акимат", "Холодильники у причалов, чтобы рыба доезжала свежей"),
    "fourth": ("civil_society", "Союз рыбаков", "Школа аквакультуры для жителей прибрежных сёл"),
}
THEME = "Рыба без моря"
HAS_THE_FLOOR = "Слово у вас"
ACTIVITIES = ["Осетровые фермы на тёплой воде", "Обработка рыбьей кожи", "Опреснение воды ветром"]
ROUND = "Первая оценка"
BEST = 1  # the place on the list of what the hall prefers
HALL = 6  # people of each helix whom no browser plays
MARK = 9
EVERYBODY = re.compile(rf"{HALL + 1}\s+из {HALL + 1}")  # of one helix
STORED = """
import json
from assessments.models import Ballot
found = {}
for row in Ballot.objects.select_related("rater__organization"):
    found.setdefault(row.rater.organization.name, []).append(list(bytes(row.marks)))
print(json.dumps(found))
"""


@dataclass
class Evening:
    """Everybody's screen. `desk` is the address of the facilitator's page."""

    server: PlatformServer
    facilitator: Person
    wall: Person
    phones: dict[str, Person]
    desk: str
    pictures: Path

    def press(self, key: str) -> None:
        """A letter at the desk."""
        with self.facilitator.page.expect_navigation():
            self.facilitator.page.keyboard.press(key)

    def go_on(self, step: str) -> None:
        """One press moves every screen; a phone without script is opened again."""
        self.facilitator.visit(self.desk)
        button = self.facilitator.page.locator("[data-key=n]")
        expect(button).to_contain_text(step)
        self.press("n")
        self.stands_at(step)

    def stands_at(self, step: str) -> None:
        expect(self.facilitator.page.locator("#run-sheet .step-current")).to_contain_text(step)
        expect(self.wall.page.locator("#wall-step h2")).to_have_text(step, timeout=PATIENCE)
        for phone in self.in_their_rooms():
            expect(phone.page.locator("#room-step .card-title")).to_have_text(step, timeout=PATIENCE)
            phone.reads_own_language()
        self.wall.reads_own_language()

    def in_their_rooms(self) -> Iterator[Person]:
        for name, phone in self.phones.items():
            if name == "no script":
                phone.visit(f"{self.desk}room/")
            yield phone

    def wall_shows(self, *texts: str) -> None:
        for text in texts:
            expect(self.wall.page.locator("#wall-main").get_by_text(text).first).to_be_visible(
                timeout=PATIENCE
            )

    def look(self, station: str) -> None:
        """What the hall and each phone see, for people to look at; nothing on the wall may need scrolling."""
        self.wall.page.screenshot(path=self.pictures / f"evening-{station}-wall.png")
        assert fits(self.wall.page), f"{station}: the wall scrolls"
        for name, phone in self.phones.items():
            phone.picture(self.pictures, f"evening-{station}-{name.replace(' ', '-')}")
            assert phone.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (station, name)


def fits(wall: Page) -> bool:
    root = "document.documentElement"
    return bool(
        wall.evaluate(f"{root}.scrollHeight <= innerHeight && {root}.scrollWidth <= innerWidth")
        and wall.evaluate(
            "[...document.querySelectorAll('#wall-step, .wall-side > *')].every("
            "part => part.getBoundingClientRect().bottom <= innerHeight)"
        )
    )


@pytest.fixture
def cut_on_purpose(watcher: Watcher) -> Iterator[None]:
    """The browser complains of the connection that was cut."""
    yield
    watcher.complaints[:] = [said for said in watcher.complaints if "net::ERR" not in said]


def test_an_evening_from_the_code_to_the_record(
    platform_server: PlatformServer, open_page: OpenPage, cut_on_purpose: None, tmp_path: Path
) -> None:
    settle(platform_server, "ru")
    evening = open_the_doors(platform_server, open_page, tmp_path)
    come_in(evening, open_page)
    write_ideas(evening)
    put_together(evening)
    choose(evening)
    speak(evening)
    prepare_scoring(evening)
    score(evening)
    read_the_result(evening)
    end(evening)


def open_the_doors(server: PlatformServer, open_page: OpenPage, pictures: Path) -> Evening:
    """The desk prepares and opens in one press; the wall of the hall says how to join."""
    facilitator, wall = (enter(server, open_page) for _each in range(2))
    for person in (facilitator, wall):
        person.log_in("facilitator@example.org")
    facilitator.visit(f"/regions/{REGION}/workshops/new/")
    facilitator.page.locator("input[name=kind][value=problem_solving]").check(force=True)
    facilitator.page.fill("input[name=title]", TITLE)
    facilitator.press("button[name=opens]")
    desk = re.sub(r"[#?].*", "", facilitator.page.url)
    arrange(server, f"seated({HALL})")
    wall.page.set_viewport_size(PROJECTOR)
    wall.visit(f"{desk}wall/")
    return Evening(server, facilitator, wall, {}, desk, pictures)


def come_in(evening: Evening, open_page: OpenPage) -> None:
    """By the code on the wall; the organiser lets them in, and everybody's phone says so."""
    groups = evening.wall.page.locator("[data-wall-screen=join] .qr-group")
    expect(groups.first).to_be_visible(timeout=PATIENCE)
    code = "".join(groups.all_inner_texts())
    for name, (helix, organization, _idea) in SEATS.items():
        phone = phone_of(evening.server, open_page, has_script=name != "no script")
        evening.phones[name] = phone
        join(phone, code, helix, organization)
        expect(phone.page.locator("[name=text]")).to_have_count(0)  # still at the door
    admit_everybody(evening.facilitator, evening.desk)
    everybody = len(SEATS) + HALL * len(SEATS)
    expect(evening.wall.page.locator("#wall-attendance")).to_contain_text(f"{HALL + 1}", timeout=PATIENCE)
    assert everybody == 28
    evening.stands_at("Приветствие")
    evening.look("1-welcome")


def phone_of(server: PlatformServer, open_page: OpenPage, *, has_script: bool) -> Person:
    page = open_page(server.url, locale="ru", viewport=PHONE, java_script_enabled=has_script)
    page.set_default_timeout(PATIENCE)
    return Person(page)


def write_ideas(evening: Evening) -> None:
    evening.go_on("Сбор идей")
    for name, phone in evening.phones.items():
        idea = SEATS[name][2]
        write_note(phone, idea)
        evening.wall_shows(idea)
    evening.look("2-ideas")


def put_together(evening: Evening) -> None:
    """Two ideas become a theme, which the wall and the phones show; the themes become activities."""
    evening.go_on("Группировка идей")
    desk = evening.facilitator.page
    for name in ("script", "fourth"):
        desk.get_by_label(SEATS[name][2]).check(force=True)
    desk.fill("form[action$='/group/'] input[name=title]", THEME)
    evening.facilitator.press("form[action$='/group/'] button.button-primary")
    evening.wall_shows(THEME, SEATS["script"][2], SEATS["no script"][2])
    for phone in evening.in_their_rooms():
        expect(phone.page.locator("#room-work").get_by_text(THEME)).to_be_visible(timeout=PATIENCE)
    evening.look("3-themes")
    make_activities(evening.facilitator, REGION, evening.desk, ACTIVITIES)


def choose(evening: Evening) -> None:
    """The phones support; the desk confirms the shortlist; the wall shows the list and no number."""
    evening.go_on("Отбор")
    wanted = {
        "script": ACTIVITIES[:2],
        "cut off": ACTIVITIES[1:],
        "no script": ACTIVITIES[1:2],
        "fourth": ACTIVITIES,
    }
    for name, phone in evening.phones.items():
        for title in wanted[name]:
            phone.press(f"li:has-text('{title}') button[formaction$='/support/']")
        expect(phone.page.locator("[data-slot^=support-][aria-pressed=true]")).to_have_count(
            len(wanted[name])
        )
    evening.wall_shows(*ACTIVITIES)
    evening.look("4-shortlist")
    evening.facilitator.visit(f"{evening.desk}shortlist/?places=3")
    evening.facilitator.submit()
    expect(evening.facilitator.page.locator("main ol li")).to_have_count(len(ACTIVITIES))


def speak(evening: Evening) -> None:
    """Two hands, one by a plain form; the floor goes to the next, and the wall names who speaks."""
    evening.go_on("Обсуждение")
    for name in ("no script", "script"):
        evening.phones[name].press("#room-hand button")
    evening.facilitator.visit(evening.desk)
    evening.press("g")
    evening.press("w")
    expect(evening.wall.page.locator(".wall-speaker")).to_contain_text(
        SEATS["no script"][1], timeout=PATIENCE
    )
    evening.phones["no script"].visit(f"{evening.desk}room/")
    expect(evening.phones["no script"].page.get_by_text(HAS_THE_FLOOR)).to_be_visible()
    evening.look("5-speakers")
    evening.facilitator.visit(evening.desk)
    evening.press("g")
    expect(evening.phones["script"].page.get_by_text(HAS_THE_FLOOR)).to_be_visible(timeout=PATIENCE)


def prepare_scoring(evening: Evening) -> None:
    facilitator = evening.facilitator
    facilitator.visit(f"/regions/{REGION}/frameworks/")
    facilitator.press("form:has([value=four-principles-short]) button")
    facilitator.visit(f"/regions/{REGION}/rounds/new/?workshop={evening.desk.rstrip('/').rsplit('/', 1)[1]}")
    facilitator.page.fill("input[name=title]", ROUND)
    for box in facilitator.page.locator("input[name=activities]").all():
        box.check(force=True)
    facilitator.submit()


def score(evening: Evening) -> None:
    """The step opens the round. The wall counts who began and shows no mark; what a phone kept without a line arrives."""
    evening.go_on("Оценка")
    evening.wall_shows(ROUND, "Идёт в зачёт", "Кто уже начал")
    for phone in evening.in_their_rooms():
        expect(phone.page.locator("#room-work")).to_contain_text("Идёт в зачёт", timeout=PATIENCE)
        expect(phone.page.get_by_text(HAS_THE_FLOOR)).to_have_count(0, timeout=PATIENCE)
    evening.look("6-scoring-begins")
    away = evening.phones["cut off"]
    away.press("#room-step a.button-primary")
    expect(away.page.locator("[data-ready]")).to_be_attached(timeout=PATIENCE)
    away.page.context.set_offline(True)
    mark_all_sheets(away.page)
    expect(away.page.locator("[data-queue-state]").first).to_contain_text(
        "Ещё не отправлено", timeout=PATIENCE
    )
    arrange(evening.server, f"others_scored({BEST})")
    for name in ("script", "no script", "fourth"):
        evening.phones[name].press("#room-step a.button-primary")
        mark_by_forms(evening.phones[name])
    begun = evening.wall.page.locator("#turnout .helix-count")
    expect(begun.filter(has_text=EVERYBODY)).to_have_count(3, timeout=PATIENCE)
    evening.look("7-cut-off")
    assert SEATS["cut off"][1] not in stored(evening)
    away.page.context.set_offline(False)
    expect(away.page.locator("[data-queue-state]").first).to_contain_text("Всё сохранено", timeout=PATIENCE)
    expect(begun.filter(has_text=EVERYBODY)).to_have_count(4, timeout=PATIENCE)
    found = stored(evening)
    for name in ("cut off", "no script"):
        marks = found[SEATS[name][1]]
        assert len(marks) == len(ACTIVITIES)
        assert {mark for row in marks for mark in row} == {MARK}
    evening.look("8-everybody")
    ranking = evening.wall.page.request.get(
        evening.phones["script"].page.url.split("ballot/")[0] + "ranking/"
    )
    assert ranking.status in (403, 404), "results of an open round are nobody's"


def mark_all_sheets(phone: Page) -> None:
    """With script and without a line: sheet after sheet out of the phone itself."""
    for _each in ACTIVITIES:
        before = phone.locator("h1").inner_text()
        mark_sheet(phone)
        phone.locator("[data-sheet-go=next]").click()
        expect(phone.locator("h1")).not_to_have_text(before)


def mark_by_forms(phone: Person) -> None:
    while phone.page.locator("form[data-ballot]:visible").count():
        mark_sheet(phone.page)
        phone.press("button[form=ballot]")


def mark_sheet(phone: Page) -> None:
    for scale in phone.locator("form[data-ballot] fieldset").all():
        scale.locator(f"label.mark:has(input[value='{MARK}'])").click()


def stored(evening: Evening) -> dict[str, list[list[int]]]:
    """Marks by organization, as the database has them."""
    found: dict[str, list[list[int]]] = json.loads(evening.server.shell(STORED).strip().splitlines()[-1])
    return found


def read_the_result(evening: Evening) -> None:
    """Closed from the desk: the wall shows places by itself, each phone the way to its result."""
    evening.facilitator.visit(evening.desk)
    evening.press("o")
    evening.facilitator.press("a[href$='/close/']")
    evening.facilitator.submit()
    places = evening.wall.page.locator(".wall-ranks li")
    expect(places).to_have_count(len(ACTIVITIES), timeout=PATIENCE)
    expect(places.first).to_contain_text(ACTIVITIES[BEST])
    evening.wall.reads_own_language()
    for phone in evening.phones.values():
        phone.visit(f"{evening.desk}room/")
        phone.press("#room-step a.button-primary")
        phone.press("#result a.button-primary")
        expect(phone.page.get_by_text(ACTIVITIES[BEST]).first).to_be_visible()
    evening.look("9-result")
    for phone in evening.phones.values():
        phone.visit(f"{evening.desk}room/")
    evening.go_on("Второе обсуждение")
    evening.look("a-disputed")


def end(evening: Evening) -> None:
    """Over: the phones and the wall say so; the record is there as PDF and as Word, in Russian."""
    facilitator = evening.facilitator
    facilitator.visit(f"{evening.desk}close/")
    facilitator.submit()
    expect(evening.wall.page.locator("#wall-step")).to_contain_text("Семинар окончен", timeout=PATIENCE)
    expect(evening.wall.page.locator("#wall-main[data-wall-screen=ideas]")).to_be_visible(timeout=PATIENCE)
    expect(evening.wall.page.locator(".qr-block")).to_have_count(
        0, timeout=PATIENCE
    )  # nobody can join any more
    for phone in evening.in_their_rooms():
        expect(phone.page.get_by_text("Семинар окончен").first).to_be_visible(timeout=PATIENCE)
    evening.look("b-over")
    facilitator.visit(f"{evening.desk}minutes/")
    document = docx.Document(io.BytesIO(fetched(evening, "word", "docx")))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    words = "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])
    assert not left_over_texts(words, "ru")
    for text in (TITLE, THEME, *ACTIVITIES, ROUND, *(idea for _helix, _name, idea in SEATS.values())):
        assert text in words
    assert fetched(evening, "pdf", "pdf").startswith(b"%PDF-")


def fetched(evening: Evening, kind: str, suffix: str) -> bytes:
    page = evening.facilitator.page
    link = page.locator(f"a[href*='/{kind}/?language=ru']").get_attribute("href")
    assert link
    path = evening.pictures / f"evening-record.{suffix}"
    path.write_bytes(page.request.get(link).body())
    return path.read_bytes()
