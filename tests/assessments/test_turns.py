"""Raters hear that a round opens and closes; those behind an activity, that it was scored."""

import pytest

from assessments import actions
from discovery.models import Activity
from tests.assessments.halls import WITH_SCIENCE, make_hall
from tests.factories.discovery import NoteFactory, ParticipantFactory, SupportFactory, ThemeFactory
from tests.inboxes import cleared, heard

pytestmark = pytest.mark.django_db


def name(activity: Activity, title: str) -> Activity:
    activity.title_ru = title
    activity.save()
    return activity


def test_a_round_is_told_to_raters_and_to_those_behind_the_activities() -> None:
    hall = make_hall({"science": 5})
    first, second, _third = (name(one, f"Дело {place}") for place, one in enumerate(hall.activities))
    author = ParticipantFactory.create(workshop=hall.workshop, confirmed_at=None)
    theme = ThemeFactory.create(workshop=hall.workshop, activity=first)
    NoteFactory.create_batch(2, participant=author, theme=theme)
    supporter = ParticipantFactory.create(workshop=hall.workshop, confirmed_at=None)
    for activity in (first, second):
        SupportFactory.create(participant=supporter, activity=activity)
        SupportFactory.create(participant=hall.people["science"][0], activity=activity)
    round = hall.open_round(WITH_SCIENCE)
    rater = hall.rater()
    assert heard(rater) == ["Оценка открыта: «First round». Пожалуйста, поставьте свои оценки."]
    assert heard(author.user) == []
    cleared()
    actions.close_round(round=round, by=hall.facilitator)
    assert heard(rater) == ["Оценка завершена: «First round». Посмотрите, что получилось."]
    assert heard(author.user) == ["Направление «Дело 0», которое вы предложили или поддержали, оценено."]
    assert heard(supporter.user) == ["Оценены 2 направления, которые вы предложили или поддержали."]
    assert heard(hall.facilitator) == []
