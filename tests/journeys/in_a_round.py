"""Stations of the scoring: from the set of questions to the computed ranking."""

import time
from typing import Any

from tests.journeys import story
from tests.journeys.cast import HOME, Cast, Guest
from tests.journeys.in_the_hall import PATIENCE

Marks = dict[tuple[int, int], dict[str, int | str]]  # (seat, place of the activity) -> question -> mark


def open_a_round(cast: Cast, workshop: int, activities: list[int]) -> int:
    """The short set of questions, a list, a sealed roster, a frozen method."""
    cast.analyst.post(f"{HOME}frameworks/", {"key": "four-principles-short"}, expect=403)
    cast.facilitator.post(f"{HOME}frameworks/", {"key": "nobody-wrote-this"}, expect=400)
    framework = cast.facilitator.post(f"{HOME}frameworks/", {"key": "four-principles-short"})
    asked = [entry["code"] for entry in framework["criteria"] if entry["kind"] == "judged"]
    assert sorted(asked) == sorted(story.QUESTIONS)
    data = {
        "title": "The shore",
        "workshop": workshop,
        "framework": framework["id"],
        "activities": activities,
    }
    cast.business.post(f"{HOME}rounds/", data, expect=404)
    drafted = cast.facilitator.post(f"{HOME}rounds/", data)
    path = f"rounds/{drafted['id']}/"
    assert (drafted["state"], drafted["method"], drafted["method_hash"]) == ("drafted", None, "")
    cast.official1.post(f"{path}open/", {}, expect=403)
    opened = cast.facilitator.post(f"{path}open/", {}, expect=200)
    assert (opened["state"], opened["activities"], len(opened["method_hash"])) == ("opened", activities, 64)
    cast.facilitator.post(f"{path}open/", {}, expect=409)
    return int(drafted["id"])


def score(hall: list[Guest], round_id: int, activities: list[int]) -> Marks:
    """Every person marks every activity; each ballot has a key and the sequence number of its device."""
    given: Marks = {}
    for guest in hall:
        for place, activity in enumerate(activities):
            marks = story.marks_of(guest.seat, place)
            answer = guest.program.put(
                f"rounds/{round_id}/ballots/{activity}/",
                {"marks": marks, "sequence": 1},
                Idempotency_Key=f"{guest.seat}-{place}-1",
            )
            assert answer == {"is_stored": True}
            given[guest.seat, place] = marks
    return given


def declare_interest(hall: list[Guest], round_id: int, activities: list[int]) -> None:
    """One recuses themselves; one does, and takes it back."""
    seat, place = story.INTERESTED
    assert hall[seat].program.put(f"rounds/{round_id}/ballots/{activities[place]}/interest/") == {
        "is_recused": True
    }
    seat, place = story.WAVERING
    path = f"rounds/{round_id}/ballots/{activities[place]}/interest/"
    hall[seat].program.put(path)
    hall[seat].program.delete(path)


def repeat_and_contradict(hall: list[Guest], round_id: int, activities: list[int], given: Marks) -> None:
    """A retry changes nothing; a key stands for one content; an older device never overwrites a newer one."""
    program, path = hall[0].program, f"rounds/{round_id}/ballots/{activities[0]}/"
    sent = {"marks": given[0, 0], "sequence": 1}
    changed = given[0, 0] | {"newcomers": 9 - int(given[0, 0]["newcomers"])}
    assert program.put(path, sent, Idempotency_Key="0-0-1") == {"is_stored": True}
    refused = program.put(path, sent | {"marks": changed}, Idempotency_Key="0-0-1", expect=422)
    assert [error["code"] for error in refused["errors"]] == ["key_reused"]
    assert program.put(path, {"marks": changed, "sequence": 5}) == {"is_stored": True}
    assert program.put(path, {"marks": given[0, 0], "sequence": 4}) == {"is_stored": False}
    # The first answer is repeated though a newer ballot stands: the retry is no new ballot.
    assert program.put(path, sent, Idempotency_Key="0-0-1") == {"is_stored": True}
    program.put(path, {"marks": {"newcomers": 11}, "sequence": 6}, expect=400)
    program.put(path, {"marks": {"no_such_question": 1}, "sequence": 6}, expect=400)
    stored = {ballot["activity"]: ballot for ballot in program.get(f"rounds/{round_id}/ballots/")}
    assert (stored[activities[0]]["marks"], stored[activities[0]]["sequence"]) == (changed, 5)
    given[0, 0] = changed


def results_are_hidden(cast: Cast, hall: list[Guest], round_id: int, activities: list[int]) -> None:
    """While the round is open nobody sees a result, the facilitator included; strangers see no round."""
    ranking = f"rounds/{round_id}/ranking/"
    for insider in (cast.facilitator, cast.official1, cast.analyst, hall[3].program):
        insider.get(ranking, expect=403)
        thread = insider.get(f"activities/{activities[0]}/thread/")
        assert (thread["result"], thread["newer_result"]) == (None, None)
    cast.business.get(ranking, expect=404)
    cast.business.get(f"rounds/{round_id}/", expect=404)
    cast.nobody.get(ranking, expect=401)
    cast.nobody.put(f"rounds/{round_id}/ballots/{activities[0]}/", {"marks": {}, "sequence": 9}, expect=401)
    cast.facilitator.put(
        f"rounds/{round_id}/ballots/{activities[0]}/", {"marks": {}, "sequence": 9}, expect=404
    )
    turnout = cast.analyst.get(f"rounds/{round_id}/turnout/")
    assert [(row["group"], row["raters"], row["ballots"]) for row in turnout] == [
        (helix, 6, 42) for helix in story.HELICES
    ]


def close_and_wait(cast: Cast, hall: list[Guest], round_id: int, activities: list[int]) -> Any:
    """The worker computes the ranking; from the close on nothing is stored any more."""
    cast.analyst.post(f"rounds/{round_id}/close/", expect=403)
    closed = cast.facilitator.post(f"rounds/{round_id}/close/", expect=200)
    assert (closed["state"], len(closed["ballots_digest"])) == ("closed", 64)
    late = {"marks": story.marks_of(1, 1), "sequence": 9}
    hall[1].program.put(f"rounds/{round_id}/ballots/{activities[1]}/", late, expect=409)
    hall[1].program.put(f"rounds/{round_id}/ballots/{activities[1]}/interest/", expect=409)
    ranking = wait_for_the_ranking(cast, round_id)
    assert hall[3].program.get(f"rounds/{round_id}/ranking/") == ranking
    cast.business.get(f"rounds/{round_id}/ranking/", expect=404)
    return ranking


def wait_for_the_ranking(cast: Cast, round_id: int) -> Any:
    end = time.monotonic() + PATIENCE
    while True:
        status, ranking = cast.facilitator.try_get(f"rounds/{round_id}/ranking/")
        if status == 200:
            return ranking
        assert status == 404
        assert time.monotonic() < end, "no ranking was computed"
        time.sleep(0.2)
