"""The limit of raters of one organization: a rule of the region, seen before the list is sealed, told, kept, shown."""

from typing import Any

import pytest
from django.urls import reverse

from assessments import actions, projections, queries
from assessments.actions import sealing
from assessments.models import LeftOut, Round
from foundation.transitions import Refused
from tests.assessments.halls import Hall, make_hall
from tests.assessments.scenes import BAD, OK, client_of
from tests.factories.discovery import ParticipantFactory
from tests.inboxes import heard

pytestmark = pytest.mark.django_db


@pytest.fixture
def hall() -> Hall:
    """Seven of science, four of them of one organization; the region lets two of one organization score."""
    made = make_hall({"science": 7, "business": 5, "government": 5, "civil_society": 5})
    first, *crowd = made.people["science"][:4]
    for participant in crowd:
        participant.organization = first.organization
        participant.save()
    made.region.raters_per_organization = 2
    made.region.save()
    return made


def address(name: str, round: Round) -> str:
    return reverse(name, args=[round.pk])


def test_the_page_names_who_stays_out_and_opening_tells_and_keeps_them(hall: Hall) -> None:
    round, client = hall.round(), client_of(hall.facilitator)
    page = client.get(address("round_open", round))
    akimat, outside = str(hall.people["science"][0].organization), hall.people["science"][2:4]
    shown = page.content.decode()
    assert "2 people over the limit" in shown
    assert page.context["preview"].left_out == {akimat: [3, 4]}
    seen = page.context["preview"].left_out_ids
    assert f'name="left_out" value="{seen}"' in shown
    assert client.post(address("round_open", round), {"left_out": seen}).status_code == 302
    assert [row.user_id for row in LeftOut.objects.all()] == [one.user_id for one in outside]
    for one in outside:
        assert heard(one.user) == [
            "В оценке «First round» от вашей организации оценивают не более 2 человек, и другие от вас пришли раньше. "
            "Во всём остальном вы можете участвовать."
        ]
    assert "организации" not in "".join(heard(hall.rater("science", 1)))
    detail = client.get(address("round_detail", round)).content.decode()
    assert "2 people over the limit" in detail
    assert "No. 3" in detail
    phone = client_of(outside[0].user).get(address("ballot_form", round)).content.decode()
    assert "At most 2 people of one organization score" in phone


def test_raters_do_not_read_who_stayed_out(hall: Hall) -> None:
    round = hall.open_round()
    page = client_of(hall.rater()).get(address("round_detail", round))
    assert page.status_code == OK
    assert "over the limit" not in page.content.decode()


def opened_after_a_change(hall: Hall) -> Any:
    """The page was read, then somebody of the same organization was confirmed, then the button was pressed."""
    round, client = hall.round(), client_of(hall.facilitator)
    seen = client.get(address("round_open", round)).context["preview"].left_out_ids
    ParticipantFactory.create(
        workshop=hall.workshop, helix="science", organization=hall.people["science"][0].organization
    )
    return client.post(address("round_open", round), {"left_out": seen})


def test_nobody_is_kept_out_unseen(hall: Hall) -> None:
    answer = opened_after_a_change(hall)
    assert answer.status_code == BAD
    page = answer.content.decode()
    assert "Please look again at who stays out" in page
    assert "3 people over the limit" in page
    assert f'value="{answer.context["preview"].left_out_ids}"' in page
    assert Round.objects.get().state == Round.State.DRAFTED
    assert not LeftOut.objects.exists()


def test_without_the_guard_somebody_is_kept_out_unseen(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealing, "require_seen", lambda *_: None)
    assert opened_after_a_change(hall).status_code == 302
    assert LeftOut.objects.count() == 3


@pytest.mark.parametrize("wrong", ["1;2", "x", "1,", "9" * 19])
def test_a_list_that_no_page_made_is_refused(hall: Hall, wrong: str) -> None:
    answer = client_of(hall.facilitator).post(address("round_open", hall.round()), {"left_out": wrong})
    assert answer.status_code == BAD
    assert Round.objects.get().state == Round.State.DRAFTED


def test_a_round_takes_the_regions_rule_and_may_only_be_stricter(hall: Hall) -> None:
    assert hall.round().raters_per_organization == 2
    assert hall.round(raters_per_organization=1).raters_per_organization == 1
    with pytest.raises(Refused, match="at most 2 people of one organization"):
        hall.round(raters_per_organization=3)
    weighing = actions.create_weighing(
        framework=hall.framework, workshop=hall.workshop, subject="principles", by=hall.facilitator
    )
    assert weighing.raters_per_organization == 2


def test_the_form_of_a_round_says_the_rule_and_refuses_more(hall: Hall) -> None:
    client = client_of(hall.facilitator)
    create = reverse("round_create", args=[hall.region.code])
    assert "The region allows at most 2." in client.get(create).content.decode()
    answer = client.post(create, {"raters_per_organization": 3})
    assert "raters_per_organization" in answer.context["form"].errors


def test_a_program_that_names_no_limit_gets_the_regions(hall: Hall) -> None:
    data = {
        "title": "Round",
        "workshop": hall.workshop.pk,
        "framework": hall.framework.pk,
        "activities": [hall.activities[0].pk],
    }
    client, api = client_of(hall.facilitator), f"/api/v1/regions/{hall.region.code}/rounds/"
    made = client.post(api, data, content_type="application/json")
    assert (made.status_code, made.json()["raters_per_organization"]) == (201, 2)
    refused = client.post(api, data | {"raters_per_organization": 3}, content_type="application/json")
    assert refused.status_code == BAD


def test_a_later_rule_does_not_touch_an_open_round(hall: Hall) -> None:
    round = hall.open_round()
    hall.region.raters_per_organization = 50
    hall.region.save()
    round.refresh_from_db()
    assert round.raters_per_organization == 2
    assert round.method is not None
    assert round.method["raters_per_organization"] == 2
    assert queries.left_out_of(round) == {str(hall.people["science"][0].organization): [3, 4]}


def test_the_result_says_fewer_than_g_and_no_number(hall: Hall) -> None:
    round = hall.open_round()
    hall.everybody_scores(round)
    actions.close_round(round=round, by=hall.facilitator)
    projections.rebuild_ranking(round.pk)
    page = client_of(hall.facilitator).get(address("ranking_detail", round)).content.decode()
    assert "at most 2; fewer than 5 people stayed out" in page
    Round.objects.filter(pk=round.pk).update(left_out_count=5)
    page = client_of(hall.facilitator).get(address("ranking_detail", round)).content.decode()
    assert "5 people stayed out" in page
