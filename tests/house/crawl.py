"""Every route asked as every kind of person, once: what each may reach, and what comes out where."""

import itertools
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any

from django.db import transaction
from django.test import Client
from django.urls import URLPattern

from foundation.checks import all_routes
from foundation.policy import Policy
from tests.house import canaries
from tests.house import world as worlds

COLUMNS = (
    *("nobody", "stranger", "participant", "proposer", "reviewer", "analyst", "facilitator", "official"),
    *("administrator", "ministry", "other region", "superuser"),
)
TOKEN = "token"
ARGUMENT = re.compile(r"<(?:\w+:)?(\w+)>")
BROKEN = "broken"
THIRD_PARTY = ("account/", "api/schema/", "api/docs/", "language/")


@dataclass
class Crawl:
    """`rows`: route, about, method, an answer for each column and for the key. `sightings`: canary -> who -> addresses."""

    rows: list[list[str]] = field(default_factory=list)
    unnamed: list[str] = field(default_factory=list)
    sightings: dict[str, dict[str, set[str]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(set))
    )

    @property
    def broken(self) -> list[list[str]]:
        return [row[:3] for row in self.rows if BROKEN in row]


def crawl(world: worlds.World) -> Crawl:
    found = Crawl()
    clients = {name: client_of(world.people[name]) for name in COLUMNS}
    bearer = {"Authorization": f"Bearer {world.token}"}
    for pattern, entry in sorted(routes(), key=lambda route: route[0]):
        policy: Policy = entry.callback.policy
        for method in sorted(policy.methods):
            for about, address in addresses(pattern, world.things):
                asked = [ask(found, name, clients[name], method, address) for name in COLUMNS]
                by_key = ""
                if address.startswith("/api/"):
                    by_key = ask(found, TOKEN, client_of(None), method, address, **bearer)
                found.rows.append([f"`{pattern}`", about, method, *asked, by_key])
        found.unnamed += answers_to_an_unnamed_method(clients["facilitator"], pattern, policy, world)
    return found


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


def client_of(person: Any) -> Client:
    client = Client(raise_request_exception=False)
    if person:
        client.force_login(person)
    return client


def ask(found: Crawl, who: str, client: Client, method: str, address: str, **headers: str) -> str:
    """The answer's meaning; what it showed is noted; whatever the request did is taken back."""
    response = sent(client, method, address, **headers)
    content = b"".join(response) if response.streaming else response.content
    for name in canaries.seen_in(content):
        found.sightings[name][who].add(f"{method} {address}")
    if response.status_code in (301, 302) and "/account/login/" in response.headers["Location"]:
        return "log in"
    meanings = {401: "log in", 403: "no", 404: "-", 405: "405"}
    is_broken = response.status_code >= 500 and address != "/readyz"  # which says 503 where no worker runs
    return BROKEN if is_broken else meanings.get(response.status_code, "yes")


def sent(client: Client, method: str, address: str, **headers: str) -> Any:
    logged_in = SimpleCookie(client.cookies.output(header=""))  # one of the routes logs people out
    kind = "application/json" if address.startswith("/api/") else "application/x-www-form-urlencoded"
    with transaction.atomic():
        response = client.generic(method, address, content_type=kind, headers=headers)
        transaction.set_rollback(True)
    client.cookies = logged_in
    return response


def answers_to_an_unnamed_method(
    client: Client, pattern: str, policy: Policy, world: worlds.World
) -> list[str]:
    """Addresses that answer something else than 405 to a method that no policy names."""
    unnamed = next(m for m in ("DELETE", "PUT", "PATCH", "POST") if m not in policy.methods)
    return [
        f"{unnamed} {address}"
        for _about, address in itertools.islice(addresses(pattern, world.things), 1)
        if sent(client, unnamed, address).status_code != 405
    ]
