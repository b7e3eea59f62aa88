"""I2 for borders: read in a child process with limits, so that no file stops the process that took it."""

import json
import math
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from foundation.uploads import parsing
from foundation.uploads.limits import SHAPES
from regions.actions import boundaries as actions
from regions.models import BoundarySet, Region, Role
from tests.factories.regions import RegionFactory, member
from tests.regions.importers.test_boundaries import SQUARE, collection, feature, spiteful_ring

pytestmark = pytest.mark.django_db

PAGE = "/regions/XX/boundaries/"


def ring(*first: float) -> bytes:
    return collection(feature("XX-1", coordinates=[[list(first), [1, 1], [2, 2], [3, 3]]]))


def many_points() -> bytes:
    return json.dumps(
        {
            "type": "FeatureCollection",
            "features": [feature("XX-1", coordinates=[[[50, 40]] * 400_003])],
        },
        separators=(",", ":"),
    ).encode()


HOSTILE: dict[str, tuple[Callable[[], bytes], str, str, str]] = {
    "nested deeply": (lambda: b"[" * 4_000_000, "not JSON", "не является JSON", "JSON"),
    "nested in a name": (
        lambda: b'{"type":"FeatureCollection","features":[{"properties":{"a":' + b"[" * 900 + b"]" * 900 + b"}}]}",
        "",
        "",
        "",
    ),
    "not a number": (lambda: ring(math.nan, 0), "Shape 1", "контуре 1", "1"),
    "infinite": (lambda: ring(math.inf, 0), "Shape 1", "контуре 1", "1"),
    "a thousand digits": (lambda: ring(10**1000, 0), "Shape 1", "контуре 1", "1"),
    "ten thousand digits": (
        lambda: collection(feature("XX-1")).replace(b"50.0", b"9" * 10_000, 1),
        "not JSON",
        "не является JSON",
        "JSON",
    ),
    "many points": (many_points, "400000", "400000", "400000"),
    "many shapes": (
        lambda: b'{"type":"FeatureCollection","features":[' + b"{}," * 2_000_000 + b"{}]}",
        "5000",
        "5000",
        "5000",
    ),
    "half a character": (lambda: collection(feature("\ud800")), "Some shapes", "", ""),
}  # fmt: skip


@pytest.fixture
def country() -> Region:
    made: Region = RegionFactory.create(code="XX", kind="country", name_en="Land")
    RegionFactory.create(parent=made, code="XX-1", name_en="First")
    return made


def sent(client: Client, content: bytes, language: str = "en") -> Any:
    client.cookies["django_language"] = language
    form = {"file": SimpleUploadedFile("b.geojson", content), "attribution": "Somebody"}
    return client.post(PAGE, form)


@pytest.mark.parametrize("what", HOSTILE)
def test_each_is_refused_in_the_persons_language_and_nothing_is_kept(
    client: Client, country: Region, what: str
) -> None:
    made, *said = HOSTILE[what]
    content = made()
    client.force_login(member(country, Role.ADMINISTRATOR))
    for language, words in zip(("en", "ru", "kk"), said, strict=True):
        answer = sent(client, content, language)
        assert answer.status_code == 400
        errors = str(answer.context["form"].errors)
        assert words in errors
        assert len(errors) > 60
    assert not BoundarySet.objects.exists()


def test_a_file_that_costs_too_much_is_stopped(
    client: Client, country: Region, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.force_login(member(country, Role.ADMINISTRATOR))
    monkeypatch.setattr(actions, "SHAPES", replace(SHAPES, processor=1))
    began = time.monotonic()
    answer = sent(client, collection(feature("XX-1", coordinates=[spiteful_ring(20_000)])))
    assert "more time or memory" in str(answer.context["form"].errors)
    assert time.monotonic() - began < 20


def test_too_little_memory_is_a_refusal_and_with_room_the_same_file_is_taken(
    client: Client, country: Region, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Twin: the limit of memory and nothing else stops it."""
    client.force_login(member(country, Role.ADMINISTRATOR))
    large = [[50 + n / 100_000, 40.0] for n in range(100_000)]
    content = collection(feature("XX-1", coordinates=[[*large, [51.0, 41.0], [50.0, 41.0]]]))
    monkeypatch.setattr(actions, "SHAPES", replace(SHAPES, memory=40 * 1024 * 1024))
    assert "more time or memory" in str(sent(client, content).context["form"].errors)
    monkeypatch.undo()
    assert sent(client, content).status_code == 302


def test_the_file_is_never_parsed_in_the_process_that_took_it(
    client: Client, country: Region, monkeypatch: pytest.MonkeyPatch
) -> None:
    readers = []
    started = parsing._started
    monkeypatch.setattr(
        parsing, "_started", lambda copy, limits, reader: readers.append(reader) or started(copy, limits, reader)  # type: ignore[func-returns-value]  # -- reason: counts in passing
    )  # fmt: skip
    monkeypatch.setattr("regions.importers.boundaries.read_boundaries", None)
    client.force_login(member(country, Role.ADMINISTRATOR))
    assert sent(client, collection(feature("XX-1", coordinates=[SQUARE]))).status_code == 302
    assert readers == [actions.READER]
