"""A rater's phone in a hall of its own, and the way to look into the database beside it."""

import json
import re
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import BrowserContext, Page, Request, expect

from tests.browser.conftest import PHONE, OpenPage
from tests.server import PlatformServer

SAVE = re.compile(r"/rounds/\d+/ballot/\d+/$")
PATIENCE = 30_000  # ms; not a promise of speed
SEATS = """
import json
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import transaction
from tests.assessments.halls import make_hall
def session_of(user):
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "accounts.adapter.AuthenticationBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return session.session_key
def seats(people):
    hall = make_hall(activities=%d, questions=%d)
    round = hall.open_round()
    hall.workshop.state = "opened"
    hall.workshop.save()
    raters = [one.user for group in hall.people.values() for one in group]
    return [{"round": round.pk, "workshop": hall.workshop.pk, "user": user.pk, "session": session_of(user),
             "activities": [activity.pk for activity in hall.activities]} for user in raters[:people]]
with transaction.atomic():  # else the disk is waited for hundreds of times
    print(json.dumps([seat for _ in range(%d) for seat in seats(%d)]))
"""
STORED = """
import json
from assessments.models import Ballot, Round
from discovery.models import Note, Support
ballots = Ballot.objects.filter(round_id=%(round)d, rater__user_id=%(user)d)
print(json.dumps({"marks": {each.activity_id: list(bytes(each.marks)) for each in ballots},
                  "comments": {each.activity_id: each.comment for each in ballots if each.comment},
                  "writes": Round.objects.get(pk=%(round)d).input_version,
                  "notes": list(Note.objects.filter(participant__user_id=%(user)d).values_list("text", flat=True)),
                  "supports": list(Support.objects.filter(participant__user_id=%(user)d).values_list("activity", flat=True))}))
"""


@dataclass
class Seat:
    server: PlatformServer
    page: Page
    told: dict[str, Any]

    @property
    def context(self) -> BrowserContext:
        return self.page.context

    @property
    def ballot(self) -> str:
        return f"/rounds/{self.told['round']}/ballot/"

    @property
    def room(self) -> str:
        return f"/workshops/{self.told['workshop']}/room/"

    def another_tab(self) -> "Seat":
        return Seat(self.server, self.context.new_page(), self.told)

    def open_ballot(self) -> None:
        self.page.goto(self.ballot)
        expect(self.page.locator("[data-ready]")).to_be_attached(timeout=PATIENCE)  # all sheets are here

    def mark(self, question: int, mark: int) -> None:
        self.page.locator(f"label.mark:has(input[name='mark-q{question}'][value='{mark}'])").click()

    def go_on(self) -> None:
        before = self.page.locator("h1").inner_text()
        self.page.locator("[data-sheet-go=next]").click()
        expect(self.page.locator("h1")).not_to_have_text(before)

    def says(self, words: str) -> None:
        expect(self.page.locator("[data-queue-state]").first).to_contain_text(words, timeout=PATIENCE)

    def shell(self, code: str) -> str:
        return self.server.shell(code % self.told)

    def stored(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.shell(STORED).strip().splitlines()[-1])
        return found

    def marks(self) -> list[list[int] | None]:
        """By activity, in the order of the list; 254 is no answer."""
        marks = self.stored()["marks"]
        return [marks.get(str(activity)) for activity in self.told["activities"]]


def sit_down(server: PlatformServer, told: dict[str, Any], open_page: OpenPage, **options: Any) -> Seat:
    page = open_page(server.url, viewport=PHONE, **options)
    page.context.add_cookies([{"name": "sessionid", "value": told["session"], "url": server.url}])
    return Seat(server, page, told)


def seats_in(
    server: PlatformServer, activities: int, questions: int, *, halls: int, people: int = 1
) -> list[dict[str, Any]]:
    """`people` of each of the halls, each with an open round. Made by one command: starting it takes long."""
    told = server.shell(SEATS % (activities, questions, halls, people))
    seats: list[dict[str, Any]] = json.loads(told.strip().splitlines()[-1])
    return seats


def sequence_of(request: Request) -> list[int]:
    found = re.search(r"sequence=(\d+)", request.post_data or "")
    return [int(found[1])] if found and SAVE.search(request.url) else []
