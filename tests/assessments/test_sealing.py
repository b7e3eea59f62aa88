"""Opening a round: the sealed roster, the groups said aloud, the frozen method and its hash."""

from typing import Any

import pytest

from assessments import actions
from assessments.models import RosterEntry, Round, RoundActivity
from foundation import canonical
from foundation.transitions import Refused
from tests.assessments.halls import make_hall
from tests.factories.discovery import ParticipantFactory

pytestmark = pytest.mark.django_db


def method_of(round: Round) -> dict[str, Any]:
    assert round.method is not None
    return dict(round.method)


# Opening: the roster


def test_confirmed_people_are_sealed_with_helix_group_and_organization() -> None:
    hall = make_hall({"science": 5, "business": 5, "government": 5, "civil_society": 2})
    ParticipantFactory.create(workshop=hall.workshop, helix="science", confirmed_at=None)
    round = hall.open_round({"civil_society": "science"})
    sealed = RosterEntry.objects.filter(round=round)
    assert sealed.count() == 17
    assert {(entry.helix, entry.group) for entry in sealed} == {
        ("science", "science"),
        ("business", "business"),
        ("government", "government"),
        ("civil_society", "science"),
    }
    person = hall.people["civil_society"][0]
    assert sealed.get(user=person.user).organization_id == person.organization_id
    assert round.merged_groups == {"civil_society": "science"}


def test_what_a_person_becomes_later_does_not_change_the_roster() -> None:
    hall = make_hall()
    round = hall.open_round()
    person = hall.people["science"][0]
    person.helix = "business"
    person.save()
    assert RosterEntry.objects.get(round=round, user=person.user).helix == "science"


def test_the_earliest_of_an_organization_enter() -> None:
    hall = make_hall({"science": 8, "business": 6, "government": 5, "civil_society": 5})
    organization = hall.people["science"][0].organization
    for participant in hall.people["science"]:
        participant.organization = organization
        participant.save()
    hall.region.raters_per_organization = 6
    round = hall.open_round(raters_per_organization=6)
    sealed = RosterEntry.objects.filter(round=round, organization=organization)
    earliest = [participant.user_id for participant in hall.people["science"][:6]]
    assert list(sealed.order_by("pk").values_list("user_id", flat=True)) == earliest


def test_people_without_an_organization_are_not_limited() -> None:
    hall = make_hall()
    hall.workshop.participants.update(organization=None)
    assert RosterEntry.objects.filter(round=hall.open_round(raters_per_organization=1)).count() == 21


def test_small_groups_are_never_merged_in_silence() -> None:
    hall = make_hall({"science": 5, "business": 5, "government": 5, "civil_society": 2})
    with pytest.raises(Refused, match="Civil society"):
        hall.open_round()
    assert not RosterEntry.objects.exists()
    assert Round.objects.get().state == Round.State.DRAFTED


def test_a_merging_that_leaves_a_small_group_or_joins_large_ones_is_refused() -> None:
    hall = make_hall({"science": 5, "business": 6, "government": 1, "civil_society": 2})
    for merging in (
        {"government": "civil_society"},
        {"government": "science", "civil_society": "science", "business": "science"},
        {"government": "civil_society", "civil_society": "government"},
    ):
        with pytest.raises(Refused):
            hall.open_round(merging)
    assert not RosterEntry.objects.exists()


def test_a_roster_smaller_than_the_threshold_cannot_be_sealed() -> None:
    hall = make_hall({"science": 4})
    with pytest.raises(Refused, match="Only 4 confirmed people"):
        hall.open_round(dict.fromkeys(("business", "government", "civil_society"), "science"))


def test_the_threshold_is_the_regions_own_at_the_opening() -> None:
    hall = make_hall({"science": 4, "business": 4, "government": 4, "civil_society": 4})
    round = hall.round()
    hall.region.threshold = 4
    hall.region.save()
    opened = actions.open_round(round=round, merged_groups={}, by=hall.facilitator)
    assert opened.threshold == 4
    assert method_of(opened)["threshold"] == 4


# Opening: the method


def test_the_method_is_frozen_with_hash_and_seed() -> None:
    hall = make_hall(measures=["first_experiment"])
    round = hall.open_round(kappa=4)
    stored = Round.objects.get(pk=round.pk)
    document = method_of(stored)
    assert stored.method_hash == canonical.digest(document)
    assert stored.method_hash.startswith(stored.seed)
    assert len(stored.seed) == 16
    assert [entry["code"] for entry in document["criteria"]] == ["q0", "q1", "m-first_experiment"]
    assert [group["omega"] for group in document["groups"]] == ["0.25"] * 4
    assert (document["kappa"], document["threshold"]) == (4, 5)
    assert document["activities"] == [str(activity.pk) for activity in hall.activities]
    assert document["framework"]["key"] == hall.framework.key


def test_the_hash_binds_roster_and_evidence() -> None:
    hall = make_hall(measures=["first_experiment"])
    first = method_of(hall.open_round())
    ParticipantFactory.create(workshop=hall.workshop, helix="science")
    hall.activities[0].experiment_budget = "10 million"
    hall.activities[0].save()
    second = method_of(hall.open_round())
    assert first["roster_digest"] != second["roster_digest"]
    assert first["evidence_digest"] != second["evidence_digest"]


def test_editing_the_framework_afterwards_changes_nothing_in_the_round() -> None:
    hall = make_hall()
    round = hall.open_round()
    hall.framework.criteria.update(weight=1, scale_max=5)
    stored = Round.objects.get(pk=round.pk)
    assert canonical.digest(stored.method) == round.method_hash
    with pytest.raises(Refused):
        actions.record_ballot(
            round=stored, activity_id=hall.activities[0].pk, marks={"q0": 11}, by=hall.rater()
        )
    assert actions.record_ballot(
        round=stored, activity_id=hall.activities[0].pk, marks={"q0": 10}, by=hall.rater()
    )


def test_weight_of_a_measure_that_does_not_exist_goes_to_the_questions_of_its_principle() -> None:
    hall = make_hall(questions=1, measures=["no_such_measure"])
    document = method_of(hall.open_round())
    assert [(entry["code"], entry["weight"]) for entry in document["criteria"]] == [("q0", "100")]
    assert [(entry["code"], entry["reason"]) for entry in document["removed"]] == [
        ("m-no_such_measure", "not_available")
    ]


def test_weights_go_only_to_questions_of_the_same_principle_in_proportion() -> None:
    """The full set in a region without statistics: the method's own figures, worked out by hand."""
    hall = make_hall()
    hall.framework = actions.adopt_framework(region=hall.region, key="four-principles", by=hall.facilitator)
    weights = {entry["code"]: entry["weight"] for entry in method_of(hall.open_round())["criteria"]}
    assert weights == {
        "newcomers": "18",  # 13.5 + 4.5 of the breadth of support; projects count: none is a value
        "projects_behind": "4.5",
        "known_here": "11.25",
        "productivity": "11.25",
        "new_paths": "22.5",
        "small_start": "6.75",
        "learning": "6.75",
        "first_experiment": "9",
        "ready_to_act": "10",
    }


def test_measured_values_are_frozen_for_all_activities() -> None:
    hall = make_hall(measures=["first_experiment"])
    hall.activities[1].experiment_hypothesis = "Does straw make boards?"
    hall.activities[1].experiment_owner = "The university"
    hall.activities[1].save()
    round = hall.open_round()
    hall.activities[1].experiment_owner = ""
    hall.activities[1].save()
    entries = RoundActivity.objects.filter(round=round).order_by("position")
    assert [entry.measured["m-first_experiment"]["u"] for entry in entries] == [
        "0.000000",
        "0.400000",
        "0.000000",
    ]


def test_opening_takes_the_same_number_of_queries_for_any_number_of_activities(
    django_assert_max_num_queries: Any, django_assert_num_queries: Any
) -> None:
    counts = []
    for activities in (2, 20):
        hall = make_hall(activities=activities)
        hall.framework = actions.adopt_framework(
            region=hall.region, key="four-principles", by=hall.facilitator
        )
        round = hall.round()
        with django_assert_max_num_queries(60) as captured:
            actions.open_round(round=round, merged_groups={}, by=hall.facilitator)
        counts.append(len(captured))
    assert counts[0] == counts[1]
