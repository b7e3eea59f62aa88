"""The register of clusters and the pages beside a fiche, through the doors people use."""

import pytest
from django.test import Client

from accounts.models import Organization
from discovery.models import Activity, ActivityVersion, Cluster, Merge
from tests.discovery.hall import Hall, client_of, hall
from tests.factories.accounts import OrganizationFactory
from tests.factories.discovery import ActivityFactory, ClusterFactory, ClusterMemberFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> Hall:
    return hall()


@pytest.fixture
def desk(scene: Hall) -> Client:
    return client_of(scene.analyst)


def text(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined]  # -- reason: a response


def test_a_cluster_is_entered_filled_linked_and_read_by_everybody(scene: Hall, desk: Client) -> None:
    described = {"name_ru": "Рис", "districts": "Aral\naral\nKazaly", "activities": [scene.activity.pk]}
    assert desk.post(f"/regions/{scene.region.code}/clusters/new/", described).status_code == 302
    cluster = Cluster.objects.get()
    member = {"name": "State mill", "kind": "firm", "role": "mills"}
    assert desk.post(f"/clusters/{cluster.pk}/members/", member).status_code == 302
    Organization.objects.update(is_state_controlled=True)
    other = ClusterFactory.create()
    assert (
        desk.post(f"/clusters/{cluster.pk}/links/", {"kind": "skills", "other": other.pk}).status_code == 302
    )
    shown = text(Client().get(f"/en/clusters/{cluster.pk}/"))
    assert all(word in shown for word in ("State mill", "Aral, Kazaly", scene.activity.title, other.name_en))
    assert "State mill" not in text(Client().get(f"/en/clusters/{cluster.pk}/?state=without"))
    assert cluster.name in text(Client().get(f"/en/activities/{scene.activity.pk}/"))


def test_a_cluster_without_a_name_and_one_edited_meanwhile_come_back(scene: Hall, desk: Client) -> None:
    assert desk.post(f"/regions/{scene.region.code}/clusters/new/", {"website": ""}).status_code == 400
    cluster = ClusterFactory.create(region=scene.region, edit_version=3)
    here, old = f"/clusters/{cluster.pk}/edit/", {"name_en": "New", "edit_version": 2}
    assert desk.post(here, old).status_code == 412
    assert desk.post(here, old | {"edit_version": 3}).status_code == 302
    assert Cluster.objects.get().name_en == "New"


def test_a_wrong_website_is_not_folded_away(scene: Hall, desk: Client) -> None:
    here = f"/regions/{scene.region.code}/clusters/new/"
    assert 'id="lead-fold" data-fold>' in text(desk.get(here))
    refused = text(desk.post(here, {"name_en": "Rice", "website": "no address"}))
    assert 'id="lead-fold" data-fold open>' in refused
    assert 'id="description-fold" data-fold>' in refused


@pytest.mark.parametrize("more", [0, 29])
def test_the_list_and_the_page_take_the_same_queries(
    scene: Hall, more: int, django_assert_num_queries: object
) -> None:
    clusters = ClusterFactory.create_batch(1 + more, region=scene.region)
    ClusterMemberFactory.create_batch(1 + more, cluster=clusters[0])
    for address, count in (
        (f"/en/regions/{scene.region.code}/clusters/", 5),
        (f"/en/clusters/{clusters[0].pk}/", 6),
    ):
        with django_assert_num_queries(count):  # type: ignore[operator]  # -- reason: pytest-django's fixture
            assert Client().get(address).status_code == 200


def test_authors_answer_on_their_page_and_the_facilitator_completes(scene: Hall) -> None:
    author = scene.guest
    second = ActivityFactory.create(region=scene.region, workshop=scene.workshop, created_by=author)
    Activity.objects.filter(pk=scene.activity.pk).update(created_by=scene.facilitator)
    desk = client_of(scene.facilitator)
    asked = {
        "activities": [scene.activity.pk, second.pk],
        "into": str(scene.activity.pk),
        "reason": "They mean the same.",
        "hours": 24,
    }
    assert desk.post(f"/regions/{scene.region.code}/merges/new/", asked).status_code == 302
    here = f"/merges/{Merge.objects.get().pk}/"
    assert desk.post(f"{here}complete/").status_code == 400
    phone = client_of(author)
    assert "do you agree" in text(phone.get(here)).lower()
    assert phone.post(f"{here}answer/", {"agrees": "no"}).status_code == 400
    assert phone.post(f"{here}answer/", {"agrees": "yes"}).status_code == 302
    assert desk.post(f"{here}complete/").status_code == 302
    public = text(Client().get(f"/en/activities/{second.pk}/"))
    assert "This activity became part of" in public
    assert "They mean the same." in public


def test_two_who_describe_at_once_and_what_was_changed(scene: Hall) -> None:
    desk, here = client_of(scene.facilitator), f"/activities/{scene.activity.pk}/edit/"
    described = {"title": "First", "is_activity": "yes", "kind": "activity", "edit_version": 0}
    assert desk.post(here, described).status_code == 302
    late = desk.post(here, described | {"title": "Second"})
    assert late.status_code == 412
    assert "What was changed meanwhile" in text(late)
    assert ActivityVersion.objects.count() == 2
    history = text(Client().get(f"/en/activities/{scene.activity.pk}/changes/"))
    assert scene.activity.title in history
    assert "First" in history


def test_a_translation_is_marked_and_leaves_the_original(scene: Hall, desk: Client) -> None:
    Activity.objects.filter(pk=scene.activity.pk).update(original_language="en")
    here = f"/activities/{scene.activity.pk}/translations/kk/"
    assert desk.post(here, {"title": "Су", "summary": "Суды тазарту"}).status_code == 302
    shown = text(Client().get(f"/kk/activities/{scene.activity.pk}/"))
    assert "Суды тазарту" in shown
    assert scene.activity.title in shown
    assert desk.post(f"/activities/{scene.activity.pk}/translations/en/", {"title": "X"}).status_code == 400


def test_an_organization_behind_an_activity(scene: Hall) -> None:
    OrganizationFactory.create(name="Akimat", is_state_controlled=True)
    desk = client_of(scene.facilitator)
    assert desk.post(f"/activities/{scene.activity.pk}/organizations/", {"name": "akimat"}).status_code == 302
    here = f"/en/activities/{scene.activity.pk}/"
    assert "Akimat" in text(Client().get(here))
    assert "Akimat" not in text(Client().get(f"{here}?state=without"))
