"""Programs that are told of publications, for programs."""

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from foundation.api import paged
from foundation.idempotency import SHOWN_ONCE
from priorities import actions
from priorities.api import serializers as shapes
from priorities.api.views.sets import PersonView
from priorities.queries.webhooks import deliveries_of, webhooks_of


class WebhookList(PersonView):
    """Each publication is posted to the address as JSON, with `S3-Signature: t=<seconds>,v1=<hex>`.

    `v1` is HMAC-SHA256 with the secret over "<t>." followed by the body: compare it in constant time and refuse old times.
    Anything but 2xx is tried again, twelve times within a day and a half; `S3-Delivery` stays the same meanwhile.
    """

    @extend_schema(responses=paged(shapes.WebhookOut), operation_id="webhooks_list")
    def get(self, request: Request, code: str) -> Response:
        return self.page(webhooks_of(self.found), shapes.WebhookOut)

    @extend_schema(request=shapes.WebhookData, responses={201: shapes.NewWebhookOut})
    def post(self, request: Request, code: str) -> Response:
        webhook, secret = actions.add_webhook(
            region=self.found, by=self.person, **self.data(shapes.WebhookData)
        )
        response = Response({**shapes.WebhookOut(webhook).data, "secret": secret}, status=201)
        setattr(response, SHOWN_ONCE, True)
        return response


class WebhookDetail(PersonView):
    @extend_schema(responses={204: None})
    def delete(self, request: Request, webhook_id: int) -> Response:
        actions.remove_webhook(webhook=self.found, by=self.person)
        return Response(status=204)


class DeliveryList(PersonView):
    """What the region's webhooks were told, newest first."""

    @extend_schema(responses=paged(shapes.DeliveryOut), operation_id="deliveries_list")
    def get(self, request: Request, code: str) -> Response:
        return self.page(deliveries_of(self.found), shapes.DeliveryOut)


class DeliveryResend(PersonView):
    @extend_schema(request=None, responses=shapes.DeliveryOut)
    def post(self, request: Request, delivery_id: int) -> Response:
        return Response(shapes.DeliveryOut(actions.send_again(delivery=self.found, by=self.person)).data)
