"""The bundle: deterministic, readable by any zip program, and showing nothing it must not."""

import dataclasses
import io
import json
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation import canonical
from priorities.publication import MeasuredValue, build_bundle
from priorities.publication.archive import zip_bytes
from priorities.publication.encoding import canonical_json, csv_bytes, sha256
from tests.priorities.publication.example import UNANIMOUS, bundle, content
from tests.priorities.publication.forgery import rows_of

PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


def test_equal_content_gives_equal_bytes() -> None:
    again = build_bundle(content())
    assert (again.archive, again.fingerprint) == (bundle().archive, bundle().fingerprint)


def test_any_zip_program_reads_it() -> None:
    with zipfile.ZipFile(io.BytesIO(bundle().archive)) as archive:
        assert archive.testzip() is None
        assert {name: archive.read(name) for name in archive.namelist()} == dict(bundle().files)
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_fingerprint_is_the_hash_of_the_manifest_and_the_manifest_hashes_the_rest() -> None:
    manifest = json.loads(bundle().files["manifest.json"])
    assert bundle().fingerprint == sha256(bundle().files["manifest.json"])
    assert {entry["name"] for entry in manifest["files"]} == set(bundle().files) - {
        "manifest.json",
        "fingerprint.txt",
    }
    assert all(sha256(bundle().files[entry["name"]]) == entry["sha256"] for entry in manifest["files"])


@given(PLAIN)
def test_json_is_spelled_as_the_rest_of_the_platform_spells_it(value: object) -> None:
    assert canonical_json(value) == canonical.dumps(value)


@pytest.mark.parametrize("value", [0.5, [1, {"a": [0.5]}], {"a": (0.5,)}])
def test_floats_are_refused(value: object) -> None:
    with pytest.raises(TypeError):
        canonical_json(value)


def test_attendance_below_the_threshold_is_left_blank_and_zero_is_said() -> None:
    few = dataclasses.replace(content(), attendance={"science": 5, "business": 4, "civil": 0})
    attendance = json.loads(build_bundle(few).files["participation.json"])["attendance"]
    assert attendance == {"science": 5, "business": None, "civil": 0}


def test_sums_of_an_activity_with_a_unanimous_cell_stay_back_and_are_listed() -> None:
    rows = [row for row in rows_of(bundle().files["cells.csv"]) if row[0] == UNANIMOUS]
    assert {row[3] for row in rows} == {"withheld", "too_few"}
    assert {(row[5], row[6]) for row in rows} == {("", "")}
    pooled = [row for row in rows_of(bundle().files["histograms.csv"]) if row[0] == UNANIMOUS]
    assert {tuple(row[2:]) for row in pooled} == {("withheld", "", "")}


def test_cells_below_the_threshold_show_no_figure() -> None:
    few = [row for row in rows_of(bundle().files["cells.csv"]) if row[3] == "too_few"]
    assert few
    assert {tuple(row[4:]) for row in few} == {("", "", "", "")}


def test_histograms_count_marks_of_the_whole_scale() -> None:
    rows = rows_of(bundle().files["histograms.csv"])[1:]
    marks = [int(row[3]) for row in rows if row[:3] == ["a1", "known", "open"]]
    assert marks == [1, 2, 3, 4, 5]


@pytest.mark.parametrize("text", ["=1+1", "+1+1", "-2+3", "@SUM(A1)", "\t=1", "-"])
def test_text_that_a_spreadsheet_would_run_is_led_by_an_apostrophe(text: str) -> None:
    value = MeasuredValue("a1", "c", "0.5", "-0.25", text, text, text, text)
    forged = dataclasses.replace(content(), measured=(value,))
    row = rows_of(build_bundle(forged).files["measured.csv"])[1]
    led = (
        "'\t'=1" if text == "\t=1" else f"'{text}"
    )  # a spreadsheet may begin a new cell at a tab, so both are led
    assert row == ["a1", "c", "0.5", "-0.25", *[led] * 4]


def test_table_rows_end_with_a_line_feed_and_fields_are_quoted_where_needed() -> None:
    assert csv_bytes(("a", "b"), [('x,"y"', None), ("Ә\nә", 1)]) == 'a,b\n"x,""y""",\n"Ә\nә",1\n'.encode()


def test_names_in_an_archive_are_plain() -> None:
    with pytest.raises(UnicodeEncodeError):
        zip_bytes({"ә.txt": b""})
