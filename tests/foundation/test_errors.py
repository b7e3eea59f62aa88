"""Refusals before any view: a page for people, the API's shape for programs."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_programs_get_json_where_there_is_no_route(client: Client) -> None:
    response = client.get("/api/v1/no-such-thing/", headers={"Accept-Language": "ru"})
    assert response.status_code == 404
    assert response.json() == {
        "type": "client_error",
        "errors": [{"code": "not_found", "detail": "Не найдено.", "attr": None}],
    }


def test_people_get_a_page(client: Client) -> None:
    response = client.get("/ru/no-such-thing/")
    assert response.status_code == 404
    assert response["Content-Type"].startswith("text/html")


def test_a_fault_of_ours_has_the_same_shape(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("a secret that stays in the log")

    monkeypatch.setattr("foundation.middleware.VisitorAddress.__call__", broken)
    client = Client(raise_request_exception=False)
    response = client.get("/api/v1/regions/")
    assert response.status_code == 500
    assert response.json()["type"] == "server_error"
    assert "secret" not in response.text
