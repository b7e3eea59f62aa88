"""What programs are answered."""

from typing import Any

from rest_framework import serializers

from priorities.api.serializers.rules import RuleOfSetOut
from priorities.models import Deviation, PrioritySet, Publication, Remark
from priorities.queries.alignment import DIRECTLY, THROUGH
from priorities.queries.differences import CHOSEN_AMONG_EQUALS

DIFFERENCE_KINDS = (*Deviation.Kind.choices, (CHOSEN_AMONG_EQUALS, "Left out among equals at the cut-off"))


class LegalActOut(serializers.Serializer[Any]):
    number = serializers.CharField(source="legal_act_number")
    date = serializers.DateField(source="legal_act_date", allow_null=True)
    scan_sha256 = serializers.CharField(source="legal_act_digest")


class SetOut(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    region = serializers.CharField(source="region.code")
    round = serializers.IntegerField(source="round_id")
    title = serializers.CharField()
    cycle = serializers.IntegerField()
    state = serializers.ChoiceField(choices=PrioritySet.State.choices)
    target_count = serializers.IntegerField()
    approvals_needed = serializers.IntegerField()
    approvals_given = serializers.IntegerField()
    corrects = serializers.IntegerField(source="corrects_id", allow_null=True)
    follows = serializers.IntegerField(source="follows_id", allow_null=True)
    revision_reason = serializers.CharField()
    legal_act = LegalActOut(source="*")
    edit_version = serializers.IntegerField()
    submitted_at = serializers.DateTimeField(allow_null=True)
    return_count = serializers.IntegerField()


class RemarkOut(serializers.Serializer[Any]):
    """Who said it is told by role; `answer` is empty as long as there is none."""

    id = serializers.IntegerField()
    number = serializers.IntegerField()
    activity = serializers.IntegerField(source="activity_id", allow_null=True)
    voice = serializers.ChoiceField(choices=Remark.Voice.choices)
    kind = serializers.ChoiceField(choices=Remark.Kind.choices)
    text = serializers.CharField()
    said_at = serializers.DateTimeField()
    answer = serializers.CharField()
    answered_at = serializers.DateTimeField(allow_null=True)
    is_waiting = serializers.BooleanField()


class WatchedSetOut(SetOut):
    """A set of one of the country's regions, for its ministry."""

    priority_count = serializers.IntegerField()
    waiting_count = serializers.IntegerField(help_text="The ministry's remarks that wait for an answer")


class PriorityOut(serializers.Serializer[Any]):
    position = serializers.IntegerField()
    activity = serializers.IntegerField(source="activity_id")
    title = serializers.CharField(source="activity.title")
    rank = serializers.IntegerField(allow_null=True)
    score = serializers.DecimalField(max_digits=5, decimal_places=1, allow_null=True)
    review_date = serializers.DateField(allow_null=True)


class DifferenceOut(serializers.Serializer[Any]):
    kind = serializers.ChoiceField(choices=DIFFERENCE_KINDS)
    activity = serializers.IntegerField(source="activity_id")
    rank = serializers.IntegerField(allow_null=True)
    position = serializers.IntegerField(allow_null=True)
    reason = serializers.CharField()
    is_deviation = serializers.BooleanField()


class ServedOut(serializers.Serializer[Any]):
    activity = serializers.IntegerField(source="activity_id")
    how = serializers.ChoiceField(choices=[DIRECTLY, THROUGH])


class AlignedObjectiveOut(serializers.Serializer[Any]):
    """An objective of the country; nothing in `served_by` is a gap."""

    code = serializers.CharField()
    title = serializers.CharField()
    served_by = ServedOut(source="served", many=True)


class AlignmentOut(serializers.Serializer[Any]):
    """`without`: priorities that serve none of the country's objectives."""

    objectives = AlignedObjectiveOut(many=True)
    without = serializers.ListField(child=serializers.IntegerField())


class RegionalAnswerOut(serializers.Serializer[Any]):
    region = serializers.CharField(source="publication.region.code")
    publication = serializers.IntegerField(source="publication.number")
    activity = serializers.IntegerField(source="activity_id")
    title = serializers.CharField()
    how = serializers.ChoiceField(choices=[DIRECTLY, THROUGH])


class CountryObjectiveOut(serializers.Serializer[Any]):
    """An objective of a country and the published priorities of its regions that serve it."""

    code = serializers.CharField(source="objective.code")
    title = serializers.CharField(source="objective.title")
    region_count = serializers.IntegerField()
    answers = RegionalAnswerOut(many=True)


class SetBoardOut(SetOut):
    """The draft beside its ranking."""

    priorities = PriorityOut(many=True)
    differences = DifferenceOut(many=True)
    deviation_count = serializers.IntegerField()
    alignment = AlignmentOut(allow_null=True, help_text="Null where the country has written no objectives")
    rules = RuleOfSetOut(many=True, help_text="Must-cover rules, kept or broken")
    tied = serializers.ListField(
        child=serializers.IntegerField(),
        help_text="Activities with equal scores at the cut-off: choose among them",
    )
    content_digest = serializers.CharField(help_text="Of exactly what an official approves")
    steps = serializers.ListField(
        child=serializers.CharField(), help_text="What the person who asks may do with it now"
    )


class ChangeOut(serializers.Serializer[Any]):
    kind = serializers.ChoiceField(choices=Deviation.Kind.choices)
    activity = serializers.IntegerField(source="activity_id")
    from_position = serializers.IntegerField(allow_null=True)
    to_position = serializers.IntegerField(allow_null=True)
    reason = serializers.CharField()
    edit_version = serializers.IntegerField()


class EditedMeanwhileOut(serializers.Serializer[Any]):
    """Answer 412: nothing was stored; this is what others changed since."""

    detail = serializers.CharField()
    edit_version = serializers.IntegerField(help_text="Of the set as it is now")
    changes = ChangeOut(many=True)


class PublicationOut(serializers.Serializer[Any]):
    region = serializers.CharField(source="region.code")
    number = serializers.IntegerField()
    kind = serializers.ChoiceField(choices=Publication.Kind.choices)
    title = serializers.CharField(source="priority_set.title")
    published_at = serializers.DateTimeField()
    fingerprint = serializers.CharField()
    replaces = serializers.IntegerField(source="replaces.number", allow_null=True, default=None)


class PublicationContentOut(serializers.Serializer[Any]):
    """The bundle's files as JSON (docs/decisions/0002-bundle.md); figures are text, so that nobody rounds them."""

    fingerprint = serializers.CharField()
    published_at = serializers.DateTimeField()
    about = serializers.DictField()
    manifest = serializers.DictField()
    method = serializers.DictField()
    activities = serializers.DictField()
    participation = serializers.DictField()
    results = serializers.DictField()
    decisions = serializers.DictField()
    thread = serializers.DictField()
    cells = serializers.ListField(child=serializers.DictField(child=serializers.CharField()))
    measured = serializers.ListField(child=serializers.DictField(child=serializers.CharField()))


class VersionDifferenceOut(serializers.Serializer[Any]):
    kind = serializers.ChoiceField(choices=("added", "removed", "moved", "changed"))
    about = serializers.CharField()
    before = serializers.CharField(required=False)
    after = serializers.CharField(required=False)
    reason = serializers.CharField(required=False, allow_blank=True)


class VersionDifferencesOut(serializers.Serializer[Any]):
    before = serializers.IntegerField(
        allow_null=True, help_text="Number of the publication before; null for the first"
    )
    after = serializers.IntegerField()
    differences = VersionDifferenceOut(many=True)


class PrincipleScoreOut(serializers.Serializer[Any]):
    principle = serializers.CharField()
    score = serializers.CharField(allow_null=True)


class ResultOut(serializers.Serializer[Any]):
    round = serializers.IntegerField()
    publication = serializers.IntegerField(
        allow_null=True, help_text="null: not published, shown to members and raters"
    )
    rank = serializers.IntegerField(allow_null=True)
    how_many = serializers.IntegerField()
    score = serializers.CharField(allow_null=True)
    principles = PrincipleScoreOut(many=True)


class OutcomeOut(serializers.Serializer[Any]):
    publication = serializers.IntegerField(source="publication.number")
    position = serializers.IntegerField(allow_null=True, help_text="null: not in the set")
    reason = serializers.CharField()


class ThreadNoteOut(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    text = serializers.CharField()
    language = serializers.CharField()
    helix = serializers.CharField(source="participant.helix")
    theme = serializers.CharField(source="theme.title")


class ThreadProposalOut(serializers.Serializer[Any]):
    title = serializers.CharField()
    domain = serializers.CharField()
    organization = serializers.CharField()


class DecisionOut(serializers.Serializer[Any]):
    at = serializers.DateTimeField()
    what = serializers.CharField()
    who = serializers.CharField(help_text="Roles, never names")
    reason = serializers.CharField()


class ActivityThreadOut(serializers.Serializer[Any]):
    id = serializers.IntegerField(source="activity.pk")
    region = serializers.CharField(source="activity.region.code")
    title = serializers.CharField(source="activity.title")
    summary = serializers.CharField(source="activity.summary")
    standing = serializers.CharField(source="activity.standing")
    themes = serializers.ListField(child=serializers.CharField())
    notes = ThreadNoteOut(many=True)
    notes_by_helix = serializers.DictField(child=serializers.IntegerField())
    supporters = serializers.DictField(
        child=serializers.IntegerField(allow_null=True), help_text="null: fewer than the region's threshold"
    )
    proposals = ThreadProposalOut(many=True)
    result = ResultOut(allow_null=True)
    newer_result = ResultOut(allow_null=True)
    outcomes = OutcomeOut(many=True)
    decisions = DecisionOut(many=True)


class NoteThreadOut(serializers.Serializer[Any]):
    """Forward from one note; null where it has not come so far."""

    id = serializers.IntegerField(source="note.pk")
    text = serializers.CharField(source="note.text")
    theme = serializers.CharField(source="note.theme.title", allow_null=True, default=None)
    activity = serializers.IntegerField(source="note.theme.activity_id", allow_null=True, default=None)
    result = ResultOut(allow_null=True)
    outcome = OutcomeOut(allow_null=True)


class CandidateQuery(serializers.Serializer[Any]):
    """Allowed filters of the list of candidate activities."""

    words = serializers.CharField(max_length=80, required=False, default="")
    standing = serializers.ChoiceField(
        choices=("candidate", "priority", "former", "merged"), required=False, default=""
    )
    domain = serializers.CharField(
        max_length=8, required=False, default="", help_text="NACE code, or one above it"
    )
    sector = serializers.ChoiceField(
        choices=("raw_material", "infrastructure", "high_tech", "knowledge"),
        required=False,
        default="",
        help_text="Type of sector of one of its classes, as the region sees it",
    )
    objective = serializers.IntegerField(min_value=1, required=False, default=None)
    helix = serializers.ChoiceField(
        choices=("science", "business", "government", "civil_society"),
        required=False,
        default="",
        help_text="Supported by at least as many people of this group as any figure about a group needs",
    )


class CandidateOut(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    title = serializers.CharField()
    standing = serializers.CharField()
    domains = serializers.SerializerMethodField()

    def get_domains(self, activity: Any) -> list[str]:
        return [domain.code for domain in activity.domains.all()]
