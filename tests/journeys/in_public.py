"""Stations of a stranger: open data, the checker, the naive recount, the thread both ways."""

import csv
import datetime as dt
import io
import json
import subprocess
import sys
from fractions import Fraction
from pathlib import Path
from typing import Any

from tests.databases import ROOT
from tests.journeys import figures, recount, story
from tests.journeys.cast import HOME, REGION, Cast
from tests.journeys.in_a_round import Marks
from tests.journeys.in_the_hall import SECRET_FIGURE
from tests.journeys.in_the_office import ACT, ADDED, DROPPED

PLACES = range(len(story.IDEAS))
FILES = f"/regions/{REGION}/priorities/1/"
BUNDLE = f"/api/v1/{HOME}publications/1/bundle/"


def read_the_region(cast: Cast) -> None:
    """Before anything was decided: statistics with their file, and the status that follows from them."""
    row = cast.nobody.get(f"{HOME}observations/", indicator="gva", class_code="C", year="2024")["results"]
    told = [(Fraction(each["value"]), each["unit"], each["file"]) for each in row]
    assert told == [
        (figures.value_added(figures.HERE)["C", "2024"], "million KZT", "gva_by_region_section.csv")
    ]
    status = cast.nobody.get(f"{HOME}raw-material-status/")
    assert (status["is_raw_material"], len(status["years_used"])) == (True, 10)
    cast.nobody.get(f"{HOME}observations/", colour="blue", expect=400)
    cast.nobody.get("regions/KZ-99/", expect=404)


def read_what_is_public(cast: Cast, fingerprint: str, order: list[int]) -> Any:
    """JSON, table and API say the same to somebody who is not logged in, and nothing confidential."""
    listed = cast.nobody.get(f"{HOME}publications/")["results"]
    assert [(each["number"], each["fingerprint"]) for each in listed] == [(1, fingerprint)]
    published = cast.nobody.get(f"{HOME}publications/1/")
    file = json.loads(cast.nobody.download(f"{FILES}data.json"))
    assert moment(file.pop("published_at")) == moment(published["published_at"])
    assert file == {name: part for name, part in published.items() if name != "published_at"}
    assert published["fingerprint"] == fingerprint
    assert published["decisions"]["order"] == [str(each) for each in order]
    assert [each["role"] for each in published["decisions"]["approvals"]] == ["official", "official"]
    assert published["decisions"]["legal_act"]["number"] == ACT["number"]
    table = csv.DictReader(io.StringIO(cast.nobody.download(f"{FILES}data.csv").decode("utf-8-sig")))
    rows = {int(row["activity"]): row for row in table}
    assert [place for place, each in enumerate(order, 1) if rows[each]["place_in_set"] == str(place)] == [
        1, 2, 3, 4, 5,
    ]  # fmt: skip
    for entry in published["results"]["activities"]:
        assert rows[int(entry["activity"])]["score"] == (entry["score"] or "")
    assert SECRET_FIGURE not in json.dumps(published)
    cast.nobody.get(f"{HOME}publications/2/", expect=404)
    return published


def moment(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text)


def verify_the_bundle(cast: Cast, fingerprint: str, folder: Path) -> None:
    """The checker, as a stranger runs it, accepts the bundle; not with another fingerprint, not with one byte changed."""
    content = cast.nobody.download(BUNDLE)
    assert content == cast.nobody.download(f"{FILES}bundle.zip")
    assert cast.nobody.download("/verify.py") == (ROOT / "verify.py").read_bytes()
    whole, spoilt = folder / "bundle.zip", folder / "spoilt.zip"
    whole.write_bytes(content)
    middle = len(content) // 2
    spoilt.write_bytes(content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :])
    report = verified(whole, fingerprint, exit_code=0)
    assert (report["ok"], report["problems"], report["fingerprint"]) == (True, [], fingerprint)
    assert any(f"scores of {len(story.IDEAS)} activities recomputed" in line for line in report["passed"])
    verified(whole, "0" * 64, exit_code=1)
    verified(spoilt, fingerprint, exit_code=1)


def verified(bundle: Path, fingerprint: str, *, exit_code: int) -> Any:
    asked = [sys.executable, "-I", "-S", str(ROOT / "verify.py"), str(bundle)]
    done = subprocess.run([*asked, "--fingerprint", fingerprint, "--json"], capture_output=True, text=True)
    assert done.returncode == exit_code, done.stdout + done.stderr
    return json.loads(done.stdout)


def every_score_is_the_naive_one(published: Any, activities: list[int], marks: Marks) -> None:
    """Each published score and rank, under every rule, from the marks that were sent and the Bureau's files."""
    results = {int(entry["activity"]): entry for entry in published["results"]["activities"]}
    entries = [results[activity] for activity in activities]
    assert measured_values(published, activities) == [figures.measured(place) for place in PLACES]

    def recounted(**rule: Any) -> list[recount.Values]:
        return [recount.values_of(marks, place, **rule) for place in PLACES]

    assert standings(entries) == expected(recounted())
    assert standings([entry["kappa_0"] for entry in entries]) == expected(
        recounted(rule=recount.groups_alike)
    )
    assert standings([entry["one_person_one_vote"] for entry in entries]) == expected(
        recounted(rule=recount.one_person_one_vote)
    )
    for number, helix in enumerate(story.HELICES):
        without = [entry["without_group"][number] for entry in entries]
        assert {each["group"] for each in without} == {helix}
        assert standings(without) == expected(recounted(absent=helix))
    every_principle_is_too(entries, recounted())
    unranked = [idea is story.HARD_TO_JUDGE for idea in story.IDEAS]
    assert [entry["score"] is None for entry in entries] == unranked
    assert published["results"]["recusals"] == 1


def every_principle_is_too(entries: list[Any], values: list[recount.Values]) -> None:
    """Scores by principle; an activity without a rank has none of them either."""
    for entry, own in zip(entries, values, strict=True):
        shown = {row["principle"]: row["score"] for row in entry["principles"]}
        ranked = entry["score"] is not None
        assert shown == {name: recount.score(own, name) if ranked else None for name in recount.WEIGHTS}


def measured_values(published: Any, activities: list[int]) -> list[dict[str, Fraction]]:
    found: dict[int, dict[str, Fraction]] = {activity: {} for activity in activities}
    for row in published["measured"]:
        found[int(row["activity"])][row["criterion"]] = Fraction(row["u"])
    return [found[activity] for activity in activities]


def standings(entries: list[Any]) -> list[tuple[str | None, int | None]]:
    return [(entry["score"], entry["rank"]) for entry in entries]


def expected(values: list[recount.Values]) -> list[tuple[str | None, int | None]]:
    scores = [recount.score(each) for each in values]
    return list(zip(scores, recount.ranks(scores), strict=True))


def follow_the_thread(cast: Cast, activities: list[int], notes: list[int], order: list[int]) -> None:
    """Back from a priority to what people wrote, forward from a note to what became of it."""
    place = activities.index(order[0])
    back = cast.nobody.get(f"activities/{order[0]}/thread/")
    own = [note for seat, note in enumerate(notes) if story.theme_of(seat) == place]
    assert sorted(note["id"] for note in back["notes"]) == own
    assert (back["standing"], back["themes"]) == ("priority", [story.IDEAS[place].title])
    assert [(each["publication"], each["position"]) for each in back["outcomes"]] == [(1, 1)]
    assert back["result"]["rank"] == 1
    forward = cast.nobody.get(f"notes/{own[0]}/thread/")
    assert (forward["activity"], forward["outcome"]["position"]) == (order[0], 1)
    assert forward["result"]["score"] == back["result"]["score"]
    behind = cast.nobody.get(f"activities/{activities[0]}/thread/")
    assert [each["organization"] for each in behind["proposals"]] == ["Aktau Fittings"]
    left_out = cast.nobody.get(f"notes/{notes[7]}/thread/")
    assert (left_out["activity"], left_out["outcome"]) == (None, None)
    reasons_travel(cast, activities, notes, order)


def reasons_travel(cast: Cast, activities: list[int], notes: list[int], order: list[int]) -> None:
    """Who wrote for the dropped activity reads why; so does everybody about the one that came instead."""
    dropped = next(
        place
        for place, activity in enumerate(activities)
        if activity not in order and story.IDEAS[place] is not story.HARD_TO_JUDGE
    )
    told = cast.nobody.get(f"notes/{notes[dropped]}/thread/")["outcome"]
    assert (told["position"], told["reason"]) == (None, DROPPED)
    came = cast.nobody.get(f"activities/{order[-1]}/thread/")
    assert came["outcomes"][0]["reason"] == ADDED
