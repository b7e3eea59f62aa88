"""Putting themes together, and taking them apart again."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from discovery.actions.news import facilitator_changed
from discovery.models import Note, Theme
from foundation import audit
from foundation.transitions import Refused, WrongState


@transaction.atomic
def merge_themes(*, theme: Theme, into: Theme, by: User) -> Theme:
    """The notes of `theme` stand in the other from now on; which they were is remembered. Raises Refused, WrongState."""
    if into.workshop_id != theme.workshop_id or into.pk == theme.pk:
        raise Refused(_("Choose another theme of the same workshop."))
    if theme.activity_id is not None and theme.activity_id != into.activity_id:
        raise Refused(
            _(
                "An activity was already made of this theme. Put the other theme into this one, or merge the activities."
            )
        )
    rows = Theme.objects.select_for_update().filter(pk__in=(theme.pk, into.pk), merged_into=None)
    if len(rows.order_by("pk")) < 2:
        raise WrongState(_("One of these themes was put into another already. Please look again."))
    moved = list(Note.objects.filter(theme=theme).order_by("pk").values_list("pk", flat=True))
    Note.objects.filter(pk__in=moved).update(theme=into)
    theme.merged_into, theme.merged_note_ids = into, moved
    theme.save(update_fields=["merged_into", "merged_note_ids"])
    return _told(theme, "merge_themes", by)


@transaction.atomic
def unmerge_theme(*, theme: Theme, by: User) -> Theme:
    """It stands by itself again, with those of its notes that nobody moved elsewhere since. Raises WrongState."""
    locked = Theme.objects.select_for_update().get(pk=theme.pk)
    if locked.merged_into_id is None:
        raise WrongState(_("This theme stands by itself already."))
    Note.objects.filter(pk__in=locked.merged_note_ids, theme=locked.merged_into_id).update(theme=locked)
    locked.merged_into, locked.merged_note_ids = None, []
    locked.save(update_fields=["merged_into", "merged_note_ids"])
    return _told(locked, "unmerge_theme", by)


def _told(theme: Theme, verb: str, by: User) -> Theme:
    facilitator_changed(theme.workshop_id, "notes", "themes", "board")
    chain = audit.region_chain(theme.workshop.region_id)
    audit.record(chain, f"discovery.{verb}", theme, by=by, after=audit.snapshot(theme))
    return theme
