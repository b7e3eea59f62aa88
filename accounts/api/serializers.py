"""Shapes of sessions and keys for programs."""

from typing import Any

from rest_framework import serializers

from accounts.models import Mailing, Topic
from accounts.sentences import device_in_words


class LogInData(serializers.Serializer[Any]):
    email = serializers.EmailField(max_length=254)
    password = serializers.CharField(max_length=200, trim_whitespace=False)
    code = serializers.CharField(
        max_length=20,
        required=False,
        default="",
        allow_blank=True,
        help_text="Of the authenticator app, or a recovery code; needed where the account has a second factor",
    )


class RoleOut(serializers.Serializer[Any]):
    region = serializers.CharField(help_text="Code of the region")
    role = serializers.CharField()


class SessionOut(serializers.Serializer[Any]):
    """Who the program acts as. `csrf_token` goes into the header X-CSRFToken of every write in this session."""

    id = serializers.IntegerField()
    name = serializers.CharField()
    email = serializers.EmailField(allow_null=True)
    language = serializers.CharField()
    is_guest = serializers.BooleanField()
    roles = RoleOut(many=True)
    csrf_token = serializers.CharField()


class LoggedInOut(serializers.Serializer[Any]):
    """One browser or program that is inside the account."""

    id = serializers.IntegerField()
    device = serializers.SerializerMethodField()
    ip = serializers.IPAddressField()
    created_at = serializers.DateTimeField(help_text="When it logged in")

    def get_device(self, session: Any) -> str:
        return device_in_words(session.user_agent)


class TokenData(serializers.Serializer[Any]):
    label = serializers.CharField(max_length=80)  # type: ignore[assignment]  # -- reason: a field's name, not its label


class TokenOut(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    label = serializers.CharField()  # type: ignore[assignment]  # -- reason: a field's name, not its label
    created_at = serializers.DateTimeField()


class NewTokenOut(TokenOut):
    key = serializers.CharField(help_text="Shown this once; only a digest of it is kept")


class MessageFilter(serializers.Serializer[Any]):
    topic = serializers.ChoiceField(choices=Topic.choices, required=False)


class MessageOut(serializers.Serializer[Any]):
    """One piece of news as it reads now, in the language of the request. `href` is empty where its object is gone."""

    id = serializers.IntegerField(source="message.pk")
    kind = serializers.CharField(source="message.kind")
    topic = serializers.ChoiceField(choices=Topic.choices, source="message.topic")
    text = serializers.CharField()
    href = serializers.CharField()
    is_urgent = serializers.BooleanField()
    created_at = serializers.DateTimeField(source="message.created_at")
    read_at = serializers.DateTimeField(source="message.read_at", allow_null=True)


class ReadOut(serializers.Serializer[Any]):
    read = serializers.IntegerField(help_text="How many were unread until now")


class MailingData(serializers.Serializer[Any]):
    topic = serializers.ChoiceField(choices=Topic.choices)
    mailing = serializers.ChoiceField(choices=Mailing.choices)


class MailingsData(serializers.Serializer[Any]):
    """Topics that are not named stay as they are."""

    mailings = MailingData(many=True)
