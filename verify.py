#!/usr/bin/env python3
"""Check the open data of a published priority set, and recompute its ranking.

    python3 verify.py BUNDLE.zip [--fingerprint HEX] [--lang ru] [--json]

One file, standard library only, Python 3.10 or newer. It shares no code with the platform that made the bundle.
Take this file and the fingerprint from somewhere else than the bundle: a bundle that brings its own judge proves
little. Without the fingerprint, somebody may have changed figures and made everything else agree with them.

How a score comes about (all in exact fractions, rounded once, half-even, when printed):
  a cell      the marks of one group on one criterion of one activity; it counts from g marks on
  mean        sum(omega Z m) / sum(omega Z) over counting cells, m = sum / n, Z = n / (n + kappa)
  u           (mean - lowest mark) / (highest - lowest), or one minus that where the criterion is reversed
  score       100 sum(weight u) / sum(weight) over criteria that have a value
  coverage    the weight of criteria that have a value, in percent of all; below the minimum there is no score
  rank        1 + the number of activities with a strictly higher printed score

How firm it is: the scores once more with 10,000 sets of weights, drawn around the frozen ones by lots that follow
from the hash of the method. These percents may differ a little where exp and log do; labels only at a border.

Exit code 0: nothing wrong found. 1: something is wrong, and the report says what. 2: wrong usage.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import io
import json
import math
import random
import re
import struct
import sys
import zlib
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import partial
from itertools import accumulate, combinations, compress, pairwise
from operator import gt, mul
from pathlib import Path
from typing import Any, NamedTuple

RESULT_SCHEMAS = (
    "ranking/1",
    "ranking/2",
)  # 1 told of activities with withheld sums their scores under other rules
ROBUSTNESS_SCHEMA = "robustness/1"
FIRST_FILES = (
    "README.txt",
    "activities.json",
    "cells.csv",
    "decisions.json",
    "histograms.csv",
    "measured.csv",
    "method.json",
    "participation.json",
    "results.json",
    "thread.json",
    "verify.py",
)
LISTED_FILES = {1: FIRST_FILES, 2: tuple(sorted((*FIRST_FILES, "robustness.json")))}  # by schema
SEALS = ("manifest.json", "fingerprint.txt")
ALL_FILES = {*LISTED_FILES[2], *SEALS}
LARGEST_NUMBER = 10**9  # a longer one is no count of people and only costs time
POSSIBLE_VALUES = 3  # no figure may leave fewer possible values of anybody's mark
MICRO = 6
FICHE_RULES = ("market", "technology_source")  # kinds of rules that the published fiche decides

NEVER_RECOMPUTABLE = (
    "that the counted marks are the marks people gave, and the counts of recusals and voids",
    "the figures and sources behind measured values (u itself is taken as given)",
    "dates, roles, reasons, attendance, and the counts behind each priority",
    "what needs the marks of each person: how far the ranking depends on who came, how far marks lie apart, the"
    " weights that people gave, and whom they supported",
)


class Wrong(Exception):
    """The bundle cannot be read any further; the message says why."""


# ------------------------------------------------------------ the report


@dataclass
class Report:
    """passed: what was checked and holds. problems: what does not. attested: what nobody can recompute."""

    fingerprint: str = ""
    passed: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    attested: list[str] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        return not self.problems

    def compare(self, what: str, printed: object, recomputed: object) -> None:
        if printed != recomputed or type(printed) is not type(recomputed):
            self.problems.append(f"{what}: printed {shown(printed)}, recomputed {shown(recomputed)}")

    def require(self, holds: bool, otherwise: str) -> None:
        if not holds:
            self.problems.append(otherwise)


def shown(value: object) -> str:
    text = "nothing" if value is None else str(value)
    return text if len(text) <= 80 else f"{text[:77]}..."


# ------------------------------------------------------------ the archive

LOCAL = struct.Struct("<4sHHHHHIIIHH")
CENTRAL = struct.Struct("<4sHHHHHHIIIHHHHHII")
END = struct.Struct("<4sHHHHIIH")


def read_archive(data: bytes) -> dict[str, bytes]:
    """Files of a zip whose every byte is as the files demand. Raises Wrong for the first byte that is not."""
    files: dict[str, bytes] = {}
    at = 0
    while data[at : at + 4] == b"PK\x03\x04":
        if at + LOCAL.size > len(data):
            raise Wrong("the archive ends in the middle of a file")
        size, name_length = LOCAL.unpack_from(data, at)[8:10]
        start = at + LOCAL.size + name_length
        name = data[at + LOCAL.size : start].decode("ascii", "replace")
        if name not in ALL_FILES or name in files or start + size > len(data):
            raise Wrong(f"the archive holds an unexpected or damaged file: {shown(name)!a}")
        files[name] = data[start : start + size]
        at = start + size
    expected = rebuilt(files)
    if expected != data:
        lengths = range(min(len(expected), len(data)) + 1)
        where = bisect_left(lengths, True, key=lambda length: expected[:length] != data[:length]) - 1
        raise Wrong(f"the archive is damaged or was changed at byte {where}")
    return files


def rebuilt(files: Mapping[str, bytes]) -> bytes:
    """The one zip of these files: stored, sorted by name, dated 1 January 1980."""
    body, directory = b"", b""
    for name, content in sorted(files.items()):
        common = (20, 0, 0, 0, 33, zlib.crc32(content), len(content), len(content), len(name), 0)
        offset = len(body)
        body += LOCAL.pack(b"PK\x03\x04", *common) + name.encode("ascii") + content
        directory += CENTRAL.pack(b"PK\x01\x02", 788, *common, 0, 0, 0, 0o100644 << 16, offset)
        directory += name.encode("ascii")
    end = END.pack(b"PK\x05\x06", 0, 0, len(files), len(files), len(directory), len(body), 0)
    return body + directory + end


def read_folder(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file()}


# ------------------------------------------------------------ files and hashes


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def canonical(content: object) -> bytes:
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def no_floats(text: str) -> None:
    raise Wrong(f"a number with a decimal point must be written as text: {text}")


def read_json(files: Mapping[str, bytes], name: str) -> Any:
    content = json.loads(files[name].decode(), parse_float=no_floats, parse_constant=no_floats)
    if canonical(content) != files[name]:
        raise Wrong(f"{name} is not in canonical form (sorted keys, no spaces, no key twice)")
    return content


def read_csv(files: Mapping[str, bytes], name: str, header: Sequence[str]) -> list[list[str]]:
    rows = list(csv.reader(io.StringIO(files[name].decode(), newline=""), strict=True))
    if not rows or rows[0] != list(header) or any(len(row) != len(header) for row in rows):
        raise Wrong(f"{name}: expected the columns {', '.join(header)} in every row")
    return rows[1:]


def check_manifest(files: Mapping[str, bytes], fingerprint: str | None, report: Report) -> None:
    """Names, sizes, hashes and the fingerprint. Raises Wrong: nothing else is worth reading then."""
    if missing := sorted(set(SEALS) - set(files)):
        raise Wrong(f"files missing: {', '.join(missing)}")
    report.fingerprint = sha256(files["manifest.json"])
    if fingerprint is not None and re.sub(r"[\s:]", "", fingerprint).lower() != report.fingerprint:
        raise Wrong(f"this is not the publication with that fingerprint; this one has {report.fingerprint}")
    if files["fingerprint.txt"] != f"{report.fingerprint}\n".encode():
        raise Wrong("fingerprint.txt does not fit the manifest")
    manifest = read_json(files, "manifest.json")
    names = listed_files(manifest)
    if odd := sorted(set(files) ^ {*names, *SEALS}):
        raise Wrong(f"files missing or not expected: {', '.join(map(shown, odd))}")
    listed = [{"name": name, "sha256": sha256(files[name]), "size": len(files[name])} for name in names]
    for actual, stated in zip(listed, manifest["files"], strict=True):
        if actual != stated:
            raise Wrong(f"{actual['name']} is not the file that the manifest lists")
    report.passed.append(f"{len(listed)} files are what the manifest lists")
    if fingerprint is not None:
        report.passed.append("the fingerprint is the one given")


def listed_files(manifest: Mapping[str, Any]) -> tuple[str, ...]:
    schema = manifest["schema"]
    if type(schema) is not int or schema not in LISTED_FILES:
        raise Wrong(f"bundle schema {shown(schema)}; this program knows {', '.join(map(str, LISTED_FILES))}")
    return LISTED_FILES[schema]


# ------------------------------------------------------------ what was published


class Criterion(NamedTuple):
    code: str
    principle: str
    judged: bool
    weight: Fraction
    lowest: int
    highest: int
    reversed: bool


class Cell(NamedTuple):
    status: str
    n: int
    total: int | None
    mean: str
    weight: str


class Method(NamedTuple):
    criteria: tuple[Criterion, ...]
    omegas: dict[str, Fraction]
    threshold: int
    kappa: int
    minimum: Fraction
    digest: str

    @property
    def judged(self) -> list[Criterion]:
        return [criterion for criterion in self.criteria if criterion.judged]


class Published(NamedTuple):
    """Figures of the bundle. cells: by activity and criterion, then by group."""

    schema: str
    method: Method
    results: dict[str, dict[str, Any]]
    cells: dict[tuple[str, str], dict[str, Cell]]
    measured: dict[tuple[str, str], Fraction]


def fraction(text: object) -> Fraction:
    if not isinstance(text, str) or not re.fullmatch(r"\d{1,9}(\.\d{1,12}|/[1-9]\d{0,8})?", text, re.ASCII):
        raise Wrong(f"not a number as published: {shown(text)}")
    return Fraction(text)


def whole(value: object) -> int:
    if type(value) is not int or not 0 <= value <= LARGEST_NUMBER:
        raise Wrong(f"not a whole number as published: {shown(value)}")
    return value


def count(text: str) -> int:
    if not re.fullmatch(r"0|[1-9]\d{0,8}", text, re.ASCII):
        raise Wrong(f"not a count: {shown(text)}")
    return int(text)


def text_of(value: object) -> str:
    if not isinstance(value, str) or not value:
        raise Wrong(f"expected a text, found {shown(value)}")
    return value


def each_once(what: str, codes: Sequence[Any]) -> Sequence[Any]:
    if len(set(codes)) != len(codes) or not codes:
        raise Wrong(f"{what}: none, or one of them twice")
    return codes


def read_method(files: Mapping[str, bytes], report: Report) -> Method:
    stated = read_json(files, "method.json")
    document = stated["document"]
    digest = sha256(canonical(document))
    report.compare("hash of the method", stated["hash"], digest)
    criteria = tuple(read_criterion(entry) for entry in document["criteria"])
    omegas = {text_of(entry["code"]): fraction(entry["omega"]) for entry in document["groups"]}
    each_once("criteria", [criterion.code for criterion in criteria])
    each_once("groups", [entry["code"] for entry in document["groups"]])
    if min(omegas.values()) <= 0:
        raise Wrong("every group needs an omega above zero")
    return Method(
        criteria,
        omegas,
        whole(document["threshold"]),
        whole(document["kappa"]),
        fraction(document["coverage_minimum"]),
        digest,
    )


def read_criterion(entry: Mapping[str, Any]) -> Criterion:
    if entry["kind"] not in ("judged", "measured") or type(entry["reversed"]) is not bool:
        raise Wrong(f"criterion {shown(entry['code'])} is neither judged nor measured")
    criterion = Criterion(
        text_of(entry["code"]),
        text_of(entry["principle"]),
        entry["kind"] == "judged",
        fraction(entry["weight"]),
        whole(entry["minimum"]),
        whole(entry["maximum"]),
        entry["reversed"],
    )
    if criterion.weight <= 0 or criterion.lowest >= criterion.highest:
        raise Wrong(f"criterion {criterion.code}: weight or scale is empty")
    return criterion


def read_cells(files: Mapping[str, bytes]) -> dict[tuple[str, str], dict[str, Cell]]:
    header = ("activity", "group", "criterion", "status", "n", "sum", "mean", "weight")
    cells: dict[tuple[str, str], dict[str, Cell]] = {}
    for activity, group, criterion, status, n, total, mean, weight in read_csv(files, "cells.csv", header):
        groups = cells.setdefault((activity, criterion), {})
        if group in groups:
            raise Wrong(f"cells.csv: {activity}, {group}, {criterion} stands there twice")
        filled = {"open": (n, total, mean, weight), "withheld": (n, weight), "too_few": ()}.get(status)
        if filled is None or sum(map(bool, (n, total, mean, weight))) != len(filled) or not all(filled):
            raise Wrong(f"cells.csv: {activity}, {group}, {criterion}: fields do not fit the status")
        groups[group] = Cell(
            status, count(n) if n else 0, count(total) if status == "open" else None, mean, weight
        )
    return cells


def read_measured(files: Mapping[str, bytes]) -> dict[tuple[str, str], Fraction]:
    header = ("activity", "criterion", "u", "raw", "unit", "vintage", "source", "anchors")
    rows = [(row[0], row[1], fraction(row[2])) for row in read_csv(files, "measured.csv", header) if row[2]]
    if any(u > 1 or (u * 10**MICRO).denominator != 1 for _, _, u in rows):
        raise Wrong("measured.csv: every u lies between 0 and 1 and has six decimals at most")
    if len({row[:2] for row in rows}) != len(rows):
        raise Wrong("measured.csv: a value stands there twice")
    return {(activity, criterion): u for activity, criterion, u in rows}


def read_published(files: Mapping[str, bytes], report: Report) -> Published:
    method = read_method(files, report)
    document = read_json(files, "results.json")
    if document["schema"] not in RESULT_SCHEMAS:
        raise Wrong(f"schema of the results: {shown(document['schema'])}, known are {RESULT_SCHEMAS}")
    codes = [text_of(entry["activity"]) for entry in document["activities"]]
    each_once("activities", codes)
    published = Published(
        document["schema"],
        method,
        dict(zip(codes, document["activities"], strict=True)),
        read_cells(files),
        read_measured(files),
    )
    expected = {(code, criterion.code) for code in codes for criterion in method.judged}
    if set(published.cells) != expected or any(
        set(groups) != set(method.omegas) for groups in published.cells.values()
    ):
        raise Wrong("cells.csv: not exactly one row for each activity, group and judged criterion")
    measurable = {(code, each.code) for code in codes for each in method.criteria if not each.judged}
    if not set(published.measured) <= measurable:
        raise Wrong("measured.csv: a value for something that is not measured in this round")
    return published


# ------------------------------------------------------------ the formula

Voices = Mapping[str, Cell]
Weighing = Callable[[Method, str, int], Fraction]  # what one group with n marks weighs


def official(method: Method, group: str, n: int) -> Fraction:
    return method.omegas[group] * Fraction(n, n + method.kappa)


def kappa_0(method: Method, group: str, n: int) -> Fraction:
    return method.omegas[group]


def per_head(method: Method, group: str, n: int) -> Fraction:
    return Fraction(n)


def counting(cells: Voices, absent: str | None = None) -> dict[str, Cell]:
    return {group: cell for group, cell in cells.items() if cell.status != "too_few" and group != absent}


def half_even(number: Fraction, places: int) -> str:
    """`round` of a Fraction is exact and goes to the even neighbor."""
    digits = str(round(number * 10**places)).rjust(places + 1, "0")
    return f"{digits[:-places]}.{digits[-places:]}"


def value(
    published: Published, activity: str, criterion: Criterion, weighing: Weighing, absent: str | None
) -> Fraction | None:
    """u of one criterion, None where it has none."""
    if not criterion.judged:
        return published.measured.get((activity, criterion.code))
    voices = counting(published.cells[activity, criterion.code], absent)
    weights = {group: weighing(published.method, group, cell.n) for group, cell in voices.items()}
    if not weights:
        return None
    points = (weights[group] * Fraction(cell.total or 0, cell.n) for group, cell in voices.items())
    mean = sum(points, Fraction(0)) / sum(weights.values(), Fraction(0))
    u = (mean - criterion.lowest) / (criterion.highest - criterion.lowest)
    return 1 - u if criterion.reversed else u


Values = Sequence[tuple[Fraction, "Fraction | None"]]  # weight and u of each criterion


def values(
    published: Published, activity: str, weighing: Weighing = official, absent: str | None = None
) -> Values:
    return [
        (criterion.weight, value(published, activity, criterion, weighing, absent))
        for criterion in published.method.criteria
    ]


def coverage(of: Values) -> Fraction:
    return sum((weight for weight, u in of if u is not None), Fraction(0)) / sum(weight for weight, _ in of)


def score(of: Values, minimum: Fraction) -> str | None:
    present = [(weight, u) for weight, u in of if u is not None]
    if not present or coverage(of) < minimum:
        return None
    total = sum((weight * u for weight, u in present), Fraction(0))
    return half_even(100 * total / sum(weight for weight, _ in present), 1)


def ranks(scores: Mapping[str, str | None]) -> dict[str, int | None]:
    numbers = {code: Fraction(text) for code, text in scores.items() if text is not None}
    return {
        code: 1 + sum(other > numbers[code] for other in numbers.values()) if code in numbers else None
        for code in scores
    }


# ------------------------------------------------------------ the comparison


def sums_open(published: Published, activity: str) -> bool:
    return all(
        cell.status != "withheld"
        for criterion in published.method.judged
        for cell in published.cells[activity, criterion.code].values()
    )


def check_cells(published: Published, raters: Mapping[str, int], report: Report) -> None:
    """Figures of a cell agree with each other, and nothing is shown that must stay back."""
    for (activity, code), cells in published.cells.items():
        criterion = next(each for each in published.method.judged if each.code == code)
        weights = {
            group: official(published.method, group, cell.n) for group, cell in counting(cells).items()
        }
        for group, cell in counting(cells).items():
            what = f"cell {activity}, {group}, {code}"
            report.require(
                published.method.threshold <= cell.n <= raters[group], f"{what}: {cell.n} marks cannot be"
            )
            report.compare(
                f"{what}: weight", cell.weight, half_even(100 * weights[group] / sum(weights.values()), 1)
            )
            report.require(
                (cell.status == "open") == sums_open(published, activity),
                f"{what}: some sums of the activity are withheld and some are not",
            )
            if cell.total is not None and cell.n:
                report.compare(f"{what}: mean", cell.mean, half_even(Fraction(cell.total, cell.n), 2))
                room = min(cell.total - cell.n * criterion.lowest, cell.n * criterion.highest - cell.total)
                report.require(
                    room >= POSSIBLE_VALUES - 1, f"{what}: the sum is impossible or gives marks away"
                )


def check_histograms(files: Mapping[str, bytes], published: Published, report: Report) -> None:
    """Pooled marks add up to the counts and sums of the cells."""
    pooled: dict[tuple[str, str], list[tuple[str, str, str]]] = {key: [] for key in published.cells}
    header = ("activity", "criterion", "status", "mark", "count")
    for activity, criterion, *row in read_csv(files, "histograms.csv", header):
        pooled[activity, criterion].append((row[0], row[1], row[2]))
    withheld = {key for key, rows in pooled.items() if rows == [("withheld", "", "")]}
    scales = {each.code: range(each.lowest, each.highest + 1) for each in published.method.judged}
    for (activity, code), rows in pooled.items():
        if (activity, code) in withheld:
            continue
        what, voices = f"histogram {activity}, {code}", counting(published.cells[activity, code]).values()
        report.compare(
            f"{what}: scale", [row[:2] for row in rows], [("open", str(mark)) for mark in scales[code]]
        )
        report.compare(f"{what}: number", sum(count(row[2]) for row in rows), sum(cell.n for cell in voices))
        points = sum(count(row[1]) * count(row[2]) for row in rows)
        report.compare(f"{what}: points", points, sum(cell.total or 0 for cell in voices))
    if withheld:
        report.attested.append(f"{len(withheld)} histograms of pooled marks are withheld to protect raters")


def check_standings(
    published: Published,
    name: str,
    pick: Callable[[Mapping[str, Any]], Mapping[str, Any]],
    report: Report,
    weighing: Weighing = official,
    absent: str | None = None,
) -> None:
    """Scores and ranks under one rule. Where sums are withheld the printed score is taken for the ranks."""
    printed = {code: pick(entry) for code, entry in published.results.items()}
    scores = {}
    for code, standing in printed.items():
        of = values(published, code, weighing, absent)
        recomputed = score(of, published.method.minimum)
        if sums_open(published, code) or recomputed is None:
            scores[code] = recomputed
            report.compare(f"{name} of {code}", standing["score"], recomputed)
        else:
            scores[code] = half_even(fraction(standing["score"]), 1)
            check_bounds(published, f"{name} of {code}", code, of, standing["score"], report)
    for code, rank in ranks(scores).items():
        report.compare(f"{name}, rank of {code}", printed[code]["rank"], rank)


def check_beside(
    published: Published,
    name: str,
    pick: Callable[[Mapping[str, Any]], Mapping[str, Any]],
    report: Report,
    weighing: Weighing = official,
    absent: str | None = None,
) -> None:
    """Another rule beside the official one: an activity with withheld sums has its official score in that order, and
    shows nothing of its own, as its sums could be solved for."""
    if published.schema == RESULT_SCHEMAS[0]:
        check_standings(published, name, pick, report, weighing, absent)
        return
    scores = {code: entry["score"] for code, entry in published.results.items()}
    back = {code for code in scores if not sums_open(published, code)}
    for code in set(scores) - back:
        scores[code] = score(values(published, code, weighing, absent), published.method.minimum)
    places = ranks(scores)
    for code, entry in published.results.items():
        expected = (None, None) if code in back else (scores[code], places[code])
        report.compare(f"{name} of {code}", pick(entry)["score"], expected[0])
        report.compare(f"{name}, rank of {code}", pick(entry)["rank"], expected[1])


def check_bounds(
    published: Published, what: str, activity: str, of: Values, printed: str, report: Report
) -> None:
    """With sums withheld: the score some marks could have given, from all lowest to all highest."""
    ends = []
    for end in (Fraction(0), Fraction(1)):
        possible = [
            (weight, end if criterion.judged and u is not None else u)
            for criterion, (weight, u) in zip(published.method.criteria, of, strict=True)
        ]
        ends.append(Fraction(score(possible, Fraction(0)) or 0))
    report.require(ends[0] <= fraction(printed) <= ends[1], f"{what}: no marks could give {shown(printed)}")


def check_entry(published: Published, activity: str, report: Report) -> None:
    """Coverage, what is missing, and the score of each principle of one activity."""
    entry, of = published.results[activity], values(published, activity)
    method = published.method
    ranked = score(of, method.minimum) is not None
    report.compare(f"coverage of {activity}", entry["coverage"], half_even(100 * coverage(of), 1))
    report.compare(f"{activity}: has a rank", entry["rankable"], ranked)
    report.compare(f"{activity}: sums shown", entry["sums_open"], sums_open(published, activity))
    reasons = {True: "too_few_marks", False: "no_measured_value"}
    missing = [
        {"criterion": criterion.code, "reason": reasons[criterion.judged]}
        for criterion, (_, u) in zip(method.criteria, of, strict=True)
        if u is None
    ]
    report.compare(f"{activity}: what is missing", entry["missing"], missing)
    principles = list(dict.fromkeys(criterion.principle for criterion in method.criteria))
    for principle, stated in zip(principles, entry["principles"], strict=True):
        own = [
            pair
            for criterion, pair in zip(method.criteria, of, strict=True)
            if criterion.principle == principle
        ]
        what = f"{activity}, {principle}"
        recomputed = score(own, method.minimum) if ranked else None
        report.compare(f"{what}: name", stated["principle"], principle)
        report.compare(f"{what}: coverage", stated["coverage"], half_even(100 * coverage(own), 1))
        if sums_open(published, activity) or recomputed is None:
            report.compare(f"{what}: score", stated["score"], recomputed)
        else:
            fraction(stated["score"])


def check_results(published: Published, raters: Mapping[str, int], report: Report) -> None:
    large = [group for group in published.method.omegas if raters[group] >= published.method.threshold]
    groups = large if len(published.method.omegas) > 1 else []
    for code, entry in published.results.items():
        report.compare(
            f"{code}: groups left out in turn", [row["group"] for row in entry["without_group"]], groups
        )
    for activity in published.results:
        check_entry(published, activity, report)
    check_standings(published, "score", lambda entry: entry, report)
    check_beside(
        published, "one person, one vote", lambda entry: entry["one_person_one_vote"], report, per_head
    )
    check_beside(published, "kappa = 0", lambda entry: entry["kappa_0"], report, kappa_0)
    for at, group in enumerate(groups):
        pick = partial(row_without, at)
        check_beside(published, f"score without {group}", pick, report, absent=group)


def row_without(at: int, entry: Mapping[str, Any]) -> Mapping[str, Any]:
    row: Mapping[str, Any] = entry["without_group"][at]
    return row


def check_participation(files: Mapping[str, bytes], method: Method, report: Report) -> dict[str, int]:
    """Raters per group; told alike in both files that tell them, with recusals and voids."""
    participation, results = read_json(files, "participation.json"), read_json(files, "results.json")
    for key in ("raters", "recusals", "voids"):
        report.compare(f"participation, {key}", participation[key], results[key])
    raters = {text_of(row["group"]): whole(row["raters"]) for row in results["raters"]}
    if (struck := participation.get("voids_by_group")) is not None:  # not told in the first bundles
        told = {group: sum(map(whole, grounds.values())) for group, grounds in struck.items()}
        report.compare("marks struck, all groups together", sum(told.values()), whole(results["voids"]))
        for group, people in told.items():
            report.require(people <= raters.get(group, 0), f"marks struck in {group}: more than its raters")
    if list(raters) != list(method.omegas):
        raise Wrong("the groups of raters are not the groups of the method")
    for group, sealed in raters.items():
        report.require(sealed >= method.threshold, f"group {group} is smaller than the threshold")
    counted = {"people kept out": participation.get("left_out", 0)}  # not told in the first bundles
    if (media := participation.get("media")) is not None:  # told where somebody scored on paper
        counted |= {f"scored by {how}": people for how, people in media.items()}
        scored = [people for people in media.values() if people is not None]
        report.require(
            len(scored) in (0, len(media)), "by phone and on paper: one number is told without the other"
        )
        report.require(sum(map(whole, scored)) <= sum(raters.values()), "more people scored than could")
    counted |= {f"attendance of {helix}": people for helix, people in participation["attendance"].items()}
    for what, people in counted.items():
        report.require(
            people is None or whole(people) == 0 or people >= method.threshold,
            f"{what}: a number below the threshold is shown",
        )
    return raters


# ------------------------------------------------------------ how firm it is

DRAWS = 10_000
CONCENTRATION = 50  # around the frozen weights; any weights at all are drawn with 1 for each criterion
MOST_PLACES = 6
UNITS = 1 << 24  # of a weight: those of a draw add up to it
KNOTS = 1024  # steps of the table of a Gamma distribution
TAIL = 21.0  # minus the logarithm of the probability left out at either end
LOWEST_LOG = -700.0
LABELS = {
    "robust": 9000,
    "likely": 5000,
    "contested": 1000,
    "out": 0,
}  # from so many draws among the first on
HALF_A_PERCENT = 50  # draws
APART = 20  # draws that may fall otherwise on a machine whose exp and log differ in the last digit
FIGURES = {"activity", "label", "within", "within_any", "ranks", "central"}

Weights = Sequence[int]


class Entrant(NamedTuple):
    """An activity in the drawings: u of each criterion in millionths, 0 where missing.

    present: which criteria have a value; empty where all have one.
    """

    code: str
    values: tuple[int, ...]
    present: tuple[bool, ...]

    def score(self, weights: Weights) -> int:
        """Whole millionths of the scale, cut off."""
        share = sum(compress(weights, self.present)) if self.present else UNITS
        points: int = sum(map(mul, weights, self.values))
        return points // max(share, 1)


class Drawn(NamedTuple):
    """Draws counted. ranks: by activity and rank. first: weights added up where the activity came first.

    within_any: draws of any weights at all with the activity among the first.
    """

    ranks: list[list[int]]
    first: list[list[int]]
    within_any: list[int]


def entrants(published: Published) -> list[Entrant]:
    """Activities with a score and open sums: percents of the others would tell their means."""
    found = []
    for code in published.results:
        of = values(published, code)
        if score(of, published.method.minimum) is not None and sums_open(published, code):
            millionths = tuple(round((u or 0) * 10**MICRO) for _, u in of)
            present = tuple(u is not None for _, u in of)
            found.append(Entrant(code, millionths, () if all(present) else present))
    return found


def gamma_table(shape: float) -> tuple[list[float], list[float]]:
    """P(log X <= y) for X of a Gamma distribution, and y, at the ends of equal steps."""
    low = max((math.lgamma(shape + 1) - TAIL) / shape, LOWEST_LOG)
    high = math.log(shape + math.sqrt(2 * shape * TAIL) + TAIL)
    ends = [low + step * ((high - low) / KNOTS) for step in range(KNOTS)] + [high]
    middles = [(one + following) / 2 for one, following in pairwise(ends)]
    highest = shape * math.log(shape) - shape
    masses = [0.0, *accumulate(math.exp(shape * y - math.exp(y) - highest) for y in middles)]
    return [mass / masses[-1] for mass in masses], ends


def quantile(u: float, table: tuple[list[float], list[float]]) -> float:
    probabilities, ends = table
    at = min(bisect_right(probabilities, u), KNOTS) - 1
    slope = (ends[at + 1] - ends[at]) / (probabilities[at + 1] - probabilities[at])
    return math.exp(slope * (u - probabilities[at]) + ends[at])


def drawn_weights(shapes: Sequence[float], seed: str) -> list[Weights]:
    """Dirichlet weights in units, one uniform each, draw by draw and criterion by criterion."""
    stream, tables = random.Random(int(seed, 16)), [gamma_table(shape) for shape in shapes]  # noqa: S311  -- reason: anybody must draw the same
    drawn: list[Weights] = []
    for _ in range(DRAWS):
        running = list(accumulate(quantile(stream.random(), table) for table in tables))
        scale = UNITS / running[-1]
        drawn.append(
            [end - start for start, end in pairwise([0, *(round(part * scale) for part in running)])]
        )
    return drawn


def ranks_of(scores: Sequence[int]) -> list[int]:
    place: dict[int, int] = {}
    for at, points in enumerate(sorted(scores, reverse=True), start=1):
        place.setdefault(points, at)
    return [place[points] for points in scores]


def count_draws(
    those: Sequence[Entrant], around: Sequence[Weights], anywhere: Sequence[Weights], places: int
) -> Drawn:
    """Ranks under weights around the frozen ones, and who is among the first under any weights."""
    ranks = [[0] * len(those) for _ in those]
    first = [[0] * len(around[0]) for _ in those]
    within_any = [0] * len(those)
    for weights in watched(around, "with weights around the frozen ones"):
        for at, rank in enumerate(ranks_of([each.score(weights) for each in those])):
            ranks[at][rank - 1] += 1
            if rank == 1:
                first[at] = [sum(pair) for pair in zip(first[at], weights, strict=True)]
    for weights in watched(anywhere, "with any weights at all"):
        for at, rank in enumerate(ranks_of([each.score(weights) for each in those])):
            within_any[at] += rank <= places
    return Drawn(ranks, first, within_any)


def watched(drawn: Sequence[Weights], which: str) -> Iterator[Weights]:
    """The draws, with a line for whoever waits at a terminal."""
    for at, weights in enumerate(drawn, start=1):
        yield weights
        if at % 500 == 0 and sys.stderr.isatty():
            end = "\n" if at == len(drawn) else ""
            print(f"\r{at} of {len(drawn)} scored again {which}", end=end, file=sys.stderr, flush=True)


def scores_of(those: Sequence[Entrant], drawn: Sequence[Weights]) -> list[list[int]]:
    return [[each.score(weights) for weights in drawn] for each in those]


def whole_percents(parts: Sequence[int]) -> list[int]:
    """In whole percent that add up to 100, by largest remainders; equal remainders go to the first."""
    exact = [Fraction(100 * part, sum(parts)) for part in parts]
    whole = [math.floor(share) for share in exact]
    by_remainder = sorted(range(len(parts)), key=lambda at: (whole[at] - exact[at], at))
    for at in by_remainder[: 100 - sum(whole)]:
        whole[at] += 1
    return whole


def check_robustness(files: Mapping[str, bytes], published: Published, report: Report) -> None:
    """The drawings once more: who takes part, every percent and label, and each two of those who are not out."""
    if "robustness.json" not in files:
        report.attested.append("how firm the ranking is: bundles of schema 1 do not tell")
        return
    document, those = read_json(files, "robustness.json"), entrants(published)
    if document is None:
        why = "it was not computed yet at the publication" if those else "no score has open sums"
        report.attested.append(f"how firm the ranking is: not told, as {why}")
    elif not those:
        report.problems.append("how firm the ranking is: figures are shown, and no score has open sums")
    elif report.problems:
        report.problems.append("how firm the ranking is: not drawn again, as figures it stands on are wrong")
    elif drawn_alike(document, published, those, report):
        check_drawings(document, published, those, report)


def drawn_alike(
    document: Mapping[str, Any], published: Published, those: Sequence[Entrant], report: Report
) -> bool:
    """The same activities by the same rules; of the others with a score nothing but that they stay back."""
    rules = {
        "schema": ROBUSTNESS_SCHEMA,
        "draws": DRAWS,
        "concentration": CONCENTRATION,
        "places": min(MOST_PLACES, max(1, len(those) // 2)),
    }
    for key, rule in rules.items():
        report.compare(f"how firm the ranking is: {key}", document[key], rule)
    told = [entry["activity"] for entry in document["activities"] if entry["label"] != "withheld"]
    report.compare("activities with drawn figures", told, [each.code for each in those])
    back = [
        {"activity": code, "label": "withheld"}
        for code, entry in published.results.items()
        if entry["rankable"] and not entry["sums_open"]
    ]
    rest = [entry for entry in document["activities"] if entry["label"] == "withheld"]
    report.compare("activities that take no part in the drawings", rest, back)
    odd = [entry["activity"] for entry in document["activities"][: len(those)] if set(entry) != FIGURES]
    report.compare("activities with other figures than drawn ones", odd, [])
    return report.ok


def check_drawings(
    document: Mapping[str, Any], published: Published, those: Sequence[Entrant], report: Report
) -> None:
    weights = [criterion.weight for criterion in published.method.criteria]
    shapes = tuple(float(CONCENTRATION * weight / sum(weights)) for weight in weights)
    around = drawn_weights(shapes, published.method.digest)
    anywhere = drawn_weights((1.0,) * len(weights), published.method.digest)
    drawn = count_draws(those, around, anywhere, document["places"])
    for at, entry in enumerate(document["activities"][: len(those)]):
        check_entrant(entry, at, drawn, document["places"], report)
    contenders = [
        each for each, entry in zip(those, document["activities"], strict=False) if entry["label"] != "out"
    ]
    check_pairs(document["pairs"], contenders, around, report)
    report.passed.append(
        f"how firm the ranking is: {len(those)} activities scored again with {DRAWS} drawn weightings: how often"
        f" among the first {document['places']}, at each place, above each other, and the label"
    )


def check_entrant(entry: Mapping[str, Any], at: int, drawn: Drawn, places: int, report: Report) -> None:
    ranks, code = drawn.ranks[at], entry["activity"]
    times = sum(ranks[:places])
    labels = {label_of(times - APART), label_of(times + APART)}
    report.require(
        entry["label"] in labels,
        f"{code}: printed {shown(entry['label'])}, recomputed {label_of(times)}",
    )
    check_percent(f"{code}, among the first {places}", entry["within"], times, report)
    check_percent(f"{code}, with any weights", entry["within_any"], drawn.within_any[at], report)
    report.require(len(entry["ranks"]) <= len(ranks), f"{code}: more ranks than activities")
    padded = [*entry["ranks"], *[0] * (len(ranks) - len(entry["ranks"]))]
    for rank, (printed, count) in enumerate(zip(padded, ranks, strict=False), start=1):
        check_percent(f"{code}, at rank {rank}", printed, count, report)
    central = whole_percents(drawn.first[at]) if ranks[0] else None
    if central is None or entry["central"] is None or len(entry["central"]) != len(central):
        report.compare(f"{code}, central weights", entry["central"], central)
    else:
        apart = max(abs(whole(one) - other) for one, other in zip(entry["central"], central, strict=True))
        report.require(apart <= 1, f"{code}, central weights: {apart} percent apart")


def label_of(times: int) -> str:
    return next((label for label, least in LABELS.items() if times >= least), "out")


def check_percent(what: str, printed: object, times: int, report: Report) -> None:
    """Whole percent of the draws; within a point of what was drawn."""
    off = abs(100 * whole(printed) - times)
    report.require(
        off <= HALF_A_PERCENT + APART,
        f"{what}: printed {shown(printed)} %, recomputed {half_even(Fraction(times, 100), 1)} %",
    )


def check_pairs(
    pairs: Sequence[Mapping[str, Any]],
    contenders: Sequence[Entrant],
    drawn: Sequence[Weights],
    report: Report,
) -> None:
    named = [(one.code, other.code) for one, other in combinations(contenders, 2)]
    if [(pair["one"], pair["other"]) for pair in pairs] != named:
        report.problems.append("how firm the ranking is: not each two activities once that are not out")
        return
    scores = scores_of(contenders, drawn)
    for pair, (one, other) in zip(pairs, combinations(scores, 2), strict=True):
        what = f"{pair['one']} and {pair['other']}"
        check_percent(f"{what}, the first above", pair["one_above"], sum(map(gt, one, other)), report)
        check_percent(f"{what}, the second above", pair["other_above"], sum(map(gt, other, one)), report)


# ------------------------------------------------------------ the decision


def check_decisions(files: Mapping[str, bytes], published: Published, report: Report) -> None:
    """Every difference between the ranking and the set has a deviation with a reason."""
    decisions = read_json(files, "decisions.json")
    order = each_once("priorities", [text_of(code) for code in decisions["order"]])
    rank = {code: entry["rank"] for code, entry in published.results.items()}
    reasons: dict[str, set[str]] = {"added": set(), "dropped": set(), "moved": set()}
    for deviation in decisions["deviations"]:
        report.require(bool(str(deviation["reason"]).strip()), "a deviation has no reason")
        reasons[deviation["kind"]].add(deviation["activity"])
    for problem in unexplained(order, rank, whole(decisions["target"]), reasons):
        report.problems.append(problem)
    check_rules(files, decisions, published, report)
    approvals, needed = len(decisions["approvals"]), whole(decisions["approvals_needed"])
    report.require(approvals >= max(needed, 1), f"{approvals} approvals, {needed} were needed")
    report.passed.append(
        f"{len(order)} priorities; {len(decisions['deviations'])} deviations from the ranking, all with a reason"
    )


def check_rules(
    files: Mapping[str, bytes], decisions: Mapping[str, Any], published: Published, report: Report
) -> None:
    """Rules the set had to keep: what of it counts for each, and whether it is kept. Earlier bundles tell of none."""
    rules = decisions.get("rules", [])
    cards = {entry["code"]: entry for entry in read_json(files, "activities.json")["activities"]}
    order = decisions["order"]
    report.require(len({text_of(rule["code"]) for rule in rules}) == len(rules), "a rule stands there twice")
    for rule in rules:
        name = f"rule {shown(rule['code'])}"
        counting = {text_of(code) for code in rule["counts"]}
        report.require(counting <= {*published.results, *order}, f"{name} counts an unknown activity")
        if rule["kind"] in FICHE_RULES:
            alike = {
                code for code in cards if (cards[code]["fiche"] or {}).get(rule["kind"]) == rule["value"]
            }
            report.require(counting == alike, f"{name} does not count the activities of which it speaks")
        held, number = len(counting.intersection(order)), whole(rule["number"])
        report.require(
            whole(rule["held"]) == held, f"{name}: {held} of the set count for it, not {shown(rule['held'])}"
        )
        if rule["limit"] not in ("at_least", "at_most"):
            raise Wrong(f"{name} is neither of at least nor of at most")
        kept = held >= number if rule["limit"] == "at_least" else held <= number
        report.require(rule["kept"] is kept, f"{name} is {'kept' if kept else 'broken'}, and told otherwise")
        report.require(kept or bool(rule["broken_reason"].strip()), f"{name} is broken without a reason")
        on_time = rule["chosen"] == "before"
        report.require(on_time or bool(rule["reason"].strip()), f"{name} was chosen late without a reason")
    for rule in decisions.get("dropped_rules", []):
        report.require(bool(rule["reason"].strip()), "a rule was dropped without a reason")
    if rules:
        broken = sum(rule["kept"] is False for rule in rules)
        report.passed.append(
            f"{len(rules)} must-cover rules counted against the set; {broken} broken, with a reason"
        )
        report.attested.append(
            "which activities count for a rule about a sector, an objective or supporters, and when rules were chosen"
        )


def unexplained(
    order: Sequence[str], rank: Mapping[str, int | None], target: int, reasons: Mapping[str, set[str]]
) -> Iterable[str]:
    """Differences without a deviation. A tie across the cut-off is left to the deciding body: no difference."""
    ranked = {code: place for code, place in rank.items() if place is not None}
    for code in order:
        if ranked.get(code, target + 1) > target and code not in reasons["added"]:
            yield f"{code} is in the set without a reason, and not among the first {target} of the ranking"
    for code, place in ranked.items():
        surely_in = sum(other <= place for other in ranked.values()) <= target
        if surely_in and code not in order and code not in reasons["dropped"]:
            yield f"{code} is number {place} of the ranking and left out of the set without a reason"
    kept = [code for code in order if code in ranked and code not in reasons["added"] | reasons["moved"]]
    for earlier, later in pairwise(kept):
        if ranked[earlier] > ranked[later]:
            yield f"{earlier} stands before {later} in the set and behind it in the ranking, without a reason"


# ------------------------------------------------------------ all of it


def check_content(files: Mapping[str, bytes], report: Report) -> None:
    published = read_published(files, report)
    raters = check_participation(files, published.method, report)
    check_cells(published, raters, report)
    check_histograms(files, published, report)
    check_results(published, raters, report)
    check_robustness(files, published, report)
    check_decisions(files, published, report)
    known = {entry["code"] for entry in read_json(files, "activities.json")["activities"]}
    order = read_json(files, "decisions.json")["order"]
    weighed = {*published.results, *order}
    report.require(known == weighed, "activities.json does not describe the ranked activities and the set")
    behind = [entry["activity"] for entry in read_json(files, "thread.json")["priorities"]]
    report.require(behind == order, "thread.json does not follow the priorities of the set")
    if report.ok:
        note_what_was_recomputed(published, report)


def note_what_was_recomputed(published: Published, report: Report) -> None:
    shut = [code for code in published.results if not sums_open(published, code)]
    few = sum(cell.status == "too_few" for cells in published.cells.values() for cell in cells.values())
    report.passed.append("the hash of the method, and the figures of every cell shown")
    report.passed.append(
        f"scores of {len(published.results) - len(shut)} activities recomputed: in all, per principle, one person"
        " one vote, kappa = 0, and without each group; every rank and coverage"
    )
    if few:
        report.attested.append(f"{few} cells have fewer marks than the threshold: they enter nothing")
    if shut:
        report.attested.append(f"scores of {', '.join(shut)}: sums are withheld, one would give marks away")


def verify_files(files: Mapping[str, bytes], fingerprint: str | None = None) -> Report:
    """Check an unpacked bundle. Never raises for what the files hold."""
    report = Report()
    try:
        check_manifest(files, fingerprint, report)
        check_content(files, report)
    except Wrong as wrong:
        report.problems.append(str(wrong))
    except (
        LookupError,
        TypeError,
        ValueError,
        AttributeError,
        ArithmeticError,
        RecursionError,
        csv.Error,
    ) as error:
        report.problems.append(f"a file is not as decision 0002 says: {type(error).__name__} {shown(error)}")
    report.attested.extend(NEVER_RECOMPUTABLE)
    return report


def verify_archive(data: bytes, fingerprint: str | None = None) -> Report:
    """Check a bundle. Never raises for what the bytes hold."""
    try:
        return verify_files(read_archive(data), fingerprint)
    except Wrong as wrong:
        return Report(problems=[str(wrong)])


# ------------------------------------------------------------ what people read

LINES = {
    "en": {
        "ok": "NOTHING WRONG FOUND",
        "wrong": "SOMETHING IS WRONG",
        "fingerprint": "Fingerprint",
        "compare": "Compare it with the fingerprint on the public page of this publication.",
        "passed": "Checked",
        "problems": "Wrong",
        "attested": "Attested by the platform, not recomputable from open data",
    },
    "ru": {
        "ok": "ОШИБОК НЕ НАЙДЕНО",
        "wrong": "ЕСТЬ ОШИБКИ",
        "fingerprint": "Отпечаток",
        "compare": "Сверьте его с отпечатком на открытой странице этой публикации.",
        "passed": "Проверено",
        "problems": "Неверно",
        "attested": "Подтверждено платформой, по открытым данным не пересчитать",
    },
    "kk": {
        "ok": "ҚАТЕ ТАБЫЛМАДЫ",
        "wrong": "ҚАТЕЛЕР БАР",
        "fingerprint": "Таңба",
        "compare": "Оны осы жарияланымның ашық бетіндегі таңбамен салыстырыңыз.",
        "passed": "Тексерілді",
        "problems": "Қате",
        "attested": "Платформа растайды, ашық деректер бойынша қайта есептеу мүмкін емес",
    },
}


def as_text(report: Report, lang: str, fingerprint_given: bool) -> str:
    words = LINES[lang]
    lines = [words["ok"] if report.ok else words["wrong"], ""]
    if report.fingerprint:
        lines.append(f"{words['fingerprint']}: {report.fingerprint}")
        if not fingerprint_given:
            lines.append(words["compare"])
    for key, entries in (
        ("problems", report.problems),
        ("passed", report.passed),
        ("attested", report.attested),
    ):
        if entries:
            lines += ["", f"{words[key]}:", *(f"  - {entry}" for entry in entries)]
    return "\n".join(lines)


def as_json(report: Report) -> str:
    told = {"ok": report.ok, **vars(report)}
    return json.dumps(told, ensure_ascii=False, indent=2)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Check a published priority set and recompute its ranking.")
    parser.add_argument("bundle", type=Path, help="the ZIP, or the folder it was unpacked to")
    parser.add_argument("--fingerprint", help="64 hex characters from the public page")
    parser.add_argument("--lang", choices=sorted(LINES), default="en", help="language of the main lines")
    parser.add_argument("--json", action="store_true", help="print the report as JSON")
    options = parser.parse_args(arguments)
    try:
        if options.bundle.is_dir():
            report = verify_files(read_folder(options.bundle), options.fingerprint)
        else:
            report = verify_archive(options.bundle.read_bytes(), options.fingerprint)
    except OSError as error:
        parser.error(str(error))
    print(as_json(report) if options.json else as_text(report, options.lang, bool(options.fingerprint)))
    return 0 if report.ok else 1


if __name__ == "__main__":
    sys.exit(main())
