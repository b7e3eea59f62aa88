"""Shapes of what is near to what a region already does."""

from typing import Any

from rest_framework import serializers

from regions.api.serializers.figures import ProvenanceOut


class NearQuery(serializers.Serializer[Any]):
    figures = serializers.SlugField(
        required=False,
        max_length=60,
        help_text="`key` of one of the tables; left out: the one with most domains",
    )


class NearTableOut(serializers.Serializer[Any]):
    """What was looked at. `missing` says why it is not offered; counted are those with a location quotient."""

    key = serializers.CharField()
    indicator = serializers.CharField()
    level = serializers.IntegerField(help_text="Of the classification; 1: sections, 2: divisions")
    year = serializers.IntegerField()
    regions = serializers.IntegerField(source="region_count")
    domains = serializers.IntegerField(source="domain_count")
    missing = serializers.CharField(
        allow_blank=True, help_text="`too_few_regions`, `too_few_domains`, `mixed_units`; empty: offered"
    )
    digest = serializers.CharField(help_text="SHA-256 of the whole stored result")
    input_digest = serializers.CharField(help_text="SHA-256 of the figures it was computed from")
    code_version = serializers.CharField(help_text="Names the formulas")
    computed_at = serializers.DateTimeField()


class NearClassOut(serializers.Serializer[Any]):
    code = serializers.CharField()
    name = serializers.CharField(allow_blank=True)
    is_here = serializers.BooleanField(
        source="has", allow_null=True, help_text="The region's location quotient is 1 or more; null: unknown"
    )
    quotient = serializers.FloatField(allow_null=True)
    density = serializers.FloatField(
        allow_null=True, help_text="Percent of what is near that the region has, the domain itself left out"
    )
    complexity = serializers.FloatField(allow_null=True, help_text="PCI, standardized")
    regions = serializers.IntegerField(help_text="How many are specialized in it")
    is_promising = serializers.BooleanField(
        help_text="Not here, nearer than the middle one of those, more complex than the average"
    )


class NearOut(serializers.Serializer[Any]):
    """`domains` is empty where nothing is offered: `tables` say why."""

    region = serializers.CharField(source="region.code")
    needed = serializers.IntegerField(help_text="Regions, and domains, at least")
    tables = NearTableOut(many=True)
    table = serializers.CharField(
        source="table.key", default=None, allow_null=True, help_text="The one shown"
    )
    complexity = serializers.FloatField(allow_null=True, help_text="ECI of the region, standardized")
    complexity_missing = serializers.CharField(allow_blank=True)
    middle = serializers.FloatField(allow_null=True, help_text="Median density of the domains not here")
    domains = NearClassOut(many=True, source="classes")
    sources = ProvenanceOut(many=True, source="imports")
