"""Activities: the gate, the fiche, supporters, the standing that decisions give."""

import pytest
from django.utils import translation

from discovery import signals
from discovery.actions import edit_activity, propose_activity, set_standing, set_support
from discovery.models import Activity, ActivityKind, Standing, Support, Theme, Workshop
from foundation.models import AuditRow
from foundation.transitions import Refused, WrongState
from tests.discovery.hall import hall
from tests.factories.discovery import ActivityFactory, ThemeFactory
from tests.factories.regions import DomainFactory

pytestmark = pytest.mark.django_db


def test_an_activity_is_made_of_themes_with_its_domains_and_fiche() -> None:
    scene = hall()
    DomainFactory.create(code="C")
    activity = propose_activity(
        region=scene.region,
        workshop=scene.workshop,
        title="Catalysts",
        theme_ids=[scene.theme.pk],
        domain_codes=["C"],
        market="export",
        experiment_owner="The institute",
        by=scene.facilitator,
    )
    stored = Activity.objects.get(pk=activity.pk)
    assert (stored.title, stored.market, stored.experiment_owner) == ("Catalysts", "export", "The institute")
    assert [domain.code for domain in stored.domains.all()] == ["C"]
    assert list(stored.themes.all()) == [scene.theme]
    assert stored.standing == Standing.CANDIDATE
    assert AuditRow.objects.get().verb == "discovery.propose_activity"


def test_it_needs_no_workshop() -> None:
    scene = hall()
    activity = propose_activity(region=scene.region, title="From a proposal", by=scene.facilitator)
    assert activity.workshop is None


def test_a_firm_or_a_sector_is_refused_with_an_explanation() -> None:
    scene = hall()
    with pytest.raises(Refused, match="firm or a whole sector"):
        propose_activity(region=scene.region, title="Chemistry", is_activity=False, by=scene.facilitator)
    with pytest.raises(Refused, match="firm or a whole sector"):
        edit_activity(activity=scene.activity, is_activity=False, by=scene.facilitator)
    assert Activity.objects.count() == 1


def test_the_gate_is_not_asked_of_a_technology() -> None:
    scene = hall()
    made = propose_activity(
        region=scene.region,
        title="Membranes",
        kind=ActivityKind.TECHNOLOGY,
        is_activity=False,
        by=scene.facilitator,
    )
    assert made.pk


def test_a_theme_becomes_part_of_one_activity_only() -> None:
    scene = hall()
    Theme.objects.filter(pk=scene.theme.pk).update(activity=scene.activity)
    for taken in (scene.theme, ThemeFactory.create()):
        with pytest.raises(Refused, match="already belongs"):
            propose_activity(
                region=scene.region,
                workshop=scene.workshop,
                title="Second",
                theme_ids=[taken.pk],
                by=scene.facilitator,
            )
    assert Activity.objects.count() == 1  # nothing is half-stored


def test_unknown_domains_are_named() -> None:
    scene = hall()
    with pytest.raises(Refused, match="Q9, Z9"):
        propose_activity(region=scene.region, title="New", domain_codes=["Z9", "Q9"], by=scene.facilitator)


def test_a_misspelt_column_is_a_mistake_of_the_programmer() -> None:
    scene = hall()
    with pytest.raises(TypeError, match="standing"):
        edit_activity(activity=scene.activity, standing="priority", by=scene.facilitator)


def test_editing_in_another_language_does_not_copy_what_was_only_shown_in_its_place() -> None:
    scene = hall()
    with translation.override("ru"):
        edit_activity(
            activity=scene.activity,
            title=scene.activity.title,
            summary="Как это делается",
            by=scene.facilitator,
        )
    stored = Activity.objects.get(pk=scene.activity.pk)
    assert not stored.title_ru  # type: ignore[attr-defined]  # -- reason: columns of modeltranslation
    assert stored.summary_ru == "Как это делается"  # type: ignore[attr-defined]  # -- reason: as above


def test_a_change_is_announced_after_the_commit(django_capture_on_commit_callbacks: object) -> None:
    scene, heard = hall(), []

    def listen(sender: object, pk: int, **_: object) -> None:
        heard.append(pk)

    signals.activity_changed.connect(listen)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]  # -- reason: pytest-django's fixture
        edit_activity(activity=scene.activity, title="Other", by=scene.facilitator)
        assert heard == []
    assert heard == [scene.activity.pk]


def test_support_is_given_once_and_taken_back_once() -> None:
    scene = hall()
    for _ in range(2):
        set_support(activity=scene.activity, wanted=True, by=scene.guest)
    assert Support.objects.get().participant == scene.participant
    for _ in range(2):
        set_support(activity=scene.activity, wanted=False, by=scene.guest)
    assert not Support.objects.exists()


def test_support_is_for_those_who_joined_while_the_doors_are_open() -> None:
    scene = hall()
    with pytest.raises(Refused):
        set_support(activity=scene.activity, wanted=True, by=scene.stranger)
    with pytest.raises(Refused):
        set_support(activity=ActivityFactory.create(), wanted=True, by=scene.guest)
    Workshop.objects.update(state="closed")
    with pytest.raises(WrongState):
        set_support(activity=scene.activity, wanted=True, by=scene.guest)
    assert not Support.objects.exists()


def test_a_standing_is_set_and_recorded_only_where_it_changes() -> None:
    scene, second = hall(), ActivityFactory.create()
    ids = [scene.activity.pk, second.pk]
    Activity.objects.filter(pk=second.pk).update(standing=Standing.PRIORITY)
    changed = set_standing(activity_ids=ids, standing=Standing.PRIORITY, by=scene.facilitator)
    assert changed == [scene.activity]
    assert {activity.standing for activity in Activity.objects.all()} == {"priority"}
    row = AuditRow.objects.get(verb="discovery.set_standing")
    assert (row.object_id, row.before != row.after) == (str(scene.activity.pk), True)
    assert set_standing(activity_ids=ids, standing=Standing.PRIORITY, by=scene.facilitator) == []
