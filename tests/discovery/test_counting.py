"""Counting through merges: everything once, nothing moved, at a constant number of queries."""

import datetime as dt

import pytest

from discovery.models import Activity
from discovery.queries import (
    activities_of_workshop,
    note_counts_by_helix,
    notes_of_activity,
    present_behind,
    support_counts_by_helix,
    theme_counts,
)
from tests.discovery.hall import Hall, hall
from tests.factories.discovery import (
    ActivityFactory,
    NoteFactory,
    ParticipantFactory,
    SupportFactory,
    ThemeFactory,
    WorkshopFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> Hall:
    return hall()


def merged(scene: Hall, into: Activity, **columns: object) -> Activity:
    given = {"region": scene.region, "workshop": scene.workshop, "merged_into": into, "counts_with": into}
    return ActivityFactory.create(**given | columns)


def test_notes_and_themes_of_originals_count_for_the_result_and_for_themselves(scene: Hall) -> None:
    original = merged(scene, scene.activity)
    for activity in (scene.activity, original, original):
        theme = ThemeFactory.create(workshop=scene.workshop, activity=activity)
        NoteFactory.create(participant=scene.participant, theme=theme)
    counts = note_counts_by_helix([scene.activity.pk, original.pk])
    assert (counts[scene.activity.pk]["science"], counts[original.pk]["science"]) == (3, 2)
    assert theme_counts([scene.activity.pk, original.pk]) == {scene.activity.pk: 3, original.pk: 2}
    assert notes_of_activity(scene.activity).count() == 3
    assert notes_of_activity(original).count() == 2


def test_a_supporter_of_several_originals_is_one_supporter(scene: Hall) -> None:
    first, second = merged(scene, scene.activity), merged(scene, scene.activity)
    for activity in (scene.activity, first, second):
        SupportFactory.create(activity=activity, participant=scene.participant)
    other = ParticipantFactory.create(workshop=scene.workshop, helix="business")
    SupportFactory.create(activity=first, participant=other)
    counts = support_counts_by_helix([scene.activity.pk, first.pk])
    assert counts[scene.activity.pk] == {"science": 1, "business": 1, "government": 0, "civil_society": 0}
    assert counts[first.pk]["science"] == 1
    shown = activities_of_workshop(scene.workshop).get()
    assert (shown.pk, shown.support_count, shown.science_count) == (scene.activity.pk, 2, 1)


def test_somebody_who_changed_sides_between_workshops_counts_where_they_spoke_last(scene: Hall) -> None:
    later = WorkshopFactory.create(region=scene.region, held_date=dt.date(2026, 12, 1))
    elsewhere = merged(scene, scene.activity, workshop=later)
    again = ParticipantFactory.create(workshop=later, user=scene.guest, helix="business")
    SupportFactory.create(activity=scene.activity, participant=scene.participant)
    SupportFactory.create(activity=elsewhere, participant=again)
    counted = support_counts_by_helix([scene.activity.pk])[scene.activity.pk]
    assert (counted["science"], counted["business"]) == (0, 1)
    present = present_behind([scene.activity])[scene.activity.pk]
    assert present == {"science": 0, "business": 1, "government": 0, "civil_society": 0}


def test_present_are_the_people_of_all_its_workshops(scene: Hall) -> None:
    later = WorkshopFactory.create(region=scene.region)
    merged(scene, scene.activity, workshop=later)
    ParticipantFactory.create_batch(3, workshop=later, helix="government")
    ParticipantFactory.create(workshop=later, helix="government", confirmed_at=None)
    alone = ActivityFactory.create(region=scene.region)
    found = present_behind([scene.activity, alone])
    assert found[alone.pk] is None
    assert found[scene.activity.pk] == {"science": 1, "business": 0, "government": 3, "civil_society": 0}


@pytest.mark.parametrize("how_many", [1, 30])
def test_the_number_of_queries_does_not_grow(
    scene: Hall, how_many: int, django_assert_num_queries: object
) -> None:
    originals = [merged(scene, scene.activity) for _ in range(how_many)]
    for original in originals:
        SupportFactory.create(activity=original, participant=scene.participant)
    wanted = [scene.activity.pk, *(each.pk for each in originals)]
    for count, ask in (
        (1, lambda: note_counts_by_helix(wanted)),
        (1, lambda: theme_counts(wanted)),
        (1, lambda: support_counts_by_helix(wanted)),
        (2, lambda: present_behind([scene.activity, *originals])),
        (1, lambda: list(activities_of_workshop(scene.workshop))),
    ):
        with django_assert_num_queries(count):  # type: ignore[operator]  # -- reason: pytest-django's fixture
            ask()
