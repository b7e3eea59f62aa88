"""Every door of the house: each named GET route with an address in the demonstration and somebody who may pass it.

Runs beside the server, in a process of its own on the same database: `told()` furnishes what the demonstration lacks,
asks every route in turn and prints JSON for the browser.
"""

import json
import logging
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from http.cookies import SimpleCookie
from itertools import islice, product
from typing import Any

from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import settings
from django.db import transaction
from django.db.models import Model
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, resolve, reverse
from django.utils import translation

from accounts.actions import issue_token
from accounts.models import ApiToken, Message, User
from accounts.queries import unsubscribe_path
from assessments.actions import (
    create_round,
    create_weighing,
    create_wheel,
    open_round,
    open_weighing,
    open_wheel,
    print_sheets,
    start_version,
)
from assessments.models import (
    Criterion,
    Framework,
    PaperSheet,
    RosterEntry,
    Round,
    Scenario,
    Void,
    Weighing,
    Wheel,
)
from demo.people import PASSWORD
from discovery.actions import Batch, Invitee, invite_people, issue_tickets, keep_minutes, print_cards
from discovery.models import (
    Activity,
    Cluster,
    Merge,
    Note,
    Participant,
    RegisterImport,
    Step,
    Theme,
    Workshop,
)
from discovery.models.codes import link_token, ticket_token
from foundation.checks import all_routes
from priorities.actions import start_next_version
from priorities.models import CoverRule, Delivery, PrioritySet, Publication, Remark, Webhook
from projects.models import Proposal
from regions.actions import add_practice_region
from regions.models import (
    ImportDraft,
    Invitation,
    Membership,
    ObservationImport,
    PolicyObjective,
    Practice,
    Region,
    Source,
)
from regions.projections import rebuild_relatedness
from tests.factories.discovery import ImportedOrganizationFactory
from tests.factories.priorities import DeliveryFactory
from tests.factories.regions import ImportDraftFactory, InvitationFactory, ObservationImportFactory
from tests.regions.near import synthetic

STAFF = ("facilitator", "official2", "administrator", "analyst", "ministry", "business", "reviewer")
HALF_IN = "half in"  # gave the password, has still to give the second factor
ROLES = ("", *STAFF, "participant", HALF_IN)
TRIES = 60  # combinations of things tried on one route by one person
KEY = "key-of-the-letter"
READINESS = "ready"  # says 503 until the first sweep has come
FINAL = ("page", "part", "file", "broken", "shadowed")
ORDER = (*FINAL, "way", "shut")
TO_THE_DOOR = ("/account/login/", "/account/reauthenticate/", "/account/second-factor/reauthenticate/")
ABOUT_A_PRIORITY = ("set_drop", "set_move", "set_review")
# Rooms that look different to different people: seen by everybody who may.
SEEN_BY_ALL = {
    *("region_detail", "region_desk", "activity_detail", "activity_list", "workshop_detail", "round_detail"),
    *("set_detail", "proposal_detail", "account_home", "publication_detail", "cluster_detail"),
}


@dataclass(frozen=True)
class Door:
    """`what`: page, part (of a page), file, way (leads on), shut (nobody got in) or shadowed (another route answers)."""

    name: str
    role: str
    address: str
    what: str


def told() -> str:
    logging.disable(logging.WARNING)  # hundreds of refusals are what is asked for here
    with translation.override("ru"):
        people = _clients()
        things = _things(_furnished())
        doors = [asdict(door) for entry in _routes() for door in _doors(entry, people, things)]
    keys = {
        role: client.cookies[settings.SESSION_COOKIE_NAME].value
        for role, client in people.items()
        if settings.SESSION_COOKIE_NAME in client.cookies
    }
    return json.dumps({"doors": doors, "keys": keys})


def _routes() -> Iterator[URLPattern]:
    for pattern, entry in all_routes():
        if "GET" in entry.callback.policy.methods and not pattern.startswith("api/"):
            yield entry


def _clients() -> dict[str, Client]:
    """Everybody logged in, through the door; participants have come with the code of the hall."""
    people = {role: Client(raise_request_exception=False, SERVER_NAME="127.0.0.1") for role in ROLES}
    for role in (*STAFF, HALF_IN):
        if role == HALF_IN:
            _second_factor(_person("reviewer"))
        email = _email("reviewer" if role == HALF_IN else role)
        people[role].post("/account/login/", {"login": email, "password": PASSWORD})
        if role in ("analyst", "reviewer"):
            _known_anew(people[role])
    seat = RosterEntry.objects.filter(round__state="opened").order_by("pk").first()
    assert seat
    people["participant"].force_login(seat.user)
    return people


def _known_anew(client: Client) -> None:
    """Gave the password once more, a moment ago, and for as long as the test looks."""
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    session = client.session
    session["account_authentication_methods"][-1]["at"] += 7200
    session.save()


def _email(role: str) -> str:
    return f"{role}@demo.example"


def _person(role: str) -> User:
    return User.objects.get(email=_email(role))


def _second_factor(user: User) -> None:
    TOTP.activate(user, generate_totp_secret())
    RecoveryCodes.activate(user)


def _furnished() -> dict[str, list[Any]]:
    """What the demonstration has nothing of; things that are found by no id."""
    facilitator, administrator, official = map(_person, ("facilitator", "administrator", "official2"))
    region = Region.objects.get(code="KZ-43")
    InvitationFactory.create(
        region=region, digest=Invitation.digest_of(KEY), invited_by=administrator, email="guest@demo.example"
    )
    source = Source.objects.earliest("pk")
    ImportDraftFactory.create(region=region, source=source, upload__created_by=_person("analyst"))
    ObservationImportFactory.create(region=region, source=source, imported_by=_person("analyst"))
    ImportedOrganizationFactory.create(brought_by__region=region, brought_by__imported_by=facilitator)
    publication = Publication.objects.earliest("pk")
    DeliveryFactory.create(publication=publication, state="failed")
    scored = publication.priority_set.round
    draft = start_next_version(publication=publication, round=scored, cycle=2027, by=facilitator)
    issue_token(label="Портал", by=official)
    workshop = Workshop.objects.filter(state="opened").earliest("pk")
    invited = invite_people(
        workshop=workshop, people=[Invitee("invited@demo.example", helix="science")], by=facilitator
    ).new[0]
    ticket = issue_tickets(workshop=workshop, batches=[Batch(1, "science")], by=facilitator)[0]
    framework = Round.objects.filter(region=workshop.region).latest("pk").framework
    create_round(
        region=workshop.region,
        framework=framework,
        title="Второе голосование",
        activity_ids=list(workshop.activities.values_list("pk", flat=True)),
        workshop=workshop,
        by=facilitator,
    )
    mood = create_round(
        region=workshop.region,
        framework=framework,
        title="Настроение зала",
        activity_ids=list(workshop.activities.values_list("pk", flat=True)),
        workshop=workshop,
        is_counting=False,
        by=facilitator,
    )
    open_round(round=mood, merged_groups={}, by=facilitator)
    weighing = create_weighing(framework=framework, workshop=workshop, subject="principles", by=facilitator)
    open_weighing(weighing=weighing, merged_groups={}, by=facilitator)
    start_version(framework=framework, by=facilitator)
    for title in ("Самооценка следующего года", "Самооценка этого года"):
        wheel = create_wheel(region=workshop.region, workshop=workshop, title=title, by=facilitator)
    open_wheel(wheel=wheel, merged_groups={}, by=facilitator)
    rater = RosterEntry.objects.filter(round__region=workshop.region).latest("pk")
    Void.objects.create(
        region_id=rater.round.region_id,
        round=rater.round,
        rater=rater,
        ground=Void.Ground.TWICE,
        reason="Вошёл в зал с двух телефонов.",
        asked_by=facilitator,
    )
    print_sheets(round=rater.round, raters=[rater], spares=1, by=facilitator)
    print_cards(workshop=workshop, number=3, by=facilitator)
    keep_minutes(workshop=Workshop.objects.filter(state="closed").earliest("pk"), by=facilitator)
    address, _made = EmailAddress.objects.get_or_create(user=facilitator, email=facilitator.email)
    _practised_by(_person("reviewer"))
    _compared()
    return {
        "key": [KEY, EmailConfirmationHMAC(address).key, default_token_generator.make_token(facilitator)],
        "uidb36": [user_pk_to_url_str(facilitator)],
        "token": [link_token(invited.nonce)],
        "workshop_invitation_id": [invited.pk],
        "ticket_id": [ticket.pk],
        "ticket_token": [ticket_token(ticket.nonce)],
        "unsubscribe_token": [unsubscribe_path(official, ["ideas"]).split("/")[-2]],
        "join_code": [workshop.code],
        "priority": list(draft.priorities.values_list("activity_id", flat=True)[:1]),
    }


def _compared() -> None:
    """A country with regions and branches enough to say what is near to what."""
    country = synthetic.enter_country(50)
    synthetic.put(synthetic.persons(50, 50))
    rebuild_relatedness(country.pk)


def _practised_by(person: User) -> None:
    """A practice region without content: its front door and its end are pages too."""
    names = {f"name_{language}": "Степной край (учебный)" for language in ("kk", "ru", "en")}
    country = add_practice_region(owner=person, code="XPROOMS", names=names, parent=None)
    region = add_practice_region(owner=person, code="XP-ROOMS", names=names, parent=country)
    Practice.objects.create(owner=person, region=region, language="ru")


def _things(furnished: dict[str, list[Any]]) -> dict[str, list[Any]]:
    """Argument of a route -> what may be tried for it, the likeliest first."""
    return furnished | {
        "code": ["KZ-43", "KZ-23", "KZ-47", "KZ-27", "KZ", "XN-07"],
        "workshop_id": _one_of_each(Workshop),
        "step_id": _some(Step),
        "participant_id": _some(Participant),
        "note_id": _some(Note),
        "theme_id": _some(Theme),
        "activity_id": _some(Activity),
        "merge_id": _one_of_each(Merge),
        "language": ["kk"],
        "cluster_id": _some(Cluster),
        "proposal_id": _one_of_each(Proposal),
        "round_id": [
            *_one_of_each(Round),
            *Round.objects.filter(has_open_board=True).values_list("pk", flat=True),
        ],
        "set_id": _one_of_each(PrioritySet),
        "remark_id": _some(Remark),
        "rule_id": _some(CoverRule),
        "number": [1],
        "token_id": _some(ApiToken),
        "invitation_id": _some(Invitation),
        "membership_id": list(Membership.objects.filter(region__code="KZ-43").values_list("pk", flat=True)),
        "webhook_id": _some(Webhook),
        "delivery_id": _some(Delivery),
        "message_id": list(
            Message.objects.filter(user=_person("official2")).values_list("pk", flat=True)[:2]
        ),
        "framework_id": _one_of_each(Framework),
        "criterion_code": list(Criterion.objects.order_by("pk").values_list("code", flat=True)[:2]),
        "weighing_id": _some(Weighing),
        "wheel_id": _one_of_each(Wheel),
        "wheel_step": ["vision"],
        "void_id": _some(Void),
        "sheet_id": _some(PaperSheet),
        "scenario_id": _some(Scenario),
        "class_code": ["C", "01"],
        "table": ["persons_employed-2"],
        "guide": ["facilitator"],
        "kind": ["csv", "mining-share", "quotient", "svg"],
        "chart": ["grp"],
        "picture": ["agreement"],
        "image": ["svg"],
        "objective_id": _some(PolicyObjective),
        "draft_id": _some(ImportDraft),
        "register_id": _some(RegisterImport),
        "import_id": _some(ObservationImport),
    }


def _some(model: type[Model]) -> list[int]:
    ids = model._default_manager.order_by("pk").values_list("pk", flat=True)
    return [*ids[:3], *ids.reverse()[:3]]


def _one_of_each(model: type[Model]) -> list[int]:
    """Two of each state: what may be done with a thing depends on it."""
    found: list[int] = []
    for state in model._default_manager.order_by("state").values_list("state", flat=True).distinct():
        found += model._default_manager.filter(state=state).values_list("pk", flat=True)[:2]
    return found


def _doors(entry: URLPattern, people: dict[str, Client], things: dict[str, list[Any]]) -> list[Door]:
    """The first who sees a page, or all who do; without a page, the best that anybody got."""
    pages: list[Door] = []
    others = [Door(entry.name or "", "", "", "shut")]
    for role, client in people.items():
        door = _best(entry, role, client, things)
        if door and door.what == "page":
            pages.append(door)
        elif door:
            others.append(door)
        if door and door.what in FINAL and entry.name not in SEEN_BY_ALL:
            break
    return pages or [min(others, key=lambda door: ORDER.index(door.what))]


def _best(entry: URLPattern, role: str, client: Client, things: dict[str, list[Any]]) -> Door | None:
    found: list[Door] = []
    for address in islice(_addresses(entry, things), TRIES):
        if what := _answer(entry, client, address):
            found.append(Door(entry.name or "", role, address, what))
            if what in FINAL:
                break
    return min(found, key=lambda door: ORDER.index(door.what)) if found else None


def _answer(entry: URLPattern, client: Client, address: str) -> str:
    if resolve(address.partition("?")[0]).func is not entry.callback:
        return "shadowed"
    keys = SimpleCookie(client.cookies.output(header=""))  # one of the routes logs people out
    with transaction.atomic():
        answer = client.get(address, headers={"Accept-Language": "ru"})
        transaction.set_rollback(True)
    client.cookies = keys
    if answer.status_code in (301, 302):
        return "" if answer.headers["Location"].startswith(TO_THE_DOOR) else "way"
    if answer.status_code >= 500 and entry.name != READINESS:
        return "broken"
    if answer.status_code not in (200, 503):
        return ""
    if not answer.headers["Content-Type"].startswith("text/html"):
        return "file"
    return "page" if b"</html>" in answer.content else "part"


def _addresses(entry: URLPattern, things: dict[str, list[Any]]) -> Iterator[str]:
    names = list(entry.pattern.regex.groupindex)
    for values in product(*(things[name] for name in names)):
        try:
            address = reverse(entry.name, kwargs=dict(zip(names, values, strict=True)))
        except NoReverseMatch:
            continue
        yield address + (f"?activity={things['priority'][0]}" if entry.name in ABOUT_A_PRIORITY else "")
