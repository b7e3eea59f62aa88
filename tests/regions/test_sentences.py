"""Every code that readers may meet has words."""

import pytest
from django.utils import translation

from regions.evidence.profile import Formula
from regions.importers import INDICATORS as KNOWN_INDICATORS
from regions.importers.observations import Problem
from regions.sentences import FORMULAS, INDICATORS, REMARKS, in_words, unit_in_words
from tests.regions.statistics import manifest


def test_every_indicator_formula_and_remark_has_words() -> None:
    rules = {rule.code for layout in manifest().layouts for rule in layout.notes}
    assert set(INDICATORS) == set(KNOWN_INDICATORS)
    assert set(FORMULAS) == set(Formula)
    assert set(REMARKS) >= rules | {"outside_region_years"}


@pytest.mark.parametrize(
    ("unit", "english", "russian"),
    [
        ("million KZT", "million ₸", "млн ₸"),
        ("thousand USD", "thousand $", "тыс. $"),
        ("thousand persons", "thousand people", "тыс. чел."),
        ("persons", "people", "чел."),
        ("%", "%", "%"),
        ("million XOF", "million XOF", "млн XOF"),
        ("", "", ""),
    ],
)
def test_units_in_the_readers_words(unit: str, english: str, russian: str) -> None:
    with translation.override("en"):
        assert unit_in_words(unit) == english
    with translation.override("ru"):
        assert unit_in_words(unit) == russian


def test_a_fault_is_told_with_its_place() -> None:
    problem = Problem("people.csv", 17, "value", "not_a_number", {"found": "много"})
    with translation.override("en"):
        assert in_words(problem) == "people.csv, row 17, value: This is not a number: много."
    with translation.override("ru"):
        assert in_words(problem) == "people.csv, строка 17, value: Это не число: много."
