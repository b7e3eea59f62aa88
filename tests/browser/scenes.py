"""What stands before a journey begins. Each is run beside the server, in a process of its own on the same database."""

import datetime as dt
from typing import Any

from accounts.models import Helix, User
from assessments.actions import adopt_framework, create_round, open_round, print_sheets, record_ballot
from assessments.models import Round
from assessments.queries import frozen_method
from discovery.actions import confirm_participants, create_workshop, start_step, step_workshop
from discovery.models import Activity, Workshop
from priorities.models import Publication
from regions.actions import grant_role
from regions.models import Region, Role
from tests.browser.journey import PASSWORD
from tests.factories.accounts import OrganizationFactory
from tests.factories.discovery import ActivityFactory, ParticipantFactory
from tests.house.sources import ROOT
from tests.priorities.councils import LEVELS, Council, closed_round
from tests.server import PlatformServer

REGION = "KZ-23"
OTHERS = "Предприятие"  # organizations of the people whom no browser plays
MARK = "the scene:"  # what the shell prints of its own stands before it
REGIONS = ROOT / "demo" / "data" / "kazakhstan" / "regions.csv"
ROLES = {"facilitator": Role.FACILITATOR, "official1": Role.OFFICIAL, "official2": Role.OFFICIAL}


def arrange(server: PlatformServer, scene: str) -> str:
    """What the scene of this name, told as a call ("published()"), prints."""
    said = server.shell(f"from tests.browser.scenes import *\nprint({MARK!r}, {scene})")
    return said.split(MARK, 1)[1].strip()


def settle(server: PlatformServer, language: str) -> None:
    """The regions of a country, and people with roles in one of them who read this language."""
    server.manage("import_domains")
    server.manage("import_regions", str(REGIONS))
    arrange(server, f"appointed({language!r})")


def appointed(language: str) -> None:
    for name, role in ROLES.items():
        person = User.objects.create_user(f"{name}@example.org", PASSWORD, name=name, language=language)
        grant_role(region=_region(), user=person, role=role, by=None)


def opened_workshop(title: str, purpose: str, kind: str = "outreach") -> str:
    """By default one that everybody may come to. Returns its code."""
    facilitator = _person("facilitator")
    workshop = create_workshop(
        region=_region(), title=title, kind=kind, held_date=dt.date(2026, 11, 20), purpose=purpose, by=facilitator
    )  # fmt: skip
    step_workshop(workshop=workshop, name="open", by=facilitator)
    return workshop.code


def admitted(titles: list[str]) -> str:
    """Everybody at the door comes in; activities with these titles stand on the list."""
    workshop = Workshop.objects.get()
    confirm_participants(workshop=workshop, participant_ids=None, by=_person("facilitator"))
    _activities(titles, workshop=workshop)
    return str(workshop.pk)


def sheets_printed(number: int) -> str:
    """Blank sheets of the open round. Returns its number and their codes, with blanks between."""
    round, facilitator = Round.objects.get(state=Round.State.OPENED), _person("facilitator")
    sheets = print_sheets(round=round, raters=[], spares=number, by=facilitator)
    return " ".join([str(round.pk), *(sheet.code for sheet in sheets)])


def scoring_opened(title: str) -> str:
    """A full hall scores what is on the list, with the short set of questions. Returns the number of the round."""
    facilitator, workshop = _person("facilitator"), Workshop.objects.get()
    for helix in Helix:
        ParticipantFactory.create_batch(6, workshop=workshop, helix=helix)
    round = create_round(
        region=_region(),
        framework=adopt_framework(region=_region(), key="four-principles-short", by=facilitator),
        title=title,
        activity_ids=[activity.pk for activity in workshop.activities.order_by("pk")],
        workshop=workshop,
        by=facilitator,
    )
    open_round(round=round, merged_groups={}, by=facilitator)
    start_step(workshop=workshop, step=workshop.steps.get(kind="score"), by=facilitator)
    return str(round.pk)


def seated(each: int) -> str:
    """The rest of the hall, confirmed: so many people of each helix, from organizations of their own."""
    workshop = Workshop.objects.get()
    for helix in Helix:
        for number in range(1, each + 1):
            organization = OrganizationFactory.create(name=f"{OTHERS} {number} ({helix.label})")
            ParticipantFactory.create(workshop=workshop, helix=helix, organization=organization)
    return str(workshop.participants.count())


def others_scored(best: int) -> str:
    """Whoever was seated by the scene marks the whole list of the open round; their favourite is on this place of it."""
    round = Round.objects.get(state=Round.State.OPENED)
    codes = [criterion.code for criterion in frozen_method(round).judged]
    entries = list(round.entries.order_by("position"))
    raters = round.roster.filter(organization__name__startswith=OTHERS).select_related("user")
    for row, rater in enumerate(raters):
        for place, entry in enumerate(entries):
            mark = 8 - 3 * (place != best) + row % 3
            marks = dict.fromkeys(codes, mark)
            record_ballot(round=round, activity_id=entry.activity_id, marks=marks, by=rater.user, sequence=1)
    return str(len(raters))


def scored(titles: list[str]) -> Council:
    """A closed round over the activities there are and new ones with these titles, the former in front."""
    known = list(Activity.objects.order_by("pk"))
    new = _activities(titles)
    round, case = closed_round(_region(), [*known, *new], LEVELS)
    Round.objects.filter(pk=round.pk).update(title="2026")  # the same in every language
    return Council(
        _region(),
        _person("facilitator"),
        [_person("official1"), _person("official2")],
        [*known, *new],
        round,
        case,
    )


def handed_in(set_title: str, titles: list[str]) -> str:
    """A draft with its legal act, handed in for two approvals. Returns its number."""
    return str(scored(titles).submitted(title=set_title).pk)


def published(set_title: str, titles: list[str]) -> str:
    """Scored, drafted, approved, published. Returns the number of the publication."""
    council = scored(titles)
    publication: Publication = council.publish(council.submitted(title=set_title))
    return str(publication.number)


def _activities(titles: list[str], **more: Any) -> list[Activity]:
    by = _person("facilitator")
    return [
        ActivityFactory.create(region=_region(), title_en="", title_ru=title, created_by=by, **more)
        for title in titles
    ]


def _region() -> Region:
    return Region.objects.get(code=REGION)


def _person(name: str) -> User:
    return User.objects.get(email=f"{name}@example.org")
