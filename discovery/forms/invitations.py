"""Lists of people as they are pasted: addresses, or rows of a spreadsheet."""

import re
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from accounts.models import Helix
from discovery.forms.texts import one_line
from discovery.models import InvitationStage

MOST_ROWS = 500
_NAMED = re.compile(r"^(?P<name>[^<>]*)<(?P<email>[^<>\s]+)>$")
_COLUMNS = ("email", "name", "helix", "organization")
STAGE_CHOICES = InvitationStage.choices
_LENGTHS = {"name": 120, "organization": 200}


@dataclass(frozen=True)
class PastedPerson:
    """One line of the list. `helix` is a key or empty."""

    email: str
    name: str = ""
    helix: str = ""
    organization: str = ""


@dataclass
class PastedList:
    people: list[PastedPerson] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


class InviteForm(forms.Form):
    """All lines are right, or nobody is invited: each wrong line is named with its number."""

    # no TextField: it would take the tabs out, and with them the columns
    people = forms.CharField(
        label=_("Whom do you invite?"),
        help_text=_(
            "One person a line: an address alone, or address; name; group; organization. Rows copied from a spreadsheet "
            "are understood as well. Groups: science, business, government, civil society."
        ),
        max_length=100_000,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
    )

    def clean_people(self) -> list[PastedPerson]:
        pasted = read_people(self.cleaned_data["people"])
        if pasted.faults:
            raise ValidationError(pasted.faults)
        if not pasted.people:
            raise ValidationError(_("There is no address in this text."))
        return pasted.people


class StageForm(forms.Form):
    """Which invitations are listed; anything else lists them all."""

    stage = forms.ChoiceField(choices=STAGE_CHOICES, required=False)


class ComingForm(forms.Form):
    answer = forms.ChoiceField(choices=[("yes", "yes"), ("no", "no")])


def read_people(text: str) -> PastedList:
    """Lines of one or several columns; several addresses on one line are as many people."""
    pasted = PastedList()
    lines = [(number, line.strip()) for number, line in enumerate(text.splitlines(), start=1) if line.strip()]
    if len(lines) > MOST_ROWS:
        told = _("At most %(number)d lines at once; these are %(found)d.")
        pasted.faults.append(told % {"number": MOST_ROWS, "found": len(lines)})
        return pasted
    known_words = helix_words()
    for number, line in lines:
        for cells in _people_in(line):
            _add(pasted, number, cells, known_words)
    return pasted


def _people_in(line: str) -> list[list[str]]:
    if line.count("@") > 1:
        return [[cell] for cell in re.split(r"[,;\s]+", line) if cell]
    separator = next((mark for mark in ("\t", ";", ",") if mark in line), None)
    return [[one_line(cell) for cell in line.split(separator)] if separator else [one_line(line)]]


def _add(pasted: PastedList, number: int, cells: list[str], known_words: dict[str, str]) -> None:
    row = dict(zip(_COLUMNS, cells, strict=False))
    if named := _NAMED.match(row["email"]):
        row = {"name": one_line(named["name"]).strip('"\u00ab\u00bb '), **row, "email": named["email"]}
    helix = known_words.get(row.get("helix", "").casefold())
    fault = _fault(row, cells, helix)
    if fault:
        pasted.faults.append(str(_("Line %(number)d: %(fault)s") % {"number": number, "fault": fault}))
    else:
        pasted.people.append(PastedPerson(**row | {"helix": helix or ""}))


def _fault(row: dict[str, str], cells: list[str], helix: str | None) -> Any:
    try:
        validate_email(row["email"])
    except ValidationError:
        return _("“%(text)s” is not an e-mail address.") % {"text": row["email"][:80]}
    if helix is None:
        return _("“%(text)s” is not one of the four groups.") % {"text": row["helix"][:80]}
    if len(cells) > len(_COLUMNS):
        return _("there are more than four columns.")
    too_long = [name for name, longest in _LENGTHS.items() if len(row.get(name, "")) > longest]
    return _("a name is too long.") if too_long else ""


def helix_words() -> dict[str, str]:
    """How the groups may be called: their keys, their names in every language, and nothing at all."""
    words = {"": ""}
    for helix in Helix:
        words |= {helix.value: helix.value, helix.value.replace("_", " "): helix.value}
        for language in ("en", "ru", "kk"):
            with translation.override(language):
                words[str(helix.label).casefold()] = helix.value
                words[str(SHORT_NAMES[helix]).casefold()] = helix.value
    return words


SHORT_NAMES = {
    Helix.SCIENCE: _("science"),
    Helix.BUSINESS: _("business"),
    Helix.GOVERNMENT: _("government"),
    Helix.CIVIL_SOCIETY: _("civil society"),
}
