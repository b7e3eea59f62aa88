"""The frozen method of a round: everything that is fixed, and hashed, before anybody scores."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any, Literal

from assessments.scoring.exact import fraction_text, on_common_denominator

JUDGED: Literal["judged"] = "judged"
MEASURED: Literal["measured"] = "measured"
HIGHEST_MARK = 253  # 254 and 255 are the two kinds of missing in a stored ballot (marks.py)
POSSIBLE_VALUES = 3  # no published figure may leave fewer possible values of anybody's mark


class MethodError(ValueError):
    """The method cannot be frozen as described; the message says why."""


@dataclass(frozen=True)
class Criterion:
    """One criterion. Scale and direction belong to judged criteria; a measured u is oriented already."""

    code: str
    principle: str
    kind: Literal["judged", "measured"]
    weight: Fraction
    minimum: int = 0
    maximum: int = 10
    reversed: bool = False

    def __post_init__(self) -> None:
        if self.kind not in (JUDGED, MEASURED):
            raise MethodError(f"{self.code}: a criterion is judged or measured, not {self.kind!r}")
        if self.weight <= 0:
            raise MethodError(f"{self.code}: the weight must be above zero")
        if not 0 <= self.minimum <= self.maximum - POSSIBLE_VALUES + 1 <= HIGHEST_MARK:
            raise MethodError(f"{self.code}: a scale has three marks at least, from 0 to {HIGHEST_MARK}")
        if self.maximum > HIGHEST_MARK:
            raise MethodError(f"{self.code}: marks above {HIGHEST_MARK} cannot be stored")

    def as_document(self) -> dict[str, Any]:
        return {
            "code": self.code,
            "principle": self.principle,
            "kind": self.kind,
            "weight": fraction_text(self.weight),
            "minimum": self.minimum,
            "maximum": self.maximum,
            "reversed": self.reversed,
        }


@dataclass(frozen=True)
class Group:
    """A group of raters that counts as one voice: a helix, or helices merged at sealing."""

    code: str
    omega: Fraction
    helices: tuple[str, ...]

    def as_document(self) -> dict[str, Any]:
        return {"code": self.code, "omega": fraction_text(self.omega), "helices": list(self.helices)}

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> "Group":
        return cls(document["code"], Fraction(document["omega"]), tuple(document["helices"]))


@dataclass(frozen=True)
class Method:
    """Criteria and groups in frozen order, with the numbers of the participation rule.

    threshold: g, the smallest number of marks a cell may have. kappa: how many raters a group needs to
    count half. coverage_minimum: the share of the weight that must be present for a rank.
    """

    criteria: tuple[Criterion, ...]
    groups: tuple[Group, ...]
    threshold: int = 5
    kappa: int = 2
    coverage_minimum: Fraction = Fraction(4, 5)

    def __post_init__(self) -> None:
        if not self.criteria or not self.groups:
            raise MethodError("a method needs at least one criterion and one group")
        require_distinct("criterion", [criterion.code for criterion in self.criteria])
        require_distinct("group", [group.code for group in self.groups])
        if any(group.omega <= 0 for group in self.groups):
            raise MethodError("every group needs an omega above zero")
        if not 3 <= self.threshold <= 10:
            raise MethodError("the threshold g lies between 3 and 10")
        if not 1 <= self.kappa <= 8:
            raise MethodError("kappa lies between 1 and 8")
        if not 0 < self.coverage_minimum <= 1:
            raise MethodError("the coverage minimum lies above 0 and at most at 1")

    @cached_property
    def judged(self) -> tuple[Criterion, ...]:
        """The columns of a ballot, in this order."""
        return tuple(criterion for criterion in self.criteria if criterion.kind == JUDGED)

    @cached_property
    def measured(self) -> tuple[Criterion, ...]:
        return tuple(criterion for criterion in self.criteria if criterion.kind == MEASURED)

    @cached_property
    def principles(self) -> tuple[str, ...]:
        """Principles in the order of their first criterion."""
        return tuple(dict.fromkeys(criterion.principle for criterion in self.criteria))

    @cached_property
    def weights(self) -> tuple[int, ...]:
        """Weights of all criteria as whole numbers in the frozen proportions."""
        return on_common_denominator(criterion.weight for criterion in self.criteria)

    @cached_property
    def omegas(self) -> tuple[int, ...]:
        """Omegas as whole numbers in the frozen proportions."""
        return on_common_denominator(group.omega for group in self.groups)

    def as_document(self) -> dict[str, Any]:
        """Plain values without floats: the part of the frozen document that the score depends on."""
        return {
            "criteria": [criterion.as_document() for criterion in self.criteria],
            "groups": [group.as_document() for group in self.groups],
            "threshold": self.threshold,
            "kappa": self.kappa,
            "coverage_minimum": fraction_text(self.coverage_minimum),
        }

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> "Method":
        """The method that `as_document` described; other keys (texts, anchors) are left alone."""
        return cls(
            criteria=tuple(criterion_from(entry) for entry in document["criteria"]),
            groups=tuple(group_from(entry) for entry in document["groups"]),
            threshold=document["threshold"],
            kappa=document["kappa"],
            coverage_minimum=Fraction(document["coverage_minimum"]),
        )


def require_distinct(what: str, codes: list[str]) -> None:
    if len(set(codes)) != len(codes) or not all(codes):
        raise MethodError(f"every {what} needs a code of its own")


def criterion_from(entry: Mapping[str, Any]) -> Criterion:
    names = ("code", "principle", "kind", "minimum", "maximum", "reversed")
    return Criterion(weight=Fraction(entry["weight"]), **{name: entry[name] for name in names})


def group_from(entry: Mapping[str, Any]) -> Group:
    return Group(entry["code"], Fraction(entry["omega"]), tuple(entry["helices"]))
