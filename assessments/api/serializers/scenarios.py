"""Shapes of scenarios: other assumptions beside the official result, never the result."""

from typing import Any

from django.conf import settings
from rest_framework import serializers

from discovery.forms.texts import one_line, several_lines

Shape = serializers.Serializer[Any]


class ScenarioData(Shape):
    """`shares`: principle -> weight of 0 to 100; a principle left out weighs as agreed, only proportions count."""

    name = serializers.CharField(max_length=60)
    assumption = serializers.CharField(max_length=300)
    shares = serializers.DictField(child=serializers.IntegerField(min_value=0, max_value=100), default=dict)
    kappa = serializers.IntegerField(min_value=1, max_value=8)

    def validate_name(self, name: str) -> str:
        return one_line(name)

    def validate_assumption(self, assumption: str) -> str:
        return several_lines(assumption)


class ScenarioOut(Shape):
    """`shares`: principle -> exact text, "22.5" or "100/3"."""

    id = serializers.IntegerField(source="pk")
    number = serializers.IntegerField()
    name = serializers.CharField()
    assumption = serializers.CharField()
    language = serializers.ChoiceField(choices=settings.LANGUAGES)
    shares = serializers.DictField(child=serializers.CharField())
    kappa = serializers.IntegerField()
    created_at = serializers.DateTimeField()
    is_official = serializers.BooleanField(help_text="Never: a question asked of the result")


class ScenarioPlaceOut(Shape):
    """In the order of the scenarios. `change`: places up from the official one."""

    rank = serializers.IntegerField(source="place.rank", allow_null=True)
    score = serializers.DecimalField(source="place.score", max_digits=5, decimal_places=1, allow_null=True)
    change = serializers.IntegerField(allow_null=True)


class ComparedActivityOut(Shape):
    activity = serializers.IntegerField(source="row.activity.pk")
    title = serializers.CharField(source="row.activity.title")
    official_rank = serializers.IntegerField(source="official", allow_null=True)
    stays_first = serializers.BooleanField(
        source="stays", help_text="Among the first `places` officially and in all"
    )
    scenarios = ScenarioPlaceOut(source="places", many=True)


class KeptBackOut(Shape):
    activity = serializers.IntegerField(source="activity.pk")
    title = serializers.CharField(source="activity.title")


class ScenarioComparisonOut(Shape):
    """`kept_back`: activities whose sums are not shown, so that nothing is asked of them."""

    places = serializers.IntegerField()
    scenarios = ScenarioOut(many=True)
    activities = ComparedActivityOut(source="rows", many=True)
    kept_back = KeptBackOut(many=True)
