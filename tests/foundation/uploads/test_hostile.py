"""I2: whatever the file, the process that took it lives, answers soon, stays small, and says what is wrong."""

import io
import json
import resource
import subprocess
import sys
import threading
import time
from dataclasses import asdict, replace
from typing import Any

import pytest
from django.utils import translation

from foundation.uploads import parsing
from foundation.uploads.limits import MEGABYTE, TABLE
from foundation.uploads.parsing import UploadRefused, parse, unpack
from tests.foundation.uploads.hostile import (
    HOSTILE,
    billion_laughs,
    deep_sheet,
    lying_dimension,
    many_strings,
    plain_book,
)

MOST_SECONDS = TABLE.wall + 5
MOST_GROWTH = 200 * MEGABYTE


def resident() -> int:
    with open("/proc/self/status") as status:  # noqa: PTH123  -- reason: a file of the kernel
        return next(int(line.split()[1]) * 1024 for line in status if line.startswith("VmRSS"))


class Peak:
    """The largest resident memory of this process while a block runs, above what it was before."""

    def __enter__(self) -> "Peak":
        self.before, self.most, self.is_over = resident(), 0, threading.Event()
        self.thread = threading.Thread(target=self._watch, daemon=True)
        self.thread.start()
        return self

    def _watch(self) -> None:
        while not self.is_over.wait(0.01):
            self.most = max(self.most, resident())

    def __exit__(self, *exc: Any) -> None:
        self.is_over.set()
        self.thread.join()

    @property
    def growth(self) -> int:
        return self.most - self.before


@pytest.mark.parametrize("what", HOSTILE)
def test_each_is_refused_with_a_sentence_and_nobody_dies(what: str) -> None:
    name, made, codes = HOSTILE[what]
    content = made()
    began = time.monotonic()
    with Peak() as peak, pytest.raises(UploadRefused) as refused:
        parse(io.BytesIO(content), file_name=name)
    assert refused.value.code in codes
    assert len(refused.value.message) > 15
    assert time.monotonic() - began < MOST_SECONDS
    assert peak.growth < MOST_GROWTH


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_every_refusal_is_said_in_the_language_of_the_person(language: str) -> None:
    for code, text in parsing.FILE_MESSAGES.items():
        params = dict.fromkeys(("limit", "name", "kind", "reason"), "1")
        with translation.override("en"):
            english = UploadRefused(code, params).message
        with translation.override(language):
            assert UploadRefused(code, params).message != english, text


def test_a_formula_without_a_result_is_named_with_sheet_and_cell() -> None:
    name, made, _codes = HOSTILE["formula without result"]
    with pytest.raises(UploadRefused) as refused:
        parse(io.BytesIO(made()), file_name=name)
    assert refused.value.place == "sheet “Data”, cell B1"


def test_a_long_cell_of_text_is_named() -> None:
    with pytest.raises(UploadRefused) as refused:
        parse(io.BytesIO(b"a,b\n1," + b"x" * 20_000 + b"\n"), file_name="a.csv")
    assert refused.value.place == "cell B2"


def test_a_sheet_that_only_lies_about_its_size_is_read() -> None:
    found = parse(io.BytesIO(lying_dimension()), file_name="a.xlsx")
    assert [row.cells for row in unpack(found.rows, "Data")] == [("1", "2")]


def test_an_endless_upload_is_cut_off() -> None:
    class Endless:
        given = 0

        def read(self, size: int) -> bytes:
            self.given += size
            return b"x" * size

    endless = Endless()
    with pytest.raises(UploadRefused) as refused:
        parse(endless, file_name="a.csv")
    assert refused.value.code == "file_too_large"
    assert endless.given <= TABLE.size + 2 * MEGABYTE


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("../../etc/passwd.csv", "passwd.csv"),
        ("C:\\data\\год.xlsx", "год.xlsx"),
        ("evil\u202exslx.csv", "evilxslx.csv"),
        ("a\r\nSet-Cookie: x.csv", "aSet-Cookie: x.csv"),
        ("x" * 500 + ".csv", "x" * 190 + ".csv"),
    ],
)
def test_names_are_only_shown_and_hold_no_path(sent: str, kept: str) -> None:
    assert parsing.clean_name(sent) == kept


# what the child may do

PROBE = """
import json, os, resource, socket, sys
sys.path.insert(0, sys.argv[1])
from foundation.uploads.child import confine
from foundation.uploads.limits import TABLE
confine(TABLE)
found = {"memory": resource.getrlimit(resource.RLIMIT_AS), "cpu": resource.getrlimit(resource.RLIMIT_CPU)}
found["environment"] = sorted(os.environ)
found["files"] = sorted(int(n) for n in os.listdir("/proc/self/fd"))
try:
    socket.create_connection(("127.0.0.1", int(sys.argv[2])), timeout=2).close()
    found["network"] = True
except OSError:
    found["network"] = False
print(json.dumps(found))
"""


def test_the_child_has_limits_no_secrets_and_no_network(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    """Asked of a child started as the real one is, with another program in it."""
    import socket

    can_leave = subprocess.run(["unshare", "-Urn", "true"], check=False, capture_output=True).returncode == 0
    monkeypatch.setenv("SECRET_KEY", "do not tell")
    with socket.create_server(("127.0.0.1", 0)) as door:
        port = str(door.getsockname()[1])
        real = subprocess.Popen

        def started(command: list[str], **more: Any) -> Any:
            return real([*command[:3], PROBE, command[4], port], **more)

        monkeypatch.setattr(parsing.subprocess, "Popen", started)
        with (tmp_path / "x").open("w+b") as copy:
            child = parsing._started(copy, TABLE)
            out, _err = child.communicate(timeout=60)
    found = json.loads(out)
    assert found["memory"] == [TABLE.memory, TABLE.memory]
    assert found["cpu"] == [TABLE.processor, TABLE.processor]
    assert set(found["environment"]) <= {"LC_ALL", "LC_CTYPE", "OPENPYXL_DEFUSEDXML", "OPENPYXL_LXML"}
    assert len(found["files"]) <= 4  # in, out, errors, and the one that lists them
    assert found["network"] is not can_leave


# the guards, and what happens without them


def test_without_the_limit_of_memory_a_bomb_is_unpacked_in_full() -> None:
    """Twin: the same workbook under a small limit dies as a refusal; with room it takes that room."""
    content = many_strings()
    tight = replace(TABLE, memory=60 * MEGABYTE)
    with pytest.raises(UploadRefused) as refused:
        parse(io.BytesIO(content), file_name="a.xlsx", limits=tight)
    assert refused.value.code == "too_much_work"
    assert parse(io.BytesIO(content), file_name="a.xlsx").sheets[0].row_count == 1


def test_without_the_limit_of_time_a_child_works_on() -> None:
    content = deep_sheet(last=6_000_000)
    patient = replace(TABLE, position=7_000_000, rows=None)
    began = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    parse(io.BytesIO(content), file_name="a.xlsx", limits=patient)
    spent = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - began
    assert spent > 0.5
    hasty = replace(patient, wall=0.2)
    with pytest.raises(UploadRefused) as refused:
        parse(io.BytesIO(content), file_name="a.xlsx", limits=hasty)
    assert refused.value.code == "too_much_work"


def test_without_defused_xml_the_billion_laughs_come_true() -> None:
    """Twin: the same text, five levels only, through the usual parser grows ten thousandfold."""
    from xml.etree.ElementTree import fromstring

    from tests.foundation.uploads.hostile import entities, inline, sheet

    text = sheet(inline("&a4;"), before=entities(5))
    assert len("".join(fromstring(text).itertext())) == 2 * 10**4
    with pytest.raises(UploadRefused):
        parse(io.BytesIO(billion_laughs()), file_name="a.xlsx")


def test_without_the_check_of_the_directory_fifty_megabytes_would_be_unpacked() -> None:
    """Twin: a few kilobytes that unpack to sixty megabytes."""
    _name, made, _codes = HOSTILE["zip bomb"]
    content = made()
    assert len(content) < 100_000
    roomy = replace(TABLE, unpacked=100 * MEGABYTE)
    with pytest.raises(UploadRefused) as refused:
        parse(io.BytesIO(content), file_name="a.xlsx", limits=roomy)
    assert refused.value.code != "unpacks_too_large"


def test_limits_reach_the_child_as_they_are() -> None:
    assert json.loads(json.dumps(asdict(TABLE))) == asdict(TABLE)
    assert sys.executable


def test_a_plain_workbook_passes() -> None:
    found = parse(io.BytesIO(plain_book()), file_name="a.xlsx")
    assert (found.sheets[0].header, found.sheets[0].row_count) == (("region", "value"), 1)
