"""Minutes, tables, small groups, and notes their authors take back."""

import datetime as dt
import io

import pytest
from django.db import DatabaseError, transaction
from docx import Document
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import Helix
from discovery.actions import (
    keep_minutes,
    make_tables,
    name_spokesperson,
    seat_participant,
    show_note,
    step_workshop,
    withdraw_note,
)
from discovery.models import Minutes, Note, Participant, Table, Workshop
from discovery.scoring import dealt, merged_counts
from foundation.documents.word import word_bytes
from foundation.transitions import Refused, WrongState
from tests.discovery.hall import Hall, client_of, hall
from tests.factories.discovery import NoteFactory, ParticipantFactory, TableFactory

COUNTS = st.dictionaries(st.sampled_from(Helix.values), st.integers(0, 40))


@given(COUNTS, st.integers(3, 10))
def test_no_number_about_a_small_group_and_nobody_lost(counts: dict[str, int], g: int) -> None:
    shown = merged_counts(counts, g)
    assert all(number is None or number >= g for _groups, number in shown)
    if sum(counts.values()) >= g:
        assert sum(number or 0 for _groups, number in shown) == sum(counts.values())
    named = [group for groups, _number in shown for group in groups]
    assert sorted(named) == sorted(group for group, number in counts.items() if number)


@given(st.lists(st.integers(0, 30), min_size=4, max_size=4), st.integers(1, 12))
def test_every_group_is_spread_over_all_tables(sizes: list[int], tables: int) -> None:
    groups = [[(helix, n) for n in range(size)] for helix, size in enumerate(sizes)]
    seats = dealt(groups, tables)
    assert seats == dealt(groups, tables)
    totals = [len(seated) for seated in seats]
    assert max(totals) - min(totals) <= 1
    for helix in range(4):
        share = [sum(person[0] == helix for person in seated) for seated in seats]
        assert max(share) - min(share) <= 1
    assert sum(totals) == sum(sizes)


def closed(scene: Hall) -> Minutes:
    step_workshop(workshop=scene.workshop, name="close", by=scene.facilitator)
    return Minutes.objects.get()


@pytest.mark.django_db
def test_closing_keeps_the_minutes_in_three_languages_without_small_groups() -> None:
    scene = hall()
    Note.objects.update(text="<b>=cmd|' /C calc'!A0\u202e")
    ParticipantFactory.create_batch(6, workshop=scene.workshop, helix="business")
    minutes = closed(scene)
    assert set(minutes.document) == {"ru", "kk", "en"}
    words = str(minutes.document["en"])
    assert "<b>=cmd" in words
    people = next(
        s for s in minutes.document["en"]["sections"] if s["title"].startswith("Who was there, by group")
    )
    assert people["rows"] == [["Science and education, Business", "7"]]
    assert "Кто был" in str(minutes.document["ru"])
    page = client_of(scene.analyst).get(f"/workshops/{scene.workshop.pk}/minutes/").content.decode()
    assert "&lt;b&gt;=cmd" in page
    assert minutes.digest[:4] in page


@pytest.mark.django_db
def test_the_word_file_has_the_same_bytes_every_time_and_holds_hostile_text_as_text() -> None:
    scene = hall()
    Note.objects.update(text='{ HYPERLINK "http://evil.example" } </w:t><w:br/>')
    minutes = closed(scene)
    address = f"/workshops/{scene.workshop.pk}/minutes/{minutes.number}/word/?language=ru"
    first, second = (client_of(scene.analyst).get(address).content for _ in range(2))
    assert first == second
    document = Document(io.BytesIO(first))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert '{ HYPERLINK "http://evil.example" } </w:t><w:br/>' in cells
    assert "fldSimple" not in document.element.xml
    assert "w:hyperlink" not in document.element.xml
    assert client_of(scene.analyst).get(address.replace("=ru", "=xx")).status_code == 404


def test_what_xml_cannot_hold_does_not_break_a_document() -> None:
    section = {"title": "A\x00\x0b", "paragraphs": ["\ud800B\uffff"], "header": [], "rows": [["\x1f"]]}
    moment = dt.datetime(2026, 11, 22, tzinfo=dt.UTC)
    content = word_bytes(title="T\x08", sections=[section], language="en", written_at=moment)
    assert [p.text for p in Document(io.BytesIO(content)).paragraphs] == ["T", "A", "B"]


@pytest.mark.django_db
def test_a_version_is_never_changed_and_a_new_one_only_where_something_changed() -> None:
    scene = hall()
    with pytest.raises(WrongState):
        keep_minutes(workshop=scene.workshop, by=scene.facilitator)
    first = closed(scene)
    assert keep_minutes(workshop=scene.workshop, by=scene.facilitator) == first
    NoteFactory.create(participant=scene.participant, text="Found on the way home")
    second = keep_minutes(workshop=scene.workshop, by=scene.facilitator)
    assert (second.number, second.digest == first.digest) == (2, False)
    for change in (lambda: Minutes.objects.update(digest="x"), lambda: Minutes.objects.all().delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    assert Minutes.objects.get(number=1).digest == first.digest


@pytest.mark.django_db
def test_an_author_takes_a_note_back_for_good() -> None:
    scene = hall()
    phone = client_of(scene.guest)
    phone.post(f"/notes/{scene.note.pk}/withdraw/")
    note = Note.objects.get()
    assert (note.is_hidden, note.withdrawn_at is not None) == (True, True)
    assert "Withdrawn by you" in phone.get(f"/workshops/{scene.workshop.pk}/room/").content.decode()
    assert phone.post(f"/notes/{scene.note.pk}/withdraw/").status_code == 409
    with pytest.raises(WrongState):
        show_note(note=note, by=scene.facilitator)
    other = NoteFactory.create(participant=ParticipantFactory.create(workshop=scene.workshop))
    assert phone.post(f"/notes/{other.pk}/withdraw/").status_code == 404
    mine = NoteFactory.create(participant=scene.participant)
    Workshop.objects.update(state="closed")
    with pytest.raises(WrongState):
        withdraw_note(note=mine, by=scene.guest)


@pytest.mark.django_db
def test_tables_are_laid_and_phones_and_wall_show_them() -> None:
    scene = hall()
    asking = ParticipantFactory.create(workshop=scene.workshop, admission="asked", confirmed_at=None)
    ParticipantFactory.create_batch(3, workshop=scene.workshop, helix="business")
    one, two = make_tables(workshop=scene.workshop, number=2, by=scene.facilitator)
    assert sorted([one.people.count(), two.people.count()]) == [2, 2]
    assert Participant.objects.get(pk=asking.pk).table is None
    person = Participant.objects.get(pk=scene.participant.pk)
    seated, other = (one, two) if person.table_id == one.pk else (two, one)
    name_spokesperson(table=seated, participant=person, by=scene.facilitator)
    room = client_of(scene.guest).get(f"/workshops/{scene.workshop.pk}/room/").content.decode()
    assert f"You sit at table {seated.number}" in room
    assert "You speak for it" in room
    with pytest.raises(Refused):
        name_spokesperson(table=other, participant=person, by=scene.facilitator)
    seat_participant(participant=person, table=other, by=scene.facilitator)
    assert Table.objects.get(pk=seated.pk).spokesperson is None
    with pytest.raises(Refused):
        seat_participant(participant=person, table=TableFactory.create(), by=scene.facilitator)
    Workshop.objects.update(current_step=scene.steps[0])
    wall = client_of(scene.facilitator).get(f"/workshops/{scene.workshop.pk}/wall/").content.decode()
    assert "Table 1" in wall


@pytest.mark.django_db
@pytest.mark.parametrize("number", [1, 30])
def test_pages_take_the_same_number_of_queries(number: int, django_assert_num_queries: object) -> None:
    scene = hall()
    ParticipantFactory.create_batch(number, workshop=scene.workshop)
    make_tables(workshop=scene.workshop, number=min(number, 5) + 1, by=scene.facilitator)
    for person in scene.workshop.participants.all():
        NoteFactory.create(participant=person, theme=scene.theme)
    client, here = client_of(scene.facilitator), f"/workshops/{scene.workshop.pk}"
    for page, queries in (("tables", 7), ("minutes", 24)):
        client.get(f"{here}/{page}/")
        with django_assert_num_queries(queries):  # type: ignore[operator]  # -- reason: pytest-django's fixture
            client.get(f"{here}/{page}/")
