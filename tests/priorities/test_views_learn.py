"""Learning: open to everybody, in three languages, and "Help" leads to the guide for what one does."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import translation
from django.utils.html import escape

from foundation.learning import GUIDES, document
from regions.models import Role
from tests.factories.regions import RegionFactory, member

LANGUAGES = [code for code, _name in settings.LANGUAGES]


def page(name: str, *arguments: str, language: str = "en", client: Client | None = None) -> str:
    with translation.override(language):
        path = reverse(name, args=arguments)
    answer = (client or Client()).get(path)
    assert answer.status_code == 200
    return str(answer.content.decode())


@pytest.mark.parametrize("language", LANGUAGES)
def test_everybody_reads_everything_without_a_query(language: str) -> None:  # no `db`: a query would fail
    for guide in GUIDES:
        assert escape(document(guide, language).title) in page("learn_guide", guide, language=language)
    home = page("learn_home", language=language)
    assert all(f"/{language}/learn/{guide}/" in home for guide in GUIDES)
    assert "U = 100 · Σ w·u / Σ w" in page("learn_method", language=language)
    assert 'id="location-quotient"' in page("learn_glossary", language=language)


def test_no_other_file_can_be_read(db: None) -> None:
    for name in ("nobody", "readme", "architecture", "method-2"):
        assert Client().get(f"/en/learn/{name}/").status_code == 404


def test_a_word_with_a_formula_leads_to_it(db: None) -> None:
    assert 'href="/en/learn/method/#krugman"' in page("learn_glossary")
    assert 'id="krugman"' in page("learn_method")


def help_of(role: Role | None, name: str) -> str:
    region = RegionFactory.create()
    client = Client()
    if role:
        client.force_login(member(region, role))
    shown = page(name, region.code, client=client)
    return shown.split('<footer class="site-footer">')[1].split('href="')[1].split('"')[0]


@pytest.mark.parametrize(
    ("role", "name", "guide"),
    [
        (None, "region_detail", "/en/learn/"),
        (None, "publication_latest", "/en/learn/public/"),
        (Role.ANALYST, "region_detail", "/en/learn/analyst/"),
        (Role.OFFICIAL, "region_desk", "/en/learn/official/"),
        (Role.FACILITATOR, "workshop_list", "/en/learn/facilitator/"),
        (Role.OFFICIAL, "workshop_list", "/en/learn/official/"),
    ],
)
def test_help_leads_to_the_guide_for_what_one_does(
    db: None, role: Role | None, name: str, guide: str
) -> None:
    assert help_of(role, name) == guide
