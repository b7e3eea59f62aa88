"""The dossier: what stands on its page stands in the documents, in three languages, and every figure is a stored one."""

import io
from decimal import Decimal
from typing import Any

import docx
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from accounts.models import User
from assessments.projections import rebuild_analysis
from assessments.registries import dossier_sections
from foundation.documents.pdf_sections import pdf_of_sections
from priorities import actions
from priorities.models import PrioritySet
from priorities.queries.dossier import LANGUAGES, dossier_in
from regions.models import Role
from tests.assessments.scoring import naive
from tests.factories.accounts import UserFactory
from tests.factories.regions import RegionFactory, member
from tests.priorities.councils import Council, make_council

pytestmark = pytest.mark.django_db

HOSTILE = '#read("/etc/passwd") *bold* $x$ \\ @ref <b> =1+1'


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def council() -> Council:
    made = make_council()
    rebuild_analysis(made.round.pk)
    return made


@pytest.fixture
def draft(council: Council) -> PrioritySet:
    made = actions.drop_priority(
        priority_set=council.draft(),
        activity=council.activities[4],
        reason=HOSTILE,
        edit_version=0,
        by=council.drafter,
    )
    return PrioritySet.objects.get(pk=made.pk)


def sections(priority_set: PrioritySet, language: str = "en") -> dict[str, dict[str, Any]]:
    return {each["title"]: each for each in dossier_in(priority_set, language)["sections"]}


def test_it_holds_the_tables_a_council_asks_for(draft: PrioritySet) -> None:
    assert list(sections(draft)) == [
        "Dossier of a priority set", "The set", "Differences from the ranking", "Must-cover rules", "The ranking",
        "Where people agree", "How firm the ranking is", "If somebody had stayed away", "How to read this",
    ]  # fmt: skip
    (difference,) = sections(draft)["Differences from the ranking"]["rows"]
    assert difference[-1] == HOSTILE
    absent = [row[0] for row in sections(draft)["If somebody had stayed away"]["rows"]]
    assert {"Science and education", "Business", "Government", "Civil society"} <= set(absent)


def test_scores_are_those_of_the_naive_sum(council: Council, draft: PrioritySet) -> None:
    table = sections(draft)["The ranking"]
    score, place = table["header"].index("Score of 100"), table["header"].index("In the set")
    told = {row[1]: row for row in table["rows"]}
    expected = naive.scores(council.case)
    for activity in council.activities:
        row = told[activity.title]
        assert Decimal(row[score]) == Decimal(str(expected[str(activity.pk)]))
    assert [told[activity.title][place] for activity in council.activities[:5]] == ["1", "2", "3", "4", "–"]


def test_nothing_of_a_scoring_that_is_open(council: Council) -> None:
    type(council.round).objects.update(state="opened")
    council.round.refresh_from_db()
    assert dossier_sections(council.round, []) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_page_word_and_pdf_say_the_same(council: Council, draft: PrioritySet, language: str) -> None:
    client = browser(council.drafter)
    told = dossier_in(draft, language)
    word = client.get(reverse("set_dossier_word", args=[draft.pk]), {"language": language})
    book = docx.Document(io.BytesIO(word.content))
    headings = [each.text for each in book.paragraphs if each.style.name == "Heading 1"]
    assert headings == [section["title"] for section in told["sections"]]
    cells = {cell.text for table in book.tables for row in table.rows for cell in row.cells}
    assert HOSTILE in cells
    pdf = client.get(reverse("set_dossier_pdf", args=[draft.pk]), {"language": language})
    assert pdf.headers["Content-Type"] == "application/pdf"
    assert pdf.content.startswith(b"%PDF-")
    with translation.override(language):
        page = client.get(reverse("set_dossier", args=[draft.pk]), headers={"Accept-Language": language})
    for section in told["sections"]:
        assert section["title"] in page.content.decode()


def test_no_text_becomes_markup(draft: PrioritySet) -> None:
    """typst would read a file for `#read(...)`; as data it is a line of text, and equal content gives equal bytes."""
    section = {"title": HOSTILE, "paragraphs": [HOSTILE], "header": [HOSTILE], "rows": [[HOSTILE]]}
    made = [
        pdf_of_sections(title=HOSTILE, sections=[section], language="en", foot=[HOSTILE]) for _ in range(2)
    ]
    assert made[0] == made[1]


def test_who_may(council: Council, draft: PrioritySet) -> None:
    for name in ("set_dossier", "set_dossier_word", "set_dossier_pdf"):
        address = reverse(name, args=[draft.pk])
        assert browser(member(council.region, Role.ANALYST)).get(address).status_code == 200
        assert browser(UserFactory.create()).get(address).status_code == 404
        assert Client().get(address).status_code == 302
        assert browser(council.drafter).post(address).status_code == 405
    assert browser(council.drafter).get(address, {"language": "xx"}).status_code == 404


def test_the_ministry_knows_the_set_and_not_what_the_region_sees_of_the_result(council: Council) -> None:
    country = RegionFactory.create(kind="country")
    type(council.region).objects.filter(pk=council.region.pk).update(parent=country)
    submitted = council.submitted()
    client = browser(member(country, Role.MINISTRY))
    assert client.get(reverse("set_detail", args=[submitted.pk])).status_code == 200
    assert client.get(reverse("set_dossier", args=[submitted.pk])).status_code == 403


@pytest.mark.parametrize("activities", [5, 30])
def test_the_same_queries_for_many_activities(activities: int, django_assert_num_queries: Any) -> None:
    council = make_council([1 + number % 8 for number in range(activities)])
    rebuild_analysis(council.round.pk)
    draft, client = council.draft(), browser(council.drafter)
    address = reverse("set_dossier", args=[draft.pk])
    client.get(address)
    with django_assert_num_queries(22):
        client.get(address)
