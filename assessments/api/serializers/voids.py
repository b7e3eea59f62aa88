"""Shapes of marks that do not count."""

from typing import Any

from rest_framework import serializers

from accounts.models import Helix
from assessments.models import Void
from discovery.forms.texts import several_lines

Shape = serializers.Serializer[Any]


class RaterOut(Shape):
    """Somebody of the sealed list whose marks count, as the hall knows them."""

    id = serializers.IntegerField(source="pk")
    number = serializers.IntegerField(allow_null=True, help_text="In the hall")
    group = serializers.ChoiceField(choices=Helix.choices, source="helix")
    organization = serializers.CharField(source="organization.name", default=None, allow_null=True)


class VoidData(Shape):
    """`rater`: from the list of raters. The publication names only the ground."""

    rater = serializers.IntegerField(min_value=1)
    ground = serializers.ChoiceField(choices=Void.Ground.choices)
    reason = serializers.CharField(max_length=500)

    def validate_reason(self, reason: str) -> str:
        return several_lines(reason)


class DecisionData(Shape):
    decision = serializers.ChoiceField(choices=["confirm", "reject"])


class VoidOut(Shape):
    id = serializers.IntegerField()
    round = serializers.IntegerField(source="round_id")
    rater = RaterOut()
    ground = serializers.ChoiceField(choices=Void.Ground.choices)
    reason = serializers.CharField()
    state = serializers.ChoiceField(choices=Void.State.choices)
    asked_at = serializers.DateTimeField()
    decided_at = serializers.DateTimeField(allow_null=True)
