"""A framework as one document: what its digest covers, what is exported, and what a copy is made from."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from django.conf import settings

from assessments.models import Criterion, Framework
from assessments.queries.templates import TEXTS, FrameworkTemplate, TemplateCriterion
from assessments.scoring import fraction_text
from foundation import canonical

SCHEMA = "framework/1"
LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)


def framework_document(framework: Framework) -> dict[str, Any]:
    """Everything that is asked and how it counts, in every language; equal content gives equal bytes. One query."""
    return document_of(content_of(framework))


def framework_digest(framework: Framework) -> str:
    return canonical.digest(framework_document(framework))


def content_of(framework: Framework) -> FrameworkTemplate:
    return FrameworkTemplate(
        key=framework.key,
        is_short=framework.is_short,
        title=translations(framework, "title"),
        criteria=tuple(criterion_content(criterion) for criterion in framework.criteria.all()),
    )


def criterion_content(criterion: Criterion) -> TemplateCriterion:
    texts = {column: translations(criterion, column) for column in TEXTS}
    return TemplateCriterion(
        code=criterion.code,
        principle=criterion.principle,
        kind=criterion.kind,
        weight=Fraction(criterion.weight),
        measure=criterion.measure,
        texts={column: text for column, text in texts.items() if text},
        scale_min=criterion.scale_min,
        scale_max=criterion.scale_max,
        is_reversed=criterion.is_reversed,
    )


def translations(subject: Framework | Criterion, column: str) -> dict[str, str]:
    """The translations that exist of one text."""
    words = {language: getattr(subject, f"{column}_{language}") for language in LANGUAGES}
    return {language: text for language, text in words.items() if text}


def document_of(content: FrameworkTemplate) -> dict[str, Any]:
    return {
        "schema": SCHEMA,
        "key": content.key,
        "is_short": content.is_short,
        "title": dict(content.title),
        "criteria": [criterion_document(criterion) for criterion in content.criteria],
    }


def criterion_document(criterion: TemplateCriterion) -> Mapping[str, Any]:
    return {
        "code": criterion.code,
        "principle": str(criterion.principle),
        "kind": str(criterion.kind),
        "weight": fraction_text(criterion.weight),
        "measure": criterion.measure,
        "scale_min": criterion.scale_min,
        "scale_max": criterion.scale_max,
        "is_reversed": criterion.is_reversed,
        **{column: dict(text) for column, text in criterion.texts.items()},
    }
