"""Holding a workshop again: from a template of the house, from one's own, or from an earlier workshop."""

import datetime as dt

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.models import User
from discovery.actions.run_sheets import planned_steps
from discovery.actions.workshops import create_workshop
from discovery.models import Workshop, WorkshopTemplate
from foundation import audit
from foundation.transitions import Refused


@transaction.atomic
def save_template(*, workshop: Workshop, title: str, by: User) -> WorkshopTemplate:
    """Kind, purpose, suggested questions and run sheet under a name of the region's own. Raises Refused."""
    template = WorkshopTemplate(
        region=workshop.region,
        title=title,
        kind=workshop.kind,
        purpose=workshop.purpose,
        framework_key=workshop.framework_key,
        steps=planned_steps(workshop),
        created_by=by,
    )
    try:
        with transaction.atomic():
            template.save()
    except IntegrityError:
        raise Refused(_("The region has a template with this name already.")) from None
    audit.record(audit.region_chain(template.region_id), "discovery.save_template", template, by=by)
    return template


@transaction.atomic
def remove_template(*, template: WorkshopTemplate, by: User) -> None:
    """Workshops made from it stay as they are."""
    audit.record(audit.region_chain(template.region_id), "discovery.remove_template", template, by=by)
    template.delete()


@transaction.atomic
def duplicate_workshop(*, workshop: Workshop, title: str, held_date: dt.date, by: User) -> Workshop:
    """A prepared workshop with the same purpose, times, place and run sheet; nobody is invited to it yet."""
    return create_workshop(
        region=workshop.region,
        title=title,
        kind=workshop.kind,
        held_date=held_date,
        start_time=workshop.start_time,
        duration_minutes=workshop.duration_minutes,
        place=workshop.place,
        online_url=workshop.online_url,
        participant_limit=workshop.participant_limit,
        purpose=workshop.purpose,
        framework_key=workshop.framework_key,
        run_sheet=planned_steps(workshop),
        by=by,
    )
