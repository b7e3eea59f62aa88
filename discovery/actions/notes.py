"""Writing notes, hiding them, and putting them together."""

from collections.abc import Collection

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.actions import tell
from accounts.models import User
from discovery.actions.joining import require_admitted, require_open
from discovery.actions.news import facilitator_changed, participant_changed
from discovery.models import Note, Participant, Theme, Workshop
from discovery.queries import authors_moving, participant_in
from foundation import audit, clock
from foundation.transitions import Refused, WrongState


@transaction.atomic
def write_note(*, workshop: Workshop, text: str, by: User) -> Note:
    """One idea, public from now on. Raises WrongState while the doors are shut, Refused for those who did not join."""
    require_open(workshop)
    author = participant_in(workshop, by)
    if author is None:
        raise Refused(_("Only those who joined the workshop can write."))
    require_admitted(author)
    language = (get_language() or "")[:2]
    note = Note.objects.create(workshop=workshop, participant=author, text=text, language=language)
    participant_changed(workshop.pk, "notes")
    return note


def hide_note(*, note: Note, by: User) -> Note:
    """Take a note off wall and lists. It stays stored, its author sees that it is hidden."""
    return _set_hidden(note, True, by)


def show_note(*, note: Note, by: User) -> Note:
    return _set_hidden(note, False, by)


def hide_notes_of(*, participant: Participant, by: User) -> int:
    """Everything this person wrote, off wall and lists in one go; how many ideas that were."""
    return _set_all_hidden(participant, True, by)


def show_notes_of(*, participant: Participant, by: User) -> int:
    """Everything this person wrote back on the wall, except what they withdrew themselves."""
    return _set_all_hidden(participant, False, by)


@transaction.atomic
def withdraw_note(*, note: Note, by: User) -> Note:
    """Its author takes a note back while the workshop is open: off wall and lists for good, kept in the audit chain."""
    require_open(note.workshop)
    mine = Note.objects.filter(pk=note.pk, participant__user=by, withdrawn_at=None)
    if mine.update(is_hidden=True, withdrawn_at=clock.now()) != 1:
        raise WrongState(_("This idea was withdrawn already."))
    note.refresh_from_db()
    facilitator_changed(note.workshop_id, "notes", "themes", "board")
    _record("withdraw_note", note, by)
    return note


@transaction.atomic
def create_theme(*, workshop: Workshop, title: str, note_ids: Collection[int], by: User) -> Theme:
    """Notes that belong together, under a title. Raises Refused where no note of the workshop was chosen."""
    theme = Theme.objects.create(workshop=workshop, title=title)
    _move(workshop, note_ids, theme, by)
    _record("create_theme", theme, by)
    return theme


@transaction.atomic
def assign_notes(*, workshop: Workshop, note_ids: Collection[int], theme: Theme | None, by: User) -> Workshop:
    """Put notes into a theme, or out of any (None). A theme that nothing is left in, and no activity came of, goes."""
    if theme is not None and theme.workshop_id != workshop.pk:
        raise Refused(_("This theme belongs to another workshop."))
    _move(workshop, note_ids, theme, by)
    Theme.objects.filter(workshop=workshop, notes=None, activity=None, merged_into=None, merged=None).delete()
    _record("assign_notes", workshop, by)
    return workshop


@transaction.atomic
def rename_theme(*, theme: Theme, title: str, by: User) -> Theme:
    theme.title = title
    theme.save(update_fields=["title"])
    facilitator_changed(theme.workshop_id, "notes", "themes", "board")
    _record("rename_theme", theme, by)
    return theme


@transaction.atomic
def _set_hidden(note: Note, is_hidden: bool, by: User) -> Note:
    if note.withdrawn_at and not is_hidden:
        raise WrongState(_("Its author has withdrawn this idea. It stays hidden."))
    note.is_hidden = is_hidden
    note.save(update_fields=["is_hidden"])
    facilitator_changed(note.workshop_id, "notes", "themes", "board")
    _record("hide_note" if is_hidden else "show_note", note, by)
    return note


@transaction.atomic
def _set_all_hidden(participant: Participant, is_hidden: bool, by: User) -> int:
    written = Note.objects.filter(participant=participant, withdrawn_at=None, is_hidden=not is_hidden)
    number = written.update(is_hidden=is_hidden)
    if number:
        facilitator_changed(participant.workshop_id, "notes", "themes", "board")
        verb = "discovery.hide_notes_of" if is_hidden else "discovery.show_notes_of"
        audit.record(audit.region_chain(participant.workshop.region_id), verb, participant, by=by)
    return number


def _move(workshop: Workshop, note_ids: Collection[int], theme: Theme | None, by: User) -> None:
    """Notes keep their authors wherever they go, and the authors hear of it."""
    authors = authors_moving(workshop, note_ids, theme)
    moved = Note.objects.filter(workshop=workshop, pk__in=note_ids).update(theme=theme)
    if not moved:
        raise Refused(_("Choose at least one idea first."))
    facilitator_changed(workshop.pk, "notes", "themes", "board")
    if theme and theme.activity:
        tell(kind="discovery.note_in_activity", people=authors, about=theme.activity, by=by)
    elif theme:
        tell(kind="discovery.note_grouped", people=authors, about=theme, by=by)


def _record(verb: str, subject: Note | Theme | Workshop, by: User) -> None:
    workshop = subject if isinstance(subject, Workshop) else subject.workshop
    audit.record(
        audit.region_chain(workshop.region_id),
        f"discovery.{verb}",
        subject,
        by=by,
        after=audit.snapshot(subject),
    )
