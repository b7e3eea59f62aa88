"""verify.py draws again how firm a ranking is: no percent, label, activity or pair can be changed unseen."""

import copy
import dataclasses
import json
import subprocess
import sys
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import verify
from assessments import scoring
from assessments.scoring import robustness as platform
from priorities.publication import Bundle, build_bundle
from priorities.publication.encoding import canonical_json
from tests.priorities.publication.example import UNANIMOUS, VERIFIER, bundle, content
from tests.priorities.publication.forgery import Path as Figure
from tests.priorities.publication.forgery import leaves, resealed

NAME = "robustness.json"
FIRST_SCHEMA = Path(__file__).with_name("schema-1.zip")  # as a publication was before it told how firm it is
Document = dict[str, Any]


def document() -> Document:
    told: Document = json.loads(bundle().files[NAME])
    return told


def verified(told: object, files: Any = None) -> verify.Report:
    return verify.verify_files(resealed({**(files or bundle().files), NAME: canonical_json(told)}))


def shown() -> list[Document]:
    return [entry for entry in document()["activities"] if entry["label"] != "withheld"]


def test_it_is_drawn_again_and_said_so() -> None:
    report = verify.verify_archive(bundle().archive)
    assert report.ok
    assert any(line.startswith("how firm the ranking is: 6 activities") for line in report.passed)
    assert any("who came" in line for line in report.attested), "what needs the marks is named"


def percents() -> list[Figure]:
    told = document()
    return [
        path for path in leaves(told) if path[0] in ("activities", "pairs") and type(at(told, path)) is int
    ]


def at(value: Any, path: Figure) -> Any:
    for key in path:
        value = value[key]
    return value


@pytest.mark.parametrize("step", [2, -2, 30])
def test_every_percent_that_is_off_by_more_than_one_is_found(step: int) -> None:
    found = percents()
    assert len(found) > 50
    assert {path[2] for path in found} == {
        "within",
        "within_any",
        "ranks",
        "central",
        "one_above",
        "other_above",
    }
    for path in found:
        told = document()
        at(told, path[:-1])[path[-1]] += step
        assert not verified(told).ok, path


def test_a_percent_of_one_more_is_found_unless_the_draws_lie_between_the_two() -> None:
    """Rounding may differ where exp and log do; a whole percent does not pass on that ground."""
    kept = [path for path in percents() if path[2] != "central" and passes(path)]
    assert len(kept) < len(percents()) / 10


def passes(path: Figure) -> bool:
    told = document()
    at(told, path[:-1])[path[-1]] += 1
    return verified(told).ok


@pytest.mark.parametrize("entry", shown(), ids=lambda entry: str(entry["activity"]))
def test_another_label_is_found(entry: Document) -> None:
    for label in {"robust", "likely", "contested", "out", "certain", "withheld"} - {entry["label"]}:
        told = document()
        next(each for each in told["activities"] if each["activity"] == entry["activity"])["label"] = label
        assert not verified(told).ok, label


@pytest.mark.parametrize("label", ["robust", "likely", "contested"])
def test_a_label_may_differ_only_at_its_border(label: str) -> None:
    border = verify.LABELS[label]
    drawn = verify.Drawn([[border - 1, 10_001 - border]], [[1, 1]], [0])
    entry = {
        "activity": "a", "label": label, "within": border // 100, "within_any": 0,
        "ranks": [border // 100, 100 - border // 100], "central": [50, 50],
    }  # fmt: skip
    for count, accepted in ((border - 1, True), (border - verify.APART - 1, False)):
        drawn.ranks[0][:] = [count, 10_000 - count]
        report = verify.Report()
        verify.check_entrant(entry, 0, drawn, 1, report)
        assert report.ok is accepted


@pytest.mark.parametrize("times", [0, 999, 1000, 4999, 5000, 8999, 9000, 10_000])
def test_labels_are_those_of_the_platform(times: int) -> None:
    assert verify.label_of(times) == platform.__globals__["label"](times, verify.DRAWS)


Change = Callable[[Document], object]
HIDDEN = {"activity": UNANIMOUS, "label": "withheld"}


def show_the_hidden(told: Document) -> None:
    """As a platform would that forgot to keep it back."""
    told["activities"][-1] = {**told["activities"][0], "activity": UNANIMOUS}


@pytest.mark.parametrize(
    "change",
    [
        lambda told: told["activities"].pop(0),
        lambda told: told["activities"].pop(),
        lambda told: told["activities"].reverse(),
        lambda told: told["activities"].append(HIDDEN),
        lambda told: told["activities"].append({**HIDDEN, "activity": "a7"}),
        lambda told: told["activities"][-1].update(within=50),
        lambda told: told["activities"][0].update(score="50.0"),
        lambda told: told["activities"][0].pop("within_any"),
        lambda told: told["activities"][0].update(ranks=[0] * 99),
        lambda told: told["activities"][0].update(within="0"),
        lambda told: told["activities"][0].update(central=[25, 25, 25, 25]),
        lambda told: told["activities"][2].update(central=None),
        lambda told: told["activities"][2]["central"].pop(),
        lambda told: told["activities"][2]["ranks"].pop(),
        lambda told: told["pairs"].pop(),
        lambda told: told["pairs"].clear(),
        lambda told: told["pairs"].reverse(),
        lambda told: told["pairs"].append(told["pairs"][0]),
        lambda told: told["pairs"][0].update(one=UNANIMOUS),
        lambda told: told.update(draws=100),
        lambda told: told.update(concentration=500),
        lambda told: told.update(places=2),
        lambda told: told.update(schema="robustness/2"),
        show_the_hidden,
    ],
)
def test_other_activities_pairs_and_rules_are_found(change: Change) -> None:
    told = copy.deepcopy(document())
    change(told)
    assert not verified(told).ok


def without(told: object) -> Bundle:
    return build_bundle(dataclasses.replace(content(), robustness=None))


def test_a_publication_that_did_not_wait_for_it_says_so() -> None:
    report = verify.verify_archive(without(None).archive)
    assert report.ok
    assert any("not computed yet" in line for line in report.attested)
    assert not any("how firm" in line for line in report.passed)


def test_figures_where_nothing_could_be_drawn_are_found() -> None:
    told = {**document(), "activities": [HIDDEN], "pairs": []}
    assert not verified(told).ok


class TestEarlierBundles:
    def test_one_published_before_still_verifies(self) -> None:
        report = verify.verify_archive(FIRST_SCHEMA.read_bytes())
        assert report.ok, report.problems
        assert any("schema 1 do not tell" in line for line in report.attested)

    def test_a_new_one_does_not_pass_for_an_old_one(self) -> None:
        manifest = {**json.loads(bundle().files["manifest.json"]), "schema": 1}
        assert not verify.verify_files({**bundle().files, "manifest.json": canonical_json(manifest)}).ok
        assert not verify.verify_files(
            resealed({**bundle().files, "manifest.json": canonical_json(manifest)})
        ).ok

    @pytest.mark.parametrize("schema", [True, "2", None, 0, 3, [2]])
    def test_other_schemas_are_unknown(self, schema: object) -> None:
        manifest = {**json.loads(bundle().files["manifest.json"]), "schema": schema}
        forged = resealed({**bundle().files, "manifest.json": canonical_json(manifest)})
        assert any("schema" in problem for problem in verify.verify_files(forged).problems)

    def test_a_file_that_its_schema_does_not_list_is_found(self) -> None:
        files = verify.read_archive(FIRST_SCHEMA.read_bytes())
        manifest = json.loads(files["manifest.json"])
        manifest["schema"] = 2
        assert not verify.verify_files(resealed({**files, "manifest.json": canonical_json(manifest)})).ok


@st.composite
def boards(draw: st.DrawFn) -> tuple[np.ndarray, list[Fraction]]:
    """Values in millionths with gaps and ties, and weights."""
    n, criteria = draw(st.integers(1, 6)), draw(st.integers(1, 5))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    values = rng.choice([0.0, 0.25, 0.5, 0.333333, 0.654321, 1.0], (n, criteria))
    values[rng.random(values.shape) < draw(st.sampled_from([0.0, 0.3]))] = np.nan
    weights = st.sampled_from([Fraction(1), Fraction(9, 2), Fraction("13.5"), Fraction(1, 3)])
    return values, draw(st.lists(weights, min_size=criteria, max_size=criteria))


@given(board=boards(), seed=st.integers(2**32, 2**256 - 1))
@settings(max_examples=60, deadline=None)
def test_the_same_draws_and_counts_as_the_platform(
    board: tuple[np.ndarray, list[Fraction]], seed: int
) -> None:
    values, weights = board
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(verify, "DRAWS", 300)
        shapes = tuple(float(50 * weight / sum(weights)) for weight in weights)
        around = verify.drawn_weights(shapes, f"{seed:x}")
        anywhere = verify.drawn_weights((1.0,) * len(weights), f"{seed:x}")
    codes = [f"a{row}" for row in range(len(values))]
    told = scoring.robustness(
        codes, values, weights, Fraction(1, 2), places=2, seed=f"{seed:x}", draws=300
    ).as_document()
    those = [entrant(code, row) for code, row in zip(codes, values, strict=True) if covered(row, weights)]
    assert [entry["activity"] for entry in told["activities"]] == [each.code for each in those]
    counted = verify.count_draws(those, around, anywhere, 2)
    for at, entry in enumerate(told["activities"]):
        assert entry["within"] == round(Fraction(100 * sum(counted.ranks[at][:2]), 300))
        assert entry["within_any"] == round(Fraction(100 * counted.within_any[at], 300))
        ranks = [round(Fraction(100 * times, 300)) for times in counted.ranks[at]]
        assert entry["ranks"] == ranks[: len(entry["ranks"])]
        assert not any(ranks[len(entry["ranks"]) :])
        assert entry["central"] == (
            verify.whole_percents(counted.first[at]) if counted.ranks[at][0] else None
        )


def entrant(code: str, row: np.ndarray) -> verify.Entrant:
    present = tuple(bool(given) for given in ~np.isnan(row))
    millionths = tuple(round(u * 10**6) for u in np.nan_to_num(row).tolist())
    return verify.Entrant(code, millionths, () if all(present) else present)


def covered(row: np.ndarray, weights: list[Fraction]) -> bool:
    own = [weight for weight, missing in zip(weights, np.isnan(row), strict=True) if not missing]
    return bool(own) and sum(own) >= Fraction(1, 2) * sum(weights)


@pytest.mark.parametrize(
    ("lang", "words"), [("ru", "ОШИБОК НЕ НАЙДЕНО"), ("kk", "ҚАТЕ ТАБЫЛМАДЫ"), ("en", "NOTHING WRONG")]
)
def test_a_stranger_reads_it_in_three_languages_and_is_not_disturbed_by_progress(
    tmp_path: Path, lang: str, words: str
) -> None:
    archive = tmp_path / "bundle.zip"
    archive.write_bytes(bundle().archive)
    command = [sys.executable, "-I", "-S", "-X", "utf8", str(VERIFIER), str(archive), "--lang", lang]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.startswith(words)
    assert done.stderr == "", "nobody waits at a terminal"
    assert set(verify.LINES) == {"en", "ru", "kk"}
    assert all(lines.keys() == verify.LINES["en"].keys() for lines in verify.LINES.values())
