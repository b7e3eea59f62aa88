"""Shapes of sheets of paper."""

from typing import Any

from rest_framework import serializers

from assessments.api.serializers.rounds import LONGEST_LIST, Mark
from discovery.forms.texts import several_lines

MOST_SPARES = 200
MOST_NUMBER = 100_000  # in a hall

Shape = serializers.Serializer[Any]


class SheetsData(Shape):
    """`who`: sheets with a name, for those who take part on paper, for everybody who has not begun on a phone, or none."""

    who = serializers.ChoiceField(choices=["seated", "idle", "nobody"], default="seated")
    spares = serializers.IntegerField(min_value=0, max_value=MOST_SPARES, default=0)


class SheetOut(Shape):
    """`rater`: as in the list of raters; null for a spare that is not typed in."""

    id = serializers.IntegerField()
    number = serializers.IntegerField(help_text="In the order of printing")
    code = serializers.CharField(source="__str__")
    is_spare = serializers.BooleanField()
    rater = serializers.IntegerField(source="rater_id", allow_null=True)
    entered_at = serializers.DateTimeField(allow_null=True)
    checked_at = serializers.DateTimeField(allow_null=True)


class SheetRowData(Shape):
    """One activity. What is left out of `marks` is not answered; `is_recused`: the box of interest is ticked."""

    activity = serializers.IntegerField(min_value=1)
    marks = serializers.DictField(child=Mark(), default=dict)
    is_recused = serializers.BooleanField(default=False)


class SheetRowsData(Shape):
    rows = serializers.ListField(child=SheetRowData(), min_length=1, max_length=LONGEST_LIST)


class SheetData(SheetRowsData):
    """`number`: of the person in the hall; needed for a spare."""

    number = serializers.IntegerField(
        min_value=1, max_value=MOST_NUMBER, required=False, allow_null=True, default=None
    )


class SheetCheckData(SheetRowsData):
    """`replaces`: what was typed the second time is what the paper says, and takes the place of the first."""

    replaces = serializers.BooleanField(default=False)


class DifferenceOnSheetOut(Shape):
    """Where the two typings say different things, in words."""

    activity = serializers.IntegerField(source="activity.pk")
    question = serializers.CharField()
    first = serializers.CharField()
    second = serializers.CharField()


class SheetCheckOut(Shape):
    """Checked where nothing differs; otherwise what differs, and nothing is stored."""

    is_checked = serializers.BooleanField()
    differences = DifferenceOnSheetOut(many=True)


class TakeBackQuery(Shape):
    reason = serializers.CharField(max_length=1000)

    def validate_reason(self, reason: str) -> str:
        return several_lines(reason)
