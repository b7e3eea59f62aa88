"""What may be frozen, and its document."""

from fractions import Fraction

import pytest

from assessments.scoring import Criterion, Group, Method, MethodError

CRITERIA = (
    Criterion("a", "inclusivity", "judged", Fraction("13.5"), 1, 5, True),
    Criterion("b", "inclusivity", "measured", Fraction(1, 3)),
)
GROUPS = (
    Group("science", Fraction(1, 2), ("science", "civil")),
    Group("business", Fraction(1, 4), ("business",)),
)


def test_a_document_gives_back_the_method_and_leaves_other_keys_alone() -> None:
    method = Method(CRITERIA, GROUPS, threshold=4, kappa=3, coverage_minimum=Fraction(3, 4))
    document = method.as_document()
    assert Method.from_document({**document, "title": "a framework"}) == method
    assert [entry["weight"] for entry in document["criteria"]] == ["13.5", "1/3"]
    assert (document["groups"][0]["omega"], document["coverage_minimum"]) == ("0.5", "0.75")


def test_order_is_frozen_and_weights_keep_their_proportions() -> None:
    method = Method(CRITERIA, GROUPS)
    assert [criterion.code for criterion in method.judged] == ["a"]
    assert Fraction(method.weights[0], method.weights[1]) == Fraction("13.5") * 3
    assert method.omegas == (2, 1)


@pytest.mark.parametrize(
    "change",
    [
        {"kappa": 0},
        {"kappa": 9},
        {"threshold": 2},
        {"threshold": 11},
        {"coverage_minimum": Fraction(0)},
        {"criteria": ()},
        {"groups": ()},
        {"criteria": CRITERIA * 2},
        {"groups": GROUPS * 2},
        {"groups": (Group("science", Fraction(0), ("science",)),)},
    ],
)
def test_a_method_out_of_bounds_is_refused(change: dict) -> None:
    with pytest.raises(MethodError):
        Method(**{"criteria": CRITERIA, "groups": GROUPS, **change})


@pytest.mark.parametrize(
    "change",
    [
        {"weight": Fraction(0)},
        {"kind": "guessed"},
        {"minimum": 0, "maximum": 1},
        {"minimum": 5, "maximum": 5},
        {"minimum": -1},
        {"maximum": 254},
    ],
)
def test_a_criterion_out_of_bounds_is_refused(change: dict) -> None:
    values = {"code": "a", "principle": "p", "kind": "judged", "weight": Fraction(1), **change}
    with pytest.raises(MethodError):
        Criterion(**values)
