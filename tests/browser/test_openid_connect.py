"""Log-in through another organization, with a provider of OpenID Connect of its own kind on the other side."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenPage
from tests.browser.journey import PASSWORD, Person, enter
from tests.databases import FreshDatabases
from tests.server import PlatformServer, running_platform
from tests.services import free_port, wait_for_port

pytestmark = pytest.mark.browser

PEOPLE = {"newcomer": "newcomer@example.org", "known": "known@example.org"}
KNOWN = f"""
from allauth.account.models import EmailAddress
from accounts.models import User
person = User.objects.create_user("known@example.org", {PASSWORD!r}, name="Известная")
EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
"""


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    """The address of a provider that knows two people by their e-mails."""
    port = free_port()
    claims = [
        json.dumps({"sub": sub, "email": email, "email_verified": True, "name": sub})
        for sub, email in PEOPLE.items()
    ]
    arguments = [part for each in claims for part in ("--user-claims", each)]
    process = subprocess.Popen(
        [sys.executable, "-W", "ignore", "-m", "oidc_provider_mock", "--port", str(port), *arguments],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    wait_for_port(port, process, seconds=30)
    yield f"http://127.0.0.1:{port}"
    process.terminate()
    process.wait()


@pytest.fixture(scope="module")
def site(
    provider: str, fresh_databases: FreshDatabases, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[PlatformServer]:
    """Two ways in through the same provider: one organization checks the e-mails of its people, one does not."""
    common = {"server_url": provider, "secret": "of the site"}
    declared = [
        common | {"id": "careful", "client_id": "s3", "name": "Careful ID", "trusts_email": True},
        common | {"id": "careless", "client_id": "s3-too", "name": "Careless ID"},
    ]
    with (
        fresh_databases.fresh("embedded") as database_url,
        running_platform(
            "embedded",
            database_url,
            tmp_path_factory.mktemp("openid"),
            settings={"OIDC_PROVIDERS": json.dumps(declared)},
        ) as server,
    ):
        server.shell(KNOWN)
        yield server


@pytest.fixture
def person(site: PlatformServer, open_page: OpenPage) -> Person:
    entered = enter(site, open_page)
    # The provider's own pages take their look from elsewhere; no test leaves this machine.
    entered.page.context.route(re.compile("^https://"), lambda route: route.fulfill(body=""))
    return entered


def go_through(person: Person, organization: str, sub: str) -> None:
    """Press the organization's button, then say there who one is."""
    person.visit("/account/login/")
    person.page.get_by_role("button", name=organization).click()
    person.page.get_by_role("button", name=sub, exact=True).first.click()
    person.page.wait_for_load_state()


def test_a_newcomer_enters_and_has_an_account(person: Person) -> None:
    go_through(person, "Careful ID", "newcomer")
    person.reads_own_language()
    person.visit("/account/")
    expect(person.page.locator("main")).to_contain_text("newcomer@example.org")


def test_who_is_known_enters_their_account_where_the_organization_is_trusted(person: Person) -> None:
    go_through(person, "Careful ID", "known")
    person.visit("/account/")
    expect(person.page.locator("input[name=name]")).to_have_value("Известная")


def test_a_known_email_is_refused_where_the_organization_is_not_trusted(person: Person) -> None:
    """Else whoever may name any e-mail there would be anybody here."""
    go_through(person, "Careless ID", "known")
    person.submit()
    person.refused("Учётная запись с этой почтой уже есть")
    person.visit("/account/")
    expect(person.page).to_have_url(re.compile("/login/"))


def test_who_says_no_there_is_told_here(person: Person) -> None:
    person.visit("/account/login/")
    person.page.get_by_role("button", name="Careful ID").click()
    person.page.get_by_role("button", name="Deny").click()
    person.page.wait_for_load_state()
    person.reads_own_language()
    person.refused("Войти не получилось")
