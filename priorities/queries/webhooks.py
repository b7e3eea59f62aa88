"""Who is told of publications, and whether it arrived: for a region's administrators."""

from typing import Any

from django.db.models import QuerySet

from foundation import sending
from priorities.models import Delivery, Webhook
from priorities.queries.sets import region_of_member
from regions.models import Region


def webhook_for(user: Any, webhook_id: int) -> Webhook | None:
    """Only members of its region learn that it exists."""
    webhook = Webhook.objects.select_related("region").filter(pk=webhook_id).first()
    return webhook if webhook and region_of_member(user, webhook.region.code) else None


def delivery_for(user: Any, delivery_id: int) -> Delivery | None:
    delivery = Delivery.objects.select_related("webhook__region").filter(pk=delivery_id).first()
    return delivery if delivery and region_of_member(user, delivery.webhook.region.code) else None


def webhooks_of(region: Region) -> QuerySet[Webhook]:
    return Webhook.objects.filter(region=region).order_by("pk")


def deliveries_of(region: Region) -> QuerySet[Delivery]:
    """Newest first, with what their rows show."""
    found = Delivery.objects.filter(webhook__region=region).select_related("webhook", "publication__region")
    return found.defer("publication__content", "publication__bundle").order_by("-pk")


def undelivered() -> Any:
    """For the sweep."""
    for delivery_id in sending.unsent(Delivery):
        yield "priorities.deliver", (delivery_id,)
