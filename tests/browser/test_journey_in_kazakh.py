"""A facilitator holds a workshop in Kazakh: template, run sheet, letters, hall, activity, shortlist, minutes.

Embedded only: the platform of one facilitator with one machine; PostgreSQL is passed by the Russian thread.
"""

import io
import re
from pathlib import Path

import docx
import pytest
from icalendar import Calendar
from playwright.sync_api import expect

from tests.browser.conftest import OpenPage
from tests.browser.journey import Person, admit_everybody, enter, join, write_note
from tests.browser.leftovers import left_over_texts
from tests.browser.scenes import REGION, settle
from tests.mailbox import Mailbox, attached, links_in, text_of
from tests.server import PlatformServer

pytestmark = [
    pytest.mark.journey,
    pytest.mark.browser,
    pytest.mark.parametrize("platform_server", ["embedded"], indirect=True),
]

TITLE = "Атырау нені жақсы өсіре алады"
PURPOSE = "Өңір басқалардан жақсы істей алатын істі бірге іздейміз."
STEP = "Жайық туралы әңгіме"
GUESTS = {
    "galym@example.org": "Галым Сериков; ғылым; Теңіз институты",
    "balyqshy@example.org": "Айгүл Омарова; азаматтық қоғам; Балықшылар одағы",
}
NOTES = ["Бекіре балығын жабық бассейнде өсіру", "Балық терісінен былғары жасау", "Суық сақтау орны керек"]
THEME = "Теңізсіз балық"
ACTIVITY, OTHER = "Жылы суда бекіре өсіру", "Балық терісін өңдеу"
REASON = "Зал осы бағытты да талқылағысы келеді."


def test_from_a_template_to_the_minutes(
    platform_server: PlatformServer, open_page: OpenPage, tmp_path: Path
) -> None:
    settle(platform_server, "kk")
    facilitator = enter(platform_server, open_page, language="kk")
    facilitator.log_in("facilitator@example.org")
    desk = prepare(facilitator, tmp_path)
    change_run_sheet(facilitator, desk, tmp_path)
    invite(facilitator, desk, tmp_path)
    phones = [enter(platform_server, open_page, language="kk", on_a_phone=True) for _ in range(3)]
    for phone, address in zip(phones, GUESTS, strict=False):
        come_by_letter(phone, platform_server.mailbox, address, tmp_path)

    facilitator.visit(desk)
    facilitator.press("button[formaction$='/open/']")
    for phone in phones[:2]:
        join_by_link(phone, tmp_path)
    come_uninvited(phones[2], facilitator, desk, tmp_path)
    for phone, note in zip(phones, NOTES, strict=True):
        phone.visit(f"{desk}room/")
        phone.leave_empty("[name=text]")
        write_note(phone, note)
    phones[0].picture(tmp_path, "kk-09-room")

    group_notes(facilitator, desk, tmp_path)
    describe(facilitator, desk, tmp_path)
    support(phones, facilitator, desk, tmp_path)
    confirm_shortlist(facilitator, desk, tmp_path)
    close(facilitator, desk, tmp_path)
    read_minutes(facilitator, desk, tmp_path)


def prepare(facilitator: Person, pictures: Path) -> str:
    """From a template; without a title it stays a form. Returns the address of the desk."""
    facilitator.visit(f"/regions/{REGION}/workshops/templates/")
    facilitator.picture(pictures, "kk-01-templates")
    facilitator.press("main a[href$='/workshops/new/']")
    page = facilitator.page
    page.select_option("select[name=template]", "problem-solving-day")
    page.fill("input[name=held_date]", "2026-12-01")
    page.fill("input[name=start_time]", "10:00")
    page.fill("input[name=place]", "Атырау, Сәтбаев даңғылы 1")
    page.fill("[name=purpose]", PURPOSE)
    facilitator.leave_empty("input[name=title]")
    facilitator.picture(pictures, "kk-02-refused")
    page.fill("input[name=title]", TITLE)
    facilitator.submit()
    facilitator.picture(pictures, "kk-03-desk")
    return re.sub(r"[#?].*", "", page.url)


def change_run_sheet(facilitator: Person, desk: str, pictures: Path) -> None:
    """A step of one's own: minutes are needed; then a step earlier, another taken off."""
    facilitator.press("main nav a[href$='/steps/']")
    page = facilitator.page
    steps = page.locator("#steps tbody tr")
    before = steps.count()
    page.fill("input[name=title_kk]", STEP)
    facilitator.leave_empty("input[name=minutes]")
    page.fill("input[name=minutes]", "25")
    facilitator.press("main form[data-form]:has([name=kind]) button.button-primary")
    expect(steps).to_have_count(before + 1)
    expect(steps.last).to_contain_text(STEP)
    facilitator.press("#steps tbody tr:last-child button[value='-1']")
    expect(steps.nth(before - 1)).to_contain_text(STEP)
    facilitator.press(f"#steps tbody tr:nth-child({before - 1}) button[formaction$='/remove/']")
    expect(steps).to_have_count(before)
    facilitator.picture(pictures, "kk-04-run-sheet")


def invite(facilitator: Person, desk: str, pictures: Path) -> None:
    """One wrong line: nobody is invited and the line is named."""
    facilitator.visit(f"{desk}invitations/")
    lines = [f"{address}; {rest}" for address, rest in GUESTS.items()]
    facilitator.page.fill("[name=people]", "\n".join([*lines, "пошта емес; Біреу"]))
    facilitator.press("form[action$='/invitations/new/'] button.button-primary")
    facilitator.refused("3-жол")
    facilitator.picture(pictures, "kk-05-wrong-line")
    facilitator.page.fill("[name=people]", "\n".join(lines))
    facilitator.press("form[action$='/invitations/new/'] button.button-primary")
    expect(facilitator.page.locator("main table tbody tr")).to_have_count(len(GUESTS))


def come_by_letter(phone: Person, mailbox: Mailbox, address: str, pictures: Path) -> None:
    """The letter is Kazakh and carries an entry for the calendar; its link says that somebody comes."""
    letter = mailbox.await_letter(address, with_link="/come/")
    assert not left_over_texts(f"{letter['subject']}\n{text_of(letter)}", "kk")
    [(name, kind, content)] = [file for file in attached(letter) if file[0].endswith(".ics")]
    [event] = Calendar.from_ical(content).walk("VEVENT")
    assert (name, kind, event["SUMMARY"]) == ("workshop.ics", "text/calendar", TITLE)
    assert event["DTSTART"].dt.isoformat() == "2026-12-01T10:00:00+05:00"
    phone.visit(links_in(letter, "/come/")[0])
    phone.press("button[name=answer][value=yes]")
    phone.picture(pictures, "kk-06-coming")


def join_by_link(phone: Person, pictures: Path) -> None:
    """The same page, once the doors are open; the group stands there already."""
    phone.visit(phone.page.url)
    phone.picture(pictures, "kk-07-doors-open")
    phone.submit()
    expect(phone.page).to_have_url(re.compile("/room/$"))


def come_uninvited(phone: Person, facilitator: Person, desk: str, pictures: Path) -> None:
    """With the code; waits at the door until the facilitator admits."""
    facilitator.visit(desk)
    code = re.findall(r"/join/([A-Z2-7]{8})", facilitator.page.content())[0]
    join(phone, code, "business", "«Жайық балық» ЖШС")
    assert phone.page.locator("[name=text]").count() == 0
    phone.picture(pictures, "kk-08-at-the-door")
    admit_everybody(facilitator, desk)


def group_notes(facilitator: Person, desk: str, pictures: Path) -> None:
    """A theme needs a name."""
    facilitator.visit(desk)
    facilitator.picture(pictures, "kk-10-desk")
    for note in NOTES[:2]:
        facilitator.page.get_by_label(note).check(force=True)
    facilitator.press("form[action$='/group/'] button.button-primary")
    expect(facilitator.page.locator("#notes [aria-invalid=true], #notes .error").first).to_be_visible()
    facilitator.picture(pictures, "kk-11-no-name")
    facilitator.page.fill("form[action$='/group/'] input[name=title]", THEME)
    facilitator.press("form[action$='/group/'] button.button-primary")
    expect(facilitator.page.get_by_role("heading", name=THEME)).to_be_visible()


def describe(facilitator: Person, desk: str, pictures: Path) -> None:
    """An activity of the theme with its whole fiche: the gate must be answered. A second one in two lines."""
    facilitator.press("#notes a[href*='/activities/new/']")
    page = facilitator.page
    page.fill("input[name=title]", ACTIVITY)
    page.evaluate("document.querySelector('main form.form').noValidate = true")
    facilitator.submit()
    expect(page.locator("[name=is_activity][aria-invalid=true]").first).to_be_attached()
    facilitator.picture(pictures, "kk-12-gate")
    page.locator("input[name=is_activity][value=yes]").check(force=True)
    page.locator("input[name=domains][value=A]").check(force=True)
    page.fill("[name=summary]", "Жабық бассейнде жыл бойы балық өсіру.")
    page.select_option("[name=market]", "export")
    page.fill("[name=assets]", "Теңіз институты мен жылы су.")
    page.fill("[name=experiment_hypothesis]", "Сатып алушы оннан бір бөлік артық төлейді.")
    page.fill("[name=experiment_milestone]", "Күзге дейін он тонна.")
    page.fill("[name=experiment_stop_rule]", "Жарты жылда екінші сатып алушы табылмаса.")
    page.fill("[name=experiment_budget]", "40 млн теңге")
    page.fill("[name=experiment_owner]", "Теңіз институты")
    facilitator.submit()
    facilitator.visit(f"{desk}#activities")
    facilitator.press("#activities a[href*='/edit/']")
    facilitator.picture(pictures, "kk-13-fiche")
    facilitator.visit(f"/regions/{REGION}/activities/new/?workshop={desk.rstrip('/').rsplit('/', 1)[1]}")
    page.fill("input[name=title]", OTHER)
    page.locator("input[name=is_activity][value=yes]").check(force=True)
    facilitator.submit()


def support(phones: list[Person], facilitator: Person, desk: str, pictures: Path) -> None:
    """In the step of the shortlist the phones support one activity."""
    facilitator.visit(desk)
    facilitator.page.locator("#run-sheet details summary").click()
    facilitator.press("#run-sheet details button:has-text('Іріктеу')")
    for phone in phones:
        phone.visit(f"{desk}room/")
        phone.press(f"li:has-text('{ACTIVITY}') button[formaction$='/support/']")
        expect(phone.page.locator("button[aria-pressed=true]")).to_have_count(1)
    phones[0].picture(pictures, "kk-14-support")


def confirm_shortlist(facilitator: Person, desk: str, pictures: Path) -> None:
    """Proposed is one; the hall wants both: not without a reason."""
    facilitator.visit(f"{desk}shortlist/?places=1")
    page = facilitator.page
    page.get_by_label(OTHER).check(force=True)
    facilitator.submit()
    expect(page.locator("[name=reason][aria-invalid=true]")).to_be_visible()
    facilitator.picture(pictures, "kk-15-shortlist")
    page.fill("[name=reason]", REASON)
    facilitator.submit()
    expect(page.locator("main ol li")).to_have_count(2)


def close(facilitator: Person, desk: str, pictures: Path) -> None:
    facilitator.visit(desk)
    facilitator.press("main a[href$='/close/']")
    facilitator.picture(pictures, "kk-16-close")
    facilitator.submit()


def read_minutes(facilitator: Person, desk: str, pictures: Path) -> None:
    """As a page, a Word document and a PDF, in Kazakh throughout."""
    facilitator.visit(f"{desk}minutes/")
    facilitator.picture(pictures, "kk-17-minutes")
    said = facilitator.page.locator("main").inner_text()
    document = docx.Document(io.BytesIO(fetch(facilitator, "word", pictures / "minutes.docx")))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    words = "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])
    assert not left_over_texts(words, "kk")
    for text in (TITLE, THEME, *NOTES, ACTIVITY, OTHER, REASON):
        assert text in words
        assert text in said
    assert fetch(facilitator, "pdf", pictures / "minutes.pdf").startswith(b"%PDF-")


def fetch(person: Person, kind: str, path: Path) -> bytes:
    """A document of the page in Kazakh, kept beside the pictures."""
    link = person.page.locator(f"a[href*='/{kind}/?language=kk']").get_attribute("href")
    assert link
    path.write_bytes(person.page.request.get(link).body())
    return path.read_bytes()
