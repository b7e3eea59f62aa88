"""Writing the minutes of a workshop."""

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from accounts.actions import tell_each
from accounts.models import User
from discovery.models import Minutes, Workshop
from discovery.queries import became_of_notes, latest_minutes, minutes_document
from foundation import audit, canonical
from foundation.transitions import Refused, WrongState


@transaction.atomic
def keep_minutes(*, workshop: Workshop, by: User) -> Minutes:
    """A version of the minutes as things stand; the last one again where nothing changed since. Raises WrongState.

    Everybody who took part hears of it, and what became of their own ideas. Called at the close, and once more when results came in later: earlier versions stay as they are.
    """
    held = Workshop.objects.select_for_update(of=("self",)).select_related("region").get(pk=workshop.pk)
    if held.state != Workshop.State.CLOSED:
        raise WrongState(_("The minutes are kept when the workshop is closed."))
    if held.region.is_rehearsal:
        raise Refused(_("A rehearsal leaves no minutes."))
    document = minutes_document(held)
    digest = canonical.digest(document)
    known = latest_minutes(held)
    if known and known.digest == digest:
        return known
    last = Minutes.objects.filter(workshop=held).aggregate(number=Max("number"))["number"]
    minutes = Minutes.objects.create(
        workshop=held, number=(last or 0) + 1, document=document, digest=digest, written_by=by
    )
    tell_each(kind="discovery.minutes_kept", things=became_of_notes(held), about=held, by=by)
    audit.record(audit.region_chain(held.region_id), "discovery.keep_minutes", minutes, by=by, after=digest)
    return minutes
