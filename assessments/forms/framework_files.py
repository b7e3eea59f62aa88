"""A framework from a file: read strictly, every fault named by its path. docs/frameworks.md describes the format."""

import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from assessments import queries
from assessments.forms.frameworks import LENGTHS
from assessments.models import CriterionKind, Principle
from assessments.queries import FrameworkTemplate, TemplateCriterion
from assessments.registries import measure_called
from discovery.forms.texts import one_line

LARGEST_FILE = 256 * 1024
MOST_CRITERIA = 60
MOST_FAULTS = 30
SLUG = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_")
CRITERION_KEYS = {
    "code",
    "principle",
    "kind",
    "weight",
    "measure",
    "scale_min",
    "scale_max",
    "is_reversed",
    *queries.TEXTS,
}
FRAMEWORK_KEYS = {"schema", "key", "is_short", "title", "criteria"}

Faults = list[tuple[str, str]]


class FileFaults(Exception):
    """What is wrong with a file: (path, what), in order; the path is empty where it is about the whole."""

    def __init__(self, faults: Faults) -> None:
        super().__init__(faults)
        self.faults = faults[:MOST_FAULTS]


def framework_from_text(content: bytes) -> FrameworkTemplate:
    """Raises FileFaults."""
    if len(content) > LARGEST_FILE:
        raise FileFaults(
            [("", _("The file is larger than %(kilobytes)d KB.") % {"kilobytes": LARGEST_FILE // 1024})]
        )
    try:
        document = json.loads(
            content.decode(),
            object_pairs_hook=without_doubles,
            parse_float=Decimal,
            parse_constant=no_constant,
        )
    except (ValueError, RecursionError) as error:
        raise FileFaults([("", _("This is no JSON: %(why)s") % {"why": error})]) from error
    return framework_from_document(document)


def framework_from_document(document: Any) -> FrameworkTemplate:
    """Raises FileFaults. Drafts may come in unfinished: what keeps one from being used is told on its page."""
    reader = Reader()
    content = reader.framework(document)
    if reader.faults:
        raise FileFaults(reader.faults)
    return content


def criterion_from_document(document: Any) -> dict[str, Any]:
    """One criterion as columns, the texts in every language; its weight stands elsewhere. Raises FileFaults."""
    reader = Reader()
    found = reader.criterion(
        "document", {"weight": "0", **document} if isinstance(document, dict) else document
    )
    if reader.faults:
        raise FileFaults(reader.faults)
    names = ("code", "principle", "kind", "measure", "scale_min", "scale_max", "is_reversed")
    texts = {
        f"{column}_{language}": found.texts.get(column, {}).get(language, "")
        for column in queries.TEXTS
        for language in queries.LANGUAGES
    }
    return {name: getattr(found, name) for name in names} | texts


def without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    keys = [key for key, _value in pairs]
    doubled = {key for key in keys if keys.count(key) > 1} if len(keys) < 1000 else {"…"}
    if doubled:
        raise ValueError(_("“%(key)s” stands there twice") % {"key": ", ".join(sorted(doubled))})
    return dict(pairs)


def no_constant(name: str) -> Any:
    raise ValueError(name)


class Reader:
    """Reads on after a fault, so that a person sees all of them at once."""

    def __init__(self) -> None:
        self.faults: Faults = []

    def fault(self, path: str, what: str) -> None:
        self.faults.append((path, what))

    def framework(self, document: Any) -> FrameworkTemplate:
        if not isinstance(document, dict):
            raise FileFaults([("", _("A framework is an object with a title and criteria."))])
        if document.get("schema") != queries.SCHEMA:
            self.fault("schema", _("must be “%(schema)s”") % {"schema": queries.SCHEMA})
        self.known("", document, FRAMEWORK_KEYS)
        criteria = document.get("criteria")
        if not isinstance(criteria, list) or len(criteria) > MOST_CRITERIA:
            self.fault("criteria", _("must be a list of at most %(most)d criteria") % {"most": MOST_CRITERIA})
            criteria = []
        read = [self.criterion(f"criteria[{place}]", entry) for place, entry in enumerate(criteria)]
        self.distinct(read)
        title = self.text("title", document.get("title"), "title")
        if not title:
            self.fault("title", _("must be written in one language at least"))
        return FrameworkTemplate(
            key=self.slug("key", document.get("key"), 60),
            is_short=self.boolean("is_short", document.get("is_short", False)),
            title=title,
            criteria=tuple(read),
        )

    def criterion(self, path: str, entry: Any) -> TemplateCriterion:
        if not isinstance(entry, dict):
            self.fault(path, _("must be an object"))
            entry = {}
        self.known(path, entry, CRITERION_KEYS)
        kind = self.one_of(f"{path}.kind", entry.get("kind"), CriterionKind.values)
        measure = entry.get("measure", "")
        if kind == CriterionKind.MEASURED and (
            not isinstance(measure, str) or measure_called(measure) is None
        ):
            self.fault(f"{path}.measure", _("no such figure is known here: %(name)s") % {"name": measure})
        elif kind != CriterionKind.MEASURED and measure:
            self.fault(f"{path}.measure", _("only for what is measured from data"))
        texts = {
            column: self.text(f"{path}.{column}", entry.get(column, {}), column) for column in queries.TEXTS
        }
        if not texts["question"]:
            self.fault(f"{path}.question", _("must be written in one language at least"))
        low, high = (
            self.whole(f"{path}.{name}", entry.get(name, default))
            for name, default in (("scale_min", 0), ("scale_max", 10))
        )
        if not 2 <= high - low <= queries.MOST_STEPS:
            self.fault(
                f"{path}.scale_max", _("a scale has 3 to %(most)d marks") % {"most": queries.MOST_STEPS + 1}
            )
        return TemplateCriterion(
            code=self.slug(f"{path}.code", entry.get("code"), 40),
            principle=self.one_of(f"{path}.principle", entry.get("principle"), Principle.values),
            kind=kind,
            weight=self.weight(f"{path}.weight", entry.get("weight")),
            measure=measure if isinstance(measure, str) else "",
            texts={column: text for column, text in texts.items() if text},
            scale_min=low,
            scale_max=high,
            is_reversed=self.boolean(f"{path}.is_reversed", entry.get("is_reversed", False)),
        )

    def known(self, path: str, entry: Mapping[str, Any], keys: set[str]) -> None:
        for key in sorted(set(entry) - keys):
            self.fault(f"{path}.{key}".lstrip("."), _("is not known"))

    def distinct(self, criteria: list[TemplateCriterion]) -> None:
        seen: set[str] = set()
        for place, criterion in enumerate(criteria):
            if criterion.code and criterion.code in seen:
                self.fault(
                    f"criteria[{place}].code", _("stands there twice: %(code)s") % {"code": criterion.code}
                )
            seen.add(criterion.code)

    def text(self, path: str, value: Any, column: str) -> dict[str, str]:
        if not isinstance(value, dict):
            self.fault(path, _("must be an object: language to words"))
            return {}
        return dict(self.words(path, value, LENGTHS[column]))

    def words(self, path: str, value: Mapping[str, Any], longest: int) -> Iterator[tuple[str, str]]:
        for language, words in value.items():
            if language not in queries.LANGUAGES:
                self.fault(f"{path}.{language}", _("is no language of this platform"))
            elif not isinstance(words, str) or "\0" in words:
                self.fault(f"{path}.{language}", _("must be text"))
            elif len(one_line(words)) > longest:
                self.fault(
                    f"{path}.{language}",
                    ngettext("is longer than %(n)d character", "is longer than %(n)d characters", longest)
                    % {"n": longest},
                )
            elif one_line(words):
                yield language, one_line(words)

    def slug(self, path: str, value: Any, longest: int) -> str:
        if isinstance(value, str) and 0 < len(value) <= longest and set(value) <= SLUG:
            return value
        self.fault(path, _("must be 1 to %(most)d Latin letters, digits and hyphens") % {"most": longest})
        return ""

    def one_of(self, path: str, value: Any, choices: list[str]) -> str:
        if value in choices:
            return str(value)
        self.fault(path, _("must be one of: %(choices)s") % {"choices": ", ".join(choices)})
        return str(choices[0])

    def whole(self, path: str, value: Any) -> int:
        if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 100:
            return value
        self.fault(path, _("must be a whole number from 0 to 100"))
        return 0

    def boolean(self, path: str, value: Any) -> bool:
        if isinstance(value, bool):
            return value
        self.fault(path, _("must be true or false"))
        return False

    def weight(self, path: str, value: Any) -> Fraction:
        """A decimal as text, so that no program rounds it on the way."""
        try:
            weight = Decimal(value) if isinstance(value, str) else None
        except ArithmeticError:
            weight = None
        if weight is None or not weight.is_finite() or not 0 <= weight <= 100 or weight != round(weight, 6):
            self.fault(path, _("must be a number from 0 to 100 as text, with at most six decimals"))
            return Fraction(0)
        return Fraction(weight)


class ImportForm(forms.Form):
    """A file, or its text pasted."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".json,application/json"}),
    )
    text = forms.CharField(
        label=gettext_lazy("Or paste it here"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false"}),
    )

    content: FrameworkTemplate
    faults: Faults = []

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        given = (
            cleaned["file"].read(LARGEST_FILE + 1)
            if cleaned.get("file")
            else cleaned.get("text", "").encode()
        )
        if not given.strip():
            raise ValidationError(_("Choose a file, or paste its text."))
        try:
            self.content = framework_from_text(given)
        except FileFaults as wrong:
            self.faults = wrong.faults
            raise ValidationError(_("This file cannot be used. Nothing was stored.")) from wrong
        return cleaned
