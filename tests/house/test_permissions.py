"""Who may do what and who sees what, asked of the running routes and compared with reviewed tables.

docs/permissions.md is golden: route x method x what it is about x who asks -> answer; and confidential field x who ->
seen or not. To write it anew after a wanted change: REWRITE_PERMISSIONS=1 make test ARGS=tests/house/test_permissions.py,
and then read the difference.
"""

import logging
import os
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

from foundation.models import OutboxMail
from foundation.outbox.letters import letter_of
from tests.house import canaries
from tests.house import world as worlds
from tests.house.crawl import COLUMNS, TOKEN, Crawl, crawl
from tests.house.sources import ROOT

pytestmark = (
    pytest.mark.django_db
)  # a database is set up for marked tests only; the crawl below has its own transaction
TABLE = ROOT / "docs" / "permissions.md"
HEADER = """# Who may do what

Asked of the running routes, compared in every test run; changed only together with a reviewed change of a policy.
`yes`: let through (whatever the answer to an empty form then is) · `log in`: sent to the log-in page, or 401 ·
`no`: may know of it, not do it (403) · `-`: does not exist for this person (404). Every other method is 405 for everybody.
`token` (programs): the official's API key instead of a log-in. "Other region": an official, facilitator, analyst and
administrator of another region. A superuser has no rights of their own in the product.

"""
SEEN = """
# Who sees what is confidential

Each field holds an unmistakable word; every answer of every route above (pages, files, archives opened, refusals) is
searched for it. `sees`: at one address at least · empty: nowhere.

"""


@pytest.fixture(scope="module")
def found(django_db_setup: None, django_db_blocker: Any) -> Iterator[Crawl]:
    """One crawl for all tests here: thousands of requests."""
    logging.disable(logging.WARNING)  # thousands of refusals are what is asked for here
    with django_db_blocker.unblock(), transaction.atomic():
        world = worlds.build()
        canaries.plant(world)
        yield crawl(world)
        transaction.set_rollback(True)
    logging.disable(logging.NOTSET)


def as_markdown(header: list[str], rows: list[list[str]]) -> str:
    lines = [header, ["---"] * len(header), *rows]
    return "".join("| " + " | ".join(line) + " |\n" for line in lines)


def document(found: Crawl) -> str:
    may = as_markdown(["route", "about", "method", *COLUMNS, TOKEN], found.rows)
    who = (*COLUMNS, TOKEN)
    seen = [
        [canary.where, *("sees" if found.sightings[canary.name][each] else "" for each in who)]
        for canary in canaries.CANARIES
    ]
    return HEADER + may + SEEN + as_markdown(["field", *who], seen)


def test_the_answers_are_those_of_the_reviewed_table(found: Crawl) -> None:
    assert found.broken == []
    written = document(found)
    if os.environ.get("REWRITE_PERMISSIONS"):
        TABLE.write_text(written)
    assert written.splitlines() == TABLE.read_text().splitlines()


def test_a_method_that_no_policy_names_is_answered_to_nobody(found: Crawl) -> None:
    assert found.unnamed == []


def test_every_canary_sings_for_somebody_or_is_a_secret(found: Crawl) -> None:
    """A word that nobody ever meets proves nothing, unless the field is shown to nobody at all."""
    silent = {canary.name for canary in canaries.CANARIES if not any(found.sightings[canary.name].values())}
    assert silent == {
        "webhook-secret",
        "participant-mail",
    }  # the latter is shown to its owner, who is not asked here


def test_strangers_meet_none(found: Crawl) -> None:
    """Said apart from the table, because here nothing may ever be reviewed away. Who holds a letter may read its address."""
    letters = {"GET /invitation/key-of-the-letter/"}
    met = {
        (name, who): sorted(places - letters)[:3]
        for name, by_person in found.sightings.items()
        for who, places in by_person.items()
        if who in ("nobody", "stranger", "other region", "superuser") and places - letters
    }
    assert met == {}


def test_mails_hold_none_but_their_readers_own(found: Crawl) -> None:
    for mail in OutboxMail.objects.all():
        text = letter_of(mail).message().as_bytes()
        assert canaries.seen_in(text) <= canaries.seen_in(mail.to.encode()), mail.template
