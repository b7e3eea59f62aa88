"""What a reader yields."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from regions.importers.messages import MESSAGES


@dataclass(frozen=True, slots=True)
class Observation:
    """One statistical value. `class_code` is empty for a total; the indicator says whose classes they are.

    `row` and `column` say where it stood, as in a Remark; they are no part of what it is.
    """

    region: str
    indicator: str
    class_code: str
    year: int
    value: Decimal
    unit: str
    row: int = field(default=0, compare=False)
    column: str = field(default="", compare=False)

    @property
    def key(self) -> tuple[str, str, str, int]:
        """What may occur once only."""
        return self.region, self.indicator, self.class_code, self.year


@dataclass(frozen=True, slots=True)
class Remark:
    """A place in a file and a message about it, as a code with parameters so that it can be translated.

    `row` counts records as a spreadsheet does, the header being row 1; `column` is the header's text, empty
    when the whole row is meant.
    """

    file: str
    row: int
    column: str
    code: str
    params: Mapping[str, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """In English; translate MESSAGES[code] and fill in `params` for any other language."""
        return MESSAGES[self.code] % self.params


@dataclass(frozen=True, slots=True)
class Problem(Remark):
    """Something wrong: no observation came of it."""


@dataclass(frozen=True, slots=True)
class Note(Remark):
    """Something to be told. `about` is the key of the observation it belongs to, if it belongs to one."""

    about: tuple[str, str, str, int] | None = None
