"""Shapes of sessions and keys for programs."""

from typing import Any

from rest_framework import serializers


class LogInData(serializers.Serializer[Any]):
    email = serializers.EmailField(max_length=254)
    password = serializers.CharField(max_length=200, trim_whitespace=False)


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


class TokenData(serializers.Serializer[Any]):
    label = serializers.CharField(max_length=80)  # type: ignore[assignment]  # -- reason: a field's name, not its label


class TokenOut(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    label = serializers.CharField()  # type: ignore[assignment]  # -- reason: a field's name, not its label
    created_at = serializers.DateTimeField()


class NewTokenOut(TokenOut):
    key = serializers.CharField(help_text="Shown this once; only a digest of it is kept")
