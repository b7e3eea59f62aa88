"""Stations of the decision: a draft from the ranking, its differences, two approvals, the act, the publication."""

import hashlib
from typing import Any

from tests.journeys.cast import HOME, PASSWORD, Cast
from tests.journeys.program import Program

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
ACT = {"number": "12-q", "date": "2026-05-20"}
DROPPED = "Its first experiment is not thought through yet."
ADDED = "Five villages wait for it, and it needs little."
CYCLE, TARGET = 2026, 5


def draft_and_change(cast: Cast, round_id: int, ranking: Any) -> tuple[int, list[int]]:
    """The first five of the ranking; the fifth leaves and the sixth comes, each with a written reason."""
    ranked = in_order(ranking)
    data = {"round": round_id, "title": "Priorities of the shore", "cycle": CYCLE, "target_count": TARGET}
    cast.nobody.post(f"{HOME}sets/", data, expect=401)
    cast.business.post(f"{HOME}sets/", data, expect=404)
    cast.analyst.post(f"{HOME}sets/", data, expect=403)
    draft = cast.facilitator.post(f"{HOME}sets/", data)
    path, fifth, sixth = f"sets/{draft['id']}/", ranked[4], ranked[5]
    assert [each["activity"] for each in draft["priorities"]] == ranked[:5]
    drop = {"activity": fifth, "reason": DROPPED, "edit_version": draft["edit_version"]}
    cast.facilitator.post(f"{path}drop/", drop | {"reason": ""}, expect=400)
    cast.facilitator.post(f"{path}drop/", drop | {"reason": "   "}, expect=400)
    cast.analyst.post(f"{path}drop/", drop, expect=403)
    dropped = cast.facilitator.post(f"{path}drop/", drop, expect=200)
    add = {"activity": sixth, "reason": ADDED, "edit_version": draft["edit_version"]}
    told = cast.official1.post(f"{path}add/", add, expect=412)
    assert [(each["kind"], each["reason"]) for each in told["changes"]] == [("dropped", DROPPED)]
    assert told["edit_version"] == dropped["edit_version"]
    # By the drafter: an official who writes in a set may not approve it.
    changed = cast.facilitator.post(f"{path}add/", add | {"edit_version": told["edit_version"]}, expect=200)
    assert {each["activity"]: each["reason"] for each in changed["differences"]} == {
        fifth: DROPPED,
        sixth: ADDED,
    }
    order = [each["activity"] for each in changed["priorities"]]
    assert (order, changed["deviation_count"]) == ([*ranked[:4], sixth], 2)
    return draft["id"], order


def in_order(ranking: Any) -> list[int]:
    """Activities with a rank, the best first."""
    rows = [row for row in ranking["document"]["activities"] if row["rank"] is not None]
    return [int(row["activity"]) for row in sorted(rows, key=lambda row: row["rank"])]


def approve(cast: Cast, set_id: int) -> None:
    """Two officials, neither the drafter, each with the password, both after the act was entered."""
    path = f"sets/{set_id}/"
    cast.official1.post(f"{path}approve/", {"password": PASSWORD}, expect=409)  # not handed in yet
    handed_in = cast.facilitator.post(f"{path}submit/", expect=200)
    assert handed_in["state"] == "submitted"
    cast.facilitator.post(f"{path}approve/", {"password": PASSWORD}, expect=403)
    an_api_key_is_not_enough(cast, path)
    cast.official1.post(f"{path}approve/", {"password": "not this"}, expect=400)
    assert give_approval(cast.official1, path)["approvals_given"] == 1
    record_the_act(cast, path)
    first = give_approval(cast.official1, path)
    assert (first["state"], first["approvals_given"]) == ("submitted", 1)
    cast.official1.post(f"{path}approve/", {"password": PASSWORD}, expect=400)  # one person, one approval
    cast.official1.post(f"{path}publish/", expect=409)
    stale = {"password": PASSWORD, "digest_seen": "0" * 64}
    cast.official2.post(f"{path}approve/", stale, expect=400)  # of something else than what stands here
    second = give_approval(cast.official2, path)
    assert (second["state"], second["approvals_given"]) == ("approved", 2)


def give_approval(official: Program, path: str) -> Any:
    """Of exactly what this official has read."""
    digest = official.get(path)["content_digest"]
    return official.post(f"{path}approve/", {"password": PASSWORD, "digest_seen": digest}, expect=200)


def an_api_key_is_not_enough(cast: Cast, path: str) -> None:
    """The official's own key reads the set and can even return it, but never approves."""
    key = cast.official1.post("tokens/", {"label": "night shift"})["key"]
    script = Program(cast.official1.address, key)
    assert script.get(path)["state"] == "submitted"
    script.post(f"{path}approve/", {"password": PASSWORD}, expect=403)
    script.post("tokens/", {"label": "another"}, expect=403)
    Program(cast.official1.address, "no-such-key").get(path, expect=401)


def record_the_act(cast: Cast, path: str) -> None:
    """With its scan. An approval given before is of another content: it counts no more."""
    cast.analyst.send_file(f"{path}legal-act/", ACT, "scan", PDF, expect=403)
    cast.official2.send_file(f"{path}legal-act/", ACT, "scan", b"GIF89a", expect=400)
    changed = cast.official2.send_file(f"{path}legal-act/", ACT, "scan", PDF, expect=200)
    assert changed["legal_act"] == {**ACT, "scan_sha256": hashlib.sha256(PDF).hexdigest()}
    assert (changed["state"], changed["approvals_given"]) == ("submitted", 0)


def publish(cast: Cast, set_id: int) -> str:
    cast.facilitator.post(f"sets/{set_id}/publish/", expect=403)
    made = cast.official2.post(f"sets/{set_id}/publish/")
    assert (made["number"], made["kind"], made["replaces"]) == (1, "version", None)
    cast.official2.post(f"sets/{set_id}/publish/", expect=409)
    return str(made["fingerprint"])


def start_a_correction(cast: Cast, order: list[int]) -> None:
    """A published version is never changed: a correction is a new draft like it, approved anew."""
    path = f"{HOME}publications/1/correct/"
    cast.nobody.post(path, {"reason": "A comma."}, expect=401)
    cast.business.post(path, {"reason": "A comma."}, expect=403)
    cast.facilitator.post(path, {"reason": ""}, expect=400)
    draft = cast.facilitator.post(path, {"reason": "The title named the wrong year."})
    assert (draft["state"], draft["approvals_given"], draft["edit_version"]) == ("drafted", 0, 0)
    assert [each["activity"] for each in draft["priorities"]] == order
    assert sorted(each["reason"] for each in draft["differences"]) == sorted([ADDED, DROPPED])
    cast.facilitator.post(path, {"reason": "Twice is once too often."}, expect=400)
    assert cast.nobody.get(f"{HOME}publications/")["count"] == 1
