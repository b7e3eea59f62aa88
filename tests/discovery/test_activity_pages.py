"""Describing an activity: from themes or from nothing; the gate; what exists is shown and kept."""

import pytest
from django.test import Client

from discovery.models import Activity, Theme
from discovery.queries.fiche import differences_between
from tests.discovery.hall import Hall, client_of, hall
from tests.factories.discovery import ThemeFactory, WorkshopFactory
from tests.factories.regions import DomainFactory, PolicyObjectiveFactory

pytestmark = pytest.mark.django_db
RIGHT = {"title": "Catalysts from local feedstock", "is_activity": "yes", "kind": "activity"}


@pytest.fixture
def scene() -> Hall:
    return hall()


@pytest.fixture
def desk(scene: Hall) -> Client:
    return client_of(scene.facilitator)


def test_a_theme_becomes_an_activity_without_typing_it_again(scene: Hall, desk: Client) -> None:
    DomainFactory.create(code="C", level=1)
    here = (
        f"/regions/{scene.region.code}/activities/new/?workshop={scene.workshop.pk}&themes={scene.theme.pk}"
    )
    shown = desk.get(here)
    assert shown.context["form"]["title"].value() == scene.theme.title
    assert scene.note.text in shown.content.decode()
    answer = desk.post(
        here, RIGHT | {"themes": [scene.theme.pk], "domains": ["C"], "experiment_budget": "5 m"}
    )
    made = Activity.objects.latest("pk")
    assert answer.headers["Location"] == f"/workshops/{scene.workshop.pk}/"
    assert (made.workshop, made.experiment_budget) == (scene.workshop, "5 m")
    assert Theme.objects.get(pk=scene.theme.pk).activity == made
    assert [domain.code for domain in made.domains.all()] == ["C"]


def test_an_activity_needs_no_workshop(scene: Hall, desk: Client) -> None:
    answer = desk.post(f"/regions/{scene.region.code}/activities/new/", RIGHT)
    assert answer.headers["Location"] == f"/regions/{scene.region.code}/workshops/"
    assert Activity.objects.latest("pk").workshop is None


def test_a_firm_or_sector_comes_back_with_the_explanation(scene: Hall, desk: Client) -> None:
    answer = desk.post(f"/regions/{scene.region.code}/activities/new/", RIGHT | {"is_activity": "no"})
    assert answer.status_code == 400
    assert "A firm or a whole sector cannot be a priority" in answer.content.decode()
    assert RIGHT["title"] in answer.content.decode()
    assert Activity.objects.count() == 1


@pytest.mark.parametrize(
    "wrong", [{"title": ""}, {"is_activity": ""}, {"market": "moon"}, {"domains": ["XX"]}, {"summary": "a\0"}]
)
def test_wrong_input_is_named(scene: Hall, desk: Client, wrong: dict[str, object]) -> None:
    answer = desk.post(f"/regions/{scene.region.code}/activities/new/", RIGHT | wrong)
    assert answer.status_code == 400
    assert next(iter(wrong)) in answer.context["form"].errors
    assert Activity.objects.count() == 1


@pytest.mark.parametrize("named", ["0", "x", "99999999999999999999", ""])
def test_a_workshop_that_is_none_is_as_good_as_none(scene: Hall, desk: Client, named: str) -> None:
    assert desk.get(f"/regions/{scene.region.code}/activities/new/?workshop={named}").status_code == 200


def test_a_workshop_of_another_region_lends_no_themes(scene: Hall, desk: Client) -> None:
    other = ThemeFactory.create(workshop=WorkshopFactory.create())
    here = f"/regions/{scene.region.code}/activities/new/?workshop={other.workshop_id}&themes={other.pk}"
    assert other.title not in desk.get(here).content.decode()
    desk.post(here, RIGHT | {"themes": [other.pk]})
    assert Theme.objects.get(pk=other.pk).activity is None
    assert Activity.objects.latest("pk").workshop is None


def test_what_is_described_is_shown_and_what_is_not_touched_stays(scene: Hall, desk: Client) -> None:
    fine = DomainFactory.create(code="20", level=2)
    scene.activity.domains.add(fine)
    Activity.objects.update(market="export", is_activity=True, summary_en="Made here")
    here = f"/activities/{scene.activity.pk}/edit/"
    form = desk.get(here).context["form"]
    assert (form["market"].value(), form["is_activity"].value(), form["domains"].value()) == (
        "export",
        "yes",
        ["20"],
    )
    data = {name: form[name].value() for name in form.fields if form[name].value() is not None}
    assert desk.post(here, data | {"title": "Better"}).status_code == 302
    stored = Activity.objects.get(pk=scene.activity.pk)
    assert (stored.title, stored.summary, stored.market) == ("Better", "Made here", "export")
    assert list(stored.domains.all()) == [fine]


def test_an_edited_sector_is_refused_too(scene: Hall, desk: Client) -> None:
    answer = desk.post(f"/activities/{scene.activity.pk}/edit/", RIGHT | {"is_activity": "no"})
    assert answer.status_code == 400
    assert Activity.objects.get(pk=scene.activity.pk).title == scene.activity.title


def test_what_is_wrong_in_a_part_of_the_form_is_not_folded_away(scene: Hall, desk: Client) -> None:
    here = f"/regions/{scene.region.code}/activities/new/"
    assert 'id="technology-fold" data-fold>' in desk.get(here).content.decode()
    refused = desk.post(here, RIGHT | {"readiness": "44"}).content.decode()
    assert 'id="technology-fold" data-fold open>' in refused
    assert 'id="experiment-fold" data-fold>' in refused


def test_a_change_of_a_list_tells_only_what_came_and_what_went() -> None:
    before = {"organizations": ["Mill (mills)", "University"]}
    after = {"organizations": ["University", "Plant (bales)", "Farm"]}
    (change,) = differences_between(before, after)
    assert (change.kind, change.before, change.after) == ("changed", "Mill (mills)", "Plant (bales); Farm")
    (added,) = differences_between(before, {"organizations": [*before["organizations"], "Farm"]})
    assert (added.kind, added.before, added.after) == ("added", "", "Farm")
    assert not differences_between(before, {"organizations": ["University", "Mill (mills)"]})


def test_earlier_versions_call_branches_and_objectives_by_name(scene: Hall, desk: Client) -> None:
    branch = DomainFactory.create(code="C", level=1)
    own = PolicyObjectiveFactory.create(region=scene.region, code="water")
    PolicyObjectiveFactory.create(code="water", title="of another region")
    here = f"/activities/{scene.activity.pk}/edit/"
    kept = {"edit_version": desk.get(here).context["form"]["edit_version"].value()}
    assert desk.post(here, RIGHT | kept | {"domains": ["C"], "objectives": [own.pk]}).status_code == 302
    shown = Client().get(f"/en/activities/{scene.activity.pk}/changes/").content.decode()
    assert branch.name in shown
    assert own.title in shown
    assert "of another region" not in shown
    assert ">C<" not in shown
