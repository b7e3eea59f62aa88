"""Writing notes, hiding them, and putting them together."""

from collections.abc import Collection

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.models import User
from discovery.actions.joining import require_open
from discovery.actions.news import facilitator_changed, participant_changed
from discovery.models import Note, Theme, Workshop
from discovery.queries import participant_in
from foundation import audit
from foundation.transitions import Refused


@transaction.atomic
def write_note(*, workshop: Workshop, text: str, by: User) -> Note:
    """One idea, public from now on. Raises WrongState while the doors are shut, Refused for those who did not join."""
    require_open(workshop)
    author = participant_in(workshop, by)
    if author is None:
        raise Refused(_("Only those who joined the workshop can write."))
    language = (get_language() or "")[:2]
    note = Note.objects.create(workshop=workshop, participant=author, text=text, language=language)
    participant_changed(workshop.pk, "notes")
    return note


def hide_note(*, note: Note, by: User) -> Note:
    """Take a note off wall and lists. It stays stored, its author sees that it is hidden."""
    return _set_hidden(note, True, by)


def show_note(*, note: Note, by: User) -> Note:
    return _set_hidden(note, False, by)


@transaction.atomic
def create_theme(*, workshop: Workshop, title: str, note_ids: Collection[int], by: User) -> Theme:
    """Notes that belong together, under a title. Raises Refused where no note of the workshop was chosen."""
    theme = Theme.objects.create(workshop=workshop, title=title)
    _move(workshop, note_ids, theme)
    _record("create_theme", theme, by)
    return theme


@transaction.atomic
def assign_notes(*, workshop: Workshop, note_ids: Collection[int], theme: Theme | None, by: User) -> Workshop:
    """Put notes into a theme, or out of any (None). A theme that nothing is left in, and no activity came of, goes."""
    if theme is not None and theme.workshop_id != workshop.pk:
        raise Refused(_("This theme belongs to another workshop."))
    _move(workshop, note_ids, theme)
    Theme.objects.filter(workshop=workshop, notes=None, activity=None).delete()
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
    note.is_hidden = is_hidden
    note.save(update_fields=["is_hidden"])
    facilitator_changed(note.workshop_id, "notes", "themes", "board")
    _record("hide_note" if is_hidden else "show_note", note, by)
    return note


def _move(workshop: Workshop, note_ids: Collection[int], theme: Theme | None) -> None:
    """Notes keep their authors wherever they go."""
    moved = Note.objects.filter(workshop=workshop, pk__in=note_ids).update(theme=theme)
    if not moved:
        raise Refused(_("Choose at least one idea first."))
    facilitator_changed(workshop.pk, "notes", "themes", "board")


def _record(verb: str, subject: Note | Theme | Workshop, by: User) -> None:
    workshop = subject if isinstance(subject, Workshop) else subject.workshop
    audit.record(
        audit.region_chain(workshop.region_id),
        f"discovery.{verb}",
        subject,
        by=by,
        after=audit.snapshot(subject),
    )
