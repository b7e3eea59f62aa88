"""A public page names itself in each language; a page that is not public has one address for all."""

import re

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db
ALTERNATE = re.compile(r'<link rel="alternate" hreflang="(\w+)" href="([^"]+)">')


def test_a_public_page_names_its_addresses(client: Client) -> None:
    page = client.get("/ru/regions/?measure=x").content.decode()
    assert dict(ALTERNATE.findall(page)) == {
        code: f"http://testserver/{code}/regions/" for code in ("kk", "ru", "en")
    }
    assert '<link rel="canonical" href="http://testserver/ru/regions/">' in page


def test_other_pages_have_one_address(client: Client) -> None:
    page = client.get("/account/login/").content.decode()
    assert "hreflang" not in page
    assert "canonical" not in page


def test_the_switch_keeps_the_page_and_its_filter(client: Client) -> None:
    answer = client.post(
        "/language/", {"language": "kk", "next": "/ru/regions/?measure=mining"}, HTTP_HOST="testserver"
    )
    assert answer.headers["Location"] == "/kk/regions/?measure=mining"
    elsewhere = client.post("/language/", {"language": "kk", "next": "/join/"})
    assert elsewhere.headers["Location"] == "/join/"
    assert 'lang="kk"' in client.get("/join/").content.decode()


def test_the_first_visit_follows_the_browser() -> None:
    for wanted, language in (("kk-KZ,ru;q=0.8", "kk"), ("ru", "ru"), ("fr", "en")):
        page = Client(headers={"accept-language": wanted}).get("/join/").content.decode()
        assert f'<html lang="{language}"' in page
