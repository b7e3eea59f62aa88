"""What every change to a draft begins with: it is still the version the person saw, and the person becomes an author."""

from django.db.models import F
from django.utils.translation import gettext as _

from accounts.models import User
from foundation.transitions import Refused, WrongState
from priorities.models import Involvement, PrioritySet


class EditedMeanwhile(Refused):
    """Somebody else changed the draft after this person opened it."""

    def __init__(self) -> None:
        super().__init__(
            _("Somebody changed this draft while you were looking at it. Nothing of yours was stored.")
        )


def claim_edit(priority_set: PrioritySet, edit_version: int) -> None:
    """One statement is lock, state check and version check: of two who edit the same version one gets through."""
    draft = PrioritySet.objects.filter(pk=priority_set.pk, state=PrioritySet.State.DRAFTED)
    if draft.filter(edit_version=edit_version).update(edit_version=F("edit_version") + 1) == 1:
        return
    if draft.exists():
        raise EditedMeanwhile
    raise WrongState(_("Only a draft can be changed. This set has been handed in."))


def enter_author(priority_set: PrioritySet, person: User) -> None:
    """Whoever writes in a set does not approve it. Raises Refused for somebody who has approved it."""
    part, _is_new = Involvement.objects.get_or_create(
        priority_set=priority_set, person=person, defaults={"part": Involvement.Part.AUTHOR}
    )
    if part.part != Involvement.Part.AUTHOR:
        raise Refused(_("You have approved this set, so others change it."))
