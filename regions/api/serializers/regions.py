"""Shapes of regions and domains, and of what waits there."""

from typing import Any

from django.conf import settings
from rest_framework import serializers

from regions.models import RegionKind, SectorType
from regions.registries import Duty


class RegionOut(serializers.Serializer[Any]):
    code = serializers.CharField(help_text="ISO 3166-2; of a country ISO 3166-1")
    name = serializers.CharField()
    kind = serializers.ChoiceField(choices=RegionKind.choices)
    country = serializers.CharField(source="parent.code", default=None, allow_null=True)
    first_year = serializers.IntegerField(allow_null=True)
    last_year = serializers.IntegerField(allow_null=True)
    threshold = serializers.IntegerField(help_text="Smallest group about which a figure is shown")
    approvals_needed = serializers.IntegerField()
    raters_per_organization = serializers.IntegerField(
        help_text="Most people of one organization who score in a round"
    )
    mining_threshold = serializers.DecimalField(max_digits=4, decimal_places=1, help_text="Percent")
    mining_window = serializers.IntegerField(help_text="Years")


class RegionQuery(serializers.Serializer[Any]):
    """Allowed filters of the list of regions."""

    kind = serializers.ChoiceField(choices=RegionKind.choices, required=False)
    country = serializers.SlugField(required=False, help_text="Code of a country")


class NoQuery(serializers.Serializer[Any]):
    """A list without filters."""


class DomainOut(serializers.Serializer[Any]):
    code = serializers.CharField()
    name = serializers.CharField()
    section = serializers.CharField(source="parent.code", default=None, allow_null=True)
    level = serializers.IntegerField(help_text="1: section, 2: division")


class DutyOut(serializers.Serializer[Any]):
    """One thing that waits for a person. `since`: a moment or a day; `is_late`: it is pressing."""

    what = serializers.CharField()
    about = serializers.CharField()
    who = serializers.CharField()
    since = serializers.SerializerMethodField()
    is_late = serializers.BooleanField()
    page = serializers.CharField(source="href")

    def get_since(self, duty: Duty) -> str | None:
        return duty.since.isoformat() if duty.since else None


class GapOut(serializers.Serializer[Any]):
    """One thing with texts that are there in some languages only."""

    kind = serializers.CharField(source="kind.key")
    text = serializers.CharField()
    missing = serializers.ListField(child=serializers.ChoiceField(choices=settings.LANGUAGES))
    page = serializers.CharField(source="href", help_text="Where the translation is written")


class SectorTypesOut(serializers.Serializer[Any]):
    types = serializers.DictField(
        child=serializers.ChoiceField(choices=SectorType.choices), help_text="By NACE code"
    )


class SectorTypesData(SectorTypesOut):
    reason = serializers.CharField(max_length=2000)
