"""Must-cover rules for programs."""

from typing import Any

from rest_framework import serializers

from priorities.models import CoverRule


class RuleOut(serializers.Serializer[Any]):
    """`value` is a code: of a class, a type, an objective of the region, a group. `reason`: why after the ranking was known."""

    id = serializers.IntegerField(source="rule.pk")
    kind = serializers.ChoiceField(choices=CoverRule.Kind.choices, source="rule.kind")
    value = serializers.CharField(source="rule.value")
    name = serializers.CharField(source="about")
    limit = serializers.ChoiceField(choices=CoverRule.Limit.choices, source="rule.limit")
    number = serializers.IntegerField(source="rule.number")
    is_late = serializers.BooleanField(source="rule.is_late", help_text="Chosen when the ranking was known")
    reason = serializers.CharField(source="rule.reason")


class RuleOfRoundOut(RuleOut):
    counting = serializers.IntegerField(help_text="How many activities of the list count for it today")
    dropped_at = serializers.DateTimeField(source="rule.dropped_at", allow_null=True)
    dropped_reason = serializers.CharField(source="rule.dropped_reason")


class RuleOfSetOut(RuleOut):
    counting = serializers.ListField(
        child=serializers.IntegerField(), help_text="Activities of the ranking and the set that count for it"
    )
    held = serializers.ListField(child=serializers.IntegerField(), help_text="Those of them in the set")
    is_kept = serializers.BooleanField()
    broken_reason = serializers.CharField(source="shown_reason", help_text="Empty where it is kept")


class RuleData(serializers.Serializer[Any]):
    """`reason` is needed once the ranking is known."""

    kind = serializers.ChoiceField(choices=CoverRule.Kind.choices)
    value = serializers.CharField(max_length=40)
    limit = serializers.ChoiceField(choices=CoverRule.Limit.choices)
    number = serializers.IntegerField(min_value=0, max_value=CoverRule.MOST)
    reason = serializers.CharField(max_length=2000, required=False, allow_blank=True, default="")


class RuleDropData(serializers.Serializer[Any]):
    """`reason` is needed once the ranking is known."""

    reason = serializers.CharField(max_length=2000, required=False, allow_blank=True, default="")


class BrokenRuleData(serializers.Serializer[Any]):
    """Why a draft does not keep a rule."""

    rule = serializers.IntegerField(source="rule_id")
    reason = serializers.CharField(max_length=2000, help_text="Everybody will read it")
    edit_version = serializers.IntegerField(min_value=0)
