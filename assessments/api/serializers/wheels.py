"""Shapes of self-assessments, for programs."""

from typing import Any

from rest_framework import serializers

from assessments.models import Wheel

Shape = serializers.Serializer[Any]


class WheelOut(Shape):
    """`steps`: what is graded, each text by language. `result`: null until the close; means from 1 to 5 by factor and group.

    `bound`: at_least, at_most or about where a mean stops short of the end of the scale. `no_information`: percent of
    those who answered, from and to.
    """

    id = serializers.IntegerField()
    region = serializers.CharField(source="region.code")
    workshop = serializers.IntegerField(source="workshop_id")
    title = serializers.CharField()
    state = serializers.ChoiceField(choices=Wheel.State.choices)
    steps = serializers.ListField(child=serializers.DictField())
    kappa = serializers.IntegerField()
    threshold = serializers.IntegerField()
    grades_digest = serializers.CharField()
    result = serializers.DictField(allow_null=True)
    opened_at = serializers.DateTimeField(allow_null=True)
    closed_at = serializers.DateTimeField(allow_null=True)
