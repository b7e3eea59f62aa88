"""No file that leaves the platform carries a formula, a field or a line of its own (goal I3).

The exporters are found among the routes by what they answer, so a new one is held to this by itself. Every text of the
small region begins with something a spreadsheet would run.
"""

import csv
import io
import json
import logging
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any
from unittest import mock

import openpyxl
import pytest
from django.db import models
from django.db.models import Value
from django.db.models.functions import Concat
from django.db.models.signals import pre_save
from django.test import Client
from icalendar import Calendar

from demo.story import Story
from discovery.models import Activity, Workshop
from discovery.queries.minutes import minutes_document
from foundation import exports
from tests.factories.discovery import MinutesFactory
from tests.house import world as worlds
from tests.house.crawl import addresses, routes

PAYLOADS = (
    *("=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", " =1+1", '=HYPERLINK("http://x")', "\uff1d1+1"),
    *("=cmd|' /C calc'!A0", "a;=1+1", "x\r\nATTENDEE:mailto:a@b.c"),
)
PLANTED = "⚑"  # follows every payload, so that one can see that it arrived
PEOPLE = ("facilitator", "analyst", "official", "administrator", "participant", "proposer")
KINDS = ("csv", "xlsx", "docx", "ics", "json", "zip")
FILES = {
    "text/csv": "csv",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/zip": "zip",
    "text/calendar": "ics",
    "application/json": "json",
}
# Names that machines give or read: nobody writes free text into them.
FIXED = (
    *(
        "code",
        "key",
        "slug",
        "state",
        "kind",
        "language",
        "digest",
        "hash",
        "email",
        "password",
        "url",
        "verb",
    ),
    *(
        "address",
        "secret",
        "zone",
        "helix",
        "role",
        "topic",
        "nonce",
        "seed",
        "name_key",
        "search",
        "template",
    ),
    *("indicator", "currency", "iso", "ticket", "color", "media_type", "position", "last_name", "first_name"),
)
OURS = {"accounts", "regions", "discovery", "assessments", "projects", "priorities"}


def is_free(field: Any) -> bool:
    is_text = type(field) in (models.CharField, models.TextField) or "Translation" in type(field).__name__
    return (
        is_text and not field.choices and not field.unique and not any(part in field.name for part in FIXED)
    )


def plant(instance: models.Model) -> None:
    if instance._meta.app_label not in OURS or instance._meta.label == "accounts.Organization":
        return  # organizations are looked up by name: see `story`
    for field in instance._meta.concrete_fields:
        text = getattr(instance, field.attname) if is_free(field) else None
        if isinstance(text, str) and text and PLANTED not in text:
            number = zlib.crc32(f"{instance._meta.label}.{field.name}".encode())
            planted = f"{PAYLOADS[number % len(PAYLOADS)]}{PLANTED}{text}"
            setattr(instance, field.attname, planted[: getattr(field, "max_length", None)])


def story(plain: Story) -> Story:
    """Organizations are looked up by their names: these have them from the beginning."""
    speakers = {
        helix: tuple(replace(one, name=f"{PAYLOADS[number]}{PLANTED}{one.name}") for one in organizations)
        for number, (helix, organizations) in enumerate(plain.speakers.items())
    }
    return replace(plain, speakers=speakers)


@contextmanager
def planting() -> Iterator[None]:
    """Whatever is stored meanwhile, by whichever way, has its texts led by payloads."""
    plain, plain_story = models.QuerySet.bulk_create, worlds._story

    def bulk_create(self: Any, objs: Any, *args: Any, **kwargs: Any) -> Any:
        objs = list(objs)
        for one in objs:
            plant(one)
        return plain(self, objs, *args, **kwargs)

    def before_saving(instance: models.Model, **_more: Any) -> None:
        if instance._state.adding:
            plant(instance)

    pre_save.connect(before_saving)
    try:
        with (
            mock.patch.object(models.QuerySet, "bulk_create", bulk_create),
            mock.patch.object(worlds, "_story", lambda activities: story(plain_story(activities))),
        ):
            yield
    finally:
        pre_save.disconnect(before_saving)


@pytest.fixture
def world(db: None) -> Iterator[worlds.World]:
    logging.disable(logging.WARNING)
    with planting():
        built = worlds.build()
    finish(built)
    yield built
    logging.disable(logging.NOTSET)


def finish(world: worlds.World) -> None:
    """What is stored by later changes: the titles in every language, and minutes as they would be kept."""
    for number, language in enumerate(worlds.LANGUAGES):
        planted = Concat(Value(PAYLOADS[number] + PLANTED), f"title_{language}")
        Activity.objects.exclude(**{f"title_{language}": None}).update(**{f"title_{language}": planted})
    workshop = Workshop.objects.get(pk=world.things["workshop_id"][""])
    document, number = minutes_document(workshop), world.things["number"][""]
    MinutesFactory.create(workshop=workshop, number=number, document=document)


def kind_of(answer: Any) -> str:
    """Empty for pages, and for answers to programs, which no spreadsheet opens."""
    kind = FILES.get(answer.headers.get("Content-Type", "").partition(";")[0], "")
    return (
        "" if kind == "json" and "attachment" not in answer.headers.get("Content-Disposition", "") else kind
    )


def first_answer(clients: list[Client], address: str) -> Any:
    """Of the first person who gets one."""
    answers = (client.get(address) for client in clients)
    return next((answer for answer in answers if answer.status_code == 200), None)


def files_of(world: worlds.World) -> Iterator[tuple[str, str, bytes]]:
    """(route, kind of file, content), each file once."""
    things = world.things | {"kind": {kind: kind for kind in KINDS}}
    clients = [Client(raise_request_exception=False) for _ in PEOPLE]
    for client, name in zip(clients, PEOPLE, strict=True):
        client.force_login(world.people[name])  # type: ignore[arg-type]  # -- reason: all of them exist
    for pattern, entry in routes():
        if "GET" not in entry.callback.policy.methods:
            continue
        for _about, address in addresses(pattern, things):
            answer = first_answer(clients, address)
            kind = kind_of(answer) if answer else ""
            if answer and kind:
                yield pattern, kind, b"".join(answer) if answer.streaming else answer.content
            elif answer and "kind>" not in pattern:
                break  # a page, and so are the others of this route
    own = clients[0].post("/account/data/file/")
    if own.headers.get("Content-Type") == "application/zip":
        yield "own data", "zip", own.content


def texts_of(kind: str, content: bytes, found: list[str]) -> Iterator[str]:
    """Every text of a file; what is wrong with the file goes into `found`."""
    yield from {"csv": _csv, "xlsx": _xlsx, "docx": _docx, "zip": _zip, "ics": _ics, "json": _json}[kind](
        content, found
    )


def _csv(content: bytes, found: list[str]) -> Iterator[str]:
    for row in csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")):
        for cell in row:
            is_number = cell.removeprefix("-").replace(".", "", 1).isdecimal()
            if not is_number and exports.neutral(exports.restored(cell)) != cell:
                found.append(f"a formula: {cell!r}")
            yield exports.restored(cell)


def _xlsx(content: bytes, found: list[str]) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        found += [name for name in archive.namelist() if "externalLink" in name or "vba" in name.lower()]
    book = openpyxl.load_workbook(io.BytesIO(content))
    for sheet in book.worksheets:
        for cell in (cell for row in sheet.iter_rows() for cell in row):
            if cell.data_type == "f" or cell.hyperlink:
                found.append(f"a formula: {sheet.title} {cell.coordinate} {cell.value!r}")
            yield str(cell.value)


def _docx(content: bytes, found: list[str]) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            part = archive.read(name).decode(errors="replace")
            if name.endswith(".xml"):
                found += [
                    f"{name}: {sign}"
                    for sign in ("<w:instrText", "<w:fldSimple", "<w:hyperlink")
                    if sign in part
                ]
                yield part
            elif name.endswith(".rels") and "hyperlink" in part:
                found.append(f"{name}: a link")


def _zip(content: bytes, found: list[str]) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            kind = name.rpartition(".")[2]
            if kind in ("csv", "json", "xlsx", "docx"):
                yield from texts_of(kind, archive.read(name), found)


def _ics(content: bytes, found: list[str]) -> Iterator[str]:
    for event in Calendar.from_ical(content).walk("VEVENT"):
        if "attendee" in event:
            found.append("a line of its own: ATTENDEE")
        yield from (str(event[name]) for name in ("summary", "location", "description") if name in event)


def _json(content: bytes, found: list[str]) -> Iterator[str]:
    json.loads(content)
    yield content.decode()


def test_no_file_carries_a_formula_whatever_people_wrote(world: worlds.World) -> None:
    wrong: list[tuple[str, str, str]] = []
    planted: dict[str, int] = {}
    for route, kind, content in files_of(world):
        found: list[str] = []
        reached = sum(PLANTED in text for text in texts_of(kind, content, found))
        planted[kind] = planted.get(kind, 0) + reached
        wrong += [(route, kind, one) for one in found]
    assert wrong == []
    assert {kind for kind, count in planted.items() if count} == {*FILES.values()}, planted
