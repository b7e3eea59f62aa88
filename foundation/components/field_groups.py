"""Parts of a long form, each under its heading: folded on a phone until somebody needs it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.forms import BaseForm, BoundField
from django.utils.functional import Promise

Part = tuple[str, str | Promise, Sequence[str]]
"""Name of the part in addresses, its heading, the names of its fields."""


@dataclass(frozen=True)
class FieldGroup:
    """`anchor` names the part in addresses."""

    anchor: str
    title: str
    fields: tuple[BoundField, ...]

    @property
    def has_errors(self) -> bool:
        """Then the part stands open: nobody searches for what is wrong."""
        return any(field.errors for field in self.fields)

    @property
    def is_choice(self) -> bool:
        """A single field whose legend says what the heading says."""
        return len(self.fields) == 1 and self.fields[0].use_fieldset

    @property
    def filled(self) -> int:
        """How many are chosen of a single choice, else how many fields say something."""
        values = [field.value() for field in self.fields]
        return len(values[0] or ()) if self.is_choice else sum(bool(value) for value in values)


def groups_of(form: BaseForm, parts: Iterable[Part]) -> list[FieldGroup]:
    """Parts without a field in this form are left out."""
    groups = [
        FieldGroup(anchor, str(title), tuple(form[name] for name in names if name in form.fields))
        for anchor, title, names in parts
    ]
    return [group for group in groups if group.fields]
