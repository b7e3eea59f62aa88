"""Canary: a confidential note appears to its proposer and the region's staff, on the proposal's own pages, and nowhere else."""

import pytest
from django.test import Client
from django.urls import reverse

from foundation.models import AuditReason
from projects import actions
from projects.api import urls as api_urls
from projects.urls import public_urlpatterns, urlpatterns
from tests.factories.discovery import ActivityFactory
from tests.projects.people import NOTE, Scene, client_of, scene

pytestmark = pytest.mark.django_db

ROUTES = [pattern.name for pattern in (*urlpatterns, *public_urlpatterns, *api_urls.urlpatterns)]
READERS = ("proposer", "facilitator", "official", "analyst", "stranger", "foreign_official", None)
# The pages that show a note, and to whom.
SHOWN = {
    ("proposal_detail", "proposer"),
    ("proposal_detail", "facilitator"),
    ("proposal_detail", "official"),
    ("proposal_edit", "proposer"),
    ("proposal_decide", "facilitator"),
    ("proposal_decide", "official"),
    ("proposal_activity", "facilitator"),
    ("proposal_activity", "official"),
}


def address(here: Scene, name: str) -> str:
    for arguments in ([], [here.region.code], [here.proposal.pk]):
        try:
            return reverse(name, args=arguments)
        except Exception:  # noqa: BLE001  -- reason: tries what the route takes
            continue
    raise AssertionError(name)


@pytest.fixture
def here() -> Scene:
    """Everything a note could slip into: reasons, an activity, a returned proposal."""
    here = scene()
    activity = ActivityFactory.create(region=here.region)
    actions.join_activity(proposal=here.proposal, activity=activity, by=here.official)
    actions.return_proposal(proposal=here.proposal, by=here.official, reason="A question.")
    return here


@pytest.mark.parametrize("name", ROUTES)
def test_the_note_appears_exactly_where_the_table_says(here: Scene, name: str) -> None:
    path = address(here, name)
    for reader in READERS:
        client = client_of(here.user(reader)) if reader else Client()
        bodies = [client.get(path).content.decode()]
        if name not in ("proposal_withdraw", "api_proposal_withdrawal"):
            bodies.append(client.post(path, {}, content_type="application/json").content.decode())
        assert any(NOTE in body for body in bodies) == ((name, reader) in SHOWN), (name, reader)


def test_the_note_is_in_no_reason(here: Scene) -> None:
    assert not AuditReason.objects.filter(text__contains=NOTE).exists()
