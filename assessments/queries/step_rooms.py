"""What the scoring steps of a workshop lead to."""

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from assessments.models import Round
from assessments.queries.weighings import open_weighing_in
from discovery.models import Step
from discovery.registries import StepRoom
from regions.permissions import is_member


class ScoringRoom(StepRoom):
    """The round of a step: its desk for the region's people, the ballot for everybody else in the hall."""

    def link(self, step: Step, user: User) -> tuple[str, str] | None:
        round = Round.objects.only("pk", "state").filter(step=step).first()
        if is_member.test(user, step.workshop):
            return self.desk(step, round)
        return self.phone(round) or self.weighing(step)

    def is_in_use(self, step: Step) -> bool:
        return Round.objects.filter(step=step).exists()

    def desk(self, step: Step, round: Round | None) -> tuple[str, str]:
        if round is None:
            address = reverse("round_create", args=[step.workshop.region.code])
            return _("Prepare the scoring"), f"{address}?workshop={step.workshop_id}"
        return _("Scoring"), reverse("round_detail", args=[round.pk])

    def phone(self, round: Round | None) -> tuple[str, str] | None:
        if round is None or round.state == Round.State.DRAFTED:
            return None
        if round.state == Round.State.CLOSED:
            return _("See the result"), reverse("ballot_form", args=[round.pk]) + "#result"
        return _("Give your marks"), reverse("ballot_form", args=[round.pk])

    def weighing(self, step: Step) -> tuple[str, str] | None:
        """Before the marks: points for the weights."""
        weighing = open_weighing_in(step.workshop_id)
        return (_("Share out 100 points"), reverse("split_form", args=[weighing.pk])) if weighing else None
