"""Practice copies: nothing leaves them, they end by themselves, they go with their owner."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from accounts.actions import close_account, obstacles_to_leaving
from accounts.models import User
from discovery.actions import Invitee, invite_people, link_clusters
from discovery.queries import clusters_to_link
from foundation import audit, clock
from foundation.models import OutboxMail
from foundation.transitions import Refused
from priorities.actions import add_webhook
from regions.actions import (
    add_practice_region,
    clear_practice,
    end_practice,
    enter_practice,
    grant_role,
    invite_person,
    open_practice,
    throw_away_practice,
)
from regions.models import Membership, Practice, Region, Role
from regions.queries import countries, regions_by_name, sources_by_name
from regions.queries.practice import UNUSED_FOR, practice_to_do
from tests.factories.accounts import GuestFactory, UserFactory
from tests.factories.discovery import ClusterFactory, WorkshopFactory
from tests.factories.regions import ObservationImportFactory, PolicyObjectiveFactory, RegionFactory

pytestmark = pytest.mark.django_db
A_MONTH = UNUSED_FOR + dt.timedelta(days=1)
NAMES = {"name_en": "Practice", "name_ru": "Учебный", "name_kk": "Жаттығу"}


@pytest.fixture
def learner() -> User:
    person: User = UserFactory.create()
    return person


@pytest.fixture
def practice(learner: User) -> Practice:
    """A bare copy: a country and a region, without what demo puts in."""
    country = add_practice_region(owner=learner, code="XP22222", names=NAMES, parent=None)
    region = add_practice_region(owner=learner, code="XP-22222", names=NAMES, parent=country)
    made: Practice = Practice.objects.create(owner=learner, region=region, language="en")
    return made


def test_lists_of_regions_know_real_ones_only(practice: Practice) -> None:
    real = RegionFactory.create()
    assert list(Region.objects.all()) == list(regions_by_name()) == [real]
    assert not countries().exists()
    assert Region.everywhere.count() == 3


def test_a_real_region_is_nobodys_practice(learner: User) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        RegionFactory.create(practised_by=learner)


class TestNothingLeaves:
    def test_nobody_else_gets_a_role(self, practice: Practice, learner: User) -> None:
        with pytest.raises(Refused, match="practice region"):
            grant_role(region=practice.region, user=UserFactory.create(), role=Role.ANALYST, by=learner)
        fresh = User.objects.get(pk=learner.pk)  # a person remembers the roles of its first question
        with pytest.raises(Refused, match="practice region"):
            invite_person(
                region=practice.region, email="a@example.org", role=Role.ANALYST, by=fresh, language="en"
            )
        assert not OutboxMail.objects.exists()

    def test_people_are_invited_without_a_letter(self, practice: Practice, learner: User) -> None:
        workshop = WorkshopFactory.create(region=practice.region, held_date=clock.now().date())
        done = invite_people(workshop=workshop, people=[Invitee("a@example.org")], by=learner)
        assert len(done.new) == 1
        assert not OutboxMail.objects.exists()

    def test_in_a_real_region_the_letter_leaves(self, learner: User) -> None:
        """The twin: where the region is no practice copy."""
        workshop = WorkshopFactory.create(held_date=clock.now().date())
        invite_people(workshop=workshop, people=[Invitee("a@example.org")], by=learner)
        assert OutboxMail.objects.count() == 1

    def test_no_program_is_told(self, practice: Practice, learner: User) -> None:
        with pytest.raises(Refused, match="practice region"):
            add_webhook(region=practice.region, label="x", address="https://example.org/", by=learner)

    def test_clusters_are_not_linked_to_real_ones(self, practice: Practice, learner: User) -> None:
        real, made_up = ClusterFactory.create(), ClusterFactory.create(region=practice.region)
        assert made_up not in clusters_to_link(real)
        assert real not in clusters_to_link(made_up)
        with pytest.raises(Refused, match="practice region"):
            link_clusters(cluster=real, other=made_up, kind="skills", by=learner)

    def test_its_sources_are_offered_nowhere_else(self, practice: Practice) -> None:
        own = ObservationImportFactory.create(region=practice.region).source
        shared = ObservationImportFactory.create(region=practice.region).source
        ObservationImportFactory.create(region=RegionFactory.create(), source=shared)
        assert set(sources_by_name(RegionFactory.create())) == {shared}
        assert set(sources_by_name(practice.region)) == {own, shared}


class TestEnding:
    def test_unused_for_thirty_days_it_goes(self, practice: Practice) -> None:
        with clock.shifted(A_MONTH):
            assert list(practice_to_do()) == [("regions.end_practice", (practice.pk,))]
            assert end_practice(practice_id=practice.pk)
        assert not Region.everywhere.exclude(practised_by=None).exists()
        assert clear_practice() == 2
        assert not Region.everywhere.exists()

    def test_who_comes_in_meanwhile_keeps_it(self, practice: Practice) -> None:
        with clock.shifted(A_MONTH):
            enter_practice(practice=practice)
            assert list(practice_to_do()) == []
            assert not end_practice(practice_id=practice.pk)

    def test_work_in_it_counts_as_use(self, practice: Practice, learner: User) -> None:
        with clock.shifted(A_MONTH):
            audit.record(
                audit.region_chain(practice.region_id), "regions.set_rules", practice.region, by=learner
            )
            assert list(practice_to_do()) == []
            assert not end_practice(practice_id=practice.pk)

    def test_it_goes_with_its_owner(self, practice: Practice, learner: User) -> None:
        assert obstacles_to_leaving(learner) == []
        close_account(by=learner)
        assert not Practice.objects.exists()
        assert not Membership.objects.exists()

    def test_what_a_real_region_stands_on_is_never_taken_along(
        self, practice: Practice, learner: User
    ) -> None:
        """A key across, which no page makes: nothing is removed, the copy stays sealed."""
        objective = PolicyObjectiveFactory.create(region=practice.region)
        across = PolicyObjectiveFactory.create(region=RegionFactory.create(), serves=objective)
        throw_away_practice(practice=practice, by=learner)
        assert clear_practice() == 0
        across.refresh_from_db()
        assert Region.everywhere.exclude(sealed_at=None).count() == 2

    def test_a_lost_wake_up_is_found(self, learner: User) -> None:
        asked: Practice = Practice.objects.create(owner=learner, language="en")
        assert list(practice_to_do()) == []
        Practice.objects.filter(pk=asked.pk).update(asked_at=clock.now() - dt.timedelta(minutes=5))
        assert list(practice_to_do()) == [("demo.furnish_practice", (learner.pk,))]


def test_a_guest_makes_an_account_first() -> None:
    with pytest.raises(Refused, match="account"):
        open_practice(language="en", by=GuestFactory.create())
