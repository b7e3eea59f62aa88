"""What the scoring steps of a workshop lead to."""

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from assessments.models import Round
from assessments.queries.agreement import agreement_of
from assessments.queries.boards import batch_of, picture_number, so_far
from assessments.queries.comparisons import told_board_of
from assessments.queries.rounds import turnout_of
from assessments.queries.weighings import open_weighing_in
from assessments.queries.wheels import open_wheel_in
from discovery.models import Participant, Step, Workshop
from discovery.registries import Part, StepRoom
from regions.permissions import is_member


class ScoringRoom(StepRoom):
    """The round of a step: its desk for the region's people, the ballot for everybody else in the hall."""

    def link(self, step: Step, user: User) -> tuple[str, str] | None:
        round = Round.objects.only("pk", "state").filter(step=step).first()
        if is_member.test(user, step.workshop):
            return self.desk(step, round)
        return self.ballot(round) or self.weighing(step) or self.wheel(step)

    def wall(self, step: Step) -> Part | None:
        """Who has begun while the round is open, never a result of one that counts; the board once it is computed."""
        round = Round.objects.filter(step=step).exclude(state=Round.State.DRAFTED).first()
        if round is None:
            return None
        if round.state == Round.State.OPENED:
            return _turnout_part(round)
        return result_part(round)

    def phone(self, step: Step, participant: Participant) -> Part | None:
        """What kind of scoring this is, before anybody begins."""
        round = (
            Round.objects.only("pk", "state", "is_counting", "has_open_board", "threshold")
            .filter(step=step)
            .first()
        )
        if round is None or round.state == Round.State.DRAFTED:
            return None
        stamp = f"{round.pk}.{round.state}"
        context = {"round": round, "batch": batch_of(round)}
        return Part("assessments/_room_score.html", context, stamp)

    def is_in_use(self, step: Step) -> bool:
        return Round.objects.filter(step=step).exists()

    def desk(self, step: Step, round: Round | None) -> tuple[str, str]:
        if round is None:
            address = reverse("round_create", args=[step.workshop.region.code])
            return _("Prepare the scoring"), f"{address}?workshop={step.workshop_id}"
        return _("Scoring"), reverse("round_detail", args=[round.pk])

    def ballot(self, round: Round | None) -> tuple[str, str] | None:
        if round is None or round.state == Round.State.DRAFTED:
            return None
        if round.state == Round.State.CLOSED:
            return _("See the result"), reverse("ballot_form", args=[round.pk]) + "#result"
        return _("Give your marks"), reverse("ballot_form", args=[round.pk])

    def weighing(self, step: Step) -> tuple[str, str] | None:
        """Before the marks: points for the weights."""
        weighing = open_weighing_in(step.workshop_id)
        return (_("Share out 100 points"), reverse("split_form", args=[weighing.pk])) if weighing else None

    def wheel(self, step: Step) -> tuple[str, str] | None:
        wheel = open_wheel_in(step.workshop_id)
        return (_("Grade the strategy"), reverse("grade_form", args=[wheel.pk])) if wheel else None


def result_on_the_wall(workshop: Workshop) -> tuple[str, str] | None:
    """The board of the round closed last, for the projector."""
    closed = Round.objects.filter(workshop=workshop, state=Round.State.CLOSED).order_by("-closed_at", "-pk")
    round_id = closed.values_list("pk", flat=True).first()
    return None if round_id is None else (_("Result on the wall"), reverse("ranking_wall", args=[round_id]))


class DisputeRoom(StepRoom):
    """Talk after a round: what people saw differently stands on the wall."""

    def link(self, step: Step, user: User) -> tuple[str, str] | None:
        return None

    def is_in_use(self, step: Step) -> bool:
        return False

    def wall(self, step: Step) -> Part | None:
        closed = Round.objects.filter(workshop=step.workshop_id, state=Round.State.CLOSED)
        latest = closed.order_by("-closed_at", "-pk").first()
        return result_part(latest, is_about_disputes=True) if latest else None


ON_WALL = 8  # activities that can be read from the last row


def result_part(round: Round, *, is_about_disputes: bool = False) -> Part:
    """The public part of a closed round: places and scores, and what is disputed. No marks of anybody."""
    told, agreement = told_board_of(round), agreement_of(round)
    disputed = agreement.disputed if agreement else []
    context = {
        "round": round,
        "rows": list(told.rows)[:ON_WALL] if told and not is_about_disputes else [],
        "disputed": disputed[:ON_WALL],
        "is_computed": told is not None,
        "is_about_disputes": is_about_disputes,
    }
    stamp = f"{round.pk}.{round.state}.{told.board.ranking.digest if told else ''}.{agreement is not None}"
    return Part("assessments/_wall_result.html", context, stamp)


def _turnout_part(round: Round) -> Part:
    turnout = turnout_of(round)
    context = {
        "round": round,
        "turnout": turnout,
        "started": {group.group: group.started for group in turnout},
        "raters": {group.group: group.raters for group in turnout},
        "ballots": sum(group.ballots for group in turnout),
        "expected": sum(group.expected for group in turnout),
    }
    stamp = f"{round.pk}.{round.state}"
    if round.has_open_board:
        return Part(
            "assessments/_wall_so_far.html",
            context | {"so_far": so_far(round, most=ON_WALL)},
            f"{stamp}.{picture_number(round)}",
        )
    return Part("assessments/_wall_turnout.html", context, stamp)
