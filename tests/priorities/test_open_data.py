"""Page, API, table and bundle say the same, and it is what exact fractions say."""

import csv
import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from assessments.models import Analysis
from assessments.projections import rebuild_analysis
from priorities import actions
from priorities.models import Publication
from priorities.queries.published import PublishedSet
from tests.assessments.scoring import naive
from tests.factories.discovery import (
    ActivityFactory,
    NoteFactory,
    ParticipantFactory,
    ThemeFactory,
    WorkshopFactory,
)
from tests.priorities.councils import Council

VERIFY = Path(settings.BASE_DIR, "verify.py")


@pytest.fixture
def publication(council: Council) -> Publication:
    """With a difference of each kind, the last from outside the ranking."""
    second, third = council.activities[1:3]
    by = council.drafter
    new = ActivityFactory.create(region=council.region, title_en="=cmd()", title_ru="Новое")
    draft = council.draft(target_count=5)
    draft = actions.drop_priority(
        priority_set=draft, activity=second, reason="No site.", edit_version=0, by=by
    )
    draft = actions.move_priority(
        priority_set=draft, activity=third, position=1, reason="Ready now.", edit_version=1, by=by
    )
    draft = actions.add_priority(priority_set=draft, activity=new, reason="The north.", edit_version=2, by=by)
    return council.publish(actions.submit_set(priority_set=council.with_act(draft), by=by))


def downloaded(publication: Publication, name: str) -> bytes:
    answer = Client().get(reverse(name, args=[publication.region.code, publication.number]))
    assert answer.status_code == 200
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Disposition"].startswith("attachment")
    return bytes(answer.content)


def rows_of(publication: Publication) -> dict[str, dict[str, str]]:
    text = downloaded(publication, "publication_csv").decode("utf-8-sig")
    return {row["activity"]: row for row in csv.DictReader(io.StringIO(text))}


def verified(bundle: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-I", str(VERIFY), str(bundle), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


class TestSameFigures:
    def test_everywhere_as_exact_fractions_say(self, council: Council, publication: Publication) -> None:
        scores = naive.scores(council.case)
        ranks = naive.ranks(scores)
        per_head = naive.scores(council.case, rule=naive.pooled_mean)
        api = Client().get(reverse("api_publication_detail", args=[publication.region.code, 1])).json()
        in_api = {entry["activity"]: entry for entry in api["results"]["activities"]}
        in_table = rows_of(publication)
        with zipfile.ZipFile(io.BytesIO(downloaded(publication, "publication_bundle"))) as bundle:
            in_bundle = {e["activity"]: e for e in json.loads(bundle.read("results.json"))["activities"]}
        assert len(scores) == 8
        for code, score in scores.items():
            assert in_api[code]["score"] == in_bundle[code]["score"] == in_table[code]["score"] == score
            assert (
                in_api[code]["rank"] == in_bundle[code]["rank"] == int(in_table[code]["rank"]) == ranks[code]
            )
            assert in_api[code]["one_person_one_vote"]["score"] == per_head[code]
            assert in_table[code]["one_person_one_vote_score"] == per_head[code]

    def test_per_principle_too(self, council: Council, publication: Publication) -> None:
        criteria = council.case.method.criteria
        for code, row in rows_of(publication).items():
            for principle in ("specialization", "diversification", "inclusivity"):
                own = [criterion for criterion in criteria if criterion.principle == principle]
                known = naive.score(council.case, code, own) if code in council.case.activities else None
                assert row[principle] == (known or "")

    def test_the_page_prints_them(self, council: Council, publication: Publication) -> None:
        page = Client().get(reverse("publication_detail", args=[publication.region.code, 1])).content.decode()
        for code, score in naive.scores(council.case).items():
            assert str(score) in page, code
        assert publication.fingerprint[:4] in page

    def test_the_set_and_its_reasons(self, council: Council, publication: Publication) -> None:
        decisions = publication.content["decisions"]
        first, second, third, fourth, fifth = (str(activity.pk) for activity in council.activities[:5])
        assert decisions["order"][:4] == [third, first, fourth, fifth]
        assert {(d["activity"], d["kind"], d["reason"]) for d in decisions["deviations"]} == {
            (second, "dropped", "No site."),
            (third, "moved", "Ready now."),
            (decisions["order"][4], "added", "The north."),
        }
        assert decisions["legal_act"] == {"number": "17-r", "date": "2026-03-13", "scan_sha256": None}
        assert [approval["role"] for approval in decisions["approvals"]] == ["official", "official"]
        assert PublishedSet(publication).deviation_count == 3

    def test_a_title_is_never_a_formula(self, publication: Publication) -> None:
        assert any(row["title_en"] == "'=cmd()" for row in rows_of(publication).values())

    def test_no_name_of_a_person_is_published(self, council: Council, publication: Publication) -> None:
        everything = json.dumps(publication.content, ensure_ascii=False)
        for person in (council.drafter, *council.officials):
            assert person.name not in everything
            assert str(person.email) not in everything


class TestVerify:
    def test_accepts_what_was_downloaded(self, publication: Publication, tmp_path: Path) -> None:
        bundle = tmp_path / "bundle.zip"
        bundle.write_bytes(downloaded(publication, "publication_bundle"))
        done = verified(bundle, "--fingerprint", publication.fingerprint)
        assert done.returncode == 0, done.stdout

    def test_the_program_to_download_is_the_one_in_the_bundle(self, publication: Publication) -> None:
        with zipfile.ZipFile(io.BytesIO(bytes(publication.bundle))) as bundle:
            assert (
                bundle.read("verify.py")
                == Client().get(reverse("verify_script")).content
                == VERIFY.read_bytes()
            )

    @pytest.mark.parametrize("place", [0.1, 0.35, 0.6, 0.85])
    def test_rejects_a_changed_byte(self, publication: Publication, tmp_path: Path, place: float) -> None:
        content = bytearray(publication.bundle)
        content[int(place * len(content))] ^= 1
        bundle = tmp_path / "bundle.zip"
        bundle.write_bytes(content)
        assert verified(bundle).returncode == 1

    def test_rejects_another_fingerprint(self, publication: Publication, tmp_path: Path) -> None:
        bundle = tmp_path / "bundle.zip"
        bundle.write_bytes(bytes(publication.bundle))
        assert verified(bundle, "--fingerprint", "0" * 64).returncode == 1


class TestHowFirm:
    """Other weights, drawn beside the ranking, go along with it; a publication never waits for them."""

    def test_what_was_computed_is_published_and_drawn_again(self, council: Council, tmp_path: Path) -> None:
        analysis = rebuild_analysis(council.round.pk)
        assert analysis
        publication = council.publish()
        assert publication.content["robustness"] == analysis.document["robustness"]
        assert len(publication.content["robustness"]["activities"]) == 8
        done = checked(publication, tmp_path)
        assert "how firm the ranking is: 8 activities scored again" in done["passed"]

    def test_what_is_not_computed_holds_nothing_up(self, council: Council, tmp_path: Path) -> None:
        publication = council.publish()
        assert publication.content["robustness"] is None
        assert "not computed yet" in checked(publication, tmp_path)["attested"]

    def test_what_speaks_of_an_earlier_ranking_is_left_out(self, council: Council) -> None:
        rebuild_analysis(council.round.pk)
        Analysis.objects.update(ranking_digest="0" * 64)
        assert council.publish().content["robustness"] is None


def checked(publication: Publication, folder: Path) -> dict[str, str]:
    """What verify.py says, by kind, of what anybody downloads."""
    bundle = folder / "bundle.zip"
    bundle.write_bytes(downloaded(publication, "publication_bundle"))
    done = verified(bundle, "--fingerprint", publication.fingerprint, "--json")
    assert done.returncode == 0, done.stdout
    return {kind: str(said) for kind, said in json.loads(done.stdout).items()}


class TestTwoVersionsOfOneRound:
    def test_hold_the_same_figures_to_the_byte(self, council: Council) -> None:
        """Nothing can be learnt from a difference, because there is none."""
        rebuild_analysis(council.round.pk)
        first = council.publish()
        mended = actions.start_correction(publication=first, reason="A wrong title.", by=council.drafter)
        second = council.publish(actions.submit_set(priority_set=mended, by=council.drafter))
        before, after = files_of(first), files_of(second)
        assert before["manifest.json"] != after["manifest.json"]
        for name in ("cells.csv", "histograms.csv", "measured.csv", "method.json", "results.json",
                     "robustness.json", "participation.json"):  # fmt: skip
            assert before[name] == after[name], name


def files_of(publication: Publication) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(bytes(publication.bundle))) as bundle:
        return {name: bundle.read(name) for name in bundle.namelist()}


class TestPeople:
    def test_attendance_below_the_threshold_stays_back(self, council: Council) -> None:
        workshop = WorkshopFactory.create(region=council.region)
        council.round.workshop = workshop
        council.round.save()
        for helix, number in (("science", 6), ("business", 4)):
            ParticipantFactory.create_batch(number, workshop=workshop, helix=helix)
        attendance = council.publish().content["participation"]["attendance"]
        assert attendance == {"science": 6, "business": None, "government": 0, "civil_society": 0}

    def test_the_thread_counts_visible_notes(self, council: Council) -> None:
        workshop = WorkshopFactory.create(region=council.region)
        theme = ThemeFactory.create(workshop=workshop, activity=council.activities[0])
        author = ParticipantFactory.create(workshop=workshop, helix="science")
        NoteFactory.create_batch(3, participant=author, theme=theme)
        NoteFactory.create(participant=author, theme=theme, is_hidden=True)
        thread: list[dict[str, Any]] = council.publish().content["thread"]["priorities"]
        first = next(entry for entry in thread if entry["activity"] == str(council.activities[0].pk))
        assert (first["notes_by_helix"]["science"], first["themes"], first["proposals"]) == (3, 1, 0)

    def test_content_is_what_stands_in_the_files(self, council: Council) -> None:
        publication = council.publish()
        with zipfile.ZipFile(io.BytesIO(bytes(publication.bundle))) as bundle:
            for name in (
                "manifest",
                "method",
                "activities",
                "participation",
                "results",
                "robustness",
                "decisions",
                "thread",
            ):
                assert publication.content[name] == json.loads(bundle.read(f"{name}.json"))
            cells = list(csv.DictReader(io.StringIO(bundle.read("cells.csv").decode())))
        assert publication.content["cells"] == cells
        assert len(cells) == 8 * 4 * 2
