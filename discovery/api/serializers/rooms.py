"""Tables, shortlist, wild cards and minutes."""

from typing import Any

from rest_framework import serializers

from discovery.api.serializers.fields import Line, Shape, Text, optional
from discovery.models import ShortlistWay


class TablesData(Shape):
    number = serializers.IntegerField(min_value=1, max_value=100)


class SeatedIds(serializers.ListField):
    """The participants who sit there."""

    child = serializers.IntegerField()

    def to_representation(self, data: Any) -> list[int]:
        return [person.pk for person in data]


class TableOut(Shape):
    id = serializers.IntegerField()
    number = serializers.IntegerField()
    spokesperson = serializers.IntegerField(source="spokesperson_id", allow_null=True)
    people = SeatedIds(source="seated", read_only=True)


class SeatData(Shape):
    table = serializers.IntegerField(min_value=1, allow_null=True)
    speaks = serializers.BooleanField(default=False)


class SeatOut(Shape):
    participant = serializers.IntegerField()
    table = serializers.IntegerField(allow_null=True)


class ShortlistData(Shape):
    """`places`: how many were proposed by support; a reason is needed where the list is not what was proposed."""

    activities = serializers.ListField(child=serializers.IntegerField(min_value=1), max_length=200)
    places = serializers.IntegerField(min_value=1, max_value=50, default=8)
    reason = optional(Text, 1000)


class ShortlistEntryOut(Shape):
    position = serializers.IntegerField()
    activity = serializers.IntegerField(source="activity_id")
    title = serializers.CharField(source="activity.title")
    way = serializers.ChoiceField(choices=ShortlistWay.choices)
    helix = serializers.CharField(help_text="Whose wild card it is; empty for the others")
    share = serializers.DecimalField(max_digits=7, decimal_places=6)


class ReasonQuery(Shape):
    reason = Line(max_length=1000)


class WildCardOut(Shape):
    activity = serializers.IntegerField()
    is_chosen = serializers.BooleanField()


class MinutesOut(Shape):
    """`document`: language -> title and sections, as the page and the Word file show them."""

    number = serializers.IntegerField()
    digest = serializers.CharField()
    written_at = serializers.DateTimeField()
    document = serializers.JSONField()
