"""What scoring does with activities: discovery asks before it merges them or takes them apart."""

import datetime as dt
from collections.abc import Collection, Mapping

from django.utils.translation import gettext as _

from assessments.models import Round, RoundActivity


class ScoringUse:
    """An `ActivityUse` (discovery.registries)."""

    def reasons_to_wait(self, activity_ids: Collection[int]) -> Mapping[int, str]:
        scored = RoundActivity.objects.filter(activity__in=activity_ids, round__state=Round.State.OPENED)
        return dict.fromkeys(
            scored.values_list("activity_id", flat=True),
            _("people are scoring it now. Wait until scoring is closed."),
        )

    def has_begun_with(self, activity_id: int, since: dt.datetime) -> str:
        opened = RoundActivity.objects.filter(activity=activity_id, round__opened_at__gte=since)
        if round := opened.select_related("round").first():
            return _("It was scored as one in “%(round)s”: it can no longer be taken apart.") % {
                "round": round.round.title
            }
        return ""
