"""Every page: who may, who may not, what a good and a bad form does."""

import pytest
from django.contrib.auth import SESSION_KEY
from django.test import Client
from django.urls import reverse

from projects.models import Call, Proposal
from tests.factories.accounts import GuestFactory
from tests.factories.projects import ProposalFactory
from tests.projects.people import NOTE, PAGES, Scene, address, client_of, typed

pytestmark = pytest.mark.django_db
OK, FOUND, DENIED, MISSING, WRONG = 200, 302, 403, 404, 405

# page -> answers to GET: proposer, facilitator, official, analyst (a reader), stranger, official of another region
WHO = {
    "proposal_detail": (OK, OK, OK, OK, MISSING, MISSING),
    "proposal_edit": (OK, DENIED, DENIED, DENIED, MISSING, MISSING),
    "proposal_withdraw": (OK, DENIED, DENIED, DENIED, MISSING, MISSING),
    "proposal_decide": (DENIED, OK, OK, DENIED, MISSING, MISSING),
    "proposal_activity": (DENIED, OK, OK, DENIED, MISSING, MISSING),
    "proposal_desk": (MISSING, OK, OK, OK, MISSING, MISSING),
}
PEOPLE = ("proposer", "facilitator", "official", "analyst", "stranger", "foreign_official")


@pytest.mark.parametrize("name", WHO)
def test_who_may_open_a_page(here: Scene, name: str) -> None:
    answers = [client_of(here.user(who)).get(address(here, name)).status_code for who in PEOPLE]
    assert tuple(answers) == WHO[name]


@pytest.mark.parametrize("name", [*PAGES[1:]])
def test_who_may_post(here: Scene, name: str) -> None:
    """An empty form: 400 for those who may (nothing was written), the same refusals as for the page."""
    answers = [client_of(here.user(who)).post(address(here, name)).status_code for who in PEOPLE]
    allowed = FOUND if name == "proposal_withdraw" else 400
    assert tuple(answers) == tuple(allowed if code == OK else code for code in WHO[name])


@pytest.mark.parametrize("name", [*WHO, "proposal_list"])
def test_strangers_to_the_platform_log_in_first(here: Scene, name: str) -> None:
    path = reverse(name) if name == "proposal_list" else address(here, name)
    answer = Client().get(path)
    assert (answer.status_code, answer["Location"]) == (FOUND, f"/account/login/?next={path}")


@pytest.mark.parametrize(
    ("name", "method"),
    [
        ("proposal_detail", "post"),
        ("proposal_desk", "post"),
        ("proposal_edit", "delete"),
        ("proposal_withdraw", "put"),
        ("proposal_decide", "delete"),
        ("proposal_activity", "put"),
    ],
)
def test_wrong_methods(here: Scene, name: str, method: str) -> None:
    assert getattr(client_of(here.proposer), method)(address(here, name)).status_code == WRONG


# -- the open call ---------------------------------------------------------------------------------------------------


def call_page(call: Call) -> str:
    return reverse("call_detail", args=[call.region.code])


def test_everybody_reads_the_call(here: Scene) -> None:
    answer = Client().get(call_page(here.call))
    assert answer.status_code == OK
    assert reverse("proposal_create", args=[here.region.code]) in answer.content.decode()
    assert Client().post(call_page(here.call)).status_code == WRONG
    assert Client().get(reverse("call_detail", args=["XX-none"])).status_code == MISSING


def test_the_call_tells_no_number_of_less_than_three_organizations(here: Scene) -> None:
    assert "three organizations" in Client().get(call_page(here.call)).content.decode()
    ProposalFactory.create_batch(2, call=here.call)
    answer = Client().get(call_page(here.call))
    assert answer.context["figures"].total == 3
    assert here.proposal.title not in answer.content.decode()


def test_a_closed_call_says_so_and_offers_nothing(here: Scene) -> None:
    Call.objects.filter(pk=here.call.pk).update(state="closed")
    page = Client().get(call_page(here.call)).content.decode()
    assert "This call is closed" in page
    assert "Propose a project" not in page
    form = client_of(here.stranger).get(reverse("proposal_create", args=[here.region.code])).content.decode()
    assert "This call is closed" in form
    assert "<textarea" not in form


def test_staff_close_a_call_and_open_it_again_with_reasons(here: Scene) -> None:
    client, code = client_of(here.official), here.region.code
    assert reverse("call_close", args=[code]) in client.get(call_page(here.call)).content.decode()
    assert client.post(reverse("call_close", args=[code]), {"reason": ""}).status_code == 400
    assert "until it is opened again" in client.get(reverse("call_close", args=[code])).content.decode()
    client.post(reverse("call_close", args=[code]), {"reason": "Budget spent."})
    here.call.refresh_from_db()
    assert here.call.state == "closed"
    assert client.post(reverse("call_close", args=[code]), {"reason": "Again."}).status_code == 409
    client.post(reverse("call_reopen", args=[code]), {"reason": "New year."})
    here.call.refresh_from_db()
    assert here.call.state == "opened"


@pytest.mark.parametrize("name", ["call_close", "call_reopen"])
def test_who_runs_a_call(here: Scene, name: str) -> None:
    path = reverse(name, args=[here.region.code])
    for method, allowed in (("get", OK), ("post", 400)):
        answers = [getattr(client_of(here.user(who)), method)(path).status_code for who in PEOPLE]
        assert answers == [DENIED, allowed, allowed, DENIED, DENIED, DENIED]
        assert getattr(Client(), method)(path).status_code == FOUND
    assert client_of(here.official).put(path).status_code == WRONG
    assert (
        reverse("call_close", args=[here.region.code])
        not in Client().get(call_page(here.call)).content.decode()
    )


# -- handing in ------------------------------------------------------------------------------------------------------


def create(here: Scene) -> str:
    return reverse("proposal_create", args=[here.region.code])


def test_a_proposal_is_handed_in(here: Scene) -> None:
    client = client_of(here.stranger)
    answer = client.post(create(here), typed(), follow=True)
    proposal = Proposal.objects.get(proposer=here.stranger)
    assert answer.redirect_chain == [(f"/proposals/{proposal.pk}/", FOUND)]
    assert proposal.confidential_note == NOTE
    assert "Your proposal is handed in" in answer.content.decode()


def test_bad_input_comes_back_as_typed_and_stores_nothing(here: Scene) -> None:
    answer = client_of(here.stranger).post(create(here), typed(title=""))
    assert answer.status_code == 400
    assert "We press plates from straw." in answer.content.decode()
    assert list(answer.context["form"].errors) == ["title"]
    assert not Proposal.objects.filter(proposer=here.stranger).exists()


def test_a_call_that_closed_meanwhile_refuses(here: Scene) -> None:
    Call.objects.filter(pk=here.call.pk).update(state="closed")
    assert client_of(here.stranger).post(create(here), typed()).status_code == 409
    assert not Proposal.objects.filter(proposer=here.stranger).exists()


def test_the_same_key_hands_in_once(here: Scene) -> None:
    client, data = client_of(here.stranger), typed(idempotency_key="k1")
    first, second = client.post(create(here), data), client.post(create(here), data)
    assert first["Location"] == second["Location"]
    assert Proposal.objects.filter(proposer=here.stranger).count() == 1


def test_every_form_carries_a_key_of_its_own(here: Scene) -> None:
    client = client_of(here.stranger)
    keys = {client.get(create(here)).context["form"]["idempotency_key"].value() for _ in range(2)}
    assert len(keys) == 2
    assert all(len(key) == 32 for key in keys)


def test_the_last_organization_is_not_typed_twice(here: Scene) -> None:
    form = client_of(here.proposer).get(create(here)).context["form"]
    assert form["organization_name"].value() == here.proposal.organization.name


@pytest.mark.parametrize(("path", "status"), [("proposal_create", OK), ("proposal_keep", WRONG)])
def test_anybody_may_begin_to_write(here: Scene, path: str, status: int) -> None:
    assert Client().get(reverse(path, args=[here.region.code])).status_code == status
    assert Client().get(reverse(path, args=["XX-none"])).status_code in (MISSING, WRONG)


def test_handing_in_needs_an_account(here: Scene) -> None:
    assert Client().post(create(here), typed()).status_code == FOUND
    assert client_of(GuestFactory.create()).post(create(here), typed()).status_code == DENIED
    assert client_of(here.stranger).put(create(here)).status_code == WRONG
    assert Proposal.objects.count() == 1


def test_what_was_typed_before_the_account_is_kept(here: Scene) -> None:
    client = Client()
    keep = reverse("proposal_keep", args=[here.region.code])
    answer = client.post(keep, typed())
    assert answer["Location"] == f"/account/signup/?next={create(here).replace('/', '%2F')}"
    person = {
        "email": "new@example.org",
        "name": "N",
        "password1": "one-long-word",
        "password2": "one-long-word",
    }
    answer = client.post(answer["Location"], person, follow=True)
    assert answer.redirect_chain[-1][0] == create(here)
    form = answer.context["form"]
    assert form["title"].value() == "Plates from rice straw"
    assert form["organization_name"].value() == "Plate Ltd"
    assert "confidential_note" in form.fields
    assert form["confidential_note"].value() is None
    assert NOTE not in str(dict(client.session))
    client.post(create(here), typed())
    assert client.session["proposals_begun"] == {}


def test_a_guest_is_sent_to_claim_an_account_and_stays_the_same_person(here: Scene) -> None:
    guest = GuestFactory.create()
    client = client_of(guest)
    answer = client.post(reverse("proposal_keep", args=[here.region.code]), typed())
    assert answer["Location"].startswith("/account/claim/?next=")
    person = {
        "email": "new@example.org",
        "name": "",
        "password1": "one-long-word",
        "password2": "one-long-word",
    }
    answer = client.post(answer["Location"], person, follow=True)
    assert answer.context["form"]["title"].value() == "Plates from rice straw"
    assert client.session[SESSION_KEY] == str(guest.pk)


def test_bad_input_before_the_account_is_named_at_once(here: Scene) -> None:
    client = Client()
    assert (
        client.post(reverse("proposal_keep", args=[here.region.code]), typed(summary="")).status_code == 400
    )
    assert "proposals_begun" not in client.session
