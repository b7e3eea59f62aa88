"""verify.py accepts what the platform publishes, and nothing that was changed."""

import json
import random
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import verify
from priorities.publication import build_bundle
from priorities.publication.archive import zip_bytes
from priorities.publication.encoding import canonical_json
from tests.priorities.publication.example import ACTIVITIES, UNANIMOUS, UNKNOWN, VERIFIER, bundle, content
from tests.priorities.publication.forgery import Figure, archived, changed, figures, resealed, rows_of

RECOMPUTED = ("results.json", "cells.csv", "histograms.csv", "measured.csv", "method.json")
TAKEN_AS_GIVEN = {("document", "threshold"), ("document", "coverage_minimum"), ("recusals",), ("voids",)}
RAW_COLUMN, U_COLUMN = 3, 2


def is_recomputed(figure: Figure) -> bool:
    """Figures whose change shows without the fingerprint. Scores with withheld sums do not; nor what nobody
    can recompute: numbers of raters, recusals and voids, raw values, the threshold and the coverage minimum."""
    if figure.file == "measured.csv":
        return figure.path[1] == U_COLUMN and figure.path[0] != row_of_measured(UNANIMOUS)
    if figure.file == "results.json":
        place = ACTIVITIES.index(UNANIMOUS)
        return figure.path[0] == "activities" and figure.path[:2] != ("activities", place)
    if figure.file == "method.json":
        return figure.path not in TAKEN_AS_GIVEN and figure.path[0] == "document" and is_used(figure)
    return True


def is_used(figure: Figure) -> bool:
    """A measured criterion has no use for a scale."""
    criteria = json.loads(bundle().files["method.json"])["document"]["criteria"]
    on_scale = figure.path[-1] in ("minimum", "maximum")
    return not (on_scale and criteria[figure.path[2]]["kind"] == "measured")


def row_of_measured(activity: str) -> int:
    return next(
        index for index, row in enumerate(rows_of(bundle().files["measured.csv"])) if row[0] == activity
    )


def test_accepts_what_was_published_and_says_what_it_cannot_recompute() -> None:
    report = verify.verify_archive(bundle().archive, bundle().fingerprint)
    assert (report.problems, report.fingerprint) == ([], bundle().fingerprint)
    assert any("scores of 7 activities" in line for line in report.passed)
    assert any(UNANIMOUS in line for line in report.attested)
    assert any("fewer marks" in line for line in report.attested)


def test_five_thousand_single_byte_changes_are_all_rejected() -> None:
    rng = random.Random(20250314)
    original = bundle().archive
    for _ in range(5000):
        data = bytearray(original)
        data[rng.randrange(len(data))] ^= rng.randrange(1, 256)
        assert not verify.verify_archive(bytes(data)).ok


def test_two_bytes_that_changed_places_are_rejected() -> None:
    original = bundle().archive
    directory = original.index(b"PK\x01\x02")
    unequal = [at for at in range(directory, len(original) - 1) if original[at] != original[at + 1]]
    for at in unequal:
        data = bytearray(original)
        data[at], data[at + 1] = data[at + 1], data[at]
        assert not verify.verify_archive(bytes(data)).ok


@pytest.mark.parametrize("cut", [0, 1, 21, 22, 1000, 50_000])
def test_a_shortened_or_lengthened_archive_is_rejected(cut: int) -> None:
    original = bundle().archive
    assert not verify.verify_archive(original[: len(original) - cut - 1]).ok
    assert not verify.verify_archive(original + b"\0" * (cut + 1)).ok


def test_five_hundred_changed_figures_with_the_manifest_recomputed_are_rejected_by_the_fingerprint() -> None:
    files = bundle().files
    everywhere = [
        figure for name in files if name.endswith((".csv", ".json")) for figure in figures(files, name)
    ]
    for figure in random.Random(1).sample(everywhere, 500):
        forged = archived(changed(files, figure))
        report = verify.verify_archive(forged, bundle().fingerprint)
        assert any("fingerprint" in problem for problem in report.problems)


def test_changed_scores_cells_and_weights_are_rejected_by_recomputation_alone() -> None:
    files = bundle().files
    known = [figure for name in RECOMPUTED for figure in figures(files, name) if is_recomputed(figure)]
    for figure in random.Random(2).sample(known, 500):
        assert not verify.verify_archive(archived(changed(files, figure))).ok, figure


def test_every_weight_omega_and_scale_is_recomputed() -> None:
    files = bundle().files
    of_the_method = [figure for figure in figures(files, "method.json") if is_recomputed(figure)]
    assert len(of_the_method) == 4 + 4 + 2 * 3 + 1  # weights, omegas, scales of judged criteria, kappa
    for figure in of_the_method:
        assert not verify.verify_archive(archived(changed(files, figure))).ok, figure


def test_a_renamed_date_passes_recomputation_and_only_the_fingerprint_tells() -> None:
    manifest = json.loads(bundle().files["manifest.json"])
    later = resealed(
        {**bundle().files, "manifest.json": canonical_json({**manifest, "published": "2030-01-01"})}
    )
    assert verify.verify_files(later).ok
    assert not verify.verify_files(later, bundle().fingerprint).ok


Change = Callable[[Any], object]


def forged(name: str, change: Change) -> dict[str, bytes]:
    document = json.loads(bundle().files[name])
    change(document)
    return resealed({**bundle().files, name: canonical_json(document)})


def swap_two(results: dict[str, Any]) -> None:
    first, second = results["activities"][0], results["activities"][1]
    first["activity"], second["activity"] = second["activity"], first["activity"]


def give_a_number(results: dict[str, Any]) -> None:
    entry = next(entry for entry in results["activities"] if entry["activity"] == UNKNOWN)
    entry.update(score="99.9", rankable=True)


def forget_a_group(results: dict[str, Any]) -> None:
    for entry in results["activities"]:
        entry["without_group"].pop()


def raise_above_all_marks(results: dict[str, Any]) -> None:
    entry = next(entry for entry in results["activities"] if entry["activity"] == UNANIMOUS)
    entry["score"] = "99.9"


def tell_of_the_withheld(results: dict[str, Any]) -> None:
    """As a platform would that forgot to keep it back: within the bounds, and the ranks fit."""
    entry = next(entry for entry in results["activities"] if entry["activity"] == UNANIMOUS)
    entry["kappa_0"]["score"] = entry["score"]


def place_the_withheld(results: dict[str, Any]) -> None:
    entry = next(entry for entry in results["activities"] if entry["activity"] == UNANIMOUS)
    entry["without_group"][0]["rank"] = entry["rank"]


def show_few(participation: dict[str, Any]) -> None:
    participation["attendance"]["civil"] = 3


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("results.json", swap_two),
        ("results.json", give_a_number),
        ("results.json", forget_a_group),
        ("results.json", raise_above_all_marks),
        ("results.json", lambda results: results["activities"].pop()),
        ("results.json", lambda results: results.update(schema="ranking/3")),
        ("results.json", lambda results: results.update(schema="ranking/1")),
        ("results.json", tell_of_the_withheld),
        ("results.json", place_the_withheld),
        ("participation.json", show_few),
        ("participation.json", lambda participation: participation.update(voids=2)),
        ("participation.json", lambda participation: participation.update(left_out=3)),
        ("participation.json", lambda told: told.update(media={"phone": 12, "paper": 3})),
        ("participation.json", lambda told: told.update(media={"phone": 12, "paper": None})),
        ("participation.json", lambda told: told.update(media={"phone": 900, "paper": 12})),
        (
            "participation.json",
            lambda participation: participation["voids_by_group"].update(science={"twice": 1}),
        ),
        ("participation.json", lambda participation: participation["voids_by_group"].clear()),
        ("decisions.json", lambda decisions: decisions["approvals"].pop()),
        ("decisions.json", lambda decisions: decisions["deviations"].pop()),
        ("decisions.json", lambda decisions: decisions["deviations"][0].update(reason=" ")),
        ("decisions.json", lambda decisions: decisions["order"].reverse()),
        ("activities.json", lambda activities: activities["activities"].pop()),
        ("thread.json", lambda thread: thread["priorities"].reverse()),
        ("manifest.json", lambda manifest: manifest.update(schema=3)),
        ("method.json", lambda method: method["document"].update(kappa="2")),
        ("method.json", lambda method: method.update(hash="0" * 64)),
        ("method.json", lambda method: method["document"]["criteria"][0].update(weight="1e9")),
    ],
)
def test_forgeries_are_rejected_without_the_fingerprint(name: str, change: Change) -> None:
    assert not verify.verify_files(forged(name, change)).ok


@pytest.mark.parametrize("media", [{"phone": 12, "paper": 6}, {"phone": None, "paper": None}])
def test_how_many_scored_on_paper_may_be_told(media: dict[str, int | None]) -> None:
    files = build_bundle(replace(content(), media=media)).files
    assert json.loads(files["participation.json"])["media"] == media
    assert verify.verify_files(files).ok
    assert "media" not in json.loads(build_bundle(content()).files["participation.json"])


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("a6,business,open,open,12,120,10.00,33.3", "some sums of the activity are withheld"),
        ("a1,science,open,open,6,60,10.00,24.5", "gives marks away"),
        ("a1,science,open,open,6,59,9.83,24.5", "gives marks away"),
        ("a1,science,open,open,6,1,0.17,24.5", "gives marks away"),
        ("a1,science,open,open,6,61,10.17,24.5", "impossible"),
        ("a1,science,open,open,4,20,5.00,24.5", "4 marks cannot be"),
        ("a1,science,open,open,60,300,5.00,24.5", "60 marks cannot be"),
        ("a1,science,open,withheld,6,,,24.5", "some sums of the activity are withheld"),
        ("a1,science,open,too_few,6,42,7.00,24.5", "fields do not fit"),
        ("a1,science,open,hidden,,,,", "fields do not fit"),
        ("a1,science,open,too_few,,,,", "score of a1"),
        ("a1,science,open,open,6,043,7.00,24.5", "not a count"),
    ],
)
def test_a_cell_that_may_not_be_shown_so_is_rejected(row: str, message: str) -> None:
    lines = bundle().files["cells.csv"].decode().splitlines()
    key = row.split(",")[:3]
    replaced = [row if line.split(",")[:3] == key else line for line in lines]
    assert replaced != lines
    cells = "\n".join(replaced).encode() + b"\n"
    report = verify.verify_files(resealed({**bundle().files, "cells.csv": cells}))
    assert any(message in problem for problem in report.problems)


@pytest.mark.parametrize("name", verify.LISTED_FILES[2])
def test_an_unpacked_file_that_was_changed_is_named(name: str) -> None:
    report = verify.verify_files({**bundle().files, name: bundle().files[name] + b" "})
    assert any(name in problem for problem in report.problems)


def test_a_mark_moved_within_a_histogram_no_longer_fits_the_sums() -> None:
    rows = rows_of(bundle().files["histograms.csv"])
    first, second = [row for row in rows if row[:3] == ["a1", "known", "open"]][:2]
    first[4], second[4] = str(int(first[4]) + 1), str(int(second[4]) - 1)
    histograms = "\n".join(",".join(row) for row in rows).encode() + b"\n"
    report = verify.verify_files(resealed({**bundle().files, "histograms.csv": histograms}))
    assert any("histogram a1, known: points" in problem for problem in report.problems)


def test_floats_and_other_spellings_are_rejected() -> None:
    for before, after in ((b'"threshold":5', b'"threshold":5.0'), (b'"threshold":5', b'"threshold": 5')):
        method = bundle().files["method.json"].replace(before, after)
        report = verify.verify_files(resealed({**bundle().files, "method.json": method}))
        assert any("canonical" in problem or "decimal" in problem for problem in report.problems)


def test_files_that_are_nonsense_are_reported_and_raise_nothing() -> None:
    """Random damage inside a file with everything resealed: the report may be good or bad, but there is one."""
    rng = random.Random(3)
    names = [name for name in bundle().files if name.endswith((".csv", ".json")) and name != "manifest.json"]
    rejected = 0
    for _ in range(300):
        name = rng.choice(names)
        data = bytearray(bundle().files[name])
        start = rng.randrange(len(data))
        data[start : start + rng.randrange(20)] = rng.choice(
            [b"", b"[" * 5000, b"null", b'"', b"\xff", b"\n", b"-1"]
        )
        rejected += not verify.verify_archive(archived({**bundle().files, name: bytes(data)})).ok
    assert rejected > 200


def test_files_more_or_fewer_are_rejected(tmp_path: Path) -> None:
    files: Mapping[str, bytes] = bundle().files
    assert not verify.verify_files({**files, "extra.txt": b""}).ok
    assert not verify.verify_files({name: data for name, data in files.items() if name != "thread.json"}).ok
    assert not verify.verify_archive(zip_bytes({**files, "extra.txt": b""})).ok


@pytest.mark.parametrize(
    ("order", "reasons", "explained"),
    [
        ("abc", {}, True),
        ("abd", {}, True),  # c and d tie across the cut-off: the deciding body chooses
        ("ab", {}, True),
        ("acb", {}, False),
        ("acb", {"moved": {"c"}}, True),
        ("acb", {"moved": {"b"}}, True),
        ("abe", {}, False),
        ("abe", {"added": {"e"}}, True),
        ("bc", {}, False),
        ("bc", {"dropped": {"a"}}, True),
        ("abz", {}, False),  # z has no rank
        ("abz", {"added": {"z"}}, True),
    ],
)
def test_every_difference_from_the_ranking_needs_a_reason(
    order: str, reasons: dict[str, set[str]], explained: bool
) -> None:
    rank = {"a": 1, "b": 2, "c": 3, "d": 3, "e": 5, "z": None}
    given = {"added": set(), "dropped": set(), "moved": set(), **reasons}
    assert (not list(verify.unexplained(order, rank, 3, given))) is explained


def test_runs_alone_on_an_archive_and_on_a_folder_with_exit_codes(tmp_path: Path) -> None:
    """Isolated from everything installed, as a stranger runs it."""
    archive, folder = tmp_path / "bundle.zip", tmp_path / "unpacked"
    archive.write_bytes(bundle().archive)
    folder.mkdir()
    for name, data in bundle().files.items():
        (folder / name).write_bytes(data)
    for path in (archive, folder):
        done = run(path, "--fingerprint", bundle().fingerprint)
        assert (done.returncode, done.stdout.splitlines()[0]) == (0, "NOTHING WRONG FOUND")
    wrong = run(archive, "--fingerprint", "0" * 64, "--json")
    assert wrong.returncode == 1
    assert json.loads(wrong.stdout)["ok"] is False
    assert run(archive, "--lang", "ru").stdout.startswith("ОШИБОК НЕ НАЙДЕНО")


def run(path: Path, *options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-I", "-S", "-X", "utf8", str(VERIFIER), str(path), *options]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
