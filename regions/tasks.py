"""Background work: files too long to wait for."""

from celery import shared_task

from foundation.transitions import Refused
from regions import projections
from regions.actions import (
    clear_practice,
    end_practice,
    load_draft,
    refuse_draft,
    warn_of_ending_role,
)
from regions.queries import queued_draft


@shared_task(name="regions.load_draft")
def load_queued_draft(draft_id: int) -> None:
    """Load a draft that waits for it; what is wrong with it is written on its page. Safe to run twice."""
    draft = queued_draft(draft_id)
    if draft is None:
        return
    try:
        load_draft(draft=draft, by=draft.queued_by)
    except Refused:
        refuse_draft(draft=draft)


@shared_task(name="regions.warn_of_ending_role")
def warn_of_ending(membership_id: int) -> None:
    """Tell that a role ends soon, once."""
    warn_of_ending_role(membership_id=membership_id)


@shared_task(name="regions.end_practice")
def end_unused_practice(practice_id: int) -> None:
    """Throw away a practice copy that nobody has used for long."""
    end_practice(practice_id=practice_id)


@shared_task(name="regions.clear_practice")
def clear_away_practice() -> None:
    """Remove what thrown away practice copies left. Safe to run twice."""
    clear_practice()


@shared_task(name="regions.rebuild_relatedness")
def rebuild_relatedness(country_id: int) -> None:
    """Bring what is near to what up to the figures of a country. Safe to run twice."""
    projections.rebuild_relatedness(country_id)
