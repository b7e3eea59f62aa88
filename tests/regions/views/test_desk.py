"""The desk and the rules: members only, administrators only."""

from typing import Any

import pytest
from django.test import Client

from foundation.models import AuditRow
from regions.models import Region, Role
from tests.factories.accounts import GuestFactory, UserFactory
from tests.factories.regions import MembershipFactory, RegionFactory, member

pytestmark = pytest.mark.django_db

DESK, RULES = "/regions/XX-01/desk/", "/regions/XX-01/rules/"
NEW_RULES = {
    "threshold": "7", "approvals_needed": "1", "raters_per_organization": "2", "mining_threshold": "25.5",
    "mining_window": "5", "reason": "Small."
}  # fmt: skip


@pytest.fixture
def place() -> Region:
    return RegionFactory.create(code="XX-01")


def logged_in(client: Client, user: Any) -> Client:
    client.force_login(user)
    return client


@pytest.mark.parametrize("role", Role)
def test_every_member_has_a_desk(client: Client, place: Region, role: Role) -> None:
    assert logged_in(client, member(place, role)).get(DESK).status_code == 200


@pytest.mark.parametrize(
    ("role", "shown", "hidden"),
    [
        (Role.ADMINISTRATOR, {RULES, "/regions/XX-01/workshops/"}, set()),
        (Role.FACILITATOR, {"/regions/XX-01/workshops/", "/regions/XX-01/rounds/"}, {RULES}),
        (Role.REVIEWER, {"/regions/XX-01/proposals/"}, {RULES, "/regions/XX-01/rounds/"}),
        (Role.MINISTRY, {"/regions/XX-01/ministry/"}, {RULES, "/regions/XX-01/workshops/"}),
    ],
)
def test_a_desk_leads_where_the_role_works(
    client: Client, place: Region, role: Role, shown: set[str], hidden: set[str]
) -> None:
    page = logged_in(client, member(place, role)).get(DESK).content.decode()
    main = page.split("<main", 1)[1]
    assert all(f'href="{address}"' in main for address in shown)
    assert not any(f'href="{address}"' in main for address in hidden)


def test_a_desk_names_ones_other_regions(client: Client, place: Region) -> None:
    user = member(place, Role.ANALYST)
    MembershipFactory.create(user=user, region=RegionFactory.create(code="XX-02", name_en="Elsewhere"))
    page = logged_in(client, user).get(DESK).content.decode()
    assert 'href="/regions/XX-02/desk/"' in page


@pytest.mark.parametrize(("roles", "queries"), [(1, 5), (4, 9), (6, 10)])
def test_a_desk_asks_only_for_what_its_roles_are_told(
    client: Client, place: Region, roles: int, queries: int, django_assert_num_queries: Any
) -> None:
    """An administrator: nothing waits. Facilitators and officials: sets, the day, reviews, proposals. Ministry: sets."""
    user = UserFactory.create()
    for role in list(Role)[:roles]:
        MembershipFactory.create(user=user, region=place, role=role)
    logged_in(client, user)
    with django_assert_num_queries(queries):
        client.get(DESK)


@pytest.mark.parametrize("address", [DESK, RULES])
def test_strangers_are_sent_to_log_in(client: Client, place: Region, address: str) -> None:
    answer = client.get(address)
    assert (answer.status_code, answer["Location"].startswith("/account/login/")) == (302, True)


@pytest.mark.parametrize("address", [DESK, RULES])
def test_people_without_a_role_here_are_refused(client: Client, place: Region, address: str) -> None:
    elsewhere = member(RegionFactory.create(), Role.ADMINISTRATOR)
    for user in (
        UserFactory.create(),
        GuestFactory.create(),
        elsewhere,
        UserFactory.create(is_superuser=True),
    ):
        assert logged_in(client, user).get(address).status_code == 403


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_only_administrators_set_rules(client: Client, place: Region, role: Role) -> None:
    logged_in(client, member(place, role))
    assert client.get(RULES).status_code == 403
    assert client.post(RULES, NEW_RULES).status_code == 403
    assert Region.objects.get().threshold == 5


@pytest.mark.parametrize("address", [DESK.replace("01", "99"), RULES.replace("01", "99")])
def test_an_unknown_region_is_404(client: Client, place: Region, address: str) -> None:
    assert logged_in(client, member(place, Role.ADMINISTRATOR)).get(address).status_code == 404


def test_wrong_methods(client: Client, place: Region) -> None:
    logged_in(client, member(place, Role.ADMINISTRATOR))
    assert client.post(DESK).status_code == 405
    assert client.delete(RULES).status_code == 405


def test_rules_are_changed_and_the_reason_kept(client: Client, place: Region) -> None:
    logged_in(client, member(place, Role.ADMINISTRATOR))
    answer = client.post(RULES, NEW_RULES)
    changed = Region.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, DESK)
    assert (changed.threshold, changed.approvals_needed, str(changed.mining_threshold), changed.mining_window) == (
        7, 1, "25.5", 5
    )  # fmt: skip
    assert AuditRow.objects.get().words.text == "Small."


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("threshold", "2"), ("threshold", "11"), ("threshold", "five"), ("approvals_needed", "0"),
        ("approvals_needed", "3"), ("mining_threshold", "0"), ("mining_threshold", "100"),
        ("mining_threshold", "NaN"), ("raters_per_organization", "0"), ("raters_per_organization", "101"), ("mining_window", "0"), ("mining_window", "31"), ("reason", ""),
        ("reason", "   "), ("reason", "a\x00b"), ("reason", "x" * 2001),
    ],
)  # fmt: skip
def test_wrong_rules_are_named_and_nothing_is_stored(
    client: Client, place: Region, field: str, value: str
) -> None:
    logged_in(client, member(place, Role.ADMINISTRATOR))
    answer = client.post(RULES, NEW_RULES | {field: value})
    assert answer.status_code == 400
    assert f"id_{field}" in answer.content.decode()
    assert Region.objects.get().mining_window == 10
    assert not AuditRow.objects.exists()


def test_rules_that_change_nothing_are_refused_with_a_sentence(client: Client, place: Region) -> None:
    logged_in(client, member(place, Role.ADMINISTRATOR))
    same = {
        "threshold": "5",
        "approvals_needed": "2",
        "raters_per_organization": "3",
        "mining_threshold": "30",
        "mining_window": "10",
        "reason": "x",
    }
    answer = client.post(RULES, same)
    assert answer.status_code == 400
    assert "nothing was changed" in answer.content.decode()


def test_the_same_submission_twice_is_one_change(client: Client, place: Region) -> None:
    logged_in(client, member(place, Role.ADMINISTRATOR))
    for _time in range(2):
        answer = client.post(RULES, NEW_RULES | {"idempotency_key": "k1"})
        assert answer.status_code == 302
    assert AuditRow.objects.count() == 1
