"""What the public page of an activity says of its fiche: sectors, translators, and texts in another language."""

from typing import Any

import pytest
from django.test import Client

from discovery import actions
from discovery.models import Activity
from regions.models import Role, SectorType
from tests.factories.accounts import UserFactory
from tests.factories.discovery import ActivityFactory
from tests.factories.regions import DomainFactory, RegionFactory, SectorTypeChoiceFactory, member

pytestmark = pytest.mark.django_db


def page(activity: Activity, user: Any = None, language: str = "en") -> str:
    client = Client()
    if user:
        client.force_login(user)
    answer = client.get(f"/{language}/activities/{activity.pk}/")
    assert answer.status_code == 200
    return str(answer.content.decode())


@pytest.fixture
def activity() -> Activity:
    activity = ActivityFactory.create(
        title_en=None, title_ru="Соль", original_language="ru", assets="Озёра", region__threshold=5
    )
    Activity.objects.filter(pk=activity.pk).update(title_en=None)
    return Activity.objects.get(pk=activity.pk)


def test_another_language_is_marked_in_the_title_and_in_what_is_kept_in_one_language(
    activity: Activity,
) -> None:
    marked = "<span lang=ru>{}</span> <small class=foreign>in Russian</small>"
    shown = page(activity)
    assert f"<h1>{marked.format('Соль')}</h1>" in shown
    assert marked.format("Озёра") in shown
    assert "<title>Соль ·" in shown
    own = page(activity, language="ru")
    assert "<h1>Соль</h1>" in own
    assert ">Озёра</dd>" in own


def test_who_translated_is_told_to_the_regions_people_and_when_to_everybody(activity: Activity) -> None:
    translator = UserFactory.create(name="Aigul Serik")
    assert 'id="translators"' not in page(activity)
    actions.translate_activity(activity=activity, language="kk", title="Тұз", summary="", by=translator)
    activity.refresh_from_db()
    shown = page(activity, UserFactory.create())
    assert "Kazakh: translation entered on" in shown
    assert "Aigul Serik" not in shown
    assert "Aigul Serik" in page(activity, member(activity.region, Role.ANALYST))
    assert "Aigul Serik" not in page(activity, member(RegionFactory.create(), Role.OFFICIAL))


def test_the_type_of_sector_follows_the_mapping_and_what_the_region_decided() -> None:
    mining, transport = DomainFactory.create(code="B"), DomainFactory.create(code="H")
    pipes = DomainFactory.create(code="49", parent=transport, level=2)
    activity = ActivityFactory.create()
    activity.domains.set([mining, pipes])
    assert '<dd class="preserve-lines">Raw-material, Infrastructure</dd>' in page(activity)
    SectorTypeChoiceFactory.create(region=activity.region, domain=transport, sector_type=SectorType.KNOWLEDGE)
    SectorTypeChoiceFactory.create(domain=mining, sector_type=SectorType.HIGH_TECH)  # another region's
    assert "Raw-material, Knowledge economy</dd>" in page(activity)


def test_the_list_is_narrowed_by_type_of_sector_as_the_region_sees_it() -> None:
    region = RegionFactory.create(code="XX-01")
    mining, transport = DomainFactory.create(code="B"), DomainFactory.create(code="H")
    salt, ships = ActivityFactory.create_batch(2, region=region)
    salt.domains.add(mining)
    ships.domains.add(transport)

    def listed(sector: str) -> set[str]:
        shown = Client().get(f"/en/regions/XX-01/activities/?sector={sector}").content.decode()
        told = Client().get(f"/api/v1/regions/XX-01/candidates/?sector={sector}").json()["results"]
        found = {each.title for each in (salt, ships) if f">{each.title}<" in shown}
        assert found == {row["title"] for row in told}
        return found

    assert listed("raw_material") == {salt.title}
    assert listed("high_tech") == set()
    SectorTypeChoiceFactory.create(region=region, domain=transport, sector_type=SectorType.HIGH_TECH)
    assert listed("high_tech") == {ships.title}
