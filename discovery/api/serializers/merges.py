"""Putting activities and themes together."""

from typing import Any

from rest_framework import serializers

from discovery.api.serializers.fields import Line, Shape, Text, optional
from discovery.models import Merge


class NewMergeData(Shape):
    """`into`: one of the activities; without it a new one is made, and needs a title."""

    activities = serializers.ListField(
        child=serializers.IntegerField(min_value=1), min_length=2, max_length=50
    )
    into = serializers.IntegerField(min_value=1, required=False, allow_null=True, default=None)
    title = optional(Line, 160)
    summary = optional(Text, 4000)
    reason = Text(max_length=1000)
    hours = serializers.IntegerField(min_value=1, max_value=24 * 60, default=72)
    asks_supporters = serializers.BooleanField(default=False)


class MergeQuery(Shape):
    state = serializers.ChoiceField(choices=Merge.State.choices, required=False)


class MergeAnswerData(Shape):
    agrees = serializers.BooleanField()
    reason = optional(Text, 1000)


class MergeStepData(Shape):
    action = serializers.ChoiceField(choices=("complete", "withdraw", "undo"))
    reason = optional(Text, 1000)


class MemberIds(serializers.ListField):
    child = serializers.IntegerField()

    def to_representation(self, data: Any) -> list[int]:
        return [row.activity_id for row in data]


class MergeOut(Shape):
    id = serializers.IntegerField()
    region = serializers.CharField(source="region.code")
    state = serializers.ChoiceField(choices=Merge.State.choices)
    activities = MemberIds(source="members.all", read_only=True)
    result = serializers.IntegerField(source="result_id", allow_null=True)
    is_new = serializers.BooleanField()
    title = serializers.CharField()
    reason = serializers.CharField()
    answer_by = serializers.DateTimeField()
    proposed_at = serializers.DateTimeField()
    completed_at = serializers.DateTimeField(allow_null=True)


class MergeRowOut(MergeOut):
    asked = serializers.IntegerField(source="asked_count")
    agreed = serializers.IntegerField(source="agreed_count")
    objected = serializers.IntegerField(source="objected_count")


class OwnAnswerOut(Shape):
    merge = serializers.IntegerField(source="merge_id")
    answer = serializers.CharField()
    reason = serializers.CharField()


class ThemeMergeData(Shape):
    into = serializers.IntegerField(min_value=1, allow_null=True, help_text="Null takes the theme out again")
