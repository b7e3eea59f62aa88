"""Shapes of frameworks for programs."""

from typing import Any

from rest_framework import serializers

from assessments.models import CriterionKind, Framework, Principle

Shape = serializers.Serializer[Any]


class FrameworkData(Shape):
    key = serializers.SlugField(max_length=60, help_text="Of a ready-made set of questions")


class FrameworkOut(Shape):
    id = serializers.IntegerField()
    region = serializers.CharField(source="region.code")
    key = serializers.CharField()
    version = serializers.IntegerField()
    title = serializers.CharField()
    is_short = serializers.BooleanField()
    state = serializers.ChoiceField(choices=Framework.State.choices)
    digest = serializers.CharField(help_text="Of the exported document; empty for a draft")
    edit_version = serializers.IntegerField()
    published_at = serializers.DateTimeField(allow_null=True)


class CriterionOut(Shape):
    code = serializers.CharField()
    principle = serializers.ChoiceField(choices=Principle.choices)
    kind = serializers.ChoiceField(choices=CriterionKind.choices)
    weight = serializers.DecimalField(max_digits=9, decimal_places=6)
    question = serializers.CharField()
    explanation = serializers.CharField()
    low_words = serializers.CharField()
    middle_words = serializers.CharField()
    high_words = serializers.CharField()
    scale_min = serializers.IntegerField()
    scale_max = serializers.IntegerField()
    is_reversed = serializers.BooleanField()
    measure = serializers.CharField()
    edit_version = serializers.IntegerField()


class FaultOut(Shape):
    code = serializers.CharField(help_text="Of the criterion; empty for the whole")
    message = serializers.CharField()


class FrameworkWithCriteriaOut(FrameworkOut):
    criteria = CriterionOut(many=True, source="criteria.all")


class FrameworkDraftOut(FrameworkWithCriteriaOut):
    """`faults`: what keeps a draft from being put into use."""

    faults = FaultOut(many=True)


class TitleData(Shape):
    title = serializers.CharField(max_length=160)


class NameData(Shape):
    """`title`: language -> words."""

    title = serializers.DictField(child=serializers.CharField(max_length=160, allow_blank=True))
    is_short = serializers.BooleanField(default=False)
    edit_version = serializers.IntegerField(min_value=0)


class WeightsData(Shape):
    """`weights`: code -> points of 100. `move`: a code, with `places` -1 or 1. `spread`: a principle."""

    weights = serializers.DictField(
        child=serializers.DecimalField(max_digits=9, decimal_places=6, min_value=0, max_value=100)
    )
    edit_version = serializers.IntegerField(min_value=0)
    move = serializers.CharField(required=False, default="")
    places = serializers.ChoiceField(choices=(-1, 1), required=False, default=-1)
    spread = serializers.ChoiceField(choices=[*Principle.choices, ("", "")], required=False, default="")


class CriterionData(Shape):
    """Texts by language, as in the exported document; what is left out is empty."""

    document = serializers.DictField(
        help_text="One entry of `criteria`, as exported; its weight is left alone"
    )
    edit_version = serializers.IntegerField(min_value=0, required=False, default=0)


class CopyData(Shape):
    region = serializers.CharField(help_text="Code of a region where you prepare workshops")


class ReasonData(Shape):
    reason = serializers.CharField(max_length=2000)


class DifferenceOut(Shape):
    kind = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]  # -- reason: a field of the shape hides the one of its base
    before = serializers.CharField()
    after = serializers.CharField()


class EditedMeanwhileOut(Shape):
    """Answer 412: somebody else changed it; nothing was stored. Read it again and send with the new `edit_version`."""

    detail = serializers.CharField()
    edit_version = serializers.IntegerField()


class MeasureOut(Shape):
    """`with_value` of `activities` have a figure that counts; `coarser` more have one of a wider field only."""

    code = serializers.CharField()
    question = serializers.CharField()
    weight = serializers.DecimalField(max_digits=9, decimal_places=6)
    measure = serializers.CharField()
    formula = serializers.CharField()
    is_available = serializers.BooleanField()
    activities = serializers.IntegerField()
    with_value = serializers.IntegerField()
    coarser = serializers.IntegerField()
    anchors = serializers.CharField()
    vintage = serializers.CharField()


class CriterionImportanceOut(Shape):
    """Percent of the weight, and of the variance of the score (null: unknown)."""

    code = serializers.CharField()
    question = serializers.CharField()
    nominal = serializers.DecimalField(max_digits=6, decimal_places=1)
    effective = serializers.DecimalField(max_digits=8, decimal_places=1, allow_null=True)
    is_heavy = serializers.BooleanField()


class RoundImportanceOut(Shape):
    criteria = CriterionImportanceOut(many=True)
    principles = CriterionImportanceOut(many=True)
    counted = serializers.IntegerField()
    ranked = serializers.IntegerField()
