"""Who takes part in the journey, and the empty region they come to."""

from dataclasses import dataclass

from tests.databases import ROOT
from tests.journeys.program import Program
from tests.server import PlatformServer

REGION = "KZ-47"
HOME = f"regions/{REGION}/"
STATISTICS = ROOT / "demo" / "data" / "kazakhstan"
PASSWORD = "a-long-walk-along-the-shore"
ROLES = {
    "facilitator": "facilitator",
    "official1": "official",
    "official2": "official",
    "analyst": "analyst",
    "business": "",
}

ENTER_PEOPLE = f"""
from accounts.models import User
from regions.actions import grant_role
from regions.models import Region
for name, role in {ROLES!r}.items():
    person = User.objects.create_user(name + "@journey.example", {PASSWORD!r}, name=name)
    if role:
        grant_role(region=Region.objects.get(code={REGION!r}), user=person, role=role, by=None)
"""


@dataclass(frozen=True)
class Cast:
    """Everybody with an account, logged in, and somebody who is not. The business has no role in the region."""

    facilitator: Program
    official1: Program
    official2: Program
    analyst: Program
    business: Program
    nobody: Program


@dataclass(frozen=True)
class Guest:
    """Somebody in the hall, without an account. `seat` is their number in the story."""

    seat: int
    program: Program
    participant: int


def prepare_an_empty_region(server: PlatformServer) -> None:
    """Domains, regions, statistics and people with roles: what an administrator does before anything begins."""
    server.manage("import_domains")
    server.manage("import_regions", str(STATISTICS / "regions.csv"), "--time-zone", "Asia/Almaty")
    server.manage("import_observations", str(STATISTICS / "manifest.json"))
    server.shell(ENTER_PEOPLE)


def log_in(address: str) -> Cast:
    nobody = Program(address)
    nobody.post("session/", {"email": "official1@journey.example", "password": "not this"}, expect=400)
    nobody.get("session/", expect=401)
    programs = {name: Program(address) for name in ROLES}
    for name, program in programs.items():
        who = program.log_in(f"{name}@journey.example", PASSWORD)
        roles = [{"region": REGION, "role": ROLES[name]}] if ROLES[name] else []
        assert (who["name"], who["is_guest"], who["roles"]) == (name, False, roles)
    a_cookie_alone_writes_nothing(address)
    return Cast(**programs, nobody=nobody)


def a_cookie_alone_writes_nothing(address: str) -> None:
    """Another site could make a browser send the cookie, but does not know the token."""
    forged = Program(address)
    forged.log_in("facilitator@journey.example", PASSWORD)
    forged.csrf_token = ""
    forged.post("tokens/", {"label": "forged"}, expect=403)
    assert forged.get("tokens/")["count"] == 0
