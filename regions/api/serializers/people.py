"""Shapes of roles and invitations."""

from typing import Any

from django.conf import settings
from rest_framework import serializers

from regions.models import Role


class MembershipOut(serializers.Serializer[Any]):
    """A role of a person. `expires_date` is its last day; a day that is over means the role has ended."""

    id = serializers.IntegerField()
    person_id = serializers.IntegerField(source="user_id")
    person = serializers.CharField(source="user")
    role = serializers.ChoiceField(choices=Role.choices)
    expires_date = serializers.DateField(allow_null=True)
    granted_at = serializers.DateTimeField(allow_null=True)
    granted_by_id = serializers.IntegerField(allow_null=True)


class EndData(serializers.Serializer[Any]):
    expires_date = serializers.DateField(allow_null=True, help_text="The last day; null: without an end")


class InvitationData(serializers.Serializer[Any]):
    email = serializers.EmailField(max_length=254)
    role = serializers.ChoiceField(choices=Role.choices)
    expires_date = serializers.DateField(allow_null=True, required=False, default=None)
    language = serializers.ChoiceField(choices=settings.LANGUAGES)
    note = serializers.CharField(max_length=500, required=False, allow_blank=True, default="")


class InvitationOut(serializers.Serializer[Any]):
    """The link itself stands only in the letter."""

    id = serializers.IntegerField()
    email = serializers.EmailField()
    role = serializers.ChoiceField(choices=Role.choices)
    expires_date = serializers.DateField(allow_null=True)
    valid_until = serializers.DateTimeField()
    invited_by_id = serializers.IntegerField()
    state = serializers.CharField()
