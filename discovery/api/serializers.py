"""Shapes of workshops, notes, themes and activities for programs."""

from typing import Any

from rest_framework import serializers

from accounts.models import Helix, OrganizationKind
from discovery.forms.texts import one_line, several_lines
from discovery.models import (
    ActivityKind,
    ChangePattern,
    Market,
    Standing,
    StepKind,
    TechnologyKind,
    TechnologySource,
    Workshop,
    WorkshopKind,
)

Shape = serializers.Serializer[Any]


class Line(serializers.CharField):
    """Cleaned before it is checked: what holds only invisible characters is blank."""

    def run_validation(self, data: Any = serializers.empty) -> Any:
        return super().run_validation(one_line(data) if isinstance(data, str) else data)


class Text(serializers.CharField):
    def run_validation(self, data: Any = serializers.empty) -> Any:
        return super().run_validation(several_lines(data) if isinstance(data, str) else data)


def optional(field: type[serializers.CharField], max_length: int) -> serializers.CharField:
    return field(max_length=max_length, required=False, allow_blank=True)


def optional_choice(choices: Any) -> serializers.ChoiceField:
    return serializers.ChoiceField(choices=choices, required=False, allow_blank=True)


class HelixCountsOut(Shape):
    """People by helix."""

    science = serializers.IntegerField()
    business = serializers.IntegerField()
    government = serializers.IntegerField()
    civil_society = serializers.IntegerField()


# Workshops


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


# People


class JoinData(Shape):
    code = Line(max_length=40)
    helix = serializers.ChoiceField(choices=Helix.choices)
    organization = optional(Line, 200)
    organization_kind = optional_choice(OrganizationKind.choices)
    language = serializers.ChoiceField(choices=["kk", "ru", "en"], required=False)


class OrganizationOut(Shape):
    name = serializers.CharField()
    kind = serializers.ChoiceField(choices=OrganizationKind.choices)


class ParticipantOut(Shape):
    id = serializers.IntegerField()
    workshop = serializers.IntegerField(source="workshop_id")
    helix = serializers.ChoiceField(choices=Helix.choices)
    organization = OrganizationOut(allow_null=True)
    is_confirmed = serializers.BooleanField()


class JoinedOut(ParticipantOut):
    """`csrf_token` goes into the header X-CSRFToken of every write in this session."""

    csrf_token = serializers.CharField()


class ParticipantQuery(Shape):
    """Allowed filters of the list of participants."""

    helix = serializers.ChoiceField(choices=Helix.choices, required=False)
    is_confirmed = serializers.BooleanField(required=False, allow_null=True, default=None)


class ConfirmationData(Shape):
    """Without `participants`: everybody who waits."""

    participants = serializers.ListField(
        child=serializers.IntegerField(min_value=1), max_length=2000, required=False, allow_null=True
    )


class ConfirmedOut(Shape):
    confirmed = serializers.ListField(child=serializers.IntegerField())


class HelixData(Shape):
    helix = serializers.ChoiceField(choices=Helix.choices)


class AttendanceOut(Shape):
    joined = HelixCountsOut()
    confirmed = HelixCountsOut()
    total = serializers.IntegerField()


# Notes and themes


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


# Activities


class FicheData(Shape):
    """What is left out stays as it is."""

    title = Line(max_length=160, required=False)
    is_activity = serializers.BooleanField(
        required=False, help_text="An activity, not a firm or a whole sector"
    )
    kind = serializers.ChoiceField(choices=ActivityKind.choices, required=False)
    summary = optional(Text, 4000)
    market = optional_choice(Market.choices)
    technology_source = optional_choice(TechnologySource.choices)
    technology_kind = optional_choice(TechnologyKind.choices)
    change_pattern = optional_choice(ChangePattern.choices)
    assets = optional(Text, 4000)
    actors = optional(Text, 4000)
    experiment_hypothesis = optional(Text, 2000)
    experiment_milestone = optional(Text, 2000)
    experiment_stop_rule = optional(Text, 2000)
    experiment_budget = optional(Line, 120)
    experiment_owner = optional(Line, 200)
    domains = serializers.ListField(
        child=serializers.CharField(max_length=8), max_length=100, required=False, help_text="NACE codes"
    )


class NewActivityData(FicheData):
    title = Line(max_length=160)
    is_activity = serializers.BooleanField(help_text="An activity, not a firm or a whole sector")
    workshop = serializers.IntegerField(min_value=1, required=False, allow_null=True, default=None)
    themes = serializers.ListField(
        child=serializers.IntegerField(min_value=1), max_length=200, required=False, default=list
    )


class ActivityQuery(Shape):
    """Allowed filters of the list of activities."""

    workshop = serializers.IntegerField(min_value=1, required=False)
    standing = serializers.ChoiceField(choices=Standing.choices, required=False)
    domain = serializers.CharField(max_length=8, required=False, help_text="NACE code")


class DomainCodes(serializers.ListField):
    """NACE codes of the domains there are."""

    child = serializers.CharField()

    def to_representation(self, data: Any) -> list[str]:
        return [domain.code for domain in data]


class ActivityOut(Shape):
    id = serializers.IntegerField()
    region = serializers.CharField(source="region.code")
    workshop = serializers.IntegerField(source="workshop_id", allow_null=True)
    title = serializers.CharField()
    is_activity = serializers.BooleanField()
    kind = serializers.ChoiceField(choices=ActivityKind.choices)
    summary = serializers.CharField()
    domains = DomainCodes(source="domains.all", read_only=True)
    market = serializers.CharField()
    technology_source = serializers.CharField()
    technology_kind = serializers.CharField()
    change_pattern = serializers.CharField()
    assets = serializers.CharField()
    actors = serializers.CharField()
    experiment_hypothesis = serializers.CharField()
    experiment_milestone = serializers.CharField()
    experiment_stop_rule = serializers.CharField()
    experiment_budget = serializers.CharField()
    experiment_owner = serializers.CharField()
    standing = serializers.ChoiceField(choices=Standing.choices)
    created_at = serializers.DateTimeField()


class SupportOut(Shape):
    activity = serializers.IntegerField()
    is_supported = serializers.BooleanField()


class SupportsOut(Shape):
    """Confirmed supporters by helix."""

    science = serializers.IntegerField(source="science_count")
    business = serializers.IntegerField(source="business_count")
    government = serializers.IntegerField(source="government_count")
    civil_society = serializers.IntegerField(source="civil_society_count")


class SupportedActivityOut(Shape):
    """An activity of a workshop, the most supported first."""

    id = serializers.IntegerField()
    title = serializers.CharField()
    supports = SupportsOut(source="*")
    unconfirmed_count = serializers.IntegerField()
