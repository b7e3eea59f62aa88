"""Notes and themes."""

from rest_framework import serializers

from accounts.models import Helix
from discovery.api.serializers.fields import Line, Shape, Text


class NoteData(Shape):
    text = Text(max_length=280)


class NoteOut(Shape):
    id = serializers.IntegerField()
    workshop = serializers.IntegerField(source="workshop_id")
    text = serializers.CharField()
    language = serializers.CharField()
    helix = serializers.ChoiceField(choices=Helix.choices, source="participant.helix")
    theme = serializers.IntegerField(source="theme_id", allow_null=True)
    activity = serializers.IntegerField(source="theme.activity_id", allow_null=True, default=None)
    is_hidden = serializers.BooleanField()
    created_at = serializers.DateTimeField()


class NoteQuery(Shape):
    """Allowed filters of the list of notes."""

    helix = serializers.ChoiceField(choices=Helix.choices, required=False)
    theme = serializers.IntegerField(min_value=1, required=False)


class VisibilityData(Shape):
    is_hidden = serializers.BooleanField()


class ThemeOut(Shape):
    id = serializers.IntegerField()
    workshop = serializers.IntegerField(source="workshop_id")
    title = serializers.CharField()
    activity = serializers.IntegerField(source="activity_id", allow_null=True)
    note_count = serializers.IntegerField()


class ThemeTitleData(Shape):
    title = Line(max_length=160)


class NoteIds(serializers.ListField):
    child = serializers.IntegerField(min_value=1)


class ThemeData(ThemeTitleData):
    notes = NoteIds(min_length=1, max_length=2000)


class GroupingData(Shape):
    """`theme` null: out of any theme."""

    notes = NoteIds(min_length=1, max_length=2000)
    theme = serializers.IntegerField(min_value=1, allow_null=True)
