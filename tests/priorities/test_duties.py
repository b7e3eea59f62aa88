"""What waits for whom on the desk of a region."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from foundation import clock
from priorities import actions
from priorities.models import Priority
from priorities.queries.duties import duties_in_sets
from priorities.queries.questions import Asked
from projects.queries import duties_on_desk
from regions.models import RegionKind, Role
from tests.factories.accounts import PASSWORD
from tests.factories.priorities import PriorityFactory, PrioritySetFactory, RemarkFactory
from tests.factories.projects import CallFactory, ProposalFactory
from tests.factories.regions import RegionFactory, member
from tests.priorities.councils import Council

DESK_QUERIES = 9


def waiting(council: Council, *people: User) -> list[list[str]]:
    """The first words of what waits for each."""
    return [
        [str(duty.what).split(" ")[0] for duty in duties_in_sets(each, council.region)] for each in people
    ]


def test_a_set_waits_for_one_after_the_other(council: Council) -> None:
    first, second = council.officials
    people = (council.drafter, first, second, member(council.region, Role.ANALYST))
    draft = council.with_act(council.draft())
    assert waiting(council, *people) == [["Finish"], ["Finish"], ["Finish"], []]
    submitted = actions.submit_set(priority_set=draft, by=council.drafter)
    assert waiting(council, *people) == [[], ["Read"], ["Read"], []]
    actions.approve_set(priority_set=submitted, password=PASSWORD, by=first)
    assert waiting(council, *people) == [[], [], ["Read"], []]
    returned = actions.return_set(
        priority_set=submitted, reason="x", by=second, questions=[Asked("Who pays?")]
    )
    assert waiting(council, *people) == [["Answer"], ["Answer"], ["Finish"], []]
    actions.answer_remark(remark=returned.remarks.get(), answer="We.", by=council.drafter)
    approved = council.approve(actions.submit_set(priority_set=returned, by=council.drafter))
    assert waiting(council, *people) == [[], ["Publish"], ["Publish"], []]
    actions.publish_set(priority_set=approved, by=first)
    assert waiting(council, *people) == [[], [], [], []]


def test_who_changed_the_draft_is_not_asked_to_approve(council: Council) -> None:
    writer, other = council.officials
    draft = council.with_act(council.draft())
    draft = actions.move_priority(
        priority_set=draft, activity=council.activities[0], position=2, reason="r",
        edit_version=draft.edit_version, by=writer,
    )  # fmt: skip
    actions.submit_set(priority_set=draft, by=council.drafter)
    assert waiting(council, writer, other) == [[], ["Read"]]


def test_since_when_and_from_whom(council: Council) -> None:
    submitted = council.submitted()
    (duty,) = duties_in_sets(council.officials[0], council.region)
    assert (duty.since, duty.who, duty.about) == (submitted.submitted_at, str(council.drafter), "Priorities")
    assert duty.href == reverse("set_detail", args=[submitted.pk])


def test_a_review_is_announced_a_month_before_and_late_after_its_day(council: Council) -> None:
    publication = council.publish()
    today = clock.now().date()
    days = [today + dt.timedelta(days=number) for number in (31, 30, -1)]
    for priority, day in zip(publication.priority_set.priorities.all(), days, strict=False):
        Priority.objects.filter(pk=priority.pk).update(review_date=day)
    found = duties_in_sets(council.drafter, council.region)
    assert [(each.since, each.is_late) for each in found] == [(days[2], True), (days[1], False)]


def test_the_ministry_is_asked_until_it_has_said_something(council: Council) -> None:
    country = RegionFactory.create(kind=RegionKind.COUNTRY)
    council.region.parent = country
    council.region.save()
    council.round.refresh_from_db()
    ministry, submitted = member(country, Role.MINISTRY), council.submitted()
    (duty,) = duties_in_sets(ministry, country)
    assert (duty.href, duty.who) == (reverse("set_detail", args=[submitted.pk]), council.region.name)
    assert duties_in_sets(ministry, council.region) == []
    actions.make_remark(priority_set=submitted, kind="support", text="Good.", by=ministry)
    assert duties_in_sets(ministry, country) == []


def test_proposals_wait_for_staff_but_not_for_their_proposer(council: Council) -> None:
    call = CallFactory.create(region=council.region)
    older, _newer = ProposalFactory.create_batch(2, call=call)
    ProposalFactory.create(call=call, state="accepted")
    (duty,) = duties_on_desk(council.officials[0], council.region)
    assert str(duty.what).startswith("Decide on 2 ")
    older.refresh_from_db()
    assert duty.since == older.submitted_at
    assert duties_on_desk(member(council.region, Role.REVIEWER), council.region) == []


@pytest.mark.parametrize("count", [1, 30])
def test_the_desk_takes_the_same_queries_however_much_waits(
    council: Council, count: int, django_assert_num_queries: Any
) -> None:
    for number in range(count):
        handed_in = PrioritySetFactory.create(
            round=council.round, region=council.region, cycle=2050 + number, state="submitted"
        )
        RemarkFactory.create(priority_set=handed_in)
        published = PrioritySetFactory.create(
            round=council.round, region=council.region, cycle=2050 + number, state="published"
        )
        PriorityFactory.create(priority_set=published, review_date="2026-01-01")
    client = Client()
    client.force_login(council.officials[0])
    with django_assert_num_queries(DESK_QUERIES):
        page = client.get(reverse("region_desk", args=[council.region.code]))
    assert (
        page.content.decode().count('<th scope="row">') == 3 * count
    )  # a question, a reading, a review each


def test_programs_are_told_the_same(council: Council) -> None:
    submitted, client = council.submitted(), Client()
    client.force_login(council.officials[0])
    (duty,) = client.get(reverse("api_duty_list", args=[council.region.code])).json()
    assert duty["page"] == reverse("set_detail", args=[submitted.pk])
    assert client.get(reverse("api_duty_list", args=[RegionFactory.create().code])).status_code == 403
