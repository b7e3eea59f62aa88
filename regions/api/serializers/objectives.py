"""Shapes of policy objectives."""

from typing import Any

from rest_framework import serializers

from regions.models import PolicyObjective


class ObjectiveOut(serializers.Serializer[Any]):
    """What a region wants to reach. Texts are null where nobody has written them in a language."""

    id = serializers.IntegerField()
    region = serializers.CharField(source="region.code")
    code = serializers.CharField()
    title = serializers.CharField(help_text="In the reader's language, or in another one where it is missing")
    title_ru = serializers.CharField(allow_null=True)
    title_kk = serializers.CharField(allow_null=True)
    title_en = serializers.CharField(allow_null=True)
    explanation = serializers.CharField(allow_blank=True)
    document = serializers.CharField(allow_blank=True, help_text="Where it is written")
    serves = serializers.IntegerField(
        source="serves_id", allow_null=True, help_text="Id of the country's objective"
    )
    retired_at = serializers.DateTimeField(allow_null=True)


class ObjectiveQuery(serializers.Serializer[Any]):
    with_retired = serializers.BooleanField(required=False, default=False)


class ObjectiveData(serializers.Serializer[Any]):
    """At least one title; texts that are left out stay as they are."""

    title_ru = serializers.CharField(max_length=250, required=False, allow_blank=True)
    title_kk = serializers.CharField(max_length=250, required=False, allow_blank=True)
    title_en = serializers.CharField(max_length=250, required=False, allow_blank=True)
    explanation_ru = serializers.CharField(max_length=2000, required=False, allow_blank=True)
    explanation_kk = serializers.CharField(max_length=2000, required=False, allow_blank=True)
    explanation_en = serializers.CharField(max_length=2000, required=False, allow_blank=True)
    document_ru = serializers.CharField(max_length=300, required=False, allow_blank=True)
    document_kk = serializers.CharField(max_length=300, required=False, allow_blank=True)
    document_en = serializers.CharField(max_length=300, required=False, allow_blank=True)
    serves: "serializers.PrimaryKeyRelatedField[PolicyObjective]" = serializers.PrimaryKeyRelatedField(
        queryset=PolicyObjective.objects.all(),
        required=False,
        allow_null=True,
        pk_field=serializers.IntegerField(min_value=1, max_value=2**31 - 1),
    )


class NewObjectiveData(ObjectiveData):
    code = serializers.SlugField(max_length=40, required=False, help_text="Left out: the next free number")


class ObjectiveMoveData(serializers.Serializer[Any]):
    direction = serializers.ChoiceField(choices=["up", "down"])


class RetirementData(serializers.Serializer[Any]):
    reason = serializers.CharField(max_length=2000)
