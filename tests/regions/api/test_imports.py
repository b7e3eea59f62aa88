"""Programs send tables too: looked at with dry_run, loaded as a whole, taken back."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from foundation.models import Upload
from regions.models import ImportDraft, Observation, ObservationImport, Source
from tests.regions.imports.thrace import as_csv, as_xlsx, at_work, enter_greece, greece, quoted_rows, thrace

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def country() -> None:
    enter_greece()


def send(client: Client, content: bytes, name: str = "people.csv", **more: Any) -> Any:
    given = {"file": SimpleUploadedFile(name, content), "publisher": "Eurostat", **more}
    return client.post(f"/api/v1/regions/{greece().code}/imports/", given)


def nothing_is_stored() -> bool:
    models = (Observation, ObservationImport, ImportDraft, Upload, Source)
    return not any(model._base_manager.exists() for model in models)


def test_a_look_names_wrong_places_as_the_page_does_and_stores_nothing() -> None:
    rows = quoted_rows()
    rows[3][2], rows[5][4] = "04", "many"
    answer = send(at_work(greece()), as_xlsx(rows), "people.xlsx", dry_run="true")
    assert answer.status_code == 200
    found = answer.json()
    assert (found["new"], found["problem_count"], found["loaded"]) == (134, 2, None)
    assert [(one["place"], one["row"], one["column"], one["code"]) for one in found["problems"]] == [
        ("sheet “Figures”, cell C5", 5, "class", "unknown_class"),
        ("sheet “Figures”, cell E7", 7, "value", "not_a_number"),
    ]
    assert nothing_is_stored()


def test_a_wrong_file_is_a_400_that_names_each_place() -> None:
    rows = quoted_rows()
    rows[3][2] = "04"
    answer = send(at_work(greece()), as_csv(rows))
    assert answer.status_code == 400
    assert "cell C5: Unknown class: 04." in answer.content.decode()
    assert nothing_is_stored()


def test_a_right_file_is_loaded_and_taken_back() -> None:
    client = at_work(greece())
    answer = send(client, as_csv(quoted_rows()))
    assert answer.status_code == 201
    loaded = answer.json()["loaded"]
    assert (loaded["values"], loaded["publisher"]) == (136, "Eurostat")
    assert Observation.objects.count() == 136
    listed = client.get(f"/api/v1/regions/{greece().code}/imports/").json()
    assert [one["id"] for one in listed["results"]] == [loaded["id"]]
    undone = client.post(f"/api/v1/imports/{loaded['id']}/undo/", content_type="application/json")
    assert undone.json()["undone_at"]
    assert not Observation.objects.exists()
    assert (
        client.post(f"/api/v1/imports/{loaded['id']}/undo/", content_type="application/json").status_code
        == 409
    )


def test_columns_can_be_named_where_headers_do_not_say_it() -> None:
    content = b"place,NACE,2014,2015\nEL11,23,5,\nEL11,11,7,8\n"
    said = {
        "region_column": "place",
        "indicator": "persons_employed",
        "unit": "persons",
        "arrangement": "years",
    }
    answer = send(at_work(greece()), content, **said)
    assert answer.status_code == 201, answer.content
    assert (answer.json()["new"], answer.json()["empty"]) == (3, 1)


def test_what_is_not_said_is_named() -> None:
    answer = send(at_work(greece()), b"place,value\nEL11,5\n")
    assert answer.status_code == 400
    assert {error["attr"] for error in answer.json()["errors"]} >= {
        "region_column",
        "indicator_column",
        "year_column",
    }
    assert nothing_is_stored()


def test_a_refused_file_is_a_400_in_words() -> None:
    answer = send(at_work(greece()), b"%PDF-1.7", "people.csv")
    assert answer.status_code == 400
    assert "no table" in answer.content.decode()


def test_an_analyst_of_another_region_may_not_bring_figures() -> None:
    assert send(at_work(thrace()), as_csv(quoted_rows())).status_code == 403
