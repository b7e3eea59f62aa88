"""Who may do what, asked of the running routes and compared with a reviewed table.

docs/permissions.md is golden: route x method x what it is about x who asks -> answer. To write it anew after a wanted
change: REWRITE_PERMISSIONS=1 make test ARGS=tests/house/test_permissions.py, and then read the difference.
"""

import itertools
import logging
import os
import re
from collections.abc import Iterator
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern

from foundation.checks import all_routes
from foundation.policy import Policy
from tests.house import world as worlds
from tests.house.sources import ROOT

TABLE = ROOT / "docs" / "permissions.md"
COLUMNS = (
    *("nobody", "stranger", "participant", "proposer", "reviewer", "analyst", "facilitator", "official"),
    *("administrator", "ministry", "other region", "superuser"),
)
ARGUMENT = re.compile(r"<(?:\w+:)?(\w+)>")
BROKEN = "broken"
THIRD_PARTY = ("account/", "api/schema/", "api/docs/", "language/")
HEADER = """# Who may do what

Asked of the running routes, compared in every test run; changed only together with a reviewed change of a policy.
`yes`: let through (whatever the answer to an empty form then is) · `log in`: sent to the log-in page, or 401 ·
`no`: may know of it, not do it (403) · `-`: does not exist for this person (404). Every other method is 405 for everybody.
`token` (programs): the official's API key instead of a log-in. "Other region": an official, facilitator, analyst and
administrator of another region. A superuser has no rights of their own in the product.

"""


def routes() -> list[tuple[str, URLPattern]]:
    return [
        (p, e) for p, e in all_routes() if not p.startswith(THIRD_PARTY) and hasattr(e.callback, "policy")
    ]


def addresses(pattern: str, things: dict[str, dict[str, Any]]) -> Iterator[tuple[str, str]]:
    """(what it is about, address): one for each variant of the things named in the route."""
    names = ARGUMENT.findall(pattern)
    for chosen in itertools.product(*(things[name].items() for name in names)):
        values = iter(str(value) for _label, value in chosen)
        about = ", ".join(label for label, _value in chosen if label)
        yield about, "/" + ARGUMENT.sub(lambda _match: next(values), pattern)  # noqa: B023  -- reason: used at once


def answer(client: Client, method: str, address: str, **headers: str) -> str:
    """The answer's meaning; whatever the request did is taken back."""
    logged_in = SimpleCookie(client.cookies.output(header=""))  # one of the routes logs people out
    with transaction.atomic():
        response = client.generic(method, address, content_type=_content_type(address), headers=headers)
        transaction.set_rollback(True)
    client.cookies = logged_in
    if response.status_code in (301, 302) and "/account/login/" in response.headers["Location"]:
        return "log in"
    meanings = {401: "log in", 403: "no", 404: "-", 405: "405"}
    return BROKEN if response.status_code >= 500 else meanings.get(response.status_code, "yes")


def _content_type(address: str) -> str:
    return "application/json" if address.startswith("/api/") else "application/x-www-form-urlencoded"


def clients(world: worlds.World) -> dict[str, Client]:
    ready = {name: Client(raise_request_exception=False) for name in COLUMNS}
    for name, client in ready.items():
        if person := world.people[name]:
            client.force_login(person)
    return ready


def rows(world: worlds.World) -> Iterator[list[str]]:
    ready, bearer = clients(world), {"Authorization": f"Bearer {world.token}"}
    for pattern, entry in sorted(routes(), key=lambda route: route[0]):
        policy: Policy = entry.callback.policy
        for method in sorted(policy.methods):
            for about, address in addresses(pattern, world.things):
                cells = [answer(ready[name], method, address) for name in COLUMNS]
                is_api = address.startswith("/api/")
                token = (
                    answer(Client(raise_request_exception=False), method, address, **bearer) if is_api else ""
                )
                yield [f"`{pattern}`", about, method, *cells, token]


def as_markdown(found: list[list[str]]) -> str:
    header = ["route", "about", "method", *COLUMNS, "token"]
    lines = [header, ["---"] * len(header), *found]
    return HEADER + "".join("| " + " | ".join(line) + " |\n" for line in lines)


@pytest.fixture
def world(db: None) -> Iterator[worlds.World]:
    logging.disable(logging.WARNING)  # thousands of refusals are what is asked for here
    yield worlds.build()
    logging.disable(logging.NOTSET)


def test_the_answers_are_those_of_the_reviewed_table(world: worlds.World) -> None:
    found = list(rows(world))
    assert [row[:3] for row in found if BROKEN in row] == []
    table = as_markdown(found)
    if os.environ.get("REWRITE_PERMISSIONS"):
        Path(TABLE).write_text(table)
    assert table.splitlines() == TABLE.read_text().splitlines()


def test_a_method_that_no_policy_names_is_answered_to_nobody(world: worlds.World) -> None:
    client = Client(raise_request_exception=False)
    client.force_login(world.people["facilitator"])  # type: ignore[arg-type]  # -- reason: the facilitator exists
    for pattern, entry in routes():
        unnamed = next(
            m for m in ("DELETE", "PUT", "PATCH", "POST") if m not in entry.callback.policy.methods
        )
        for _about, address in addresses(pattern, world.things):
            assert answer(client, unnamed, address) == "405", f"{unnamed} {address}"
