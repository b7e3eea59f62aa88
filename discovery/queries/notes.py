"""Notes and themes. A note is public once written, unless it is hidden."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet

from discovery.models import Activity, Note, Participant, Table, Theme, Workshop
from discovery.queries.counting import through_merges
from regions.permissions import roles_of


@dataclass(frozen=True)
class GroupedNotes:
    """All notes of a workshop, hidden ones included, by the theme they stand in. One query."""

    loose: list[Note]
    themes: list[tuple[Theme, list[Note]]]

    @property
    def note_ids(self) -> list[int]:
        return [
            note.pk for notes in (self.loose, *(inside for _theme, inside in self.themes)) for note in notes
        ]

    @property
    def theme_choices(self) -> list[tuple[int, str]]:
        return [(theme.pk, theme.title) for theme, _notes in self.themes]

    @property
    def free_themes(self) -> list[tuple[int, str]]:
        """Those that no activity is made of yet."""
        return [(theme.pk, theme.title) for theme, _notes in self.themes if theme.activity_id is None]

    @property
    def tables(self) -> list[Table]:
        """Those whose people wrote something."""
        written = [*self.loose, *(note for _theme, inside in self.themes for note in inside)]
        found = {note.participant.table for note in written if note.participant.table}
        return sorted(found, key=lambda table: table.number)

    def at_table(self, number: int) -> "GroupedNotes":
        """What the people at one table wrote; themes without any of it are left out."""

        def here(notes: list[Note]) -> list[Note]:
            return [
                note for note in notes if note.participant.table and note.participant.table.number == number
            ]

        themes = [(theme, here(notes)) for theme, notes in self.themes]
        return GroupedNotes(here(self.loose), [(theme, notes) for theme, notes in themes if notes])

    def notes_in(self, theme_ids: Collection[int]) -> list[Note]:
        return [note for theme, notes in self.themes if theme.pk in theme_ids for note in notes]

    def theme(self, theme_id: int) -> Theme | None:
        return next((theme for theme, _notes in self.themes if theme.pk == theme_id), None)


WALL = 60  # notes on the projector: more cannot be read at ten metres


def note_for_public(user: Any, *, note_id: int) -> Note | None:
    """A note for everybody; a hidden one only for its author and the region's people."""
    may_see = Q(is_hidden=False) | Q(workshop__region_id__in=roles_of(user))
    if user.is_authenticated:
        may_see |= Q(participant__user=user)
    return _notes().filter(may_see, pk=note_id).first()


def note_for_facilitator(user: Any, *, note_id: int) -> Note | None:
    return _notes().filter(pk=note_id, workshop__region_id__in=roles_of(user)).first()


def note_of_author(user: Any, *, note_id: int) -> Note | None:
    """One's own note."""
    return _notes().filter(pk=note_id, participant__user_id=user.pk).first()


def notes_of_workshop(
    workshop: Workshop,
    *,
    with_hidden: bool = False,
    helix: str = "",
    theme_id: int | None = None,
    table: int | None = None,
) -> QuerySet[Note]:
    """The newest first, narrowed where something is asked for (`table`: its number); hidden ones are for who runs it."""
    wanted = {"participant__helix": helix, "theme_id": theme_id, "participant__table__number": table}
    notes = _notes().filter(workshop=workshop, **{column: value for column, value in wanted.items() if value})
    return (notes if with_hidden else notes.filter(is_hidden=False)).order_by("-pk")


def grouped_notes(workshop: Workshop) -> GroupedNotes:
    """Themes in the order they were made, notes the newest first."""
    loose: list[Note] = []
    themes: dict[int, tuple[Theme, list[Note]]] = {}
    for note in notes_of_workshop(workshop, with_hidden=True):
        if note.theme is None:
            loose.append(note)
        else:
            themes.setdefault(note.theme.pk, (note.theme, []))[1].append(note)
    return GroupedNotes(loose, [themes[key] for key in sorted(themes)])


def notes_on_wall(workshop: Workshop, *, table: int | None = None) -> QuerySet[Note]:
    """The latest that stand in no theme yet; only of the people at one table, if its number is given."""
    return notes_of_workshop(workshop, table=table).filter(theme=None)[:WALL]


def notes_of_participant(participant: Participant) -> QuerySet[Note]:
    """One's own notes with what became of them so far."""
    return (
        Note.objects.filter(participant=participant)
        .select_related("participant", "theme__activity")
        .order_by("-pk")
    )


def notes_of_activity(activity: Activity) -> QuerySet[Note]:
    """The notes behind an activity, oldest first, as the public sees them; those of merged ones included."""
    return _notes().filter(through_merges("theme__activity", activity.pk), is_hidden=False).order_by("pk")


def themes_of_activity(activity: Activity) -> QuerySet[Theme]:
    """The themes behind an activity, those of merged ones included."""
    behind = Theme.objects.filter(through_merges("activity", activity.pk))
    return behind.select_related("workshop").order_by("pk")


def theme_for(user: Any, *, theme_id: int) -> Theme | None:
    """A theme for the region's people."""
    return (
        Theme.objects.filter(pk=theme_id, workshop__region_id__in=roles_of(user))
        .select_related("workshop__region", "activity", "merged_into")
        .first()
    )


def themes_of_workshop(workshop: Workshop) -> QuerySet[Theme]:
    """In the order they were made, with their visible notes counted; without those put into another."""
    return (
        Theme.objects.filter(workshop=workshop, merged_into=None)
        .select_related("activity")
        .annotate(note_count=Count("notes", filter=Q(notes__is_hidden=False)))
        .order_by("pk")
    )


def themes_on_wall(workshop: Workshop, *, table: int | None = None) -> QuerySet[Theme]:
    """Themes with their visible notes at hand; only of the people at one table, if its number is given. Two queries."""
    visible = Note.objects.filter(is_hidden=False).select_related("participant").order_by("pk")
    if table is not None:
        visible = visible.filter(participant__table__number=table)
    return themes_of_workshop(workshop).prefetch_related(Prefetch("notes", visible, to_attr="visible_notes"))


def _notes() -> QuerySet[Note]:
    return Note.objects.select_related(
        "participant__organization", "participant__table", "theme__activity__counts_with", "workshop__region"
    )
