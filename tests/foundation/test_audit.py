"""The chain finds every kind of tampering; the triggers forbid it in the first place."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from accounts.models import User
from foundation import audit
from foundation.models import AuditHead, AuditReason, AuditRow
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
CHAIN = "region:7"


@pytest.fixture
def person() -> User:
    return UserFactory.create()


@pytest.fixture
def five_rows(person: User) -> list[AuditRow]:
    return [
        audit.record(CHAIN, f"tests.step_{n}", person, by=person, reason=f"because {n}") for n in range(5)
    ]


@contextmanager
def without_triggers() -> Iterator[None]:
    """What an attacker with the rights of the tables' owner can do."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        yield
        cursor.execute("SET LOCAL session_replication_role = origin")


def tamper(change: Callable[[], object]) -> list[str]:
    with without_triggers():
        change()
    return list(audit.faults(CHAIN))


def test_a_fresh_chain_is_whole(five_rows: list[AuditRow]) -> None:
    assert list(audit.faults(CHAIN)) == []
    assert [row.seq for row in five_rows] == [1, 2, 3, 4, 5]


def test_chains_are_apart(five_rows: list[AuditRow], person: User) -> None:
    other = audit.record("region:8", "tests.step", person, by=person)
    assert (other.seq, other.previous) == (1, "0" * 64)


@pytest.mark.parametrize(
    "column", ["actor_id", "role", "verb", "object_id", "before", "after", "reason", "at"]
)
def test_an_edited_row_is_found(five_rows: list[AuditRow], column: str) -> None:
    value = five_rows[0].at if column == "at" else 99 if column == "actor_id" else "x"
    assert any("row 3" in f for f in tamper(lambda: AuditRow.objects.filter(seq=3).update(**{column: value})))


def test_a_removed_row_is_found(five_rows: list[AuditRow]) -> None:
    def remove() -> None:
        AuditReason.objects.filter(row=five_rows[2]).delete()
        AuditRow.objects.filter(seq=3).delete()

    assert tamper(remove)


def test_a_cut_end_is_found(five_rows: list[AuditRow]) -> None:
    def cut() -> None:
        AuditReason.objects.filter(row=five_rows[4]).delete()
        AuditRow.objects.filter(seq=5).delete()

    assert tamper(cut)


def test_swapped_rows_are_found(five_rows: list[AuditRow]) -> None:
    def swap() -> None:
        AuditRow.objects.filter(seq=2).update(seq=99)
        AuditRow.objects.filter(seq=3).update(seq=2)
        AuditRow.objects.filter(seq=99).update(seq=3)

    assert tamper(swap)


def test_an_inserted_row_is_found(five_rows: list[AuditRow]) -> None:
    forged = AuditRow.objects.get(seq=5)
    forged.pk, forged.seq = None, 6
    assert tamper(lambda: forged.save())


def test_a_rewritten_end_shows_against_the_anchor(
    five_rows: list[AuditRow], person: User, tmp_path: Path
) -> None:
    """A fork that is whole in itself shows only outside."""
    anchors = tmp_path / "anchors.json"
    call_command("verify_audit", write_anchors=anchors, stdout=StringIO())
    with without_triggers():
        AuditReason.objects.all().delete()
        AuditRow.objects.filter(seq__gte=4).delete()
        kept = AuditRow.objects.get(seq=3)
        AuditHead.objects.filter(chain=CHAIN).update(seq=3, digest=kept.digest)
    for _ in range(2):
        audit.record(CHAIN, "tests.other", person, by=person)
    assert list(audit.faults(CHAIN)) == []
    with pytest.raises(CommandError):
        call_command("verify_audit", anchors=anchors, stdout=StringIO(), stderr=StringIO())
    assert json.loads(anchors.read_text())[CHAIN]["seq"] == 5


def test_a_broken_chain_fails_the_command(five_rows: list[AuditRow]) -> None:
    with without_triggers():
        AuditRow.objects.filter(seq=1).update(verb="x")
    with pytest.raises(CommandError):
        call_command("verify_audit", stdout=StringIO(), stderr=StringIO())


@pytest.mark.parametrize("statement", ["UPDATE {} SET verb = 'x'", "DELETE FROM {}"])
def test_the_database_refuses_change_and_removal(five_rows: list[AuditRow], statement: str) -> None:
    AuditReason.objects.all().delete()
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement.format("foundation_auditrow"))


def test_words_can_be_erased_without_breaking_the_chain(five_rows: list[AuditRow]) -> None:
    AuditReason.objects.all().delete()
    assert list(audit.faults(CHAIN)) == []


def test_the_words_are_bound_to_the_row(five_rows: list[AuditRow]) -> None:
    words = AuditReason.objects.get(row=five_rows[1])
    assert five_rows[1].reason == audit.salted(words.text, words.salt)
    assert five_rows[1].reason != audit.salted("another reason", words.salt)
