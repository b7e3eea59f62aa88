"""verify.py counts must-cover rules against the set, and believes no rule that is broken or late without a reason."""

import json
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any

import pytest

import verify
from priorities.publication import ActivityCard, Bundle, DroppedRule, Rule, build_bundle
from priorities.publication.encoding import canonical_json
from tests.priorities.publication.example import bundle, content
from tests.priorities.publication.forgery import archived

NAMES = {"en": "Abroad"}


@cache
def ruled() -> Bundle:
    """Three activities sell abroad, one of them in the set: at least one is kept, at least two is not."""
    first, *rest = content().decisions.order
    outside = [card.code for card in content().activities if card.code not in (first, *rest)]
    abroad = (first, *outside[:2])
    cards = tuple(
        ActivityCard(
            card.code, card.titles, card.domains, {"market": "export"} if card.code in abroad else {}
        )
        for card in content().activities
    )
    kept = Rule("1", "market", "export", NAMES, "at_least", 1, "before", "", abroad, 1, True)
    broken = Rule("2", "market", "export", NAMES, "at_most", 0, "after", "Late.", abroad, 1, False, "Agreed.")
    attested = Rule(
        "3", "objective", "water", {"en": "Water"}, "at_least", 1, "before", "", (first,), 1, True
    )
    gone = DroppedRule("4", "market", "local", {"en": "Here"}, "at_least", 1, "Nobody wrote it down.")
    decisions = replace(content().decisions, rules=(kept, broken, attested), dropped_rules=(gone,))
    return build_bundle(replace(content(), activities=cards, decisions=decisions))


def test_what_holds_is_said_and_what_cannot_be_counted_is_attested() -> None:
    report = verify.verify_archive(ruled().archive, ruled().fingerprint)
    assert report.problems == []
    assert any("3 must-cover rules" in line and "1 broken" in line for line in report.passed)
    assert any("when rules were chosen" in line for line in report.attested)


def test_without_rules_nothing_is_said_of_them_and_earlier_bundles_pass() -> None:
    report = verify.verify_archive(bundle().archive)
    assert not any("rule" in line for line in (*report.passed, *report.attested))
    decisions = json.loads(bundle().files["decisions.json"])
    del decisions["rules"], decisions["dropped_rules"]
    earlier = archived({**bundle().files, "decisions.json": canonical_json(decisions)})
    assert verify.verify_archive(earlier).problems == []


def put(place: int, **changes: Any) -> Callable[[dict[str, Any]], None]:
    return lambda decisions: decisions["rules"][place].update(changes)


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (put(0, held=0), "of the set count for it"),
        (put(0, kept=False), "told otherwise"),
        (put(0, number=2), "told otherwise"),
        (put(0, number=2, kept=False), "broken without a reason"),
        (put(0, limit="about"), "neither of at least"),
        (put(0, counts=[]), "does not count the activities"),
        (put(0, value="local"), "does not count the activities"),
        (put(1, broken_reason=" "), "broken without a reason"),
        (put(1, reason=""), "late without a reason"),
        (put(1, kept=True), "told otherwise"),
        (put(1, code="1"), "stands there twice"),
        (put(2, counts=["nowhere"]), "unknown activity"),
        (put(2, held="1"), ""),
        (lambda decisions: decisions["dropped_rules"][0].update(reason=""), "dropped without a reason"),
    ],
)
def test_a_change_is_found_even_with_all_hashes_made_to_fit(
    change: Callable[[dict[str, Any]], None], found: str
) -> None:
    decisions = json.loads(ruled().files["decisions.json"])
    change(decisions)
    forged = archived({**ruled().files, "decisions.json": canonical_json(decisions)})
    problems = verify.verify_archive(forged).problems
    assert any(found in problem for problem in problems), problems
