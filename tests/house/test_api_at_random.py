"""Every operation of the API asked at random, as three kinds of people: no server error, no answer that is not described.

API_EXAMPLES=50 asks each operation fifty times for each of them; the suite asks a few. API_PATHS='rules|wheels' asks only
operations whose path it finds: for those that are new.
"""

import itertools
import logging
import os
import re
from collections.abc import Iterator
from typing import Any

import hypothesis
import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from hypothesis import strategies as st
from schemathesis.checks import CHECKS, load_all_checks
from schemathesis.core.failures import FailureGroup

from accounts.actions import issue_token
from foundation.checks import all_routes
from s3platform.wsgi import application
from tests.house import world as worlds

EXAMPLES = int(os.environ.get("API_EXAMPLES", "4"))
PATHS = re.compile(os.environ.get("API_PATHS", ""))
ROLES = ("official", "facilitator", "nobody")
load_all_checks()
WANTED = CHECKS.get_by_names(
    [
        "not_a_server_error",
        "status_code_conformance",
        "content_type_conformance",
        "response_schema_conformance",
    ]
)
# Ends what the other examples need: the caller's own key.
METHODS = {"get", "post", "put", "patch", "delete"}


@pytest.fixture
def connections_stay_open() -> Iterator[None]:
    """A request of its own would close the connection that holds the test's transaction."""
    request_started.disconnect(close_old_connections)
    request_finished.disconnect(close_old_connections)
    yield
    request_started.connect(close_old_connections)
    request_finished.connect(close_old_connections)


@pytest.fixture
def world(db: None) -> Iterator[worlds.World]:
    logging.disable(logging.ERROR)
    yield worlds.build()
    logging.disable(logging.NOTSET)


def served(environ: dict[str, Any], start_response: Any) -> Any:
    """The application with the visitor's address, which every web server gives."""
    return application({"REMOTE_ADDR": "127.0.0.1"} | environ, start_response)


def operations() -> Any:
    schema = schemathesis.openapi.from_wsgi("/api/schema/?format=json", served)
    return [found.ok() for found in schema.get_all_operations()]


def values_of(things: dict[str, dict[str, Any]], name: str) -> list[Any]:
    return list(things.get(name, {}).values())


def ask(operation: Any, world: worlds.World, headers: dict[str, str]) -> list[str]:
    """Ask the operation EXAMPLES times; each answer is undone. Returns what was wrong, once each."""
    faults: list[str] = []

    @hypothesis.settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[hypothesis.Phase.generate],
        suppress_health_check=list(hypothesis.HealthCheck),
    )
    @hypothesis.given(st.data())
    def examples(data: st.DataObject) -> None:
        case = data.draw(operation.as_strategy())
        for name in case.path_parameters or {}:
            known = values_of(world.things, name)
            if known and data.draw(st.integers(0, 3)):  # three times of four a thing that exists
                case.path_parameters[name] = data.draw(st.sampled_from(known))
        plain = {
            "Accept-Encoding": "identity"
        }  # schemathesis asks for compressed answers and cannot read them
        case.headers = {**(case.headers or {}), **headers, **plain}
        with transaction.atomic():
            try:
                case.call_and_validate(checks=WANTED)
            except FailureGroup as fault:  # collected, so that one run tells all of them
                faults.append(f"{operation.method.upper()} {operation.path}: {_in_short(fault)}")
            transaction.set_rollback(True)

    examples()
    return sorted(set(faults))


def _in_short(fault: BaseException) -> str:
    lines = [line.strip() for line in str(fault).splitlines() if line.strip()]
    return " | ".join(itertools.islice(lines, 9))


@pytest.mark.parametrize("role", ROLES)
def test_no_operation_answers_what_is_not_described(
    role: str, world: worlds.World, connections_stay_open: None
) -> None:
    person = world.people[role]
    headers = {"Authorization": f"Bearer {issue_token(label='random', by=person)[1]}"} if person else {}
    asked = operations()
    policies = [entry.callback.policy for pattern, entry in all_routes() if pattern.startswith("api/v1/")]  # type: ignore[attr-defined]  # -- reason: route() puts it there
    assert len(asked) == sum(len(policy.methods) for policy in policies)
    chosen = [operation for operation in asked if PATHS.search(operation.path)]
    faults = [fault for operation in chosen for fault in ask(operation, world, headers)]
    assert not faults, "\n".join(faults)
