"""What happens to the round of a scoring step when the run sheet comes to it, and when it goes on."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from assessments import queries
from assessments.actions.rounds import close_round, open_round
from assessments.models import Round
from assessments.queries.step_rooms import DisputeRoom, ScoringRoom
from discovery.models import Step

__all__ = ["DisputeRoom", "HallRoom"]


class HallRoom(ScoringRoom):
    """A prepared round opens with its step. A small group that has to be merged aloud keeps the step away and says so."""

    def enter(self, step: Step, by: User) -> None:
        prepared = Round.objects.filter(step=step, state=Round.State.DRAFTED).first()
        if prepared:
            open_round(round=prepared, merged_groups={}, by=by)

    def question(self, step: Step) -> str:
        round = Round.objects.filter(step=step, state=Round.State.OPENED).first()
        if round is None:
            return ""
        turnout = queries.turnout_of(round)
        begun, sealed = sum(one.started for one in turnout), sum(one.raters for one in turnout)
        told = ngettext(
            "Scoring is still open: %(begun)s of %(number)s person has begun.",
            "Scoring is still open: %(begun)s of %(number)s people have begun.",
            sealed,
        ) % {"begun": begun, "number": sealed}
        return told if sealed else _("Scoring is still open.")

    def settle(self, step: Step, by: User) -> None:
        round = Round.objects.filter(step=step, state=Round.State.OPENED).first()
        if round:
            close_round(round=round, by=by)
