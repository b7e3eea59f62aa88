"""The frozen method of a round as pages, forms and scores need it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from assessments.models import Round
from assessments.scoring import Criterion, Method
from foundation.foreign_text import in_language

CANNOT_JUDGE_WORD = "cannot_judge"
KEPT = 32  # methods a process remembers: rounds open at one time


@dataclass(frozen=True)
class FrozenMethod:
    """What was fixed when the round opened: never the framework as it is now."""

    document: Mapping[str, Any]

    @cached_property
    def rules(self) -> Method:
        return Method.from_document(self.document)

    @property
    def judged(self) -> tuple[Criterion, ...]:
        return self.rules.judged

    @cached_property
    def answers(self) -> dict[str, dict[str, int | str]]:
        """Of each question, by its code: what a form may send -> the mark, or "cannot_judge"."""
        scales = {each.code: range(each.minimum, each.maximum + 1) for each in self.judged}
        return {
            code: {str(answer): answer for answer in (*scale, CANNOT_JUDGE_WORD)}
            for code, scale in scales.items()
        }

    @cached_property
    def activity_ids(self) -> tuple[int, ...]:
        """In frozen order."""
        return tuple(int(code) for code in self.document["activities"])

    @cached_property
    def entries(self) -> dict[str, Mapping[str, Any]]:
        """Everything frozen about each criterion, by its code: the texts too."""
        return {entry["code"]: entry for entry in self.document["criteria"]}

    def text(self, code: str, column: str) -> str:
        """A text of a criterion in the reader's language, else in one that exists."""
        return in_language(self.entries[code].get(column, {}))

    @property
    def framework_title(self) -> str:
        return in_language(self.document["framework"]["title"])


_kept: dict[str, FrozenMethod] = {}


def frozen_method(round: Round) -> FrozenMethod:
    """Raises ValueError for a round that was never opened.

    Kept by its hash, which is the digest of the content: a round that comes without its `method` (deferred) then costs
    a ballot neither the reading nor the parsing of it.
    """
    kept = _kept.get(round.method_hash)
    if kept is None:
        if round.method is None:
            raise ValueError(f"round {round.pk} has no method yet")
        kept = FrozenMethod(round.method)
        if len(_kept) >= KEPT:
            _kept.clear()
        _kept[round.method_hash] = kept
    return kept
