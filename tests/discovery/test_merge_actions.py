"""Putting activities together: who is asked, when it may be completed, what it leaves untouched, and its undoing."""

import datetime as dt
from typing import Any

import pytest

from discovery.actions import (
    answer_merge,
    complete_merge,
    edit_activity,
    propose_merge,
    set_support,
    undo_merge,
    withdraw_merge,
)
from discovery.models import Activity, Merge, Standing, Support
from foundation import clock
from foundation.models import AuditRow
from foundation.transitions import Refused, WrongState
from tests.discovery.hall import Hall, hall
from tests.factories.accounts import UserFactory
from tests.factories.discovery import ActivityFactory, NoteFactory, SupportFactory, ThemeFactory
from tests.factories.regions import DomainFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> Hall:
    return hall()


def another(scene: Hall, **columns: Any) -> Activity:
    return ActivityFactory.create(region=scene.region, workshop=scene.workshop, **columns)


def proposed(scene: Hall, *members: Activity, into: Activity | None = None, **more: Any) -> Merge:
    given = {"reason": "They mean the same.", "hours": 24, "by": scene.facilitator} | more
    return propose_merge(
        region=scene.region,
        activity_ids=[each.pk for each in members],
        into=into.pk if into else None,
        title="" if into else "Together",
        **given,
    )


def agreed(merge: Merge) -> Merge:
    for answer in merge.answers.all():
        answer_merge(merge=merge, agrees=True, by=answer.person)
    return merge


def completed(scene: Hall, *members: Activity, into: Activity | None = None) -> Merge:
    return complete_merge(merge=agreed(proposed(scene, *members, into=into)), by=scene.facilitator)


def test_authors_are_asked_and_nothing_changes_before_they_agree(scene: Hall) -> None:
    first, second = scene.activity, another(scene)
    merge = proposed(scene, first, second, into=first)
    assert {each.person_id for each in merge.answers.all()} == {first.created_by_id, second.created_by_id}
    with pytest.raises(Refused, match="there is still time"):
        complete_merge(merge=merge, by=scene.facilitator)
    assert not Activity.objects.exclude(merged_into=None).exists()
    done = complete_merge(merge=agreed(merge), by=scene.facilitator)
    second.refresh_from_db()
    assert (second.merged_into, second.counts_with) == (first, first)
    assert (done.state, done.result) == (Merge.State.COMPLETED, first)
    verbs = list(AuditRow.objects.order_by("seq").values_list("verb", flat=True))
    assert verbs == ["discovery.propose_merge", *["discovery.answer_merge"] * 2, "discovery.complete_merge"]


def test_whoever_proposes_is_not_asked(scene: Hall) -> None:
    own = another(scene, created_by=scene.facilitator)
    merge = proposed(scene, own, another(scene, created_by=scene.facilitator), into=own)
    assert not merge.answers.exists()
    assert complete_merge(merge=merge, by=scene.facilitator).state == Merge.State.COMPLETED


def test_supporters_and_writers_are_asked_where_that_is_wanted(scene: Hall) -> None:
    second = another(scene)
    theme = ThemeFactory.create(workshop=scene.workshop, activity=second)
    writer = NoteFactory.create(theme=theme, workshop=scene.workshop).participant
    supporter = SupportFactory.create(activity=second).participant
    merge = proposed(scene, scene.activity, second, into=second, asks_supporters=True)
    assert {writer.user_id, supporter.user_id} < {each.person_id for each in merge.answers.all()}


def test_an_objection_waits_for_the_end_and_needs_an_answer(scene: Hall) -> None:
    second = another(scene)
    merge = proposed(scene, scene.activity, second, into=second)
    with pytest.raises(Refused, match="why you object"):
        answer_merge(merge=merge, agrees=False, by=second.created_by)
    answer_merge(merge=merge, agrees=False, by=second.created_by, reason="Mine is about water.")
    answer_merge(merge=merge, agrees=True, by=scene.activity.created_by)
    with pytest.raises(Refused, match="still time"):
        complete_merge(merge=merge, by=scene.facilitator, reason="Now")
    with clock.shifted(dt.timedelta(hours=25)):
        with pytest.raises(Refused, match="Somebody objects"):
            complete_merge(merge=merge, by=scene.facilitator)
        done = complete_merge(merge=merge, by=scene.facilitator, reason="Water is a part of it.")
    assert done.state == Merge.State.COMPLETED
    assert merge.answers.get(person=second.created_by).reason == "Mine is about water."


def test_only_those_asked_answer_and_only_until_it_is_decided(scene: Hall) -> None:
    second = another(scene)
    merge = proposed(scene, scene.activity, second, into=second)
    with pytest.raises(Refused, match="not among"):
        answer_merge(merge=merge, agrees=True, by=UserFactory.create())
    withdraw_merge(merge=merge, by=scene.facilitator, reason="Not now")
    with pytest.raises(WrongState):
        answer_merge(merge=merge, agrees=True, by=second.created_by)
    assert not Activity.objects.exclude(merged_into=None).exists()


def test_a_new_activity_invents_nothing(scene: Hall) -> None:
    first = another(scene, market="export", change_pattern="transition", assets="Sand")
    second = another(scene, market="export", change_pattern="radical_foundation")
    for activity, code in ((first, "B"), (second, "C")):
        activity.domains.add(DomainFactory.create(code=code))
    made = completed(scene, first, second).result
    assert made
    assert (made.title, made.market, made.change_pattern, made.assets) == ("Together", "export", "", "Sand")
    assert made.workshop == scene.workshop
    assert sorted(domain.code for domain in made.domains.all()) == ["B", "C"]
    assert set(Activity.objects.filter(merged_into=made)) == {first, second}


def test_a_merged_activity_is_neither_described_nor_supported_nor_merged_again(scene: Hall) -> None:
    second = another(scene)
    completed(scene, scene.activity, second, into=second)
    gone = Activity.objects.get(pk=scene.activity.pk)
    with pytest.raises(Refused, match="became part of"):
        edit_activity(activity=gone, title="Other", by=scene.facilitator)
    with pytest.raises(Refused, match="no longer on the list"):
        set_support(activity=gone, wanted=True, by=scene.guest)
    with pytest.raises(Refused, match="not on the list"):
        proposed(scene, gone, another(scene), into=gone)


def test_support_of_an_original_is_support_of_the_result(scene: Hall) -> None:
    second = another(scene)
    set_support(activity=scene.activity, wanted=True, by=scene.guest)
    completed(scene, scene.activity, second, into=second)
    set_support(activity=Activity.objects.get(pk=second.pk), wanted=True, by=scene.guest)
    assert Support.objects.get().activity == scene.activity  # given once, and it stays where it was given
    set_support(activity=Activity.objects.get(pk=second.pk), wanted=False, by=scene.guest)
    assert not Support.objects.exists()


def test_what_cannot_be_merged(scene: Hall) -> None:
    second, foreign = another(scene), ActivityFactory.create()
    for members, into, why in (
        ((second,), second, "at least two"),
        ((second, foreign), second, "not on the list"),
        ((second, scene.activity), foreign, "must be one of those"),
    ):
        with pytest.raises(Refused, match=why):
            proposed(scene, *members, into=into)
    proposed(scene, second, scene.activity, into=second)
    with pytest.raises(Refused, match="already asked"):
        proposed(scene, second, another(scene), into=second)


def test_a_priority_takes_others_in_and_does_not_vanish(scene: Hall) -> None:
    second = another(scene, standing=Standing.PRIORITY)
    with pytest.raises(Refused, match="published priority"):
        proposed(scene, second, scene.activity, into=scene.activity)
    assert proposed(scene, second, scene.activity, into=second).pk


def test_undoing_gives_everybody_back_what_is_theirs(scene: Hall) -> None:
    first, second, third = scene.activity, another(scene), another(scene)
    inner = completed(scene, first, second)
    assert inner.result
    outer = completed(scene, inner.result, third, into=third)
    assert set(Activity.objects.filter(counts_with=third)) == {first, second, inner.result}
    with pytest.raises(Refused, match="merged further"):
        undo_merge(merge=inner, by=scene.facilitator, reason="Wrong")
    undo_merge(merge=outer, by=scene.facilitator, reason="Wrong")
    assert set(Activity.objects.filter(counts_with=inner.result)) == {first, second}
    undo_merge(merge=Merge.objects.get(pk=inner.pk), by=scene.facilitator, reason="Wrong")
    assert not Activity.objects.exclude(counts_with=None).exists()
    dissolved = Activity.objects.get(pk=inner.result.pk)
    assert dissolved.dissolved_at
    assert not dissolved.is_current
    with pytest.raises(WrongState):
        undo_merge(merge=Merge.objects.get(pk=inner.pk), by=scene.facilitator, reason="Twice")
