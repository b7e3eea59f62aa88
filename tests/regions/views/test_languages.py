"""What of a region is missing in which language: for those who may write it, with the way to the form."""

import re
from typing import Any

import pytest
from django.test import Client

from discovery.models import Activity, Step, Workshop
from regions.models import PolicyObjective, Region, Role
from tests.discovery.hall import client_of
from tests.factories.accounts import UserFactory
from tests.factories.assessments import CriterionFactory, FrameworkFactory
from tests.factories.discovery import (
    ActivityFactory,
    ClusterFactory,
    ConsentTextFactory,
    StepFactory,
    WorkshopFactory,
)
from tests.factories.regions import PolicyObjectiveFactory, RegionFactory, member

pytestmark = pytest.mark.django_db
LINKS = re.compile(r'<a class="button button-small" href="(/[^"]+)">')
QUERIES = 10  # session, person, region, roles; then one for each of the six kinds this role may write


@pytest.fixture
def region() -> Region:
    """One thing of each kind that lacks a language, and one that lacks none or may not be changed any more."""
    region = RegionFactory.create(code="XX-01")
    fill(region)
    whole = {"title_en": "Whole", "title_ru": "Целое", "title_kk": "Тұтас"}
    ActivityFactory.create(region=region, summary_en="", **whole)
    PolicyObjectiveFactory.create(region=region, **whole)
    over = WorkshopFactory.create(region=region, state=Workshop.State.CLOSED)
    StepFactory.create(workshop=over, title_en="Farewell")
    return region


def fill(region: Region) -> None:
    PolicyObjectiveFactory.create(region=region, title_en="Less oil", title_ru="Меньше нефти")
    ActivityFactory.create(
        region=region, title_en="Salt", title_ru="Соль", title_kk="Тұз", summary_en="Brine"
    )
    ClusterFactory.create(region=region, name_en="Ports")
    StepFactory.create(workshop=WorkshopFactory.create(region=region), title_en="Greeting")
    framework = FrameworkFactory.create(region=region, title_en="Questions", state="drafted")
    CriterionFactory.create(framework=framework, question_en="Why?")


def shown(client: Client, query: str = "") -> str:
    answer = client.get(f"/regions/XX-01/translations/{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_it_names_each_text_with_the_languages_it_is_missing_in_and_leads_to_the_form(region: Region) -> None:
    ConsentTextFactory.create(region=region, text_en="We write down what you say.")
    desk = client_of(member(region, Role.FACILITATOR))
    page = shown(desk)
    for text in ("Salt", "Ports", "Greeting", "Questions", "Why?", "We write down"):
        assert f">{text}" in page
    assert "Whole" not in page
    assert "Farewell" not in page
    row = page[page.index(">Salt") :]
    assert re.search(
        r"<td[^>]*>Kazakh, Russian</td>", row[: row.index("</tr>")]
    )  # the summary; the title is there
    links = LINKS.findall(page)
    assert len(links) == 6
    assert {desk.get(link).status_code for link in links} == {200}


def test_what_is_written_there_disappears_from_it(region: Region) -> None:
    desk = client_of(member(region, Role.FACILITATOR))
    link = next(link for link in LINKS.findall(shown(desk)) if link.startswith("/activities/"))
    activity = Activity.objects.get(title_en="Salt")
    assert link == f"/activities/{activity.pk}/translations/kk/"
    for language in ("kk", "ru"):
        desk.post(
            f"/activities/{activity.pk}/translations/{language}/", {"title": "Тұз", "summary": "Тұздық"}
        )
    assert ">Salt" not in shown(desk)


def test_each_role_sees_what_it_may_write(region: Region) -> None:
    page = shown(client_of(member(region, Role.OFFICIAL)))
    assert ">Less oil" in page
    assert ">Salt" in page  # anybody who works here may translate an activity
    assert ">Greeting" not in page
    assert ">Less oil" not in shown(client_of(member(region, Role.FACILITATOR)))


def test_one_kind_alone(region: Region) -> None:
    desk = client_of(member(region, Role.FACILITATOR))
    page = shown(desk, "?kind=clusters")
    assert ">Ports" in page
    assert ">Salt" not in page
    assert ">Salt" in shown(desk, "?kind=nonsense")


def test_a_region_without_gaps_says_so() -> None:
    region = RegionFactory.create(code="XX-01")
    assert "Everything is translated" in shown(client_of(member(region, Role.FACILITATOR)))


def test_others_have_no_such_page(region: Region) -> None:
    assert client_of(UserFactory.create()).get("/regions/XX-01/translations/").status_code == 403
    assert Client().get("/regions/XX-01/translations/").status_code == 302
    desk = client_of(member(region, Role.FACILITATOR))
    assert desk.post("/regions/XX-01/translations/").status_code == 405
    assert desk.get("/regions/XX-02/translations/").status_code == 404


@pytest.mark.parametrize("more", [0, 30])
def test_as_many_queries_for_thirty_as_for_one(
    region: Region, more: int, django_assert_num_queries: Any
) -> None:
    for _ in range(more):
        fill(region)
    desk = client_of(member(region, Role.FACILITATOR))
    with django_assert_num_queries(QUERIES):
        shown(desk)


def test_programs_ask_the_same(region: Region) -> None:
    desk = client_of(member(region, Role.FACILITATOR))
    found = desk.get("/api/v1/regions/XX-01/untranslated/?page_size=2").json()
    assert (found["count"], len(found["results"])) == (5, 2)
    named = {each["text"]: each for each in desk.get("/api/v1/regions/XX-01/untranslated/").json()["results"]}
    step = Step.objects.get(title_en="Greeting")
    assert named["Greeting"] == {
        "kind": "steps", "text": "Greeting", "missing": ["kk", "ru"], "page": f"/steps/{step.pk}/",
    }  # fmt: skip
    assert client_of(UserFactory.create()).get("/api/v1/regions/XX-01/untranslated/").status_code == 403


def test_a_retired_objective_is_left_alone(region: Region) -> None:
    PolicyObjective.objects.filter(title_en="Less oil").update(retired_at="2026-01-01T00:00Z")
    assert ">Less oil" not in shown(client_of(member(region, Role.OFFICIAL)))
