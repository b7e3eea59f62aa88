"""People without a phone: entered, their cards typed in once; and what the record says that the minutes did not."""

import datetime as dt
from itertools import pairwise, product

import pytest
from django.urls import reverse

from discovery.actions import enter_card, keep_minutes, print_cards, seat_on_paper, start_step, step_workshop
from discovery.models import Minutes, Note, NoteCard, PaperSeat, StepRun
from discovery.models.serials import check_digit, new_serial, read_serial, shown_serial
from discovery.queries import minutes_in, numbers_in_hall
from foundation.models import AuditRow
from foundation.transitions import Refused, WrongState
from tests.discovery.hall import Hall, client_of, hall
from tests.factories.accounts import UserFactory
from tests.factories.discovery import (
    ConsentTextFactory,
    MergeFactory,
    NoteFactory,
    PaperSeatFactory,
    ParticipantFactory,
)
from tests.inboxes import heard


@pytest.fixture
def scene() -> Hall:
    return hall()


def seated(scene: Hall) -> PaperSeat:
    person = seat_on_paper(
        workshop=scene.workshop, helix="business", organization=None, language="kk", by=scene.facilitator
    )
    return person.paper_seat


def section(scene: Hall, title: str, language: str = "en") -> dict[str, list[list[str]]]:
    found: dict[str, list[list[str]]] = next(
        (one for one in minutes_in(scene.workshop, language)["sections"] if one["title"] == title), {}
    )
    return found


def test_a_wrong_digit_and_two_exchanged_ones_are_found() -> None:
    for number in range(0, 1_000_000, 9973):
        digits = f"{number:06d}"
        code = digits + check_digit(digits)
        assert read_serial(shown_serial(code)) == code
        for place, digit in product(range(7), "0123456789"):
            assert code[place] == digit or not read_serial(code[:place] + digit + code[place + 1 :])
        for first, second in pairwise(range(7)):
            swapped = code[:first] + code[second] + code[first] + code[second + 1 :]
            assert swapped == code or not read_serial(swapped)


def test_a_new_code_is_not_one_that_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = iter([7, 7, 8])
    monkeypatch.setattr("secrets.randbelow", lambda _limit: next(drawn))
    first = new_serial()
    assert new_serial({first}).startswith("000008")


@pytest.mark.django_db
def test_somebody_without_a_phone_is_a_participant_with_a_number(scene: Hall) -> None:
    person = seated(scene).participant
    assert (person.helix, person.is_confirmed, person.confirmed_by) == ("business", True, scene.facilitator)
    assert not person.user.has_usable_password()
    assert person.user.language == "kk"
    assert numbers_in_hall(scene.workshop.pk)[person.user_id] == 2
    assert AuditRow.objects.get(verb="discovery.seat_on_paper").actor_id == scene.facilitator.pk


@pytest.mark.django_db
def test_what_the_region_asks_is_signed_on_paper_too(scene: Hall) -> None:
    text = ConsentTextFactory.create(region=scene.region)
    with pytest.raises(Refused):
        seated(scene)
    signed = seat_on_paper(
        workshop=scene.workshop,
        helix="science",
        organization=None,
        language="ru",
        consent=text,
        by=scene.facilitator,
    )
    assert (signed.consent, signed.consented_at is None) == (text, False)


@pytest.mark.django_db
def test_a_card_is_typed_in_once_as_a_note_of_that_person(scene: Hall) -> None:
    seat = seated(scene)
    [card] = print_cards(workshop=scene.workshop, number=1, by=scene.facilitator)
    entry = {"participant": seat.participant, "text": "Құбыр", "language": "kk", "by": scene.facilitator}
    note = enter_card(card=card, **entry)
    assert (note.participant, note.text, note.language) == (seat.participant, "Құбыр", "kk")
    with pytest.raises(WrongState):
        enter_card(card=card, **entry)
    assert Note.objects.filter(participant=seat.participant).count() == 1
    card.refresh_from_db()
    assert (card.entered_by, card.note) == (scene.facilitator, note)


@pytest.mark.django_db
def test_nobody_writes_notes_for_those_who_can(scene: Hall) -> None:
    [card] = print_cards(workshop=scene.workshop, number=1, by=scene.facilitator)
    stranger = PaperSeatFactory.create()
    for person in (scene.participant, stranger.participant):
        with pytest.raises(Refused):
            enter_card(card=card, participant=person, text="x", language="ru", by=scene.facilitator)
    assert not NoteCard.objects.filter(note__isnull=False).exists()


@pytest.mark.django_db
def test_cards_through_the_door(scene: Hall) -> None:
    client = client_of(scene.facilitator)
    page = reverse("workshop_paper", args=[scene.workshop.pk])
    answer = client.post(
        reverse("paper_seat", args=[scene.workshop.pk]), {"helix": "business", "language": "ru"}
    )
    assert answer.status_code == 302
    made = client.post(reverse("card_print", args=[scene.workshop.pk]), {"number": "9"})
    assert client.get(made["Location"]).status_code == 200
    for language in ("ru", "kk", "en"):
        pdf = client.get(reverse("workshop_cards", args=[scene.workshop.pk]), {"language": language})
        assert pdf.content.startswith(b"%PDF")
    card = NoteCard.objects.earliest("pk")
    typed = {"code": str(card), "person": "2", "text": "Сыр <b>", "language": "ru"}
    address = reverse("card_enter", args=[scene.workshop.pk])
    for wrong in ({"code": "1234567"}, {"person": "1"}, {"text": ""}, {"language": "xx"}):
        assert client.post(address, typed | wrong).status_code == 400
    assert client.post(address, typed).status_code == 302
    assert client.post(address, typed).status_code == 400
    assert "Сыр &lt;b&gt;" in client.get(page).content.decode()
    for user in (scene.analyst, scene.stranger, scene.foreign_facilitator, scene.guest):
        assert client_of(user).get(page).status_code in (403, 404)
        assert client_of(user).post(address, typed).status_code in (403, 404)


@pytest.mark.django_db
def test_the_record_tells_planned_and_real_times(scene: Hall) -> None:
    welcome, propose, _close = scene.steps
    for step in (welcome, propose, welcome):
        start_step(workshop=scene.workshop, step=step, by=scene.facilitator)
    began = dt.datetime(2026, 11, 20, 9, tzinfo=dt.UTC)
    for number, run in enumerate(StepRun.objects.order_by("pk")):
        at = began + dt.timedelta(minutes=20 * number)
        StepRun.objects.filter(pk=run.pk).update(began_at=at, ended_at=at + dt.timedelta(minutes=15 + number))
    scene.region.time_zone = scene.workshop.region.time_zone = "Asia/Almaty"
    rows = section(scene, "Run sheet")["rows"]
    assert [row[2:] for row in rows] == [
        [str(welcome.minutes), "14:00, 14:40", "32"],
        [str(propose.minutes), "14:20", "16"],
        [str(_close.minutes), "not run", ""],
    ]


@pytest.mark.django_db
def test_a_step_ends_where_the_next_begins_and_at_the_close(scene: Hall) -> None:
    for step in scene.steps[:2]:
        start_step(workshop=scene.workshop, step=step, by=scene.facilitator)
    first, second = StepRun.objects.order_by("pk")
    assert first.ended_at is not None
    assert (second.step, second.ended_at) == (scene.steps[1], None)
    step_workshop(workshop=scene.workshop, name="close", by=scene.facilitator)
    assert not StepRun.objects.filter(ended_at=None).exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("on_paper", "others", "shown"),
    [(0, 9, None), (3, 9, []), (9, 3, []), (6, 7, [["by phone", "7"], ["on paper", "6"]])],
)
def test_few_on_paper_are_not_counted(
    scene: Hall, on_paper: int, others: int, shown: list[list[str]] | None
) -> None:
    ParticipantFactory.create_batch(others - 1, workshop=scene.workshop)
    for _number in range(on_paper):
        seated(scene)
    found = section(scene, "Phone and paper")
    assert found.get("rows") == shown


@pytest.mark.django_db
def test_merges_and_how_to_verify_stand_in_the_record(scene: Hall) -> None:
    merge = MergeFactory.create(
        region=scene.region, state="completed", result=scene.activity, reason="The same."
    )
    merge.members.create(activity=scene.activity)
    assert section(scene, "Activities that were put together")["rows"] == [
        [scene.activity.title, scene.activity.title, "The same."]
    ]
    assert section(scene, "How this can be verified")["paragraphs"]
    assert section(scene, "Themes")["rows"] == [[scene.theme.title, "1", "stays an idea"]]


@pytest.mark.django_db
def test_those_who_took_part_read_the_record_once_it_is_kept(scene: Hall) -> None:
    page = reverse("minutes_detail", args=[scene.workshop.pk])
    assert client_of(scene.guest).get(page).status_code == 403
    step_workshop(workshop=scene.workshop, name="close", by=scene.facilitator)
    assert client_of(scene.guest).get(page).status_code == 200
    assert client_of(UserFactory.create()).get(page).status_code == 404
    assert client_of(scene.foreign_facilitator).get(page).status_code == 404
    for name in ("minutes_pdf", "minutes_word"):
        for language in ("ru", "kk", "en"):
            address = reverse(name, args=[scene.workshop.pk, 1]) + f"?language={language}"
            first, second = (client_of(scene.guest).get(address) for _ in range(2))
            assert (first.status_code, first.content) == (200, second.content)
            assert client_of(UserFactory.create()).get(address).status_code == 404
    assert (
        client_of(scene.guest)
        .get(reverse("minutes_pdf", args=[scene.workshop.pk, 1]) + "?language=xx")
        .status_code
        == 404
    )


@pytest.mark.django_db
def test_hostile_text_is_text_in_the_pdf(scene: Hall) -> None:
    Note.objects.update(text='#panic("x") $1/0$ @nobody #include "/etc/passwd" <b>')
    step_workshop(workshop=scene.workshop, name="close", by=scene.facilitator)
    address = reverse("minutes_pdf", args=[scene.workshop.pk, 1]) + "?language=kk"
    assert client_of(scene.analyst).get(address).content.startswith(b"%PDF")


@pytest.mark.django_db
def test_everybody_hears_what_became_of_their_ideas(scene: Hall) -> None:
    other = ParticipantFactory.create(workshop=scene.workshop)
    scene.theme.activity = scene.activity
    scene.theme.save()
    NoteFactory.create(participant=scene.participant)
    scene.workshop.title = "Семинар"
    scene.workshop.save()
    step_workshop(workshop=scene.workshop, name="close", by=scene.facilitator)
    assert heard(scene.guest) == [
        "Семинар «Семинар» завершён. Вы написали идей: 2; вошли в направления: 1. Что с ними стало – в протоколе."
    ]
    assert heard(other.user) == [
        "Семинар «Семинар» завершён. Прочитайте протокол: что написано, оценено и решено."
    ]
    assert keep_minutes(workshop=scene.workshop, by=scene.facilitator).number == Minutes.objects.count() == 1
