"""Preparing, opening and closing: what is sealed, frozen, refused and written down."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from assessments import actions, signals
from assessments.models import RosterEntry, Round, RoundActivity
from discovery.models import StepKind
from foundation import audit, canonical
from foundation.models import AuditRow
from foundation.transitions import Refused, WrongState
from regions.models import Role
from tests.assessments.halls import Hall, make_hall
from tests.factories.discovery import ActivityFactory, ParticipantFactory, StepFactory
from tests.factories.regions import RegionFactory, member

pytestmark = pytest.mark.django_db


def method_of(round: Round) -> dict[str, Any]:
    assert round.method is not None
    return dict(round.method)


# Preparing


def test_a_round_keeps_the_order_of_its_activities_and_takes_the_free_scoring_step() -> None:
    hall = make_hall()
    StepFactory.create(workshop=hall.workshop, kind=StepKind.DISCUSS, position=1)
    score = StepFactory.create(workshop=hall.workshop, kind=StepKind.SCORE, position=2)
    again = StepFactory.create(workshop=hall.workshop, kind=StepKind.SCORE_AGAIN, position=3)
    hall.activities.reverse()
    first, second, third = hall.round(), hall.round(), hall.round()
    assert list(first.entries.values_list("activity_id", flat=True)) == [a.pk for a in hall.activities]
    assert (first.step, second.step, third.step) == (score, again, None)


def test_nothing_of_another_region_enters_a_round() -> None:
    hall, elsewhere = make_hall(), make_hall()
    strange = {
        "framework": elsewhere.framework,
        "workshop": elsewhere.workshop,
        "activity_ids": [hall.activities[0].pk, elsewhere.activities[0].pk],
    }
    for name, value in strange.items():
        whole = {
            "region": hall.region,
            "framework": hall.framework,
            "title": "Round",
            "activity_ids": [hall.activities[0].pk],
            "by": hall.facilitator,
        } | {name: value}
        with pytest.raises(Refused):
            actions.create_round(**whole)
    assert not Round.objects.exists()


def test_a_firm_or_a_whole_sector_is_not_scored() -> None:
    hall = make_hall()
    hall.activities.append(ActivityFactory.create(region=hall.region, is_activity=False))
    with pytest.raises(Refused):
        hall.round()


def test_a_round_without_activities_is_refused() -> None:
    hall = make_hall(activities=0)
    with pytest.raises(Refused):
        hall.round()


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


# Steps, permissions, records


def test_only_a_facilitator_opens_and_closes() -> None:
    hall = make_hall()
    round = hall.round()
    for person in (
        member(hall.region, Role.ADMINISTRATOR),
        hall.rater(),
        member(RegionFactory.create(), Role.FACILITATOR),
    ):
        with pytest.raises(PermissionDenied):
            actions.open_round(round=round, merged_groups={}, by=person)
    opened = actions.open_round(round=round, merged_groups={}, by=hall.facilitator)
    with pytest.raises(PermissionDenied):
        actions.close_round(round=opened, by=hall.rater())


def test_each_step_starts_from_one_state() -> None:
    hall = make_hall()
    round = hall.round()
    with pytest.raises(WrongState):
        actions.close_round(round=round, by=hall.facilitator)
    opened = actions.open_round(round=round, merged_groups={}, by=hall.facilitator)
    with pytest.raises(WrongState):
        actions.open_round(round=round, merged_groups={}, by=hall.facilitator)
    actions.close_round(round=opened, by=hall.facilitator)
    with pytest.raises(WrongState):
        actions.close_round(round=opened, by=hall.facilitator)


def test_every_step_is_written_into_the_chain() -> None:
    hall = make_hall()
    hall.closed_round()
    rows = AuditRow.objects.filter(object_type="assessments.round").order_by("seq")
    assert [(row.verb, row.actor_id) for row in rows] == [
        ("assessments.create_round", hall.facilitator.pk),
        ("assessments.open_round", hall.facilitator.pk),
        ("assessments.close_round", hall.facilitator.pk),
    ]
    assert list(audit.faults(audit.region_chain(hall.region.pk))) == []


def test_opening_and_closing_are_announced_after_the_commit(
    django_capture_on_commit_callbacks: Any,
) -> None:
    hall = make_hall()
    told: list[str] = []

    def hear_opened(sender: Any, **news: Any) -> None:
        told.append(f"opened {news['pk']}")

    def hear_closed(sender: Any, **news: Any) -> None:
        told.append(f"closed {news['pk']}")

    signals.round_opened.connect(hear_opened)
    signals.round_closed.connect(hear_closed)
    with django_capture_on_commit_callbacks(execute=True):
        round = hall.open_round()
        assert told == []
    with django_capture_on_commit_callbacks(execute=True):
        actions.close_round(round=round, by=hall.facilitator)
    assert told == [f"opened {round.pk}", f"closed {round.pk}"]


def test_the_close_seals_all_ballots_by_one_digest() -> None:
    hall = make_hall()
    closed = hall.closed_round()
    assert closed.closed_at is not None
    assert closed.closed_at > dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
    assert closed.ballots_digest == actions.ballots_digest(closed)
    ballot = closed.ballots.first()
    assert ballot is not None
    ballot.comment = "erased later"
    ballot.save()
    assert closed.ballots_digest == actions.ballots_digest(closed), "comments can be erased"
    ballot.marks = bytes(11 - mark for mark in bytes(ballot.marks))
    ballot.save()
    assert closed.ballots_digest != actions.ballots_digest(closed)


def test_a_declared_interest_is_under_the_digest_too() -> None:
    digests = set()
    hall: Hall = make_hall()
    for interest in (False, True):
        round = hall.open_round()
        if interest:
            actions.declare_conflict(round=round, activity_id=hall.activities[0].pk, by=hall.rater())
        digests.add(actions.close_round(round=round, by=hall.facilitator).ballots_digest)
    assert len(digests) == 2
