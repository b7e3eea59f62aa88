"""Workshops and their run sheets."""

from rest_framework import serializers

from discovery.api.serializers.fields import Line, Shape, Text, optional
from discovery.models import StepKind, Workshop, WorkshopKind


class WorkshopData(Shape):
    title = Line(max_length=200)
    held_date = serializers.DateField()
    start_time = serializers.TimeField(required=False, allow_null=True, help_text="By the region's clock")
    duration_minutes = serializers.IntegerField(min_value=5, max_value=2880, required=False, allow_null=True)
    place = optional(Line, 200)
    online_url = serializers.URLField(max_length=500, required=False, allow_blank=True)
    participant_limit = serializers.IntegerField(
        min_value=1, max_value=10000, required=False, allow_null=True
    )
    purpose = optional(Text, 2000)


class NewWorkshopData(WorkshopData):
    kind = serializers.ChoiceField(choices=WorkshopKind.choices)
    template = serializers.CharField(
        max_length=60,
        required=False,
        help_text="The key of a template; otherwise the usual run sheet of the kind",
    )


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
    start_time = serializers.TimeField(allow_null=True)
    duration_minutes = serializers.IntegerField(allow_null=True)
    place = serializers.CharField()
    online_url = serializers.CharField()
    participant_limit = serializers.IntegerField(allow_null=True)
    is_demonstration = serializers.BooleanField()
    current_step = serializers.IntegerField(source="current_step_id", allow_null=True)


class WorkshopRowOut(WorkshopOut):
    participant_count = serializers.IntegerField()
    note_count = serializers.IntegerField()
    theme_count = serializers.IntegerField()
    activity_count = serializers.IntegerField()


class DoorsData(Shape):
    """`reopen` and `cancel` need a reason."""

    action = serializers.ChoiceField(choices=["open", "close", "reopen", "cancel"])
    reason = optional(Text, 1000)


class StepOut(Shape):
    id = serializers.IntegerField()
    kind = serializers.ChoiceField(choices=StepKind.choices)
    position = serializers.IntegerField()
    minutes = serializers.IntegerField()
    title = serializers.CharField(source="__str__")


class StepData(Shape):
    step = serializers.IntegerField(min_value=1)
