"""Telling programs elsewhere of publications: signed, tried again, never into this site's own network."""

import hashlib
import hmac
import secrets

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from urllib3.exceptions import HTTPError

from accounts.models import User
from foundation import audit, canonical, clock, outgoing, sending, wake
from foundation.transitions import Refused
from priorities.models import Delivery, Publication, Webhook
from regions.models import Region

LARGEST_NUMBER = 20  # webhooks of one region


@transaction.atomic
def add_webhook(*, region: Region, label: str, address: str, by: User) -> tuple[Webhook, str]:
    """The webhook and its secret, which is shown once. Raises Refused."""
    if region.is_practice:
        raise Refused(_("This is your practice region: programs elsewhere are not told of it."))
    try:
        outgoing.checked(address)
    except outgoing.NotPublic as fault:
        raise Refused(_("The address must begin with https:// and name a public server.")) from fault
    # -- reason: counted under the lock of the region, so that two at once do not exceed the number
    Region.everywhere.select_for_update().get(pk=region.pk)
    if Webhook.objects.filter(region=region).count() >= LARGEST_NUMBER:
        raise Refused(_("A region may have %(n)s webhooks. Remove one first.") % {"n": LARGEST_NUMBER})
    secret = secrets.token_urlsafe(32)
    try:
        with transaction.atomic():
            webhook = Webhook.objects.create(
                region=region, label=label, address=address, secret=secret, created_by=by
            )
    except IntegrityError as fault:
        raise Refused(_("This address is on the list already.")) from fault
    audit.record(audit.region_chain(region.pk), "priorities.add_webhook", webhook, by=by)
    return webhook, secret


@transaction.atomic
def remove_webhook(*, webhook: Webhook, by: User) -> None:
    """With all that was sent to it."""
    audit_chain = audit.region_chain(webhook.region_id)
    audit.record(audit_chain, "priorities.remove_webhook", webhook, by=by)
    webhook.delete()


@transaction.atomic
def send_again(*, delivery: Delivery, by: User) -> Delivery:
    """Have a delivery that was given up, or arrived but is wanted once more, sent anew."""
    idle = (Delivery.State.SENT, Delivery.State.FAILED)
    again = Delivery.objects.filter(pk=delivery.pk, state__in=idle)
    if again.update(state=Delivery.State.QUEUED, attempts=0, next_try_at=clock.now(), error="") != 1:
        raise Refused(_("It is being sent already."))
    audit.record(
        audit.region_chain(delivery.webhook.region_id), "priorities.resend_delivery", delivery.webhook, by=by
    )
    wake.wake("priorities.deliver", delivery.pk)
    delivery.refresh_from_db()
    return delivery


def announce(publication: Publication) -> None:
    """Write down, in the transaction of the publication, who must be told."""
    region = publication.region
    told = Webhook.objects.filter(Q(region=region) | Q(region_id=region.parent_id))
    deliveries = Delivery.objects.bulk_create(
        Delivery(webhook=webhook, publication=publication) for webhook in told
    )
    for delivery in deliveries:
        wake.wake("priorities.deliver", delivery.pk)


def deliver(delivery_id: int) -> bool:
    """Send this delivery if it is due and nobody else is sending it. Answers whether it arrived."""
    delivery = sending.claim(Delivery, delivery_id)
    if delivery is None:
        return False
    body = body_of(delivery.publication)
    try:
        status = outgoing.post(delivery.webhook.address, body, headers_of(delivery, body))
    except outgoing.Refused as refused:
        sending.put_back(delivery, refused, last_status=refused.status)
        return False
    except (outgoing.NotPublic, HTTPError, OSError) as fault:
        sending.put_back(delivery, fault, last_status=None)
        return False
    return sending.finish(delivery, last_status=status)


def body_of(publication: Publication) -> bytes:
    """Canonical JSON: what was published, its fingerprint and where it is."""
    here = (settings.PUBLIC_URL or "").rstrip("/")
    place = f"regions/{publication.region.code}"
    return canonical.dumps(
        {
            "event": "publication.published",
            "region": publication.region.code,
            "number": publication.number,
            "kind": publication.kind,
            "published": publication.published_at,
            "fingerprint": publication.fingerprint,
            "page": f"{here}/en/{place}/priorities/{publication.number}/",
            "data": f"{here}/api/v1/{place}/publications/{publication.number}/",
            "bundle": f"{here}/{place}/priorities/{publication.number}/bundle.zip",
        }
    )


def headers_of(delivery: Delivery, body: bytes) -> dict[str, str]:
    """The signature covers the time, so that an old message cannot be played again for ever."""
    moment = str(int(clock.now().timestamp()))
    signed = hmac.new(delivery.webhook.secret.encode(), f"{moment}.".encode() + body, hashlib.sha256)
    return {
        "Content-Type": "application/json",
        "User-Agent": "s3platform",
        "S3-Delivery": str(delivery.pk),
        "S3-Signature": f"t={moment},v1={signed.hexdigest()}",
    }
