"""Where the scoring step of a workshop leads whom."""

import pytest
from django.urls import reverse

from assessments import actions
from discovery.models import StepKind
from discovery.registries import link_of
from tests.assessments.halls import make_hall
from tests.factories.discovery import StepFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("kind", [StepKind.SCORE, StepKind.SCORE_AGAIN])
def test_the_step_leads_desk_and_phone_from_preparation_to_result(kind: StepKind) -> None:
    hall = make_hall()
    step = StepFactory.create(workshop=hall.workshop, kind=kind)

    def links() -> list[str | None]:
        found = [link_of(step, user) for user in (hall.facilitator, hall.rater())]
        return [link[1] if link else None for link in found]

    prepare = reverse("round_create", args=[hall.region.code])
    assert links() == [f"{prepare}?workshop={hall.workshop.pk}", None]
    round = hall.round()
    desk, phone = reverse("round_detail", args=[round.pk]), reverse("ballot_form", args=[round.pk])
    assert links() == [desk, None]
    opened = actions.open_round(round=round, merged_groups={}, by=hall.facilitator)
    assert links() == [desk, phone]
    actions.close_round(round=opened, by=hall.facilitator)
    assert links() == [desk, f"{phone}#result"]


def test_other_steps_lead_nowhere() -> None:
    hall = make_hall()
    assert (
        link_of(StepFactory.create(workshop=hall.workshop, kind=StepKind.DISCUSS), hall.facilitator) is None
    )
