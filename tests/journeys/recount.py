"""The method once more, naively and in exact fractions (docs/method.md): no line of it is shared with the platform.

Marks are those the journey's people sent; measured values are worked out anew too (figures).
"""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

from tests.journeys.figures import measured
from tests.journeys.story import HELICES, INTERESTED, QUESTIONS, SEATS

# In half points: 45 for each of the four principles and 20 for discovery; 60 % judged, 40 % measured, in equal parts.
WEIGHTS: dict[str, dict[str, int]] = {
    "inclusivity": {"newcomers": 27, "breadth_of_support": 9, "projects_behind": 9},
    "specialization": {"known_here": 27, "location_quotient": 9, "critical_mass": 9},
    "diversification": {"new_paths": 27, "dependence": 18},
    "experimentation": {"small_start": 27, "first_experiment": 18},
    "discovery": {"ready_to_act": 20},
}
MEASURED = [code for own in WEIGHTS.values() for code in own if code not in QUESTIONS]
THRESHOLD, KAPPA = 5, 2
ENOUGH = Fraction(4, 5)

Marks = Mapping[tuple[int, int], Mapping[str, int | str]]  # (seat, place) -> question -> mark
Cell = Sequence[int]
Rule = Callable[[int], Fraction]
Values = Mapping[str, Fraction | None]


def one_quarter_each(n: int) -> Fraction:
    """The official weight of a group of n in a cell."""
    return Fraction(1, 4) * Fraction(n, n + KAPPA)


def groups_alike(n: int) -> Fraction:
    return Fraction(1, 4)


def one_person_one_vote(n: int) -> Fraction:
    return Fraction(n)


def cell(marks: Marks, place: int, helix: str, question: str) -> Cell:
    """The marks of one group that count."""
    return [
        mark
        for (seat, where), given in marks.items()
        if where == place and SEATS[seat][0] == helix and (seat, place) != INTERESTED
        and isinstance(mark := given[question], int)
    ]  # fmt: skip


def judged(marks: Marks, place: int, question: str, rule: Rule, absent: str = "") -> Fraction | None:
    """u of one question: the groups' means, weighed by the rule; None where no group has marks enough."""
    cells = [cell(marks, place, helix, question) for helix in HELICES if helix != absent]
    counting = [given for given in cells if len(given) >= THRESHOLD]
    if not counting:
        return None
    weights = [rule(len(given)) for given in counting]
    means = [Fraction(sum(given), len(given)) for given in counting]
    return weighted_mean(means, weights) / 10


def values_of(marks: Marks, place: int, rule: Rule = one_quarter_each, absent: str = "") -> Values:
    """u of every criterion of one activity; None where there is none."""
    asked = {question: judged(marks, place, question, rule, absent) for question in QUESTIONS}
    return {**dict.fromkeys(MEASURED), **measured(place), **asked}


def score(values: Values, principle: str = "") -> str | None:
    """As printed, of one principle or of all; None where less than four fifths of the weight has a value."""
    chosen = [criteria for name, criteria in WEIGHTS.items() if principle in ("", name)]
    weights = {code: weight for criteria in chosen for code, weight in criteria.items()}
    present = {code: value for code in weights if (value := values[code]) is not None}
    counting = [Fraction(weights[code]) for code in present]
    if sum(counting) < ENOUGH * sum(weights.values()):
        return None
    tenths = round(
        weighted_mean(list(present.values()), counting) * 1000
    )  # of a Fraction: exact and half-even
    return f"{tenths // 10}.{tenths % 10}"


def weighted_mean(values: Sequence[Fraction], weights: Sequence[Fraction]) -> Fraction:
    products = (weight * value for value, weight in zip(values, weights, strict=True))
    return sum(products, Fraction()) / sum(weights, Fraction())


def ranks(scores: Sequence[str | None]) -> list[int | None]:
    """1 + number strictly higher, on the scores as printed."""
    known = [Fraction(each) for each in scores if each is not None]
    return [None if each is None else 1 + sum(other > Fraction(each) for other in known) for each in scores]
