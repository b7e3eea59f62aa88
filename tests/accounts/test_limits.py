"""A hall behind one address gets in; one account is guarded."""

import pytest
from allauth.core import ratelimit
from django.test import Client, RequestFactory

from s3platform.settings import openid
from tests.factories.accounts import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
GOV = {
    "id": "gov",
    "name": "Gov ID",
    "server_url": "https://id.example.org/realm",
    "client_id": "s3",
    "secret": "x",
}


@pytest.mark.parametrize("action", ["login", "signup"])
def test_five_hundred_from_one_address_in_a_minute(action: str) -> None:
    asked = [bool(ratelimit.consume(RequestFactory().post("/"), action=action)) for _ in range(601)]
    assert asked[:500] == [True] * 500
    assert asked[600] is False  # the limit is there


def test_the_door_itself_lets_a_hundred_in() -> None:
    for _ in range(100):
        answer = Client().post("/account/login/", {"login": UserFactory.create().email, "password": PASSWORD})
        assert answer.status_code == 302


def test_the_eleventh_guess_at_one_account_is_not_looked_at() -> None:
    victim = UserFactory.create()
    for _ in range(10):
        Client().post("/account/login/", {"login": victim.email, "password": "guess"})
    answer = Client().post("/account/login/", {"login": victim.email, "password": PASSWORD})
    assert answer.status_code == 400


def test_organizations_are_declared_by_the_site() -> None:
    assert openid.providers([]) == {}
    app = openid.providers([GOV])["openid_connect"]["APPS"][0]
    assert (app["provider_id"], app["name"], app["client_id"]) == ("gov", "Gov ID", "s3")
    assert app["settings"]["email_authentication"] is False
    assert openid.origins([GOV, GOV | {"log_in_origin": "https://login.example.org"}]) == [
        "https://id.example.org",
        "https://login.example.org",
    ]
    with pytest.raises(KeyError, match="client_id"):
        openid.providers([{"id": "x", "server_url": "https://x.example"}])


@pytest.mark.parametrize("same", ["id", "client_id"])
def test_organizations_that_could_be_taken_for_each_other_are_refused(same: str) -> None:
    other = GOV | {"id": "other", "client_id": "other"}
    assert len(openid.providers([GOV, other])["openid_connect"]["APPS"]) == 2
    with pytest.raises(ValueError, match=f"the same {same}"):
        openid.providers([GOV, other | {same: GOV[same]}])
