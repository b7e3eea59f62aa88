"""Programs elsewhere are told of a publication: once, signed, after the commit, and again while they do not answer."""

import datetime as dt
import hashlib
import hmac
import json
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from foundation import clock, outgoing, sending, wake
from foundation.transitions import Refused
from priorities import actions
from priorities.actions import webhooks
from priorities.models import Delivery, Webhook
from regions.models import RegionKind, Role
from tests.factories.accounts import UserFactory
from tests.factories.priorities import DeliveryFactory, PublicationFactory, WebhookFactory
from tests.factories.regions import RegionFactory, member
from tests.priorities.councils import Council

PAGE_QUERIES = 7
API_QUERIES = 6
ADDRESS = "https://portal.example/hook"


class Elsewhere:
    """The other side: what it heard, and what it answers."""

    def __init__(self) -> None:
        self.heard: list[tuple[str, bytes, dict[str, str]]] = []
        self.answer: Exception | int = 200

    def post(self, address: str, body: bytes, headers: dict[str, str]) -> int:
        self.heard.append((address, body, headers))
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


@pytest.fixture
def elsewhere(monkeypatch: pytest.MonkeyPatch) -> Elsewhere:
    other = Elsewhere()
    monkeypatch.setattr(outgoing, "post", other.post)
    return other


@pytest.fixture
def told(council: Council) -> Webhook:
    administrator = member(council.region, Role.ADMINISTRATOR)
    webhook, secret = actions.add_webhook(
        region=council.region, label="Portal", address=ADDRESS, by=administrator
    )
    assert webhook.secret == secret
    return webhook


def woken(council: Council, django_capture_on_commit_callbacks: Any) -> Delivery:
    with django_capture_on_commit_callbacks(execute=True):
        council.publish()
    return Delivery.objects.get()


def test_a_publication_is_told_signed_after_the_commit(
    council: Council, told: Webhook, elsewhere: Elsewhere, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks() as waiting:
        publication = council.publish()
        assert elsewhere.heard == []
    for call in waiting:
        call()
    [(address, body, headers)] = elsewhere.heard
    assert address == ADDRESS
    content = json.loads(body)
    assert (content["region"], content["number"]) == (council.region.code, publication.number)
    assert content["fingerprint"] == publication.fingerprint
    parts = dict(part.split("=") for part in headers["S3-Signature"].split(","))
    expected = hmac.new(told.secret.encode(), f"{parts['t']}.".encode() + body, hashlib.sha256).hexdigest()
    assert hmac.compare_digest(parts["v1"], expected)
    assert Delivery.objects.get().state == "sent"


def test_nothing_is_told_of_what_was_rolled_back(
    council: Council, told: Webhook, elsewhere: Elsewhere, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        council.publish()
        transaction.set_rollback(True)
    assert elsewhere.heard == []
    assert not Delivery.objects.exists()


def test_the_country_hears_of_its_regions_and_nobody_else(
    council: Council, elsewhere: Elsewhere, django_capture_on_commit_callbacks: Any
) -> None:
    country = RegionFactory.create(kind=RegionKind.COUNTRY)
    council.region.parent = country
    council.region.save()
    WebhookFactory.create(region=country)
    WebhookFactory.create()  # another region's
    delivery = woken(council, django_capture_on_commit_callbacks)
    assert delivery.webhook.region == country


@pytest.mark.parametrize(
    "fault", [outgoing.Refused(503), OSError("no route"), outgoing.NotPublic("private now")]
)
def test_who_does_not_answer_is_told_again(
    fault: Exception,
    council: Council,
    told: Webhook,
    elsewhere: Elsewhere,
    django_capture_on_commit_callbacks: Any,
) -> None:
    elsewhere.answer = fault
    delivery = woken(council, django_capture_on_commit_callbacks)
    assert (delivery.state, delivery.attempts) == ("queued", 1)
    assert str(fault) in delivery.error
    assert webhooks.deliver(delivery.pk) is False  # not yet its turn
    elsewhere.answer = 200
    with clock.shifted(dt.timedelta(minutes=2)):
        assert wake.sweep() >= 1  # the sweep finds it
    delivery.refresh_from_db()
    assert (delivery.state, delivery.attempts, delivery.error) == ("sent", 2, "")
    assert len({headers["S3-Delivery"] for _a, _b, headers in elsewhere.heard}) == 1


def test_two_workers_tell_once(elsewhere: Elsewhere, db: None) -> None:
    delivery = DeliveryFactory.create()
    assert webhooks.deliver(delivery.pk) is True
    assert webhooks.deliver(delivery.pk) is False
    assert len(elsewhere.heard) == 1


def test_its_twin_without_the_claim_tells_twice(
    elsewhere: Elsewhere, db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    delivery = DeliveryFactory.create()
    monkeypatch.setattr(sending, "claim", lambda model, pk: model.objects.get(pk=pk))
    for _ in range(2):
        webhooks.deliver(delivery.pk)
    assert len(elsewhere.heard) == 2


def test_given_up_at_last_and_sent_again_by_hand(elsewhere: Elsewhere, db: None) -> None:
    delivery = DeliveryFactory.create(state="failed", attempts=12)
    person = member(delivery.webhook.region, Role.ADMINISTRATOR)
    actions.send_again(delivery=delivery, by=person)
    with pytest.raises(Refused, match="already"):
        actions.send_again(delivery=delivery, by=person)
    assert webhooks.deliver(delivery.pk) is True


@pytest.mark.parametrize("address", ["http://portal.example/", "https://user@portal.example/", "https:///x"])
def test_odd_addresses_are_refused_at_once(council: Council, address: str) -> None:
    with pytest.raises(Refused, match="https://"):
        actions.add_webhook(region=council.region, label="x", address=address, by=UserFactory.create())
    assert not Webhook.objects.exists()


def test_the_same_address_once_and_not_too_many(council: Council, told: Webhook) -> None:
    with pytest.raises(Refused, match="already"):
        actions.add_webhook(region=council.region, label="x", address=ADDRESS, by=told.created_by)
    for _ in range(webhooks.LARGEST_NUMBER - 1):
        WebhookFactory.create(region=council.region)
    with pytest.raises(Refused, match="20"):
        actions.add_webhook(region=council.region, label="x", address=ADDRESS + "2", by=told.created_by)


class TestPages:
    def test_the_administrator_adds_sees_the_secret_once_and_removes(
        self, council: Council, client: Client
    ) -> None:
        client.force_login(member(council.region, Role.ADMINISTRATOR))
        page = reverse("webhook_list", args=[council.region.code])
        response = client.post(page, {"label": "Portal", "address": ADDRESS})
        webhook = Webhook.objects.get()
        assert response.status_code == 200
        assert webhook.secret in response.text
        assert webhook.secret not in client.get(page).text
        assert client.post(page, {"label": "", "address": "no"}).status_code == 400
        assert client.post(reverse("webhook_remove", args=[webhook.pk])).status_code == 302
        assert not Webhook.objects.exists()

    @pytest.mark.parametrize("rows", [1, 30])
    def test_its_queries_do_not_grow(
        self, rows: int, council: Council, client: Client, django_assert_num_queries: Any
    ) -> None:
        client.force_login(member(council.region, Role.ADMINISTRATOR))
        publication = PublicationFactory.create()
        for _ in range(rows):
            webhook = WebhookFactory.create(region=council.region)
            DeliveryFactory.create(webhook=webhook, publication=publication)
        page = reverse("webhook_list", args=[council.region.code])
        client.get(page)
        with django_assert_num_queries(PAGE_QUERIES):
            client.get(page)
        with django_assert_num_queries(API_QUERIES):
            client.get(f"/api/v1/regions/{council.region.code}/deliveries/")

    def test_others_get_403_and_strangers_404(self, council: Council, client: Client, told: Webhook) -> None:
        addresses = [
            reverse("webhook_list", args=[council.region.code]),
            reverse("webhook_remove", args=[told.pk]),
            f"/api/v1/regions/{council.region.code}/webhooks/",
        ]
        client.force_login(member(council.region, Role.FACILITATOR))
        assert [client.get(address).status_code for address in addresses] == [403, 403, 403]
        client.force_login(UserFactory.create())
        assert [client.get(address).status_code for address in addresses] == [404, 404, 404]
        assert client.delete(f"/api/v1/webhooks/{told.pk}/").status_code == 404


def test_programs_do_the_same(council: Council, client: Client) -> None:
    client.force_login(member(council.region, Role.ADMINISTRATOR))
    address = f"/api/v1/regions/{council.region.code}/webhooks/"
    made = client.post(address, {"label": "Portal", "address": ADDRESS}, content_type="application/json")
    assert made.status_code == 201
    assert made.json()["secret"] == Webhook.objects.get().secret
    assert "secret" not in client.get(address).json()["results"][0]
    assert client.delete(f"/api/v1/webhooks/{made.json()['id']}/").status_code == 204
