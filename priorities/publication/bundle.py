"""From a publication's content to its files, its fingerprint and its zip: the same bytes every time."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from priorities.publication.archive import zip_bytes
from priorities.publication.content import Content
from priorities.publication.encoding import canonical_json, csv_bytes, sha256
from priorities.publication.readme import README

SCHEMA = 2
FINGERPRINT_RULE = (
    "SHA-256 of manifest.json, which is canonical JSON: UTF-8, keys sorted, no spaces, no floats"
)

CELLS = ("activity", "group", "criterion", "status", "n", "sum", "mean", "weight")
HISTOGRAMS = ("activity", "criterion", "status", "mark", "count")
MEASURED = ("activity", "criterion", "u", "raw", "unit", "vintage", "source", "anchors")
SHOWN_ELSEWHERE = ("cells", "histograms")  # in CSV files of their own


@dataclass(frozen=True)
class Bundle:
    """files: name to bytes. fingerprint: 64 hex characters. archive: the zip."""

    files: Mapping[str, bytes]
    fingerprint: str
    archive: bytes


def build_bundle(content: Content) -> Bundle:
    """The open-data bundle, schema 2 (docs/decisions/0002-bundle.md, 0011-robustness-in-the-bundle.md). Equal content gives equal bytes."""
    listed = content_files(content)
    manifest = canonical_json(manifest_of(content, listed))
    fingerprint = sha256(manifest)
    files = {**listed, "manifest.json": manifest, "fingerprint.txt": f"{fingerprint}\n".encode()}
    return Bundle(files, fingerprint, zip_bytes(files))


def content_files(content: Content) -> dict[str, bytes]:
    """Every file that the manifest lists."""
    documents = {
        "method.json": method_document(content),
        "activities.json": activities_document(content),
        "participation.json": participation_document(content),
        "results.json": results_document(content.results),
        "robustness.json": content.robustness,
        "decisions.json": asdict(content.decisions),
        "thread.json": {"priorities": [asdict(entry) for entry in content.thread]},
    }
    return {
        **{name: canonical_json(document) for name, document in documents.items()},
        "cells.csv": csv_bytes(CELLS, cell_rows(content.results)),
        "histograms.csv": csv_bytes(HISTOGRAMS, histogram_rows(content)),
        "measured.csv": csv_bytes(MEASURED, measured_rows(content)),
        "README.txt": README.encode(),
        "verify.py": content.verifier,
    }


def manifest_of(content: Content, files: Mapping[str, bytes]) -> dict[str, Any]:
    edition = content.edition
    return {
        "schema": SCHEMA,
        "region": edition.region,
        "set": edition.set_id,
        "version": edition.version,
        "number": edition.number,
        "published": edition.published,
        "erratum_of": edition.erratum_of,
        "fingerprint": FINGERPRINT_RULE,
        "files": [
            {"name": name, "sha256": sha256(data), "size": len(data)} for name, data in sorted(files.items())
        ],
    }


def method_document(content: Content) -> dict[str, Any]:
    method = content.method
    return {"document": dict(method.document), "hash": method.digest, "seed": method.seed}


def activities_document(content: Content) -> dict[str, Any]:
    return {
        "activities": [
            {
                "code": card.code,
                "titles": dict(card.titles),
                "domains": list(card.domains),
                "fiche": dict(card.fiche or {}),
            }
            for card in content.activities
        ]
    }


def participation_document(content: Content) -> dict[str, Any]:
    """Counts of people. Fewer than g but not zero is null, and no total is given to subtract from."""
    threshold = content.method.document["threshold"]
    return {
        "raters": content.results["raters"],
        "recusals": content.results["recusals"],
        "voids": content.results["voids"],
        "voids_by_group": {group: dict(grounds) for group, grounds in content.voids.items()},
        "left_out": shown(content.left_out, threshold),
        "attendance": {helix: shown(people, threshold) for helix, people in content.attendance.items()},
    } | ({"media": dict(content.media)} if content.media else {})


def shown(people: int, threshold: int) -> int | None:
    """A number of people as it may be published."""
    return None if 0 < people < threshold else people


def results_document(results: Mapping[str, Any]) -> dict[str, Any]:
    activities = [
        {key: value for key, value in entry.items() if key not in SHOWN_ELSEWHERE}
        for entry in results["activities"]
    ]
    return {**results, "activities": activities}


def cell_rows(results: Mapping[str, Any]) -> Iterable[list[object]]:
    for entry in results["activities"]:
        for cell in entry["cells"]:
            yield [entry["activity"], *(cell[column] for column in CELLS[1:])]


def histogram_rows(content: Content) -> Iterable[list[object]]:
    lowest = {criterion["code"]: criterion["minimum"] for criterion in content.method.document["criteria"]}
    for entry in content.results["activities"]:
        for histogram in entry["histograms"]:
            row = [entry["activity"], histogram["criterion"]]
            if histogram["counts"] is None:
                yield [*row, "withheld", None, None]
                continue
            for mark, count in enumerate(histogram["counts"], start=lowest[histogram["criterion"]]):
                yield [*row, "open", mark, count]


def measured_rows(content: Content) -> Iterable[list[object]]:
    for value in content.measured:
        yield [getattr(value, column) for column in MEASURED]
