"""Saying beforehand who should be in the hall."""

from collections.abc import Mapping

from django.db import transaction

from accounts.models import User
from discovery.actions.news import facilitator_changed
from discovery.models import BalanceTarget, Workshop
from foundation import audit


@transaction.atomic
def set_targets(
    *, workshop: Workshop, targets: Mapping[tuple[str, str], int], by: User
) -> list[BalanceTarget]:
    """All targets anew: (dimension, key) -> at least so many people; zero is none."""
    held = Workshop.objects.select_for_update().get(pk=workshop.pk)
    BalanceTarget.objects.filter(workshop=held).delete()
    made = BalanceTarget.objects.bulk_create(
        BalanceTarget(workshop=held, dimension=dimension, key=key, number=number)
        for (dimension, key), number in targets.items()
        if number
    )
    facilitator_changed(held.pk, "attendance")
    audit.record(audit.region_chain(held.region_id), "discovery.set_targets", held, by=by)
    return made
