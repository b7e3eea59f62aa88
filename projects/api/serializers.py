"""Shapes of calls and proposals for programs."""

from typing import Any

from rest_framework import serializers

from accounts.models import OrganizationKind
from projects.models import Call, Proposal

DECISIONS = ("accept", "return", "decline")


class CallOut(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    region = serializers.CharField(source="region.code")
    activity = serializers.IntegerField(source="activity_id", allow_null=True)
    title = serializers.CharField()
    summary = serializers.CharField()
    state = serializers.ChoiceField(choices=Call.State.choices)


class CallFiguresOut(serializers.Serializer[Any]):
    """null: fewer than three organizations have taken part."""

    total = serializers.IntegerField(allow_null=True)
    by_state = serializers.DictField(child=serializers.IntegerField(), allow_null=True)


class CallWithFiguresOut(CallOut):
    figures = CallFiguresOut()


class CallQuery(serializers.Serializer[Any]):
    """Allowed filters of the list of calls."""

    region = serializers.SlugField(required=False, help_text="Code of a region, e.g. KZ-23")


class ProposalQuery(serializers.Serializer[Any]):
    """Allowed filters of the lists of proposals."""

    state = serializers.ChoiceField(choices=Proposal.State.choices, required=False)


class OrganizationData(serializers.Serializer[Any]):
    name = serializers.CharField(max_length=200)
    kind = serializers.ChoiceField(choices=OrganizationKind.choices)


class ProposalOut(serializers.Serializer[Any]):
    """As the proposer and the region's members see it in lists: without the confidential note."""

    id = serializers.IntegerField()
    region = serializers.CharField(source="region.code")
    call = serializers.IntegerField(source="call_id")
    activity = serializers.IntegerField(source="activity_id", allow_null=True)
    title = serializers.CharField()
    domain = serializers.CharField(source="domain.code")
    summary = serializers.CharField()
    organization = OrganizationData()
    state = serializers.ChoiceField(choices=Proposal.State.choices)
    submitted_at = serializers.DateTimeField()


class EventOut(serializers.Serializer[Any]):
    at = serializers.DateTimeField()
    verb = serializers.CharField()
    what = serializers.CharField()
    who = serializers.CharField(help_text="A role, never a name; empty for the platform itself")
    reason = serializers.CharField()


class ProposalQuestionOut(serializers.Serializer[Any]):
    """`answer` is empty as long as there is none."""

    number = serializers.IntegerField()
    text = serializers.CharField()
    answer = serializers.CharField()


class ProposalWithStoryOut(ProposalOut):
    story = EventOut(many=True)
    questions = ProposalQuestionOut(source="questions.all", many=True)
    steps = serializers.ListField(
        child=serializers.CharField(), help_text="What the person who asks may do with it now"
    )


class ProposalData(serializers.Serializer[Any]):
    """What is handed in. `activity` is one of the region's, null for something new."""

    title = serializers.CharField(max_length=160)
    domain = serializers.CharField(max_length=8, help_text="Code of a field of business, e.g. C or 20")
    summary = serializers.CharField(max_length=2000)
    confidential_note = serializers.CharField(
        max_length=4000,
        required=False,
        allow_blank=True,
        default="",
        help_text="Read by the proposer and the region's facilitators and officials alone; no answer here repeats it",
    )
    organization = OrganizationData()
    activity = serializers.IntegerField(required=False, allow_null=True, default=None)


class QuestionAnswerData(serializers.Serializer[Any]):
    number = serializers.IntegerField(min_value=1, max_value=32767)
    answer = serializers.CharField(max_length=2000)


class ResubmissionData(serializers.Serializer[Any]):
    """What changes in a proposal that was sent back; a field that is left out stays as it is."""

    answer = serializers.CharField(max_length=2000, required=False, allow_blank=True, default="")
    answers = QuestionAnswerData(
        many=True, required=False, default=list, help_text="One for each open question"
    )
    title = serializers.CharField(max_length=160, required=False)
    domain = serializers.CharField(max_length=8, required=False)
    summary = serializers.CharField(max_length=2000, required=False)
    confidential_note = serializers.CharField(max_length=4000, required=False, allow_blank=True)
    organization = OrganizationData(required=False)


class DecisionData(serializers.Serializer[Any]):
    decision = serializers.ChoiceField(choices=DECISIONS)
    reason = serializers.CharField(max_length=2000)
    questions = serializers.ListField(
        child=serializers.CharField(max_length=500),
        max_length=10,
        required=False,
        default=list,
        help_text="Only when sending back; the proposer must answer each",
    )


class CallStepData(serializers.Serializer[Any]):
    reason = serializers.CharField(max_length=2000)


class WithdrawalData(serializers.Serializer[Any]):
    reason = serializers.CharField(max_length=2000, required=False, allow_blank=True, default="")


class PlacementData(serializers.Serializer[Any]):
    """Either an activity of the region, or the title of a new candidate made from the proposal."""

    activity = serializers.IntegerField(required=False, allow_null=True, default=None)
    title = serializers.CharField(max_length=160, required=False, allow_blank=True, default="")
