"""Who sees what, and figures that count what they say."""

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser

from accounts.models import Helix
from discovery import queries
from discovery.models import Note, Theme, Workshop
from discovery.queries.notes import WALL
from regions.models import Role
from tests.discovery.hall import hall
from tests.factories.accounts import StakeholderFactory
from tests.factories.discovery import (
    ActivityFactory,
    NoteFactory,
    ParticipantFactory,
    SupportFactory,
    ThemeFactory,
    WorkshopFactory,
)
from tests.factories.regions import DomainFactory, RegionFactory, member

pytestmark = pytest.mark.django_db
NOBODY = AnonymousUser()


def test_a_workshop_is_for_the_regions_people_and_those_who_joined() -> None:
    scene = hall()
    seen = {
        name: bool(queries.workshop_for(scene.user(name), workshop_id=scene.workshop.pk))
        for name in ("facilitator", "analyst", "guest", "stranger", "foreign_facilitator")
    }
    assert seen == {
        "facilitator": True, "analyst": True, "guest": True, "stranger": False, "foreign_facilitator": False,
    }  # fmt: skip
    assert queries.workshop_for(NOBODY, workshop_id=scene.workshop.pk) is None
    assert queries.workshop_for_member(scene.guest, workshop_id=scene.workshop.pk) is None
    assert queries.workshop_for_member(scene.analyst, workshop_id=scene.workshop.pk) == scene.workshop


def test_a_hidden_note_is_for_its_author_and_the_regions_people() -> None:
    scene = hall()
    for person in (NOBODY, scene.stranger):
        assert queries.note_for_public(person, note_id=scene.note.pk) == scene.note
    Note.objects.update(is_hidden=True)
    for person in (NOBODY, scene.stranger, scene.foreign_facilitator):
        assert queries.note_for_public(person, note_id=scene.note.pk) is None
    for person in (scene.guest, scene.analyst, scene.facilitator):
        assert queries.note_for_public(person, note_id=scene.note.pk) == scene.note


def test_the_list_of_workshops_counts_each_thing_by_itself() -> None:
    scene = hall()
    ParticipantFactory.create_batch(2, workshop=scene.workshop)
    NoteFactory.create_batch(3, participant=scene.participant)
    ActivityFactory.create_batch(2, region=scene.region, workshop=scene.workshop)
    later = WorkshopFactory.create(region=scene.region, held_date=dt.date(2027, 1, 1))
    WorkshopFactory.create()
    rows = list(queries.workshops_of_region(scene.region))
    assert rows == [later, scene.workshop]
    row = rows[1]
    counts = (row.participant_count, row.note_count, row.theme_count, row.activity_count)  # type: ignore[attr-defined]  # -- reason: annotated
    assert counts == (3, 4, 1, 3)
    assert rows[0].note_count == 0  # type: ignore[attr-defined]  # -- reason: annotated


def test_the_run_sheet_ends() -> None:
    scene = hall()
    sheet = queries.run_sheet_of(scene.workshop)
    followers = [None, *scene.steps]
    for current, wanted in zip(followers, [*scene.steps, None], strict=True):
        scene.workshop.current_step = current
        assert queries.next_step_of(scene.workshop, sheet) == wanted


def test_attendance_tells_claims_from_confirmed_helices() -> None:
    scene = hall()  # one confirmed scientist
    ParticipantFactory.create_batch(2, workshop=scene.workshop, helix=Helix.BUSINESS)
    ParticipantFactory.create(workshop=scene.workshop, helix=Helix.BUSINESS, confirmed_at=None)
    ParticipantFactory.create(helix=Helix.GOVERNMENT)
    expected = {"science": 1, "business": 3, "government": 0, "civil_society": 0}
    attendance = queries.attendance_of(scene.workshop.pk)
    assert attendance.joined == expected
    assert attendance.confirmed == expected | {"business": 2}
    assert (attendance.total, attendance.waiting) == (4, 1)
    assert queries.attendance_among(queries.participants_of_workshop(scene.workshop)) == attendance
    assert queries.present_by_helix(scene.workshop.pk) == expected | {"business": 2}


def test_only_the_confirmed_enter_a_roster() -> None:
    scene = hall()
    ParticipantFactory.create(workshop=scene.workshop, confirmed_at=None)
    assert list(queries.participants_for_roster(scene.workshop)) == [scene.participant]


def test_people_are_called_by_the_number_in_which_they_joined() -> None:
    scene = hall()
    others = ParticipantFactory.create_batch(2, workshop=scene.workshop)
    numbers = [person.number for person in queries.participants_of_workshop(scene.workshop)]  # type: ignore[attr-defined]  # -- reason: annotated
    assert numbers == [1, 2, 3]
    own = queries.participant_for(others[1].user, workshop_id=scene.workshop.pk)
    assert own is not None
    assert own.number == 3  # type: ignore[attr-defined]  # -- reason: annotated


def test_supporters_are_counted_by_confirmed_helix() -> None:
    scene = hall()
    for helix, confirmed in [("science", True), ("science", True), ("business", True), ("business", False)]:
        person = ParticipantFactory.create(workshop=scene.workshop, helix=helix)
        if not confirmed:
            person.confirmed_at = None
            person.save()
        SupportFactory.create(activity=scene.activity, participant=person)
    counts = {"science": 2, "business": 1, "government": 0, "civil_society": 0}
    assert queries.support_counts_by_helix([scene.activity.pk]) == {scene.activity.pk: counts}
    row = queries.activities_of_workshop(scene.workshop).get()
    assert {helix: getattr(row, f"{helix}_count") for helix in Helix.values} == counts
    assert (row.unconfirmed_count, row.support_count) == (1, 4)


def test_notes_are_counted_by_the_helix_of_their_authors_without_the_hidden() -> None:
    scene = hall()
    Theme.objects.update(activity=scene.activity)
    business = ParticipantFactory.create(workshop=scene.workshop, helix=Helix.BUSINESS)
    shown = NoteFactory.create(participant=business, theme=scene.theme)
    NoteFactory.create(participant=business, theme=scene.theme, is_hidden=True)
    NoteFactory.create(participant=business)
    counts = {"science": 1, "business": 1, "government": 0, "civil_society": 0}
    assert queries.note_counts_by_helix([scene.activity.pk]) == {scene.activity.pk: counts}
    assert list(queries.notes_of_activity(scene.activity)) == [scene.note, shown]


def test_the_wall_shows_the_latest_loose_notes_and_no_hidden_ones() -> None:
    scene = hall()
    loose = NoteFactory.create_batch(WALL + 1, participant=scene.participant)
    NoteFactory.create(participant=scene.participant, is_hidden=True)
    NoteFactory.create(participant=scene.participant, theme=scene.theme, is_hidden=True)
    assert list(queries.notes_on_wall(scene.workshop)) == loose[:0:-1]
    themes = list(queries.themes_on_wall(scene.workshop))
    assert [theme.visible_notes for theme in themes] == [[scene.note]]  # type: ignore[attr-defined]  # -- reason: prefetched
    assert themes[0].note_count == 1  # type: ignore[attr-defined]  # -- reason: annotated


def test_the_desk_sees_all_notes_by_theme() -> None:
    scene = hall()
    loose = NoteFactory.create(participant=scene.participant, is_hidden=True)
    taken = ThemeFactory.create(workshop=scene.workshop, activity=scene.activity)
    inside = NoteFactory.create(participant=scene.participant, theme=taken)
    grouped = queries.grouped_notes(scene.workshop)
    assert grouped.loose == [loose]
    assert grouped.themes == [(scene.theme, [scene.note]), (taken, [inside])]
    assert sorted(grouped.note_ids) == sorted([scene.note.pk, loose.pk, inside.pk])
    assert grouped.free_themes == [(scene.theme.pk, scene.theme.title)]
    assert grouped.theme(taken.pk) == taken
    assert grouped.theme(0) is None


def test_activities_are_narrowed_only_by_what_is_asked() -> None:
    scene = hall()
    farm = ActivityFactory.create(region=scene.region, standing="priority")
    farm.domains.add(DomainFactory.create(code="A"))
    ActivityFactory.create()
    found = queries.activities_of_region
    assert list(found(scene.region)) == [farm, scene.activity]
    assert list(found(scene.region, workshop_id=scene.workshop.pk)) == [scene.activity]
    assert list(found(scene.region, standing="priority")) == [farm]
    assert list(found(scene.region, domain_code="A")) == [farm]
    assert not found(scene.region, domain_code="A", standing="former")


def test_phones_support_only_activities_of_their_workshop() -> None:
    scene = hall()
    assert queries.supported_activity_for(scene.guest, activity_id=scene.activity.pk) == scene.activity
    for person in (scene.stranger, scene.facilitator, NOBODY):
        assert queries.supported_activity_for(person, activity_id=scene.activity.pk) is None


def test_choices_of_domains_are_sections_and_what_was_named() -> None:
    DomainFactory.create(code="C", level=1)
    DomainFactory.create(code="20", level=2)
    DomainFactory.create(code="21", level=2)
    assert [code for code, _name in queries.domain_choices()] == ["C"]
    assert [code for code, _name in queries.domain_choices(["21"])] == ["21", "C"]


def test_what_somebody_said_last_time_is_only_their_own() -> None:
    old = StakeholderFactory.create()
    new = StakeholderFactory.create(user=old.user, helix=Helix.SCIENCE)
    StakeholderFactory.create()
    assert queries.last_stakeholder_of(old.user) == new
    assert queries.last_stakeholder_of(NOBODY) is None


def test_a_regions_desk_is_known_to_its_people_only() -> None:
    region = RegionFactory.create()
    assert queries.region_for_member(member(region, Role.REVIEWER), code=region.code) == region
    assert queries.region_for_member(member(RegionFactory.create(), Role.OFFICIAL), code=region.code) is None
    assert queries.region_for_anybody(NOBODY, code=region.code) == region


def test_counting_for_many_activities_takes_one_query_each(django_assert_num_queries: object) -> None:
    scene = hall()
    many = [activity.pk for activity in ActivityFactory.create_batch(30, workshop=scene.workshop)]
    for ids in ([scene.activity.pk], many):
        with django_assert_num_queries(3):  # type: ignore[operator]  # -- reason: pytest-django's fixture
            queries.support_counts_by_helix(ids)
            queries.note_counts_by_helix(ids)
            queries.present_by_workshop([scene.workshop.pk])


def test_the_state_filter_narrows_workshops() -> None:
    scene = hall()
    closed = WorkshopFactory.create(region=scene.region, state=Workshop.State.CLOSED)
    assert list(queries.workshops_of_region(scene.region, state="closed")) == [closed]
