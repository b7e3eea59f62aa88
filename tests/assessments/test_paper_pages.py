"""Paper through the door: printed, typed in box by box, taken from a table; what is wrong is named by its place."""

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from assessments import actions
from assessments.models import Ballot, PaperSheet, RosterEntry, Round
from foundation.exports import csv_bytes
from regions.models import Role
from tests.assessments.halls import Hall, make_hall
from tests.assessments.scenes import BAD, DENIED, MISSING, MOVED, OK, STATE, UNFIT, WRONG, client_of
from tests.factories.accounts import UserFactory
from tests.factories.regions import RegionFactory, member

pytestmark = pytest.mark.django_db


@pytest.fixture
def hall() -> Hall:
    return make_hall()


@pytest.fixture
def round(hall: Hall) -> Round:
    return hall.open_round()


@pytest.fixture
def client(hall: Hall) -> Client:
    return client_of(hall.facilitator)


def at(name: str, round: Round, *more: Any) -> str:
    return reverse(name, args=[round.pk, *more])


def sheets_for(hall: Hall, round: Round, places: int = 1, spares: int = 0) -> list[PaperSheet]:
    raters = list(RosterEntry.objects.filter(round=round).order_by("pk")[:places])
    return actions.print_sheets(round=round, raters=raters, spares=spares, by=hall.facilitator)


def typed(hall: Hall, sheet: PaperSheet, *marks: str, **more: str) -> dict[str, str]:
    """Boxes of the first activity, then of the second..., as they were typed."""
    names = [f"m-{activity.pk}-{place}" for activity in hall.activities for place in range(2)]
    return {"code": str(sheet), **dict(zip(names, marks, strict=False)), **more}


def test_sheets_are_made_and_lead_to_their_pdf(hall: Hall, round: Round, client: Client) -> None:
    answer = client.post(at("paper_print", round), {"who": "idle", "spares": "2"})
    assert answer.status_code == MOVED
    assert PaperSheet.objects.count() == RosterEntry.objects.filter(round=round).count() + 2
    page = client.get(answer["Location"]).content.decode()
    assert str(PaperSheet.objects.first()) in page
    for language in ("", "ru", "kk", "en"):
        pdf = client.get(at("paper_sheets", round), {"first": 1, "last": 2, "language": language})
        assert (pdf.status_code, pdf["Content-Type"]) == (OK, "application/pdf")
        assert pdf.content.startswith(b"%PDF")


@pytest.mark.parametrize("asked", [{"first": "0"}, {"first": "x"}, {"language": "xx"}, {"first": "900"}])
def test_there_is_no_pdf_of_no_sheets(
    hall: Hall, round: Round, client: Client, asked: dict[str, str]
) -> None:
    sheets_for(hall, round)
    assert client.get(at("paper_sheets", round), asked).status_code == MISSING


def test_a_sheet_is_typed_in_and_the_next_begins(hall: Hall, round: Round, client: Client) -> None:
    [sheet] = sheets_for(hall, round)
    interest = {f"i-{hall.activities[2].pk}": "1"}
    answer = client.post(
        at("paper_entry", round), typed(hall, sheet, "10", "?", "0", **interest), follow=True
    )
    assert answer.redirect_chain[-1] == (at("paper_entry", round), MOVED)
    stored = {b.activity: list(bytes(b.marks)) for b in Ballot.objects.select_related("activity")}
    assert stored == {hall.activities[0]: [10, 255], hall.activities[1]: [0, 254]}
    assert str(sheet) in answer.content.decode()
    assert PaperSheet.objects.get().entered_by == hall.facilitator


@pytest.mark.parametrize(
    ("code", "words"),
    [("123", "digit is wrong"), ("0000000", "No sheet of this round"), ("", "required")],
)
def test_a_code_that_is_none_is_named(
    hall: Hall, round: Round, client: Client, code: str, words: str
) -> None:
    client.cookies["language"] = "en"
    answer = client.post(at("paper_entry", round), {"code": code}, headers={"Accept-Language": "en"})
    assert answer.status_code == BAD
    assert words in answer.content.decode()


def test_one_wrong_digit_is_never_another_sheet(hall: Hall, round: Round, client: Client) -> None:
    sheets = sheets_for(hall, round, places=1, spares=30)
    known = {sheet.code for sheet in sheets}
    code = sheets[0].code
    for place in range(7):
        for digit in "0123456789":
            other = code[:place] + digit + code[place + 1 :]
            if other != code:
                assert other not in known
                answer = client.get(at("paper_place", round), {"code": other})
                assert answer.status_code == MISSING


def test_a_sheet_of_another_round_is_named(hall: Hall, round: Round, client: Client) -> None:
    [sheet] = sheets_for(hall, hall.open_round())
    answer = client.post(at("paper_entry", round), typed(hall, sheet, "1"))
    assert answer.status_code == BAD
    assert "First round" in answer.content.decode()
    assert not Ballot.objects.exists()


def test_wrong_boxes_are_marked_and_nothing_is_lost(hall: Hall, round: Round, client: Client) -> None:
    [sheet] = sheets_for(hall, round)
    answer = client.post(at("paper_entry", round), typed(hall, sheet, "11", "7", "<b>", "x"))
    page = answer.content.decode()
    assert answer.status_code == BAD
    assert page.count('aria-invalid="true" aria-describedby="fault-') == 2
    assert "&lt;b&gt;" in page
    assert 'value="7"' in page
    assert not Ballot.objects.exists()


def test_a_blank_sheet_asks_whose_it_is(hall: Hall, round: Round, client: Client) -> None:
    [sheet] = sheets_for(hall, round, places=0, spares=1)
    assert client.post(at("paper_entry", round), typed(hall, sheet, "1")).status_code == UNFIT
    assert client.post(at("paper_entry", round), typed(hall, sheet, "1", number="9999")).status_code == UNFIT
    assert client.post(at("paper_entry", round), typed(hall, sheet, "1", number="3")).status_code == MOVED
    third = hall.people["science"][2].user
    assert PaperSheet.objects.get().rater.user == third  # type: ignore[union-attr]  # -- reason: typed in


def test_typed_twice_by_two_people(hall: Hall, round: Round, client: Client) -> None:
    [sheet] = sheets_for(hall, round)
    client.post(at("paper_entry", round), typed(hall, sheet, "1", "2"))
    assert client.post(at("paper_entry", round), typed(hall, sheet, "1", "2")).status_code == UNFIT
    other = client_of(member(hall.region, Role.FACILITATOR))
    differs = other.post(at("paper_entry", round), typed(hall, sheet, "1", "9"))
    assert differs.status_code == STATE
    assert 'id="differences"' in differs.content.decode()
    assert list(bytes(Ballot.objects.get().marks)) == [1, 2]
    assert (
        other.post(at("paper_entry", round), typed(hall, sheet, "1", "9", replace="1")).status_code == MOVED
    )
    assert list(bytes(Ballot.objects.get().marks)) == [1, 9]
    assert PaperSheet.objects.get().checked_by is not None


def test_enter_never_presses_the_button_that_replaces(hall: Hall, round: Round, client: Client) -> None:
    """A browser presses the first button of a form: it must be the harmless one."""
    [sheet] = sheets_for(hall, round)
    client.post(at("paper_entry", round), typed(hall, sheet, "1", "2"))
    other = client_of(member(hall.region, Role.FACILITATOR))
    page = other.post(at("paper_entry", round), typed(hall, sheet, "1", "9")).content.decode()
    form = page[page.index('<form id="sheet"') :]
    assert form.index('type="submit"') < form.index('name="replace"')
    assert "replace" not in form[: form.index('type="submit"')].lower().replace("data-", "")


def test_taking_back_needs_a_reason(hall: Hall, round: Round, client: Client) -> None:
    [sheet] = sheets_for(hall, round)
    client.post(at("paper_entry", round), typed(hall, sheet, "1"))
    address = reverse("sheet_take_back", args=[sheet.pk])
    assert client.get(address).status_code == OK
    assert client.post(address, {"reason": ""}).status_code == BAD
    assert Ballot.objects.exists()
    assert client.post(address, {"reason": "Wrong person"}).status_code == MOVED
    assert not Ballot.objects.exists()


def test_the_rater_takes_the_place_back_on_the_phone(hall: Hall, round: Round, client: Client) -> None:
    [sheet] = sheets_for(hall, round)
    client.post(at("paper_entry", round), typed(hall, sheet, "1"))
    phone = client_of(RosterEntry.objects.get(sheets=sheet).user)
    ballot = reverse("ballot_form", args=[round.pk])
    assert phone.get(ballot)["Location"] == at("ballot_reclaim", round)
    assert phone.get(at("ballot_reclaim", round)).status_code == OK
    assert phone.post(at("ballot_reclaim", round)).status_code == MOVED
    assert not Ballot.objects.exists()
    assert phone.get(ballot).status_code == OK


def test_who_may(hall: Hall, round: Round) -> None:
    [sheet] = sheets_for(hall, round)
    pages = [at(name, round) for name in ("paper_detail", "paper_entry", "paper_import", "paper_place")]
    pages += [at("paper_table_csv", round), at("paper_sheets", round)]
    pages.append(reverse("sheet_take_back", args=[sheet.pk]))
    strangers = [UserFactory.create(), member(RegionFactory.create(), Role.FACILITATOR)]
    for page in pages:
        for stranger in strangers:
            assert client_of(stranger).get(page).status_code == MISSING
        assert client_of(member(hall.region, Role.ANALYST)).get(page).status_code == DENIED
        assert client_of(hall.facilitator).delete(page).status_code == WRONG
    assert client_of(hall.rater()).get(pages[0]).status_code == DENIED
    assert client_of(strangers[0]).get(at("ballot_reclaim", round)).status_code == MISSING


def filled_table(hall: Hall, round: Round, client: Client, kind: str, *marks: Any) -> SimpleUploadedFile:
    """The table of the page with these cells in its first row: marks, then the box of interest."""
    content = client.get(at(f"paper_table_{kind}", round)).content
    if kind == "csv":
        rows = [line.split(",") for line in content.decode("utf-8-sig").splitlines()]
        rows[1][4 : 4 + len(marks)] = map(str, marks)
        return SimpleUploadedFile("sheets.csv", csv_bytes(rows[0], rows[1:]))
    book = load_workbook(io.BytesIO(content))
    for column, mark in enumerate(marks, start=5):
        book.worksheets[0].cell(2, column, mark)
    return saved(book)


def saved(book: Workbook) -> SimpleUploadedFile:
    target = io.BytesIO()
    book.save(target)
    return SimpleUploadedFile("sheets.xlsx", target.getvalue())


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("language", ["ru", "kk", "en"])
def test_the_table_of_the_page_is_looked_at_then_taken(
    hall: Hall, round: Round, client: Client, kind: str, language: str
) -> None:
    sheets_for(hall, round, places=2)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = language
    file = filled_table(hall, round, client, kind, 7, "?", "x")
    looked = client.post(at("paper_import", round), {"file": file})
    assert looked.status_code == OK, looked.content.decode()
    assert not Ballot.objects.exists()
    taken = client.post(at("paper_import", round), {"look": looked.context["look"]})
    assert taken.status_code == MOVED
    assert list(bytes(Ballot.objects.get().marks)) == [7, 255]
    assert PaperSheet.objects.filter(entered_at__isnull=False).count() == 1


def test_every_wrong_cell_is_named_and_nothing_is_taken(hall: Hall, round: Round, client: Client) -> None:
    sheets = sheets_for(hall, round, places=2, spares=1)
    book = load_workbook(io.BytesIO(client.get(at("paper_table_xlsx", round)).content))
    table = book.worksheets[0]
    table["E2"], table["F2"], table["G2"] = 11, "many", "perhaps"
    table["A3"], table["E3"] = "1234567", 5
    table["C4"], table["E4"] = 9, 5
    table["B5"], table["E5"] = 9999, 5
    table["E8"] = 5  # of the blank sheet: whose?
    answer = client.post(at("paper_import", round), {"file": saved(book)})
    assert answer.status_code == BAD
    places = [one.place.rpartition(" ")[2] for one in answer.context["faults"]]
    assert places == ["E2", "F2", "G2", "A3", "C4", "B5", "A8"]
    assert not Ballot.objects.exists()
    assert PaperSheet.objects.filter(entered_at=None).count() == len(sheets)


def test_what_was_typed_in_since_the_look_is_named(hall: Hall, round: Round, client: Client) -> None:
    [sheet] = sheets_for(hall, round)
    file = filled_table(hall, round, client, "xlsx", 7)
    look = client.post(at("paper_import", round), {"file": file}).context["look"]
    client.post(at("paper_entry", round), typed(hall, sheet, "1"))
    answer = client.post(at("paper_import", round), {"look": look})
    assert answer.status_code == BAD
    assert list(bytes(Ballot.objects.get().marks)) == [1, 254]


def test_nobody_takes_what_another_looked_at(hall: Hall, round: Round, client: Client) -> None:
    sheets_for(hall, round)
    file = filled_table(hall, round, client, "xlsx", 7)
    look = client.post(at("paper_import", round), {"file": file}).context["look"]
    other = client_of(member(hall.region, Role.FACILITATOR))
    other.post(at("paper_import", round), {"look": look})
    assert not Ballot.objects.exists()


def test_the_page_takes_the_same_queries_for_one_and_for_thirty(
    hall: Hall, round: Round, client: Client
) -> None:
    asked = []
    for spares in (1, 29):
        sheets_for(hall, round, places=0, spares=spares)
        for _warm in range(2):
            with CaptureQueriesContext(connection) as queries:
                assert client.get(at("paper_detail", round)).status_code == OK
        asked.append(len(queries))
    assert asked[0] == asked[1] == 9


def test_results_say_how_many_scored_on_paper(hall: Hall, round: Round, client: Client) -> None:
    for sheet in sheets_for(hall, round, places=6):
        client.post(at("paper_entry", round), typed(hall, sheet, "1", "2"))
    assert 'id="paper-counts"' in client.get(at("round_turnout", round)).content.decode()
    for rater in RosterEntry.objects.filter(round=round).order_by("pk")[6:]:
        actions.record_ballot(round=round, activity_id=hall.activities[0].pk, marks={"q0": 4}, by=rater.user)
    part = client.get(at("round_turnout", round), headers={"Accept-Language": "en"}).content.decode()
    assert "15 by phone, 6 on paper" in part
