"""The database follows the models, forwards and backwards, on both databases."""

import pytest
from django.core.management import call_command

from tests.databases import Backend, FreshDatabases, manage, on_database
from tests.house.sources import APPS

BACK_AND_FORTH = f"""
from django.core.management import call_command
from django.db import connection
for app in {APPS[::-1]!r}:
    call_command("migrate", app, "zero", verbosity=0)
own = [name for name in connection.introspection.table_names() if name.split("_")[0] in {APPS!r}]
assert not own, own
call_command("migrate", verbosity=0)
call_command("migrate", check=True, verbosity=0)
print("back and forth")
"""


@pytest.mark.django_db
def test_no_change_of_a_model_lacks_its_migration() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.parametrize(
    "backend", [pytest.param("postgresql"), pytest.param("embedded", marks=pytest.mark.sqlite)]
)
def test_every_migration_can_be_taken_back(backend: Backend, fresh_databases: FreshDatabases) -> None:
    with fresh_databases.fresh(backend) as database_url:
        said = manage(on_database(database_url), "shell", "--command", BACK_AND_FORTH)
    assert said.strip().endswith("back and forth")
