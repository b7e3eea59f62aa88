"""Shapes of weights asked of people, for programs."""

from typing import Any

from rest_framework import serializers

from assessments.models import Weighing

LARGEST_SEQUENCE = 2**53
Shape = serializers.Serializer[Any]


class WeighingData(Shape):
    workshop = serializers.IntegerField(min_value=1)
    subject = serializers.ChoiceField(choices=Weighing.Subject.choices, default=Weighing.Subject.PRINCIPLES)


class WeighingOut(Shape):
    """`result`: null until the close; points of 100 by item, and by group where they may be told."""

    id = serializers.IntegerField()
    framework = serializers.IntegerField(source="framework_id")
    workshop = serializers.IntegerField(source="workshop_id")
    subject = serializers.ChoiceField(choices=Weighing.Subject.choices)
    state = serializers.ChoiceField(choices=Weighing.State.choices)
    items = serializers.ListField(child=serializers.CharField())
    kappa = serializers.IntegerField()
    threshold = serializers.IntegerField()
    splits_digest = serializers.CharField()
    result = serializers.DictField(allow_null=True)
    applied_to = serializers.IntegerField(source="applied_to_id", allow_null=True)
    opened_at = serializers.DateTimeField(allow_null=True)
    closed_at = serializers.DateTimeField(allow_null=True)


class SplitData(Shape):
    """`points`: item -> whole points; together 100. An older `sequence` never overwrites a newer one."""

    points = serializers.DictField(child=serializers.IntegerField(min_value=0, max_value=100))
    sequence = serializers.IntegerField(min_value=0, max_value=LARGEST_SEQUENCE)


class SplitOut(Shape):
    points = serializers.DictField(child=serializers.IntegerField(), allow_null=True)
    sequence = serializers.IntegerField()
