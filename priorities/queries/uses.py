"""What sets do with activities: discovery asks before it merges them or takes them apart."""

import datetime as dt
from collections.abc import Collection, Mapping

from django.utils.translation import gettext as _

from priorities.models import Priority, PrioritySet


class DecisionUse:
    """An `ActivityUse` (discovery.registries)."""

    def reasons_to_wait(self, activity_ids: Collection[int]) -> Mapping[int, str]:
        held = Priority.objects.filter(
            activity__in=activity_ids, priority_set__state__in=PrioritySet.OPEN_STATES
        )
        return dict.fromkeys(
            held.values_list("activity_id", flat=True),
            _("it stands in a set of priorities that is being decided. Wait for the decision."),
        )

    def has_begun_with(self, activity_id: int, since: dt.datetime) -> str:
        held = Priority.objects.filter(activity=activity_id, priority_set__created_at__gte=since)
        if (
            priority := held.exclude(priority_set__state=PrioritySet.State.WITHDRAWN)
            .select_related("priority_set")
            .first()
        ):
            return _("It stands as one in “%(set)s”: it can no longer be taken apart.") % {
                "set": priority.priority_set.title
            }
        return ""
