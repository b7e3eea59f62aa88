"""Activities and their supporters."""

from typing import Any

from rest_framework import serializers

from discovery.api.serializers.fields import Line, Shape, Text, optional, optional_choice
from discovery.models import ActivityKind, ChangePattern, Market, Standing, TechnologyKind, TechnologySource


class FicheData(Shape):
    """What is left out stays as it is."""

    title = Line(max_length=160, required=False)
    is_activity = serializers.BooleanField(
        required=False, help_text="An activity, not a firm or a whole sector"
    )
    kind = serializers.ChoiceField(choices=ActivityKind.choices, required=False)
    summary = optional(Text, 4000)
    market = optional_choice(Market.choices)
    technology_source = optional_choice(TechnologySource.choices)
    technology_kind = optional_choice(TechnologyKind.choices)
    readiness = serializers.IntegerField(
        min_value=1,
        max_value=9,
        required=False,
        allow_null=True,
        help_text="Level of a technology, 1 (principle) to 9 (in use)",
    )
    change_pattern = optional_choice(ChangePattern.choices)
    assets = optional(Text, 4000)
    actors = optional(Text, 4000)
    experiment_hypothesis = optional(Text, 2000)
    experiment_milestone = optional(Text, 2000)
    experiment_stop_rule = optional(Text, 2000)
    experiment_budget = optional(Line, 120)
    experiment_owner = optional(Line, 200)
    domains = serializers.ListField(
        child=serializers.CharField(max_length=8), max_length=100, required=False, help_text="NACE codes"
    )
    scientific_domains = serializers.ListField(
        child=serializers.CharField(max_length=8), max_length=100, required=False, help_text="NABS 2007 codes"
    )
    objectives = serializers.ListField(
        child=serializers.IntegerField(min_value=1),
        max_length=200,
        required=False,
        help_text="Ids of objectives of the region or of its country",
    )


class NewActivityData(FicheData):
    title = Line(max_length=160)
    is_activity = serializers.BooleanField(help_text="An activity, not a firm or a whole sector")
    workshop = serializers.IntegerField(min_value=1, required=False, allow_null=True, default=None)
    themes = serializers.ListField(
        child=serializers.IntegerField(min_value=1), max_length=200, required=False, default=list
    )


class ActivityQuery(Shape):
    """Allowed filters of the list of activities."""

    workshop = serializers.IntegerField(min_value=1, required=False)
    standing = serializers.ChoiceField(choices=Standing.choices, required=False)
    domain = serializers.CharField(max_length=8, required=False, help_text="NACE code")


class DomainCodes(serializers.ListField):
    """NACE codes of the domains there are."""

    child = serializers.CharField()

    def to_representation(self, data: Any) -> list[str]:
        return [domain.code for domain in data]


class Ids(serializers.ListField):
    child = serializers.IntegerField()

    def to_representation(self, data: Any) -> list[int]:
        return [row.pk for row in data]


class ActivityOut(Shape):
    id = serializers.IntegerField()
    region = serializers.CharField(source="region.code")
    workshop = serializers.IntegerField(source="workshop_id", allow_null=True)
    title = serializers.CharField()
    is_activity = serializers.BooleanField(allow_null=True, help_text="Null: nobody has been asked yet")
    kind = serializers.ChoiceField(choices=ActivityKind.choices)
    summary = serializers.CharField()
    domains = DomainCodes(source="domains.all", read_only=True)
    scientific_domains = DomainCodes(source="scientific_domains.all", read_only=True)
    objectives = Ids(source="objectives.all", read_only=True)
    original_language = serializers.CharField(help_text="Empty where nobody knows any more")
    merged_into = serializers.IntegerField(source="merged_into_id", allow_null=True)
    is_current = serializers.BooleanField(help_text="On the region's list: neither merged away nor dissolved")
    market = serializers.CharField()
    technology_source = serializers.CharField()
    technology_kind = serializers.CharField()
    readiness = serializers.IntegerField(allow_null=True, min_value=1, max_value=9)
    change_pattern = serializers.CharField()
    assets = serializers.CharField()
    actors = serializers.CharField()
    experiment_hypothesis = serializers.CharField()
    experiment_milestone = serializers.CharField()
    experiment_stop_rule = serializers.CharField()
    experiment_budget = serializers.CharField()
    experiment_owner = serializers.CharField()
    standing = serializers.ChoiceField(choices=Standing.choices)
    created_at = serializers.DateTimeField()


class SupportOut(Shape):
    activity = serializers.IntegerField()
    is_supported = serializers.BooleanField()


class SupportsOut(Shape):
    """Confirmed supporters by helix."""

    science = serializers.IntegerField(source="science_count")
    business = serializers.IntegerField(source="business_count")
    government = serializers.IntegerField(source="government_count")
    civil_society = serializers.IntegerField(source="civil_society_count")


class SupportedActivityOut(Shape):
    """An activity of a workshop, the most supported first."""

    id = serializers.IntegerField()
    title = serializers.CharField()
    supports = SupportsOut(source="*")
    unconfirmed_count = serializers.IntegerField()
