"""The whole thread in a browser, in Russian: from an empty region to a published set, and back to the note."""

import io
import re
import subprocess
import sys
import zipfile
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE, OpenPage
from tests.browser.journey import PASSWORD, Person, join, mark_everything, write_note
from tests.house.sources import ROOT
from tests.server import PlatformServer

pytestmark = [pytest.mark.journey, pytest.mark.browser]

PATIENCE = 15_000  # ms; not a promise of speed
REGION = "KZ-39"
DATA = ROOT / "demo" / "data" / "kazakhstan"
PHONES = [
    *(("science", "Университет"), ("science", "Институт зерна"), ("business", "Мельница")),
    *(("business", "Тепличное хозяйство"), ("government", "Акимат"), ("civil_society", "Союз жителей")),
]
ACTIVITIES = ["Глубокая переработка зерна", "Теплицы на тепле станций", "Семена для сухой степи",
              "Ремонт сельской техники", "Мука для пекарей мира"]  # fmt: skip
PEOPLE = f"""
from accounts.models import User
from regions.models import Region, Role
from regions.actions import grant_role
region = Region.objects.get(code={REGION!r})
for name, role in [("facilitator", Role.FACILITATOR), ("official1", Role.OFFICIAL), ("official2", Role.OFFICIAL)]:
    person = User.objects.create_user(f"{{name}}@example.org", {PASSWORD!r}, name=name)
    grant_role(region=region, user=person, role=role, by=None)
User.objects.create_user("mill@example.org", {PASSWORD!r}, name="Mill")
"""


@pytest.fixture
def people(platform_server: PlatformServer, open_page: OpenPage) -> dict[str, Person]:
    platform_server.manage("import_domains")
    platform_server.manage("import_regions", str(DATA / "regions.csv"))
    platform_server.manage("import_observations", str(DATA / "manifest.json"))
    platform_server.shell(PEOPLE)
    at_desks = {name: _open(platform_server, open_page) for name in ("facilitator", "official1", "official2")}
    for name, person in at_desks.items():
        person.log_in(f"{name}@example.org")
    mill = _open(platform_server, open_page)
    mill.log_in("mill@example.org")
    return at_desks | {"mill": mill, "public": _open(platform_server, open_page)}


def _open(server: PlatformServer, open_page: OpenPage, *, on_a_phone: bool = False) -> Person:
    page = open_page(server.url, locale="ru", viewport=PHONE if on_a_phone else DESK)
    page.set_default_timeout(PATIENCE)
    return Person(page)


def test_from_an_empty_region_to_a_published_set(
    platform_server: PlatformServer, open_page: OpenPage, people: dict[str, Person], tmp_path: Path
) -> None:
    facilitator = people["facilitator"]
    workshop = prepare_workshop(facilitator)
    hall = [_open(platform_server, open_page, on_a_phone=True) for _ in PHONES]
    code = re.findall(r"/join/([A-Z2-7]{8})", facilitator.page.content())[0]
    for person, (helix, organization) in zip(hall, PHONES, strict=True):
        join(person, code, helix, organization)
    note = "Строить мельницу рядом с полем"
    write_note(hall[2], note)
    write_note(hall[0], "Сорта, которым хватает снега")
    group_notes(facilitator, workshop, note)
    make_activities(facilitator, workshop)
    propose_project(people["mill"], facilitator)
    round_address = score(facilitator, workshop, hall)
    publication = decide(people, round_address)
    read_the_thread(people["public"], hall[2], publication, note, workshop)
    recompute(people["public"], publication, tmp_path)


def prepare_workshop(facilitator: Person) -> str:
    """Returns the address of the desk."""
    facilitator.visit(f"/regions/{REGION}/workshops/")
    facilitator.visit(f"/regions/{REGION}/workshops/new/")
    facilitator.page.locator("input[name=kind][value=problem_solving]").check(force=True)
    facilitator.page.fill("input[name=title]", "Что растит Костанай")
    facilitator.page.fill("input[name=held_date]", "2026-11-20")
    facilitator.submit()
    desk = re.sub(r"[#?].*", "", facilitator.page.url)
    facilitator.press("form[action$='/open/'] button, button[formaction$='/open/']")
    return desk


def group_notes(facilitator: Person, desk: str, note: str) -> None:
    facilitator.visit(desk)
    facilitator.press("button[formaction$='/confirm/'], form[action$='/confirm/'] button")
    facilitator.visit(desk)
    for box in facilitator.page.locator("input[name=notes]").all():
        box.check(force=True)
    facilitator.page.fill("form[action$='/group/'] input[name=title]", "Зерно до последней крошки")
    facilitator.press("form[action$='/group/'] button.button-primary")
    expect(facilitator.page.get_by_text("Зерно до последней крошки").first).to_be_visible()
    expect(facilitator.page.get_by_text(note).first).to_be_visible()


def make_activities(facilitator: Person, desk: str) -> None:
    workshop_id = desk.rstrip("/").rsplit("/", 1)[1]
    for number, title in enumerate(ACTIVITIES):
        facilitator.visit(f"/regions/{REGION}/activities/new/?workshop={workshop_id}")
        facilitator.page.fill("input[name=title]", title)
        facilitator.page.locator("input[name=is_activity][value=yes]").check(force=True)
        facilitator.page.locator("input[name=domains][value=C]").check(force=True)
        if number == 0:
            facilitator.page.locator("input[name=themes]").first.check(force=True)
        facilitator.submit()


def propose_project(mill: Person, facilitator: Person) -> None:
    mill.visit(f"/ru/regions/{REGION}/call/")
    mill.visit(f"/regions/{REGION}/proposals/new/")
    mill.page.fill("input[name=title]", "Мельница на тридцать тонн")
    mill.page.select_option("select[name=domain]", index=3)
    mill.page.fill("textarea[name=summary]", "Мука высшего сорта рядом с полем.")
    mill.page.fill("input[name=organization_name]", "ТОО Мельница")
    mill.page.select_option("select[name=organization_kind]", "small_firm")
    mill.page.select_option("select[name=activity]", label=ACTIVITIES[0])
    mill.submit()
    proposal = re.sub(r"[#?].*", "", mill.page.url)
    facilitator.visit(proposal + "decide/")
    facilitator.page.locator("input[name=decision][value=accept]").check(force=True)
    facilitator.page.fill("textarea[name=reason]", "Понятно, кому и зачем.")
    facilitator.submit()
    mill.visit(proposal)
    expect(mill.page.get_by_text("Понятно, кому и зачем.").first).to_be_visible()


def score(facilitator: Person, desk: str, hall: list[Person]) -> str:
    """Adopt questions, seal, six phones mark five activities, close, wait for the ranking. Returns its address."""
    facilitator.visit(f"/regions/{REGION}/frameworks/")
    facilitator.press(
        "button[name=key][value=four-principles-short], form:has([value=four-principles-short]) button"
    )
    facilitator.visit(f"/regions/{REGION}/rounds/new/")
    facilitator.page.fill("input[name=title]", "Первая оценка")
    facilitator.page.select_option("select[name=workshop]", index=1)
    for box in facilitator.page.locator("input[name=activities]").all():
        box.check(force=True)
    facilitator.submit()
    address = re.sub(r"[#?].*", "", facilitator.page.url)
    facilitator.visit(address + "open/")
    facilitator.submit()
    for number, person in enumerate(hall):
        mark_everything(person, address + "ballot/", partial(mark_of, number))
    answer = facilitator.page.goto(address + "ranking/")
    assert answer is not None
    assert answer.status in (403, 404), "results of an open round are nobody's"
    facilitator.visit(address + "close/")
    facilitator.submit()
    await_ranking(facilitator, address + "ranking/")
    return address


def mark_of(number: int, title: str) -> int:
    """Everybody prefers the first activities; every second person is one mark kinder."""
    return 9 - ACTIVITIES.index(title) + number % 2


def await_ranking(facilitator: Person, address: str) -> None:
    """The worker computes it; the page shows it when it is there."""
    for _ in range(60):
        facilitator.page.goto(address)
        if facilitator.page.get_by_role("link", name=ACTIVITIES[0]).count():
            break
        facilitator.page.wait_for_timeout(500)
    facilitator.reads_russian()
    rows = facilitator.page.locator("table").first.locator("tbody tr")
    expect(rows.first).to_contain_text(ACTIVITIES[0])
    expect(rows).to_have_count(len(ACTIVITIES))


def decide(people: dict[str, Person], round_address: str) -> str:
    """Draft, act, hand in, two approvals, publish. Returns the address of the publication."""
    facilitator, first, second = (people[name] for name in ("facilitator", "official1", "official2"))
    facilitator.visit(f"/regions/{REGION}/sets/new/")
    facilitator.page.select_option("select[name=round]", index=0)
    facilitator.page.fill("input[name=title]", "Приоритеты Костанайской области")
    facilitator.page.fill("input[name=cycle]", "2026")
    facilitator.page.select_option("select[name=target_count]", "5")
    facilitator.submit()
    address = re.sub(r"[#?].*", "", facilitator.page.url)
    facilitator.visit(address + "legal-act/")
    facilitator.page.fill("input[name=number]", "17")
    facilitator.page.fill("input[name=date]", "2026-11-20")
    facilitator.page.set_input_files(
        "input[name=scan]", [{"name": "act.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4\n%%EOF"}]
    )
    facilitator.submit()
    facilitator.visit(address)
    facilitator.press("form[action$='/submit/'] button, button[formaction$='/submit/']")
    approve(first, address, password="wrong password")
    expect(first.page.get_by_text("Пароль неверный").first).to_be_visible()
    for official in (first, second):
        approve(official, address, password=PASSWORD)
    second.visit(address + "publish/")
    second.submit()
    second.visit(f"/ru/regions/{REGION}/priorities/")
    return re.sub(r"[#?].*", "", second.page.url)


def approve(official: Person, address: str, password: str) -> None:
    official.visit(address + "approve/")
    official.page.fill("input[name=password]", password)
    official.submit()


def read_the_thread(public: Person, author: Person, publication: str, note: str, desk: str) -> None:
    """A stranger walks back from the priority to the note; its author walks forward."""
    public.visit(publication)
    public.page.get_by_role("link", name=ACTIVITIES[0]).first.click()
    public.page.wait_for_load_state()
    public.reads_russian()
    expect(public.page.get_by_text(note).first).to_be_visible()
    author.visit(desk + "room/")
    author.page.get_by_role("link", name=note).first.click()
    author.page.wait_for_load_state()
    author.reads_russian()
    expect(author.page.get_by_role("link", name=ACTIVITIES[0]).first).to_be_visible()


def recompute(public: Person, publication: str, folder: Path) -> None:
    """Download, run verify.py against the fingerprint of the page."""
    public.visit(publication + "check/")
    public.visit(publication)
    shown = re.sub(r"\s", "", public.page.locator(".fingerprint code, [data-fingerprint]").first.inner_text())
    bundle = folder / "bundle.zip"
    bundle.write_bytes(public.page.request.get(re.sub(r"/ru/", "/", publication) + "bundle.zip").body())
    assert "verify.py" in zipfile.ZipFile(io.BytesIO(bundle.read_bytes())).namelist()
    said = subprocess.run(
        [sys.executable, str(ROOT / "verify.py"), str(bundle), "--fingerprint", shown],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert said.returncode == 0, said.stdout + said.stderr
