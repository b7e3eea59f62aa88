"""A consistent copy of the database while people work, and the way back, by the means of each engine."""

import os
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

from django.db import connection
from psycopg.conninfo import make_conninfo


class DatabaseNotCopied(Exception):
    """A program of PostgreSQL is missing or said no; its own words are part of the message."""


def dump_database(folder: Path) -> Path:
    """Write the copy into the folder; returns its path."""
    if connection.vendor == "sqlite":
        target = folder / "database.sqlite3"
        connection.ensure_connection()
        with closing(sqlite3.connect(target)) as copy:
            connection.connection.backup(copy)
        return target
    target = folder / "database.dump"
    _run("pg_dump", "--format=custom", "--no-owner", "--no-acl", f"--file={target}", f"--dbname={_address()}")
    return target


def load_database(folder: Path) -> None:
    """Fill the empty database from the copy in the folder, wholly or not at all."""
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        with closing(sqlite3.connect(folder / "database.sqlite3")) as copy:
            copy.backup(connection.connection)
        return
    connection.close()
    whole = ("--no-owner", "--no-acl", "--exit-on-error", "--single-transaction")
    _run("pg_restore", *whole, f"--dbname={_address()}", str(folder / "database.dump"))


def is_empty() -> bool:
    return not connection.introspection.table_names()


def _address() -> str:
    """As PostgreSQL's programs read it, without the password: other people see a program's arguments."""
    given = connection.get_connection_params()
    names = ("dbname", "user", "host", "port")
    return make_conninfo(**{name: given[name] for name in names if given.get(name)})


def _run(program: str, *arguments: str) -> None:
    environment = dict(os.environ) | {"PGPASSWORD": str(connection.settings_dict["PASSWORD"])}
    try:
        done = subprocess.run(  # noqa: S603  -- reason: names from settings, no shell
            [program, *arguments], capture_output=True, text=True, env=environment
        )
    except FileNotFoundError as absent:
        raise DatabaseNotCopied(f"{program} is not on the path: install PostgreSQL's programs.") from absent
    if done.returncode:
        raise DatabaseNotCopied(f"{program} ended with {done.returncode}: {done.stderr.strip()}")
