"""Lists brought as files: people to invite, organizations. Every wrong cell is named, and then nothing is taken."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from accounts.actions import ListedPerson
from accounts.actions.registers import folded
from accounts.models import OrganizationKind
from discovery.forms.invitations import PastedPerson, helix_words
from discovery.forms.texts import one_line
from discovery.models import RegisterImport
from discovery.queries import known_organizations
from foundation.uploads.columns import Column, ListRow, in_every_language, list_rows
from foundation.uploads.parsing import ParsedFile

KINDS = OrganizationKind.choices
LONGEST = {"name": 120, "organization": 200}
PEOPLE_COLUMNS = (
    Column("email", _("E-mail"), _("Each address once."), is_required=True, also=frozenset({"e-mail", "почта", "эл. почта", "пошта"})),
    Column("name", _("Name"), _("May stay empty."), also=frozenset({"фио", "имя", "аты-жөні"})),
    Column("helix", _("Group"), _("science, business, government, civil society; may stay empty."), also=frozenset({"группа", "топ"})),
    Column("organization", _("Organization"), _("May stay empty."), also=frozenset({"организация", "ұйым"})),
)  # fmt: skip
ORGANIZATION_COLUMNS = (
    Column("name", _("Name"), _("As it is called officially."), is_required=True, also=frozenset({"организация", "organization", "название", "ұйым", "атауы"})),
    Column("kind", _("Kind"), _("One of the kinds below."), is_required=True, also=frozenset({"type", "вид", "тип", "түрі"})),
    Column("state_controlled", _("State-controlled"), _("yes or no; empty: no."), also=frozenset({"государственная", "мемлекеттік"})),
)  # fmt: skip
STAKEHOLDER_COLUMNS = (
    *PEOPLE_COLUMNS[:2],
    replace(PEOPLE_COLUMNS[2], explanation=_("science, business, government, civil society."), is_required=True),
    replace(PEOPLE_COLUMNS[3], explanation=_("As it is called officially."), is_required=True),
    replace(ORGANIZATION_COLUMNS[1], explanation=_("Of an organization that is not known yet: one of the kinds below."), is_required=False),
)  # fmt: skip


@dataclass(frozen=True)
class WrongCell:
    """Place, column and sentence, as the person reads them."""

    place: str
    column: str
    text: str


@dataclass(frozen=True)
class ListedOrganization:
    name: str
    kind: str
    is_state_controlled: bool


class ListFileForm(forms.Form):
    file = forms.FileField(
        label=_("File"),
        max_length=255,
        help_text=_("XLSX or CSV, up to 10 MB, with the columns of the empty table."),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,.xlsx"}),
    )


class OrganizationFileForm(ListFileForm):
    """A look first; taken is the whole list or nothing."""

    kind = forms.ChoiceField(
        label=_("What the file lists"),
        choices=RegisterImport.Kind.choices,
        widget=forms.RadioSelect,
        initial=RegisterImport.Kind.ORGANIZATIONS,
        required=False,
    )

    is_only_look = forms.BooleanField(label=_("Only look, take nothing yet"), required=False, initial=True)


def people_in(parsed: ParsedFile) -> tuple[list[PastedPerson], list[WrongCell]]:
    """Raises HeaderRefused."""
    people, faults = [], []
    words = helix_words()
    seen: dict[str, str] = {}
    for row in list_rows(parsed, PEOPLE_COLUMNS):
        texts = {key: one_line(text) for key, text in row.texts.items()}
        helix = words.get(texts["helix"].casefold())
        wrong = list(_wrong_in_person(row, texts, helix, seen))
        faults += wrong
        if not wrong:
            people.append(PastedPerson(**texts | {"helix": helix or ""}))
        seen.setdefault(texts["email"].casefold(), row.place_of("email"))
    return people, faults


def _wrong_in_person(
    row: ListRow, texts: dict[str, str], helix: str | None, seen: dict[str, str]
) -> Iterator[WrongCell]:
    try:
        validate_email(texts["email"])
    except ValidationError:
        yield _wrong(row, "email", _("“%(text)s” is not an e-mail address.") % {"text": texts["email"][:80]})
    if first := seen.get(texts["email"].casefold()):
        yield _wrong(row, "email", _("The address stands in the list already: %(place)s.") % {"place": first})
    if helix is None:
        yield _wrong(
            row, "helix", _("“%(text)s” is not one of the four groups.") % {"text": texts["helix"][:80]}
        )
    for key, longest in LONGEST.items():
        if len(texts[key]) > longest:
            yield _wrong(row, key, _("Longer than %(limit)s characters.") % {"limit": longest})


def organizations_in(parsed: ParsedFile) -> tuple[list[ListedOrganization], list[WrongCell]]:
    """Raises HeaderRefused."""
    found: list[ListedOrganization] = []
    faults: list[WrongCell] = []
    kinds, answers = _kind_words(), _answers()
    seen: dict[str, str] = {}
    for row in list_rows(parsed, ORGANIZATION_COLUMNS):
        name, kind = one_line(row.texts["name"]), kinds.get(row.texts["kind"].casefold())
        is_state = answers.get(row.texts["state_controlled"].casefold())
        wrong = []
        if not name or len(name) > LONGEST["organization"]:
            wrong.append(
                _wrong(
                    row,
                    "name",
                    _("A name of at most %(limit)s characters is needed.")
                    % {"limit": LONGEST["organization"]},
                )
            )
        if first := seen.get(name.casefold()):
            wrong.append(
                _wrong(row, "name", _("The name stands in the list already: %(place)s.") % {"place": first})
            )
        if kind is None:
            wrong.append(
                _wrong(
                    row,
                    "kind",
                    _("“%(text)s” is no kind of organization.") % {"text": row.texts["kind"][:80]},
                )
            )
        if is_state is None:
            wrong.append(
                _wrong(
                    row,
                    "state_controlled",
                    _("“%(text)s” is neither yes nor no.") % {"text": row.texts["state_controlled"][:80]},
                )
            )
        seen.setdefault(name.casefold(), row.place_of("name"))
        faults += wrong
        if not wrong and kind is not None and is_state is not None:
            found.append(ListedOrganization(name, kind, is_state))
    return found, faults


def stakeholders_in(parsed: ParsedFile) -> tuple[list[ListedPerson], list[WrongCell]]:
    """Raises HeaderRefused."""
    found: list[ListedPerson] = []
    faults: list[WrongCell] = []
    rows = [
        (row, {key: one_line(text) for key, text in row.texts.items()})
        for row in list_rows(parsed, STAKEHOLDER_COLUMNS)
    ]
    kinds, helices = _kind_words(), helix_words()
    named = {folded(texts["organization"]) for _row, texts in rows}
    told = known_organizations(named) | {
        folded(texts["organization"]) for _row, texts in rows if texts["kind"]
    }
    seen: dict[tuple[str, str], str] = {}
    for row, texts in rows:
        pair = (texts["email"].casefold(), folded(texts["organization"]))
        helix, kind = helices.get(texts["helix"].casefold(), ""), kinds.get(texts["kind"].casefold(), "")
        wrong = list(_wrong_in_stakeholder(row, texts, helix, kind, told, seen.get(pair, "")))
        seen.setdefault(pair, row.place_of("email"))
        faults += wrong
        if not wrong:
            found.append(ListedPerson(pair[0], texts["name"], helix, texts["organization"], kind))
    return found, faults


def _wrong_in_stakeholder(
    row: ListRow, texts: dict[str, str], helix: str, kind: str, told: set[str], first: str
) -> Iterator[WrongCell]:
    yield from _wrong_in_person(row, texts, helix or None, {})
    if first:
        yield _wrong(
            row,
            "email",
            _("The person stands in the list for this organization already: %(place)s.") % {"place": first},
        )
    if texts["kind"] and not kind:
        yield _wrong(row, "kind", _("“%(text)s” is no kind of organization.") % {"text": texts["kind"][:80]})
    if not texts["organization"]:
        yield _wrong(row, "organization", str(_("An organization is needed.")))
    elif folded(texts["organization"]) not in told:
        yield _wrong(row, "kind", str(_("This organization is not known yet: say of which kind it is.")))


# What a file of each kind lists: kind of RegisterImport -> reader.
REGISTER_READERS: dict[str, Callable[[ParsedFile], tuple[list[Any], list[WrongCell]]]] = {
    RegisterImport.Kind.ORGANIZATIONS: organizations_in,
    RegisterImport.Kind.STAKEHOLDERS: stakeholders_in,
}


def _wrong(row: ListRow, key: str, text: str) -> WrongCell:
    columns = {column.key: column for column in (*PEOPLE_COLUMNS, *ORGANIZATION_COLUMNS)}
    return WrongCell(row.place_of(key), str(columns[key].label), str(text))


def _kind_words() -> dict[str, str]:
    words = {kind.value: kind.value for kind in OrganizationKind}
    for kind in OrganizationKind:
        words |= dict.fromkeys(in_every_language(kind.label), kind.value)
    return words


def _answers() -> dict[str, bool]:
    yes = {"yes", "true", "1", "да", "иә", "x", "+"}
    no = {"", "no", "false", "0", "нет", "жоқ", "-"}
    return dict.fromkeys(yes, True) | dict.fromkeys(no, False)
