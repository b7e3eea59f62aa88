"""Beside the fiche: actors, translations, versions, completeness."""

from rest_framework import serializers

from accounts.models import OrganizationKind
from discovery.api.serializers.fields import Line, Shape, Text, optional, optional_choice


class TranslationData(Shape):
    title = Line(max_length=160)
    summary = optional(Text, 4000)


class NamedOrganizationData(Shape):
    """Known by its name, entered if it is new; then `kind` says what it is."""

    name = Line(max_length=200)
    kind = optional_choice(OrganizationKind.choices)
    role = optional(Line, 160)


class TakingPartOut(Shape):
    """An organization and what it does here."""

    id = serializers.IntegerField()
    organization = serializers.CharField(source="organization.name")
    kind = serializers.CharField(source="organization.kind")
    is_state_controlled = serializers.BooleanField(source="organization.is_state_controlled")
    role = serializers.CharField()


class StateQuery(Shape):
    without_state = serializers.BooleanField(
        required=False, default=False, help_text="Leave out state-controlled organizations"
    )


class VersionOut(Shape):
    number = serializers.IntegerField()
    changed_at = serializers.DateTimeField()
    document = serializers.DictField()


class FichePartOut(Shape):
    name = serializers.CharField()
    is_there = serializers.BooleanField()
    is_needed = serializers.BooleanField()


class CompletenessOut(Shape):
    is_ready = serializers.BooleanField(help_text="Nothing that scoring needs is missing")
    there = serializers.IntegerField()
    parts = FichePartOut(many=True)
