"""The whole thread in a browser, in Russian: from an empty region to a published set, and back to the note."""

import io
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenPage
from tests.browser.journey import PASSWORD, Person, admit_everybody, enter, join, write_note
from tests.browser.stations import make_activities, score
from tests.house.sources import ROOT
from tests.server import PlatformServer

pytestmark = [pytest.mark.journey, pytest.mark.browser]

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
    at_desks = {name: enter(platform_server, open_page) for name in ("facilitator", "official1", "official2")}
    for name, person in at_desks.items():
        person.log_in(f"{name}@example.org")
    mill = enter(platform_server, open_page)
    mill.log_in("mill@example.org")
    return at_desks | {"mill": mill, "public": enter(platform_server, open_page)}


def test_from_an_empty_region_to_a_published_set(
    platform_server: PlatformServer, open_page: OpenPage, people: dict[str, Person], tmp_path: Path
) -> None:
    facilitator = people["facilitator"]
    workshop = prepare_workshop(facilitator)
    hall = [enter(platform_server, open_page, on_a_phone=True) for _ in PHONES]
    code = re.findall(r"/join/([A-Z2-7]{8})", facilitator.page.content())[0]
    for person, (helix, organization) in zip(hall, PHONES, strict=True):
        join(person, code, helix, organization)
    admit_everybody(facilitator, workshop)
    note = "Строить мельницу рядом с полем"
    hall[2].visit(workshop + "room/")
    write_note(hall[2], note)
    hall[0].visit(workshop + "room/")
    write_note(hall[0], "Сорта, которым хватает снега")
    group_notes(facilitator, workshop, note)
    make_activities(facilitator, REGION, workshop, ACTIVITIES)
    propose_project(people["mill"], facilitator)
    round_address = score(facilitator, hall, REGION, "Первая оценка", ACTIVITIES)
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
    for box in facilitator.page.locator("input[name=notes]").all():
        box.check(force=True)
    facilitator.page.fill("form[action$='/group/'] input[name=title]", "Зерно до последней крошки")
    facilitator.press("form[action$='/group/'] button.button-primary")
    expect(facilitator.page.get_by_text("Зерно до последней крошки").first).to_be_visible()
    expect(facilitator.page.get_by_text(note).first).to_be_visible()


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
    public.reads_own_language()
    expect(public.page.get_by_text(note).first).to_be_visible()
    author.visit(desk + "room/")
    author.page.get_by_role("link", name=note).first.click()
    author.page.wait_for_load_state()
    author.reads_own_language()
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
