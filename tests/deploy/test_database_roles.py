"""The application's role: works with rows, owns nothing, cannot rewrite the audit chain even with triggers away."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from urllib.parse import urlsplit

import psycopg
import pytest
from psycopg import errors

from tests.databases import ROOT, manage, on_database

OWNER, APPLICATION, NAME = "s3_owner_of_test", "s3_application", "s3_roles_of_test"


def address(database: str, user: str = "") -> str:
    parts = urlsplit(os.environ["DATABASE_URL"])
    netloc = f"{user}:secret@{parts.netloc.rpartition('@')[2]}" if user else parts.netloc
    return parts._replace(path=f"/{database}", netloc=netloc).geturl()


@pytest.fixture
def database() -> Iterator[None]:
    def administer(*statements: str) -> None:
        with psycopg.connect(address("postgres"), autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement)

    def remove() -> None:
        for statement in (
            f"DROP DATABASE {NAME} WITH (FORCE)",
            f"DROP ROLE {APPLICATION}",
            f"DROP ROLE {OWNER}",
        ):
            with suppress(errors.UndefinedObject, errors.InvalidCatalogName):
                administer(statement)

    remove()
    administer(
        f"CREATE ROLE {OWNER} LOGIN CREATEROLE PASSWORD 'secret'", f"CREATE DATABASE {NAME} OWNER {OWNER}"
    )
    yield
    remove()


def test_the_application_cannot_rewrite_history(database: None) -> None:
    statements = (ROOT / "deploy" / "database_roles.sql").read_text()
    with psycopg.connect(address(NAME, OWNER), autocommit=True) as owner:
        # psql fills in its variable; everything else in the file is plain SQL.
        owner.execute("ALTER SCHEMA public OWNER TO CURRENT_USER") if owns_public(owner) else None
        owner.execute(statements.replace(":application_password", "'secret'"))
    manage(on_database(address(NAME, OWNER)), "migrate", "--verbosity", "0")
    with psycopg.connect(address(NAME, APPLICATION), autocommit=True) as application:
        application.execute(
            "INSERT INTO foundation_auditrow (chain, seq, at, role, verb, object_type, object_id, before, after,"
            " reason, previous, digest) VALUES ('x', 1, now(), '', 'v', 't', '1', '', '', '', '', '')"
        )
        assert application.execute("SELECT count(*) FROM foundation_auditrow").fetchone() == (1,)
        assert application.execute("SHOW synchronous_commit").fetchone() == ("on",)
        for forbidden in (
            "ALTER TABLE foundation_auditrow DISABLE TRIGGER ALL",
            "DROP TRIGGER foundation_auditrow_append_only ON foundation_auditrow",
            "TRUNCATE foundation_auditrow",
            "DROP TABLE foundation_auditrow",
            "CREATE TABLE mine (x int)",
            "SET session_replication_role = replica",
        ):
            with pytest.raises(errors.InsufficientPrivilege):
                application.execute(forbidden)
        with pytest.raises(errors.RaiseException, match="append-only"):
            application.execute("DELETE FROM foundation_auditrow")


def test_its_twin_the_owner_can(database: None) -> None:
    """Why the two are told apart: whoever owns the table switches its triggers off."""
    manage(on_database(address(NAME, OWNER)), "migrate", "--verbosity", "0")
    with psycopg.connect(address(NAME, OWNER), autocommit=True) as owner:
        owner.execute("ALTER TABLE foundation_auditrow DISABLE TRIGGER USER")
        owner.execute("DELETE FROM foundation_auditrow")


def owns_public(connection: "psycopg.Connection[tuple[object, ...]]") -> bool:
    """PostgreSQL 15 and newer give the schema to pg_database_owner."""
    row = connection.execute(
        "SELECT pg_has_role(nspowner, 'USAGE') FROM pg_namespace WHERE nspname = 'public'"
    ).fetchone()
    return bool(row and row[0])


def test_the_start_script_calls_the_same_file() -> None:
    script = (ROOT / "deploy" / "database_roles.sh").read_text()
    assert "database_roles.sql" in script
    assert subprocess.run(["sh", "-n", str(ROOT / "deploy" / "database_roles.sh")]).returncode == 0
