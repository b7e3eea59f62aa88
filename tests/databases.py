"""Fresh databases for running servers: migrated once in a run, then copied, because migrating takes seconds."""

import itertools
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

import psycopg
import redis
from psycopg import sql

ROOT = Path(__file__).resolve().parent.parent
Backend = Literal["postgresql", "embedded"]


class FreshDatabases:
    """Hands out migrated, empty databases; `close` takes back what is shared between them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._numbers = itertools.count(1)
        self._templates: list[str] = []

    @contextmanager
    def fresh(self, backend: Backend) -> Iterator[str]:
        """The address of a database that nobody else uses; it is gone afterwards."""
        name = f"s3_run_{os.getpid()}_{next(self._numbers)}"
        if backend == "embedded":
            yield f"sqlite:///{shutil.copy(self._migrated_file, self.folder / f'{name}.sqlite3')}"
            return
        _on_postgresql("CREATE DATABASE {} TEMPLATE {}", name, self._migrated_template)
        with redis.Redis.from_url(os.environ["REDIS_URL"]) as client:
            client.flushdb()
        try:
            yield _address_of(name)
        finally:
            _on_postgresql("DROP DATABASE {} WITH (FORCE)", name)

    @contextmanager
    def empty(self, backend: Backend) -> Iterator[str]:
        """The address of a database without any table, as on a new machine."""
        name = f"s3_empty_{os.getpid()}_{next(self._numbers)}"
        if backend == "embedded":
            yield f"sqlite:///{self.folder / f'{name}.sqlite3'}"
            return
        _on_postgresql("CREATE DATABASE {}", name)
        try:
            yield _address_of(name)
        finally:
            _on_postgresql("DROP DATABASE {} WITH (FORCE)", name)

    def close(self) -> None:
        for name in self._templates:
            _on_postgresql("DROP DATABASE {} WITH (FORCE)", name)

    @cached_property
    def _migrated_file(self) -> Path:
        file = self.folder / "template.sqlite3"
        _migrate(f"sqlite:///{file}")
        return file

    @cached_property
    def _migrated_template(self) -> str:
        name = f"s3_template_{os.getpid()}"
        _on_postgresql("CREATE DATABASE {}", name)
        self._templates.append(name)
        _migrate(_address_of(name))
        return name


def manage(environment: Mapping[str, str], *arguments: str) -> str:
    """What `manage.py <arguments>` prints. Raises AssertionError with its complaint if it fails."""
    done = subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "s3platform.settings.dev"} | dict(environment),
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, f"manage.py {' '.join(arguments)}:\n{done.stdout}\n{done.stderr}"
    return done.stdout


def on_database(database_url: str) -> dict[str, str]:
    """The environment of a command that works on this database and wakes nobody."""
    return {"DATABASE_URL": database_url, "REDIS_URL": ""}


def _migrate(database_url: str) -> None:
    manage(on_database(database_url), "migrate", "--verbosity", "0")


def _address_of(name: str) -> str:
    """DATABASE_URL with another database in it."""
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()


def _on_postgresql(statement: str, *names: str) -> None:
    with psycopg.connect(_address_of("postgres"), autocommit=True) as connection:
        connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))
