"""Shapes of webhooks and of what they were told."""

from typing import Any

from rest_framework import serializers

from priorities.models import Delivery


class WebhookData(serializers.Serializer[Any]):
    label = serializers.CharField(max_length=80)  # type: ignore[assignment]  # -- reason: a field named as DRF's own property
    address = serializers.URLField(max_length=500, help_text="https:// only, and no private network.")


class WebhookOut(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    label = serializers.CharField()  # type: ignore[assignment]  # -- reason: as above
    address = serializers.URLField()
    created_at = serializers.DateTimeField()


class NewWebhookOut(WebhookOut):
    """The secret is shown here and never again."""

    secret = serializers.CharField()


class DeliveryOut(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    webhook = serializers.IntegerField(source="webhook_id")
    region = serializers.CharField(source="publication.region.code")
    number = serializers.IntegerField(source="publication.number")
    state = serializers.ChoiceField(choices=Delivery.State.choices)
    attempts = serializers.IntegerField()
    last_status = serializers.IntegerField(allow_null=True)
    error = serializers.CharField()
    next_try_at = serializers.DateTimeField()
    sent_at = serializers.DateTimeField(allow_null=True)
