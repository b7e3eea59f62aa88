"""The desk: sets of questions, preparing, opening and closing a round."""

import re
from typing import Any

import pytest
from django.urls import reverse

from assessments import actions
from assessments.models import Framework, Round
from discovery.models import Workshop
from regions.models import Role
from tests.assessments.halls import make_hall
from tests.assessments.scenes import BAD, OK, STATE, Scene, client_of
from tests.factories.assessments import FrameworkFactory
from tests.factories.discovery import ActivityFactory
from tests.factories.regions import RegionFactory, member

pytestmark = pytest.mark.django_db

# Frameworks


def test_a_set_of_questions_is_taken_over_and_shown(scene: Scene) -> None:
    client = client_of(scene.people["facilitator"])
    answer = client.post(scene.address("framework_adopt"), {"key": "four-principles"}, follow=True)
    framework = Framework.objects.get(key="four-principles", region=scene.hall.region)
    page = answer.content.decode()
    assert answer.redirect_chain[-1][0] == reverse("framework_detail", args=[framework.pk])
    assert "Do people here know or do something that others do not?" in page
    assert "How much stronger is this field here than in the country on average?" in page
    assert "22.5 of 100 points" in page
    assert client.post(scene.address("framework_adopt"), {"key": "no-such"}).status_code == BAD


# Preparing and opening


def test_the_questions_the_workshop_was_prepared_with_are_chosen_already(scene: Scene) -> None:
    hall, client = scene.hall, client_of(scene.people["facilitator"])
    newer = FrameworkFactory.create(region=hall.region)

    def chosen() -> str:
        page = client.get(scene.address("round_create"), {"workshop": hall.workshop.pk}).content.decode()
        inputs = re.findall(r'<input type="radio" name="framework" value="(\d+)"[^>]* checked', page)
        return ",".join(inputs)

    assert chosen() == str(newer.pk)
    Workshop.objects.filter(pk=hall.workshop.pk).update(framework_key=hall.framework.key)
    assert chosen() == str(hall.framework.pk)
    Workshop.objects.filter(pk=hall.workshop.pk).update(framework_key="not-taken-over-here")
    assert chosen() == str(newer.pk)


def test_a_round_is_prepared_from_a_workshop(scene: Scene) -> None:
    hall, client = scene.hall, client_of(scene.people["facilitator"])
    address = scene.address("round_create")
    page = client.get(address, {"workshop": hall.workshop.pk}).content.decode()
    assert page.count(" checked") == len(hall.activities) + 2  # the questions, and that it counts
    fields = {
        "title": "  Main   round ",
        "workshop": hall.workshop.pk,
        "framework": hall.framework.pk,
        "activities": [activity.pk for activity in hall.activities[:2]],
        "raters_per_organization": 2,
        "kappa": 3,
    }
    answer = client.post(address, fields)
    round = Round.objects.latest("pk")
    assert answer.url == reverse("round_detail", args=[round.pk])
    assert (round.title, round.kappa, round.raters_per_organization) == ("Main round", 3, 2)
    assert round.entries.count() == 2
    assert client.get(answer.url).status_code == OK


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": ""},
        {"title": "a\0b"},
        {"kappa": 9},
        {"activities": []},
        {"framework": 10**9},
        {"raters_per_organization": 0},
    ],
)
def test_a_wrong_form_comes_back_named_and_nothing_is_stored(scene: Scene, wrong: dict[str, Any]) -> None:
    hall, before = scene.hall, Round.objects.count()
    fields = {
        "title": "Round",
        "workshop": hall.workshop.pk,
        "framework": hall.framework.pk,
        "activities": [hall.activities[0].pk],
        "raters_per_organization": 3,
        "kappa": 2,
    } | wrong
    answer = client_of(scene.people["facilitator"]).post(scene.address("round_create"), fields)
    assert answer.status_code == BAD
    assert next(iter(wrong)) in answer.context["form"].errors
    assert Round.objects.count() == before


def test_activities_of_another_region_cannot_be_chosen(scene: Scene) -> None:
    foreign = ActivityFactory.create()
    fields = {
        "title": "Round",
        "workshop": scene.hall.workshop.pk,
        "framework": scene.hall.framework.pk,
        "activities": [foreign.pk],
        "raters_per_organization": 3,
        "kappa": 2,
    }
    answer = client_of(scene.people["facilitator"]).post(scene.address("round_create"), fields)
    assert "activities" in answer.context["form"].errors


def test_without_questions_the_form_leads_to_them() -> None:
    region = RegionFactory.create()
    client = client_of(member(region, Role.FACILITATOR))
    page = client.get(reverse("round_create", args=[region.code])).content.decode()
    assert reverse("framework_list", args=[region.code]) in page


def test_opening_asks_with_whom_small_groups_count_and_says_it_aloud() -> None:
    hall = make_hall({"science": 6, "business": 5, "government": 5, "civil_society": 2})
    round, client = hall.round(), client_of(hall.facilitator)
    address = reverse("round_open", args=[round.pk])
    page = client.get(address).content.decode()
    assert "Which groups count together?" in page
    assert "fewer than 5" in page
    assert client.post(address, {"civil_society": "no such"}).status_code == BAD
    assert Round.objects.get(pk=round.pk).state == Round.State.DRAFTED
    answer = client.post(address, {"civil_society": "government"}, follow=True)
    assert Round.objects.get(pk=round.pk).merged_groups == {"civil_society": "government"}
    assert "Please say this aloud" in answer.content.decode()


def test_a_hall_too_small_is_told_so() -> None:
    hall = make_hall({"science": 3})
    round, client = hall.round(), client_of(hall.facilitator)
    address = reverse("round_open", args=[round.pk])
    assert "At least 5 confirmed people are needed" in client.get(address).content.decode()
    answer = client.post(address)
    assert answer.status_code == BAD
    assert "Only 3 confirmed people may score" in answer.content.decode()


def test_the_question_to_open_or_close_is_not_asked_twice(scene: Scene) -> None:
    client = client_of(scene.people["facilitator"])
    for name, round in (("round_open", scene.opened), ("round_close", scene.closed)):
        assert client.get(scene.address(name, round)).url == reverse("round_detail", args=[round.pk])
    merging = dict.fromkeys(("business", "government", "civil_society"), "science")
    assert client.post(scene.address("round_open", scene.opened), merging).status_code == STATE


def test_closing_is_asked_once_then_done(scene: Scene) -> None:
    client = client_of(scene.people["facilitator"])
    address = scene.address("round_close")
    assert "Nobody can give or change a mark any more" in client.get(address).content.decode()
    assert client.post(address).url == reverse("ranking_detail", args=[scene.opened.pk])
    assert client.post(address).status_code == STATE


def test_the_turnout_part_is_not_sent_again_unchanged(scene: Scene) -> None:
    client, address = client_of(scene.people["facilitator"]), scene.address("round_turnout")
    first = client.get(address)
    assert client.get(address, headers={"If-None-Match": first["ETag"]}).status_code == 304
    actions.record_ballot(
        round=scene.opened, activity_id=scene.hall.activities[0].pk, marks={}, by=scene.people["rater"]
    )
    assert client.get(address, headers={"If-None-Match": first["ETag"]}).status_code == OK
