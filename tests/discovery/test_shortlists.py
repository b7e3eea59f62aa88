"""The shortlist: each helix counts the same, wild cards, reasons, the way back."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import Helix
from assessments.models import Round
from assessments.queries import suggested_round
from discovery.actions import choose_wild_card, confirm_shortlist, take_back_shortlist
from discovery.models import Activity, Shortlist, ShortlistEntry, StepKind, WildCard
from discovery.queries import shortlist_proposal
from discovery.scoring import BY_SUPPORT, equal_shares, propose
from foundation.models import AuditReason
from foundation.transitions import Refused, WrongState
from tests.discovery.hall import Hall, client_of, hall
from tests.factories.assessments import RoundFactory
from tests.factories.discovery import ActivityFactory, ParticipantFactory, StepFactory, SupportFactory

SCIENCE, BUSINESS = Helix.SCIENCE.value, Helix.BUSINESS.value


def test_one_scientist_of_two_weighs_as_five_business_people_of_ten() -> None:
    shares = equal_shares({1: {SCIENCE: 1}, 2: {BUSINESS: 5}, 3: {BUSINESS: 6}}, {SCIENCE: 2, BUSINESS: 10})
    assert shares == {1: Fraction(1, 4), 2: Fraction(1, 4), 3: Fraction(3, 10)}


@given(st.dictionaries(st.integers(1, 30), st.integers(0, 9), min_size=1), st.integers(1, 12))
def test_nothing_outside_is_better_supported_than_something_inside(raw: dict[int, int], places: int) -> None:
    shares = {pk: Fraction(number, 9) for pk, number in raw.items()}
    made = propose(shares, {}, places)
    inside = [pick.activity for pick in made.picks]
    outside = [pk for pk in shares if pk not in inside]
    assert len(inside) <= places
    assert all(shares[a] > shares[b] for a in inside for b in outside)
    assert all(shares[pk] > 0 for pk in inside)


def test_a_tie_at_the_cut_is_left_to_people_and_a_wild_card_is_not_what_is_on_already() -> None:
    shares = {1: Fraction(1), 2: Fraction(1, 2), 3: Fraction(1, 2), 4: Fraction(0)}
    made = propose(shares, {SCIENCE: {1: 9, 4: 1}, BUSINESS: {4: 3}}, 2)
    assert [(pick.activity, pick.way, pick.helix) for pick in made.picks] == [
        (1, BY_SUPPORT, ""),
        (4, "wild_card", SCIENCE),
    ]
    assert made.tied == (2, 3)


def scene_with_supports() -> tuple[Hall, list[Activity]]:
    scene = hall()
    first = scene.activity
    second = ActivityFactory.create(region=scene.region, workshop=scene.workshop)
    for _ in range(3):
        person = ParticipantFactory.create(workshop=scene.workshop, helix=BUSINESS)
        SupportFactory.create(activity=second, participant=person)
    SupportFactory.create(activity=first, participant=scene.participant)
    return scene, [first, second]


def shortlist_step(scene: Hall) -> None:
    step = StepFactory.create(workshop=scene.workshop, kind=StepKind.SHORTLIST, position=50)
    scene.workshop.current_step = step
    scene.workshop.save()


@pytest.mark.django_db
def test_what_is_not_proposed_needs_a_reason_that_is_kept() -> None:
    scene, (first, second) = scene_with_supports()
    assert {pick.activity for pick in shortlist_proposal(scene.workshop).proposal.picks} == {
        first.pk,
        second.pk,
    }
    desk, address = client_of(scene.facilitator), f"/workshops/{scene.workshop.pk}/shortlist/confirm/"
    refused = desk.post(address, {"activities": [second.pk], "places": 8})
    assert refused.status_code == 400
    assert "Please write why" in refused.content.decode()
    assert not Shortlist.objects.exists()
    desk.post(address, {"activities": [second.pk], "places": 8, "reason": "Water comes first"})
    assert AuditReason.objects.get().text == "Water comes first"
    assert [(row.activity, row.way, row.position) for row in ShortlistEntry.objects.all()] == [
        (second, "support", 1)
    ]
    with pytest.raises(WrongState):
        confirm_shortlist(
            workshop=scene.workshop, activity_ids=[first.pk, second.pk], places=8, by=scene.facilitator
        )


@pytest.mark.django_db
def test_the_shortlist_fills_in_the_round_and_is_taken_back_only_until_it_opens() -> None:
    scene, (first, second) = scene_with_supports()
    confirm_shortlist(
        workshop=scene.workshop, activity_ids=[second.pk], places=1, reason="One", by=scene.facilitator
    )
    chosen = suggested_round(scene.region, str(scene.workshop.pk))
    assert chosen["activities"] == [second.pk]
    round = RoundFactory.create(region=scene.region, workshop=scene.workshop, state=Round.State.DRAFTED)
    take_back_shortlist(workshop=scene.workshop, reason="Again", by=scene.facilitator)
    assert set(suggested_round(scene.region, str(scene.workshop.pk))["activities"]) == {first.pk, second.pk}
    confirm_shortlist(
        workshop=scene.workshop, activity_ids=[first.pk, second.pk], places=8, by=scene.facilitator
    )
    Round.objects.filter(pk=round.pk).update(state=Round.State.OPENED)
    with pytest.raises(WrongState):
        take_back_shortlist(workshop=scene.workshop, reason="Too late", by=scene.facilitator)
    assert Shortlist.objects.count() == 1


@pytest.mark.django_db
def test_one_wild_card_a_person_on_the_phone_and_only_in_its_step() -> None:
    scene, (first, second) = scene_with_supports()
    with pytest.raises(WrongState):
        choose_wild_card(activity=first, wanted=True, by=scene.guest)
    shortlist_step(scene)
    phone = client_of(scene.guest)
    assert "As my wild card" in phone.get(f"/workshops/{scene.workshop.pk}/room/").content.decode()
    phone.post(f"/activities/{first.pk}/wild-card/", {"wanted": "1"})
    phone.post(f"/activities/{second.pk}/wild-card/", {"wanted": "1"})
    assert WildCard.objects.get().activity == second
    assert "Your wild card" in phone.get(f"/workshops/{scene.workshop.pk}/room/").content.decode()
    asking = ParticipantFactory.create(workshop=scene.workshop, admission="asked", confirmed_at=None)
    with pytest.raises(Refused):
        choose_wild_card(activity=first, wanted=True, by=asking.user)


@pytest.mark.django_db
@pytest.mark.parametrize("number", [1, 30])
def test_the_page_takes_the_same_number_of_queries(number: int, django_assert_num_queries: object) -> None:
    scene = hall()
    for _ in range(number):
        activity = ActivityFactory.create(region=scene.region, workshop=scene.workshop)
        SupportFactory.create(activity=activity, participant=scene.participant)
    client = client_of(scene.facilitator)
    client.get(f"/workshops/{scene.workshop.pk}/shortlist/")
    with django_assert_num_queries(10):  # type: ignore[operator]  # -- reason: pytest-django's fixture
        client.get(f"/workshops/{scene.workshop.pk}/shortlist/")
