"""A practice region of one's own: made whole, worked in, thrown away without a trace."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.test import Client

from accounts.models import User
from assessments.models import Ranking
from demo.tasks import furnish_waiting_practice
from discovery.models import Note, Workshop
from foundation import audit
from foundation.transitions import Refused
from priorities.actions import let_colleague_approve, submit_set
from priorities.models import PrioritySet, Publication
from priorities.queries.content_digest import content_digest
from regions.actions import clear_practice, open_practice, throw_away_practice
from regions.models import Membership, Observation, Practice, Region, Role
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.regions import DomainFactory

pytestmark = pytest.mark.django_db
SECTIONS = "ABCDM"
KEPT_BY_MINUTES = {
    "regions.Region": 2,
    "discovery.Workshop": 1,
    "discovery.Step": 1,
    "discovery.Minutes": 1,
    "accounts.User": 1,
}
SURVIVING = {
    "foundation.AuditRow",
    "foundation.AuditHead",
    "foundation.AuditReason",
    "foundation.StoredAnswer",
}


@pytest.fixture
def learner() -> User:
    for code in SECTIONS:
        DomainFactory.create(code=code)
    person: User = UserFactory.create(language="kk")
    return person


@pytest.fixture
def practice(learner: User) -> Practice:
    return made_for(learner, "kk")


@pytest.fixture
def page_of_learner(learner: User) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(learner)
    return client


def made_for(learner: User, language: str) -> Practice:
    open_practice(language=language, by=learner)
    furnish_waiting_practice(learner.pk)
    practice = Practice.objects.select_related("region__parent").get(owner=learner)
    assert practice.failed_at is None
    return practice


def test_it_has_something_in_every_room(practice: Practice) -> None:
    region = practice.region
    assert region.is_practice
    assert Observation.objects.filter(region=region).count() > 100
    over, half = Workshop.objects.filter(region=region).order_by("pk")
    assert (over.state, half.state) == ("closed", "opened")
    assert half.current_step.kind == "group"
    assert half.notes.filter(theme=None).count() == 5
    assert Ranking.objects.get(round__region=region).document
    assert PrioritySet.objects.get(region=region).state == "drafted"
    assert Note.objects.filter(
        workshop=over, text__contains="шаруашылық"
    ).exists()  # speaks the learner's language


def test_its_owner_holds_every_role_and_nobody_else_logs_in(practice: Practice, learner: User) -> None:
    held = set(Membership.objects.filter(user=learner).values_list("region__kind", "role"))
    assert {role for kind, role in held if kind == "region"} == set(Role) - {Role.MINISTRY}
    assert ("country", "ministry") in held
    others = User.objects.filter(memberships__region__is_practice=True).exclude(pk=learner.pk)
    assert others.count() == 3
    assert not any(person.email or person.has_usable_password() for person in others)


def test_thrown_away_it_leaves_nothing_but_the_audit(learner: User) -> None:
    before = counts()
    practice = made_for(learner, "ru")
    chains = [audit.region_chain(pk) for pk in (practice.region_id, practice.region.parent_id)]
    throw_away_practice(practice=practice, by=learner)
    clear_practice()
    left = {name: n - before[name] for name, n in counts().items() if n != before[name]}
    # The minutes of the workshop that was over can be removed by nobody; they keep what they stand on, seen by nobody.
    assert left == KEPT_BY_MINUTES
    assert [fault for chain in chains for fault in audit.faults(chain)] == []


def counts() -> dict[str, int]:
    """Rows of every table of the house; a source and an organization that are named alike for all stay."""
    return {
        model._meta.label: model._base_manager.count()
        for model in apps.get_models()
        if model._meta.label
        not in SURVIVING | {"regions.Source", "accounts.Organization", "accounts.Message"}
    }


def test_a_second_worker_finds_nothing_to_do(practice: Practice, learner: User) -> None:
    furnish_waiting_practice(learner.pk)
    assert Region.everywhere.filter(practised_by=learner).count() == 2


def test_what_cannot_be_made_is_said_and_leaves_nothing(
    learner: User,
    page_of_learner: Client,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Any,
) -> None:
    capture = django_capture_on_commit_callbacks

    def broken(*_: object, **__: object) -> Iterator[None]:
        raise RuntimeError("no figures")

    monkeypatch.setattr("demo.practice.write_figures", broken)
    with capture(execute=True):
        page_of_learner.post("/practice/open/")
    page = page_of_learner.get("/practice/").content.decode()
    assert "could not be made" in page
    assert not Region.everywhere.filter(is_practice=True).exists()
    monkeypatch.undo()
    with capture(execute=True):
        page_of_learner.post("/practice/open/")
    assert "What you can try" in page_of_learner.get("/practice/").content.decode()


def test_one_person_tries_what_takes_two(practice: Practice, learner: User, page_of_learner: Client) -> None:
    """Hand in, approve, let the colleague approve, publish: all on pages, each of them marked."""
    drafted = PrioritySet.objects.get(region=practice.region)
    address = f"/sets/{drafted.pk}/"
    page_of_learner.post(f"{address}submit/")
    page = page_of_learner.get(address).content.decode()
    assert "Let a practice colleague approve" in page
    assert "Practice: nothing here counts." in page
    page_of_learner.post(f"{address}approve/", {"password": PASSWORD, "digest_seen": content_digest(drafted)})
    page_of_learner.post(f"{address}colleague/")
    page_of_learner.post(f"{address}publish/")
    published = Publication.objects.get(region=practice.region)
    assert published.priority_set.approvals.count() == 2
    shown = f"/en/regions/{practice.region.code}/priorities/1/"
    assert page_of_learner.get(shown).status_code == 200
    assert Client().get(shown).status_code == 404
    assert practice.region.name not in Client().get("/en/").content.decode()


def test_colleagues_approve_no_more_than_is_needed(practice: Practice, learner: User) -> None:
    drafted = PrioritySet.objects.get(region=practice.region)
    submit_set(priority_set=drafted, by=learner)
    for _n in range(2):
        let_colleague_approve(priority_set=PrioritySet.objects.get(pk=drafted.pk), by=learner)
    assert PrioritySet.objects.get(pk=drafted.pk).state == "approved"
    with pytest.raises(Refused):
        let_colleague_approve(priority_set=PrioritySet.objects.get(pk=drafted.pk), by=learner)
