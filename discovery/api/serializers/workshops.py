"""Workshops and their run sheets."""

from rest_framework import serializers

from discovery.api.serializers.fields import Line, Shape, Text, optional
from discovery.models import StepKind, Workshop, WorkshopKind


class WorkshopData(Shape):
    title = Line(max_length=200)
    held_date = serializers.DateField()
    place = optional(Line, 200)
    purpose = optional(Text, 2000)


class NewWorkshopData(WorkshopData):
    kind = serializers.ChoiceField(choices=WorkshopKind.choices)


class WorkshopQuery(Shape):
    """Allowed filters of the list of workshops."""

    state = serializers.ChoiceField(choices=Workshop.State.choices, required=False)


class WorkshopOut(Shape):
    id = serializers.IntegerField()
    region = serializers.CharField(source="region.code")
    title = serializers.CharField()
    purpose = serializers.CharField()
    kind = serializers.ChoiceField(choices=WorkshopKind.choices)
    state = serializers.ChoiceField(choices=Workshop.State.choices)
    code = serializers.CharField(help_text="What people type to join")
    held_date = serializers.DateField()
    place = serializers.CharField()
    is_demonstration = serializers.BooleanField()
    current_step = serializers.IntegerField(source="current_step_id", allow_null=True)


class WorkshopRowOut(WorkshopOut):
    participant_count = serializers.IntegerField()
    note_count = serializers.IntegerField()
    theme_count = serializers.IntegerField()
    activity_count = serializers.IntegerField()


class DoorsData(Shape):
    """`reopen` needs a reason."""

    action = serializers.ChoiceField(choices=["open", "close", "reopen"])
    reason = optional(Text, 1000)


class StepOut(Shape):
    id = serializers.IntegerField()
    kind = serializers.ChoiceField(choices=StepKind.choices)
    position = serializers.IntegerField()
    minutes = serializers.IntegerField()


class StepData(Shape):
    step = serializers.IntegerField(min_value=1)
