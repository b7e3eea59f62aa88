"""How somebody would change a published bundle: one figure at a time, then making everything agree again."""

import csv
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from priorities.publication.archive import zip_bytes
from priorities.publication.encoding import canonical_json, sha256

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Figure:
    """Where a figure stands: file, then keys of a JSON document, or row and column of a table."""

    file: str
    path: Path


def resealed(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files with manifest and fingerprint.txt made to fit."""
    manifest = json.loads(files["manifest.json"])
    for entry in manifest["files"]:
        data = files[entry["name"]]
        entry.update(sha256=sha256(data), size=len(data))
    sealed = canonical_json(manifest)
    return {**files, "manifest.json": sealed, "fingerprint.txt": f"{sha256(sealed)}\n".encode()}


def archived(files: Mapping[str, bytes]) -> bytes:
    return zip_bytes(resealed(files))


def figures(files: Mapping[str, bytes], name: str) -> Iterator[Figure]:
    """Every number in a file, written as a number or as text; sizes in the manifest follow from the rest."""
    if name.endswith(".csv"):
        for row, fields in enumerate(rows_of(files[name])[1:], start=1):
            yield from (Figure(name, (row, column)) for column, text in enumerate(fields) if is_number(text))
    else:
        paths = leaves(json.loads(files[name]))
        yield from (Figure(name, path) for path in paths if (name, path[0]) != ("manifest.json", "files"))


def leaves(value: Any, path: Path = ()) -> Iterator[Path]:
    if isinstance(value, dict | list):
        items = value.items() if isinstance(value, dict) else enumerate(value)
        for key, item in items:
            yield from leaves(item, (*path, key))
    elif type(value) is int or (isinstance(value, str) and is_number(value)):
        yield path


def is_number(text: str) -> bool:
    return text.replace(".", "", 1).replace("/", "", 1).isdecimal()


def rows_of(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode(), newline="")))


def changed(files: Mapping[str, bytes], figure: Figure) -> dict[str, bytes]:
    """The files with that figure one digit off; the hash of the method fits again where it was the method."""
    if figure.file.endswith(".csv"):
        rows = rows_of(files[figure.file])
        row, column = figure.path
        rows[int(row)][int(column)] = off_by_a_digit(rows[int(row)][int(column)])
        text = io.StringIO()
        csv.writer(text, lineterminator="\n").writerows(rows)
        return {**files, figure.file: text.getvalue().encode()}
    document = json.loads(files[figure.file])
    holder = document
    for key in figure.path[:-1]:
        holder = holder[key]
    before = holder[figure.path[-1]]
    holder[figure.path[-1]] = off_by_a_digit(before)
    if figure.file == "method.json":
        holder[figure.path[-1]] = one_more(before)
        document["hash"] = sha256(canonical_json(document["document"]))
    return {**files, figure.file: canonical_json(document)}


def one_more(value: Any) -> Any:
    """A method changed so slightly that no printed figure moves is told by the fingerprint only."""
    return value + 1 if isinstance(value, int) else str(Decimal(value) + 1)


def off_by_a_digit(value: Any) -> Any:
    """The next number; of a decimal the first decimal place, so that the change is not lost in rounding."""
    if isinstance(value, int):
        return value + 1
    at = value.find(".") + 1 or len(value) - 1
    return value[:at] + str((int(value[at]) + 1) % 10) + value[at + 1 :]
