"""Every page, file and API answer takes the same number of queries with one row of everything and with thirty.

The routes are the URLconf itself and the things are the models themselves: a route whose answer does not grow with the
rows, or a model that nothing here grows, fails until somebody has looked at it and written it down below.
"""

import ast
import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import connection, reset_queries, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from assessments.models import Round
from foundation.checks import all_routes
from tests.house import world as worlds
from tests.house.crawl import addresses, client_of, sent
from tests.house.growing import Ground, decisions, regions, workshops
from tests.house.lists import NO_LISTS, ONE_EACH, PINNED, QUERIES, SEEN_BY, SILENT
from tests.house.sources import ROOT
from tests.house.test_factories import MODELS

pytestmark = pytest.mark.django_db

THIRD_PARTIES = ("allauth.", "drf_spectacular.", "django.")
FEW, MANY = 1, 30
ACTIVITIES = {FEW: 6, MANY: 30}  # a set has five at least
GROWTH = 15  # elements more: a row has one at least
FILLS = (
    *(regions.add_classifications, regions.add_accounts, regions.add_statistics, regions.add_people),
    *(
        regions.add_nearness,
        regions.add_objectives,
        workshops.add_workshops,
        workshops.add_hall,
        workshops.add_notes,
    ),
    *(workshops.add_fiche, workshops.add_merges, workshops.add_clusters, decisions.add_frameworks),
    *(decisions.add_rounds, decisions.add_proposals, decisions.add_sets, decisions.add_publications),
)
ASKED = (
    *("facilitator", "official", "administrator", "analyst", "ministry", "participant", "proposer"),
    *("reviewer", "nobody"),
)


@dataclass(frozen=True)
class Answer:
    """`size`: elements of a page, values of JSON, cells of a table, bytes of an archive."""

    who: str
    queries: int
    size: int


# (route, what it is about) -> the answer to the first person who gets one.
Answers = dict[tuple[str, str], Answer]


@dataclass(frozen=True)
class Lived:
    answers: Answers
    rows: dict[str, int]


def lived(rows: int, guides: Answers | None = None) -> Lived:
    """The world of the tests with so many rows of everything; nothing of it stays. `guides`: whom to ask what again."""
    with transaction.atomic():
        world = worlds.build(ACTIVITIES[rows])
        for fill in FILLS:
            fill(Ground(world), rows)
        counted = {model._meta.label: model._base_manager.count() for model in MODELS}
        found = Lived(asked(world, guides), counted)
        transaction.set_rollback(True)
    return found


def asked(world: worlds.World, guides: Answers | None) -> Answers:
    clients = {who: client_of(world.people[who]) for who in ASKED}
    sent(clients["facilitator"], "GET", "/account/")  # what the first request of all learns stays learned
    found = {}
    for name, about, address in places(world):
        if guides is None:
            people = [SEEN_BY[name]] if name in SEEN_BY else ASKED
        else:
            people = [guides[name, about].who] if (name, about) in guides else []
        if answer := first_answer(clients, people, address):
            found[name, about] = answer
    return found


def places(world: worlds.World) -> Iterator[tuple[str, str, str]]:
    """(route, what it is about, address) of everything that is read."""
    ground = Ground(world)
    drafted = Round.objects.filter(region=ground.region, state=Round.State.DRAFTED).latest("pk")
    more = {
        "code": {"country": ground.country.code},
        "round_id": {"drafted": drafted.pk},
        "kind": {"figure": "mining-share"},
    }
    things = world.things | {name: world.things[name] | found for name, found in more.items()}
    chosen = ground.set("draft").priorities.earliest("position").activity_id
    for name, pattern in read_routes():
        for about, address in addresses(pattern, things):
            yield name, about, address + QUERIES.get(name, "").format(activity=chosen)


def read_routes() -> Iterator[tuple[str, str]]:
    """(name, pattern) of every route of ours that may be read."""
    for pattern, entry in all_routes():
        if not entry.callback.__module__.startswith(THIRD_PARTIES) and "GET" in entry.callback.policy.methods:
            yield entry.name or pattern, pattern


def first_answer(clients: dict[str, Client], people: Iterable[str], address: str) -> Answer | None:
    for who in people:
        reset_queries()  # the log holds nine thousand
        with CaptureQueriesContext(connection) as captured:
            response = sent(clients[who], "GET", address)
        if response.status_code == 200:
            return Answer(who, len(captured), size_of(response))
    return None


def size_of(response: Any) -> int:
    content = b"".join(response) if response.streaming else response.content
    kind = response.headers.get("Content-Type", "")
    if "html" in kind or "svg" in kind:
        return content.count(b"<")
    return content.count(b",") if "json" in kind or "text" in kind else len(content)


@pytest.fixture(scope="module")
def few_and_many(django_db_setup: None, django_db_blocker: Any) -> Iterator[tuple[Lived, Lived]]:
    logging.disable(logging.ERROR)  # refusals are asked for here
    with django_db_blocker.unblock():
        few = lived(FEW)
        yield few, lived(MANY, few.answers)
    logging.disable(logging.NOTSET)


def test_thirty_rows_cost_what_one_costs(few_and_many: tuple[Lived, Lived]) -> None:
    few, many = (each.answers for each in few_and_many)
    assert few.keys() == many.keys()
    dearer = {where: (few[where], many[where]) for where in few if few[where].queries != many[where].queries}
    assert dearer == {}


def test_every_answer_grows_or_is_known_to_show_no_list(few_and_many: tuple[Lived, Lived]) -> None:
    """So nothing passes because nothing was on the page."""
    few, many = (each.answers for each in few_and_many)
    grown = {name for name, about in few if many[name, about].size - few[name, about].size >= GROWTH}
    still = {name for name, _about in few} - grown
    assert sorted(still ^ NO_LISTS.keys()) == []


def test_every_route_was_asked(few_and_many: tuple[Lived, Lived]) -> None:
    """Or answers nobody here with a page; the browser has been in all of them (tests/browser/test_every_room.py)."""
    few, _many = few_and_many
    silent = {name for name, _pattern in read_routes()} - {name for name, _about in few.answers}
    assert silent == SILENT.keys()


def test_everything_grows(few_and_many: tuple[Lived, Lived]) -> None:
    few, many = (each.rows for each in few_and_many)
    assert {name for name in few if many[name] - few[name] < MANY - FEW} == ONE_EACH.keys()


@pytest.mark.parametrize("name", PINNED)
def test_what_is_counted_elsewhere_is_counted_there(name: str) -> None:
    """The named test exists and speaks of the route, of one row and of thirty."""
    path, _, test = PINNED[name].partition("::")
    tree = ast.parse((ROOT / path).read_text())
    found = next(n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef) and n.name == test)
    said = {node.value for node in ast.walk(found) if isinstance(node, ast.Constant)}
    assert {name, FEW, MANY} <= said
