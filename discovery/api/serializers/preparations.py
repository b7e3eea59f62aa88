"""Run sheets, templates, consent and invitations."""

from typing import Any

from django.conf import settings
from rest_framework import serializers

from accounts.models import Helix, OrganizationKind
from discovery.api.serializers.fields import Line, Shape, Text, optional, optional_choice
from discovery.models import InvitationStage, StepKind, WorkshopKind


class StepEditData(Shape):
    """Without titles a step is called by its kind; the note is for the region's people only."""

    minutes = serializers.IntegerField(min_value=1, max_value=600)
    title_en = optional(Line, 120)
    title_ru = optional(Line, 120)
    title_kk = optional(Line, 120)
    note = optional(Text, 2000)


class NewStepData(StepEditData):
    kind = serializers.ChoiceField(choices=StepKind.choices)
    after = serializers.IntegerField(min_value=1, required=False, allow_null=True, default=None)


class PlannedStepOut(Shape):
    id = serializers.IntegerField()
    kind = serializers.ChoiceField(choices=StepKind.choices)
    position = serializers.IntegerField()
    minutes = serializers.IntegerField()
    title = serializers.CharField(source="__str__")
    note = serializers.CharField()


class MoveData(Shape):
    places = serializers.ChoiceField(choices=[-1, 1], help_text="-1: earlier, 1: later")


class TemplateOut(Shape):
    key = serializers.CharField(help_text="For `template` when a workshop is prepared")
    title = serializers.CharField()
    about = serializers.CharField()
    kind = serializers.ChoiceField(choices=WorkshopKind.choices)
    minutes = serializers.IntegerField()
    framework_key = serializers.CharField()


class TemplateData(Shape):
    title = Line(max_length=120)


class SavedTemplateOut(Shape):
    id = serializers.IntegerField()
    title = serializers.CharField()
    kind = serializers.ChoiceField(choices=WorkshopKind.choices)


class DuplicateData(Shape):
    title = Line(max_length=200)
    held_date = serializers.DateField()


class ConsentData(Shape):
    """With all three empty, nothing is asked any more."""

    text_en = optional(Text, 4000)
    text_ru = optional(Text, 4000)
    text_kk = optional(Text, 4000)


class ConsentOut(Shape):
    id = serializers.IntegerField()
    version = serializers.IntegerField()
    is_asked = serializers.BooleanField()
    text = serializers.CharField(allow_null=True)
    created_at = serializers.DateTimeField()


class PersonData(Shape):
    email = serializers.EmailField()
    name = optional(Line, 120)
    helix = optional_choice(Helix.choices)
    organization = optional(Line, 200)
    organization_kind = optional_choice(OrganizationKind.choices)
    language = serializers.ChoiceField(choices=settings.LANGUAGES, required=False)


class InvitationsData(Shape):
    """All of them are invited, or nobody."""

    people = PersonData(many=True, allow_empty=False)

    def validate_people(self, people: list[Any]) -> list[Any]:
        if len(people) > MOST_PEOPLE:
            raise serializers.ValidationError(f"at most {MOST_PEOPLE}")
        return people


MOST_PEOPLE = 500


class InvitationQuery(Shape):
    """Allowed filters of the list of invitations."""

    stage = serializers.ChoiceField(choices=InvitationStage.choices, required=False)


class InvitationOut(Shape):
    """The link is in the letter only."""

    id = serializers.IntegerField()
    workshop = serializers.IntegerField(source="workshop_id")
    email = serializers.EmailField()
    name = serializers.CharField()
    helix = serializers.CharField()
    organization = serializers.CharField(allow_null=True)
    stage = serializers.ChoiceField(choices=InvitationStage.choices)
    participant = serializers.IntegerField(source="participant_id", allow_null=True)


class InvitedOut(Shape):
    new = InvitationOut(many=True)
    known = InvitationOut(many=True)


class ReasonData(Shape):
    reason = Text(max_length=1000)
