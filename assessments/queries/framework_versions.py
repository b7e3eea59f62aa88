"""Versions of a framework: what differs, which are open to choose, which rounds used which."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from assessments.models import CriterionKind, Framework, Principle, Round
from assessments.queries.framework_documents import framework_document
from assessments.queries.framework_faults import shown
from assessments.queries.templates import TEXTS
from assessments.registries import measure_called
from assessments.sentences import SENTENCES, TEXT_NAMES
from foundation import audit
from foundation.foreign_text import in_language

Entry = Mapping[str, Any]


@dataclass(frozen=True)
class Difference:
    """One line of the component `differences`."""

    kind: str
    label: str
    before: str = ""
    after: str = ""


def versions_of(framework: Framework) -> QuerySet[Framework]:
    """All versions of the same framework, newest first, with how many rounds used each."""
    same = Framework.objects.filter(region=framework.region_id, key=framework.key)
    return same.annotate(round_count=Count("rounds")).order_by("-version")


def version_before(framework: Framework) -> Framework | None:
    earlier = Framework.objects.filter(
        region=framework.region_id, key=framework.key, version__lt=framework.version
    )
    return earlier.order_by("-version").first()


def rounds_using(framework: Framework) -> QuerySet[Round]:
    return Round.objects.filter(framework=framework).defer("method").order_by("-pk")


def version_differences(before: Framework, after: Framework) -> list[Difference]:
    """From one version to another, criterion by criterion. Two queries."""
    return list(differences(framework_document(before), framework_document(after)))


def differences(before: Entry, after: Entry) -> Iterator[Difference]:
    if before["title"] != after["title"]:
        yield Difference(
            "changed", str(TEXT_NAMES["title"]), in_language(before["title"]), in_language(after["title"])
        )
    old = {entry["code"]: entry for entry in before["criteria"]}
    new = {entry["code"]: entry for entry in after["criteria"]}
    for code, entry in new.items():
        if code not in old:
            yield Difference("added", question_of(entry), after=weight_in_words(entry))
    for code, entry in old.items():
        if code not in new:
            yield Difference("removed", question_of(entry), before=weight_in_words(entry))
        else:
            yield from criterion_differences(entry, new[code])
    kept_before, kept_after = [c for c in old if c in new], [c for c in new if c in old]
    if kept_before != kept_after:
        yield Difference("moved", _("The order of the questions"))


def criterion_differences(before: Entry, after: Entry) -> Iterator[Difference]:
    """Texts are compared in the reader's language; a change in another language only is told as such."""
    label = question_of(after)
    facts_before, facts_after = facts_of(before), facts_of(after)
    for name, words in facts_before.items():
        if words != facts_after[name]:
            yield Difference("changed", f"{label} · {name}", words, facts_after[name])
    for column in TEXTS:
        old, new = before.get(column, {}), after.get(column, {})
        if old == new:
            continue
        read_before, read_after = in_language(old), in_language(new)
        if read_before == read_after:
            yield Difference(
                "changed", f"{label} · {str(TEXT_NAMES[column]).lower()}", after=_("only in another language")
            )
        else:
            yield Difference(
                "changed", f"{label} · {str(TEXT_NAMES[column]).lower()}", read_before, read_after
            )


def facts_of(entry: Entry) -> dict[str, str]:
    """How a criterion counts, in words."""
    scale = f"{entry['scale_min']}-{entry['scale_max']}" if entry["kind"] == CriterionKind.JUDGED else ""
    return {
        _("weight"): weight_in_words(entry),
        _("principle"): str(Principle(entry["principle"]).label),
        _("kind"): str(CriterionKind(entry["kind"]).label),
        _("scale"): scale,
        _("direction"): _("a high mark counts against")
        if entry["is_reversed"]
        else _("a high mark counts for"),
        _("figure"): measure_in_words(entry["measure"]),
    }


def measure_in_words(key: str) -> str:
    """The name of a measure; a key that is not known any more stays what it is."""
    measure = measure_called(key) if key else None
    return str(measure.name or key) if measure else key


def weight_in_words(entry: Entry) -> str:
    return shown(Decimal(entry["weight"]))


def question_of(entry: Entry) -> str:
    return in_language(entry.get("question", {})) or str(entry["code"])


def framework_decisions(framework: Framework) -> list[dict[str, Any]]:
    """Who did what with it and why, newest first; edits of one draft in a row are one line. One query."""
    rows = audit.reasons_of(framework).order_by("-pk")
    lines: list[dict[str, Any]] = []
    for row in rows:
        what = SENTENCES[row.verb]
        if lines and lines[-1]["what"] == what == SENTENCES["assessments.edit_framework"]:
            continue
        words = getattr(row, "words", None)
        lines.append({"at": row.at, "what": what, "reason": words.text if words else ""})
    return lines
