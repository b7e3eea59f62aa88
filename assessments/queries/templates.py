"""Framework templates that a region can take over: data files with texts in every language."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

from assessments.models import CriterionKind
from assessments.registries import measure_called
from regions.models import Region

FOLDER = Path(__file__).parent.parent / "framework_templates"
TEXTS = ("question", "explanation", "low_words", "middle_words", "high_words")

Text = Mapping[str, str]


@dataclass(frozen=True)
class TemplateCriterion:
    """`texts`: column -> language -> words. `weight`: part of 100 in the whole framework."""

    code: str
    principle: str
    kind: str
    weight: Fraction
    measure: str
    texts: Mapping[str, Text]
    scale_min: int = 0
    scale_max: int = 10
    is_reversed: bool = False


@dataclass(frozen=True)
class FrameworkTemplate:
    key: str
    is_short: bool
    title: Text
    criteria: tuple[TemplateCriterion, ...]

    @property
    def question_count(self) -> int:
        return sum(criterion.kind == CriterionKind.JUDGED for criterion in self.criteria)


def framework_templates() -> tuple[FrameworkTemplate, ...]:
    """As every region can take them over."""
    return tuple(templates_by_key().values())


def template_for(region: Region, key: str) -> FrameworkTemplate | None:
    """With what is asked only where the data allow it, if those of this region do."""
    optional = {entry["measure"] for file in files() for entry in file["criteria"] if is_optional(entry)}
    measures = [measure for name in sorted(optional) if (measure := measure_called(name))]
    offered = frozenset(measure.key for measure in measures if measure.is_offered(region))
    return templates_by_key(offered).get(key)


@cache
def files() -> tuple[Mapping[str, Any], ...]:
    return tuple(json.loads(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.json")))


@cache
def templates_by_key(offered: frozenset[str] = frozenset()) -> dict[str, FrameworkTemplate]:
    """`offered`: measures that the data allow, of those that are asked only then."""
    templates = [template_from(file, form, offered) for file in files() for form in file["forms"]]
    return {template.key: template for template in templates}


def is_optional(entry: Mapping[str, Any]) -> bool:
    return bool(entry.get("is_only_where_offered"))


def template_from(
    file: Mapping[str, Any], form: Mapping[str, Any], offered: frozenset[str]
) -> FrameworkTemplate:
    chosen = [
        entry
        for entry in file["criteria"]
        if (entry["is_in_short_form"] or not form["is_short"])
        and (not is_optional(entry) or entry["measure"] in offered)
    ]
    weights = template_weights(chosen, file["principle_weights"], file["judged_percent"])
    criteria = (criterion_from(entry, weight) for entry, weight in zip(chosen, weights, strict=True))
    return FrameworkTemplate(form["key"], form["is_short"], form["title"], tuple(criteria))


def template_weights(
    criteria: Sequence[Mapping[str, Any]], principles: Mapping[str, str], judged_percent: int
) -> list[Fraction]:
    """A principle's weight is divided between judged and measured, each part equally among its criteria.

    A principle with only one kind gives it everything.
    """
    parts = {CriterionKind.JUDGED: judged_percent, CriterionKind.MEASURED: 100 - judged_percent}

    def weight_of(entry: Mapping[str, Any]) -> Fraction:
        own = [other for other in criteria if other["principle"] == entry["principle"]]
        alike = [other for other in own if other["kind"] == entry["kind"]]
        share = Fraction(parts[entry["kind"]], 100) if len(alike) < len(own) else Fraction(1)
        return Fraction(principles[entry["principle"]]) * share / len(alike)

    return [weight_of(entry) for entry in criteria]


def criterion_from(entry: Mapping[str, Any], weight: Fraction) -> TemplateCriterion:
    return TemplateCriterion(
        code=entry["code"],
        principle=entry["principle"],
        kind=entry["kind"],
        weight=weight,
        measure=entry.get("measure", ""),
        texts={name: entry[name] for name in TEXTS if name in entry},
        scale_min=entry.get("scale_min", 0),
        scale_max=entry.get("scale_max", 10),
    )
