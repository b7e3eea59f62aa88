"""Shapes of sets, publications and threads for programs."""

from typing import Any

from rest_framework import serializers

from priorities.models import Deviation, PrioritySet, Publication
from priorities.queries.differences import CHOSEN_AMONG_EQUALS

REASON_LENGTH = 2000
DIFFERENCE_KINDS = (*Deviation.Kind.choices, (CHOSEN_AMONG_EQUALS, "Left out among equals at the cut-off"))


class Reason(serializers.CharField):
    def __init__(self, **more: Any) -> None:
        super().__init__(max_length=REASON_LENGTH, help_text="Everybody will read it", **more)


# What is sent.


class SetData(serializers.Serializer[Any]):
    """A new set from a closed round of the region."""

    round = serializers.IntegerField()
    title = serializers.CharField(max_length=160)
    cycle = serializers.IntegerField(min_value=2000, max_value=2100)
    target_count = serializers.IntegerField(min_value=5, max_value=8)


class ChangeData(serializers.Serializer[Any]):
    """`edit_version`: of the set as it was when the change was decided; another answer than 412 means it still is."""

    activity = serializers.IntegerField()
    reason = Reason()
    edit_version = serializers.IntegerField(min_value=0)


class AdditionData(ChangeData):
    position = serializers.IntegerField(
        min_value=1, max_value=99, required=False, allow_null=True, default=None
    )


class MoveData(ChangeData):
    position = serializers.IntegerField(min_value=1, max_value=99)


class ReasonData(serializers.Serializer[Any]):
    reason = Reason()


class ApprovalData(serializers.Serializer[Any]):
    """Needs a session: an API key is refused. `digest_seen`: the content digest of the set that was read."""

    password = serializers.CharField(max_length=200, trim_whitespace=False, write_only=True)
    digest_seen = serializers.RegexField(r"^[0-9a-f]{64}$", required=False, default="")


class LegalActData(serializers.Serializer[Any]):
    number = serializers.CharField(max_length=80)
    date = serializers.DateField()
    scan = serializers.FileField(required=False, default=None, help_text="PDF, JPEG or PNG, up to 10 MB")


class NextVersionData(SetData):
    reason = serializers.CharField(max_length=REASON_LENGTH, required=False, allow_blank=True, default="")


class NoData(serializers.Serializer[Any]):
    """Nothing is sent."""


# What is answered.


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


class PriorityOut(serializers.Serializer[Any]):
    position = serializers.IntegerField()
    activity = serializers.IntegerField(source="activity_id")
    title = serializers.CharField(source="activity.title")
    rank = serializers.IntegerField(allow_null=True)
    score = serializers.DecimalField(max_digits=5, decimal_places=1, allow_null=True)


class DifferenceOut(serializers.Serializer[Any]):
    kind = serializers.ChoiceField(choices=DIFFERENCE_KINDS)
    activity = serializers.IntegerField(source="activity_id")
    rank = serializers.IntegerField(allow_null=True)
    position = serializers.IntegerField(allow_null=True)
    reason = serializers.CharField()
    is_deviation = serializers.BooleanField()


class SetBoardOut(SetOut):
    """The draft beside its ranking."""

    priorities = PriorityOut(many=True)
    differences = DifferenceOut(many=True)
    deviation_count = serializers.IntegerField()
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
        choices=("candidate", "priority", "former"), required=False, default=""
    )


class CandidateOut(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    title = serializers.CharField()
    standing = serializers.CharField()
    domains = serializers.SerializerMethodField()

    def get_domains(self, activity: Any) -> list[str]:
        return [domain.code for domain in activity.domains.all()]
