"""Stations of the workshop: doors, people, notes, themes, activities, supports, a proposal."""

import time
from typing import Any

from tests.journeys import story
from tests.journeys.cast import HOME, REGION, Cast, Guest
from tests.journeys.program import Program

PATIENCE = 60  # seconds for a worker to do what it was woken for
SECRET_FIGURE = "the bank asks for 17 percent"


def open_the_doors(cast: Cast) -> Any:
    """A workshop of an empty region. Readers may not, strangers do not know that the region has a desk."""
    assert cast.nobody.get(f"{HOME}publications/")["count"] == 0
    assert cast.nobody.get(f"{HOME}activities/")["count"] == 0
    data = {
        "title": "What could the shore live from?",
        "kind": "problem_solving",
        "held_date": "2026-04-14",
        "place": "Aktau, house of friendship",
    }
    cast.nobody.post(f"{HOME}workshops/", data, expect=401)
    cast.business.post(f"{HOME}workshops/", data, expect=404)
    cast.analyst.post(f"{HOME}workshops/", data, expect=403)
    cast.facilitator.post(f"{HOME}workshops/", data | {"held_date": "soon"}, expect=400)
    workshop = cast.facilitator.post(f"{HOME}workshops/", data)
    cast.nobody.post("workshops/join/", {"code": workshop["code"], "helix": "science"}, expect=409)
    opened = cast.facilitator.post(f"workshops/{workshop['id']}/doors/", {"action": "open"}, expect=200)
    assert (opened["state"], cast.analyst.get(f"{HOME}workshops/")["count"]) == ("opened", 1)
    return opened


def join(cast: Cast, workshop: int, code: str) -> list[Guest]:
    """Twenty-four people by code, without accounts; the facilitator confirms whom they speak for."""
    cast.nobody.post("workshops/join/", {"code": "WRONG-CODE", "helix": "science"}, expect=400)
    hall = [seated(seat, cast.nobody.address, code) for seat in range(len(story.SEATS))]
    assert len({guest.participant for guest in hall}) == len(story.SEATS)
    hall[0].program.get(f"workshops/{workshop}/participants/", expect=404)
    cast.business.get(f"workshops/{workshop}/", expect=404)
    cast.analyst.post(f"workshops/{workshop}/participants/confirm/", {}, expect=403)
    confirmed = cast.facilitator.post(f"workshops/{workshop}/participants/confirm/", {}, expect=200)
    assert sorted(confirmed["confirmed"]) == sorted(guest.participant for guest in hall)
    attendance = hall[0].program.get(f"workshops/{workshop}/attendance/")
    assert attendance["confirmed"] == dict.fromkeys(story.HELICES, 6)
    return hall


def seated(seat: int, address: str, code: str) -> Guest:
    helix, (organization, kind) = story.SEATS[seat]
    program = Program(address)
    named = {"organization": organization, "organization_kind": kind}
    joined = program.began(program.post("workshops/join/", {"code": code.lower(), "helix": helix, **named}))
    assert (joined["helix"], joined["organization"]["name"]) == (helix, organization)
    return Guest(seat, program, joined["id"])


def write_notes(cast: Cast, hall: list[Guest], workshop: int) -> list[int]:
    """One note of each person, in the order of the seats."""
    path = f"workshops/{workshop}/notes/"
    cast.nobody.post(path, {"text": "I am not here"}, expect=401)
    cast.analyst.post(path, {"text": "I only look on"}, expect=404)
    hall[0].program.post(path, {"text": "x" * 281}, expect=400)
    notes = [guest.program.post(path, {"text": story.note_of(guest.seat)})["id"] for guest in hall]
    assert {note["id"]: note["text"] for note in hall[5].program.all_of(path)} == {
        note: story.note_of(seat) for seat, note in enumerate(notes)
    }
    return notes


def group_notes(cast: Cast, workshop: int, notes: list[int]) -> list[int]:
    """A theme for each idea, and one that no activity will take."""
    path = f"workshops/{workshop}/themes/"
    titles = [*(idea.title for idea in story.IDEAS), story.LOOSE_THEME]
    cast.analyst.post(path, {"title": titles[0], "notes": notes[:1]}, expect=403)
    themes = []
    for number, title in enumerate(titles):
        own = [note for seat, note in enumerate(notes) if story.theme_of(seat) == number]
        theme = cast.facilitator.post(path, {"title": title, "notes": own})
        assert theme["note_count"] == len(own) == 3
        themes.append(theme["id"])
    return themes


def propose_activities(cast: Cast, workshop: int, themes: list[int]) -> list[int]:
    """Each idea's fiche, made of its theme; the first experiments are described more or less fully."""
    path = f"{HOME}activities/"
    sector = {"title": "Fishing", "is_activity": False, "workshop": workshop}
    cast.facilitator.post(path, sector, expect=400)
    activities = []
    for idea, theme in zip(story.IDEAS, themes, strict=False):
        fiche = {"title": idea.title, "is_activity": True, "domains": list(idea.domains), **idea.fiche}
        made = cast.facilitator.post(path, fiche | {"workshop": workshop, "themes": [theme]})
        assert (sorted(made["domains"]), made["standing"]) == (sorted(idea.domains), "candidate")
        activities.append(made["id"])
    edit = {"summary": "Injection moulding of pressure fittings.", "market": "national"}
    cast.analyst.put(f"activities/{activities[0]}/", edit, expect=403)
    cast.facilitator.put(f"activities/{activities[0]}/", edit)
    assert cast.nobody.get(f"activities/{activities[0]}/")["summary"] == edit["summary"]
    return activities


def support(cast: Cast, hall: list[Guest], workshop: int, activities: list[int]) -> None:
    cast.business.put(f"activities/{activities[0]}/support/", expect=404)
    for idea, activity in zip(story.IDEAS, activities, strict=True):
        for seat in idea.supporters:
            hall[seat].program.put(f"activities/{activity}/support/")
    hesitant = hall[23].program
    hesitant.put(f"activities/{activities[0]}/support/")
    assert hesitant.delete(f"activities/{activities[0]}/support/", expect=200)["is_supported"] is False
    counted = {row["id"]: row for row in cast.facilitator.all_of(f"workshops/{workshop}/activities/")}
    assert counted[activities[0]]["supports"] == dict.fromkeys(story.HELICES, 3)
    assert counted[activities[6]]["supports"] == dict.fromkeys(story.HELICES, 0)


def hand_in_a_proposal(cast: Cast, activity: int) -> int:
    """A business answers the standing open call; a facilitator accepts it and puts it behind an activity."""
    wait_for_the_standing_call(cast.nobody)
    path = f"{HOME}proposals/"
    idea = {
        "title": "A second line for fittings",
        "domain": "C",
        "summary": "Twelve machines, four hundred tonnes a year.",
        "confidential_note": SECRET_FIGURE,
        "organization": {"name": "Aktau Fittings", "kind": "small_firm"},
    }
    cast.nobody.post(path, idea, expect=401)
    proposal: int = cast.business.post(path, idea)["id"]
    cast.business.get(path, expect=404)
    cast.nobody.get(f"proposals/{proposal}/", expect=401)
    decide = f"proposals/{proposal}/decision/"
    cast.analyst.post(decide, {"decision": "accept", "reason": "It fits."}, expect=403)
    cast.business.post(decide, {"decision": "accept", "reason": "It is mine."}, expect=403)
    cast.facilitator.post(decide, {"decision": "accept", "reason": ""}, expect=400)
    cast.facilitator.post(decide, {"decision": "accept", "reason": "Raw material is near."}, expect=200)
    cast.facilitator.post(f"proposals/{proposal}/activity/", {"activity": activity}, expect=200)
    seen = cast.business.get(f"proposals/{proposal}/")
    assert (seen["state"], seen["activity"]) == ("accepted", activity)
    assert "Raw material is near." in [event["reason"] for event in seen["story"]]
    assert SECRET_FIGURE not in str(seen) + str(cast.facilitator.get(f"proposals/{proposal}/"))
    return proposal


def wait_for_the_standing_call(nobody: Program) -> None:
    """A worker opens it once a region is there; where the wake-up was lost with its process, the sweep finds it."""
    end = time.monotonic() + PATIENCE
    while nobody.get("calls/", region=REGION)["count"] == 0:
        assert time.monotonic() < end, "no standing call was opened"
        time.sleep(0.3)
