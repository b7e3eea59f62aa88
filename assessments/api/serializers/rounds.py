"""Shapes of rounds, ballots and rankings for programs."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from accounts.models import Helix
from assessments.models import Round
from assessments.queries import CANNOT_JUDGE_WORD
from discovery.forms.texts import one_line, several_lines

LARGEST_SEQUENCE = 2**53  # what a browser counts exactly
LONGEST_LIST = 1000  # activities of a round

Shape = serializers.Serializer[Any]


# Rounds


class RoundQuery(Shape):
    """Allowed filters of the list of rounds."""

    state = serializers.ChoiceField(choices=Round.State.choices, required=False)


class RoundData(Shape):
    """`workshop`: its confirmed participants will score."""

    title = serializers.CharField(max_length=160)
    workshop = serializers.IntegerField(min_value=1)
    framework = serializers.IntegerField(min_value=1)
    activities = serializers.ListField(
        child=serializers.IntegerField(min_value=1), min_length=1, max_length=LONGEST_LIST
    )
    kappa = serializers.IntegerField(min_value=1, max_value=8, default=2)
    raters_per_organization = serializers.IntegerField(
        min_value=1, max_value=100, required=False, help_text="Left out: as many as the region allows"
    )
    counts_coarser_evidence = serializers.BooleanField(default=False)
    is_counting = serializers.BooleanField(
        default=True, help_text="False: only indicative, and the hall sees how it stands while it is open"
    )

    def validate_title(self, title: str) -> str:
        return one_line(title)


class OpeningData(Shape):
    """`merged_groups`: each group with fewer people than the threshold -> the group it counts with."""

    merged_groups = serializers.DictField(
        child=serializers.ChoiceField(choices=Helix.choices), required=False, default=dict
    )

    def validate_merged_groups(self, merged: dict[str, str]) -> dict[str, str]:
        if unknown := set(merged) - set(Helix.values):
            raise serializers.ValidationError(", ".join(sorted(unknown)))
        return merged


class RoundOut(Shape):
    id = serializers.IntegerField()
    region = serializers.CharField(source="region.code")
    workshop = serializers.IntegerField(source="workshop_id", allow_null=True)
    framework = serializers.IntegerField(source="framework_id")
    title = serializers.CharField()
    state = serializers.ChoiceField(choices=Round.State.choices)
    kappa = serializers.IntegerField()
    threshold = serializers.IntegerField()
    raters_per_organization = serializers.IntegerField()
    counts_coarser_evidence = serializers.BooleanField()
    is_counting = serializers.BooleanField(help_text="A sealed list and blind; otherwise only indicative")
    has_open_board = serializers.BooleanField(help_text="The hall sees how it stands while it is open")
    merged_groups = serializers.DictField(child=serializers.CharField())
    method_hash = serializers.CharField()
    ballots_digest = serializers.CharField()
    opened_at = serializers.DateTimeField(allow_null=True)
    closed_at = serializers.DateTimeField(allow_null=True)


class RoundWithMethodOut(RoundOut):
    """`method`: the frozen document that `method_hash` is the digest of; null before the opening."""

    activities = serializers.ListField(child=serializers.IntegerField())
    minutes = serializers.IntegerField(help_text="Time one person needs")
    method = serializers.DictField(allow_null=True)


class GroupTurnoutOut(Shape):
    """raters: sealed. started: with at least one ballot. ballots: handed in, of `expected`."""

    group = serializers.ChoiceField(choices=Helix.choices)
    raters = serializers.IntegerField()
    started = serializers.IntegerField()
    ballots = serializers.IntegerField()
    expected = serializers.IntegerField()


# Ballots


@extend_schema_field(
    {"oneOf": [{"type": "integer", "minimum": 0}, {"type": "string", "enum": [CANNOT_JUDGE_WORD]}]}
)
class Mark(serializers.Field[int | str, Any, int | str, Any]):
    """A mark of the criterion's scale, or "cannot_judge"."""

    def to_internal_value(self, data: Any) -> int | str:
        if data == CANNOT_JUDGE_WORD or (isinstance(data, int) and not isinstance(data, bool)):
            return data
        raise serializers.ValidationError(f"A whole number or {CANNOT_JUDGE_WORD}.")

    def to_representation(self, value: int | str) -> int | str:
        return value


class BallotData(Shape):
    """All marks of one rater for one activity: what is left out is not answered.

    `sequence` counts up on the device; an older one never overwrites a newer ballot.
    """

    marks = serializers.DictField(child=Mark())
    comment = serializers.CharField(max_length=500, allow_blank=True, default="")
    sequence = serializers.IntegerField(min_value=0, max_value=LARGEST_SEQUENCE)

    def validate_comment(self, comment: str) -> str:
        return several_lines(comment)


class BallotStoredOut(Shape):
    is_stored = serializers.BooleanField(help_text="False: a newer ballot is there already")


class BallotOut(Shape):
    activity = serializers.IntegerField(source="activity.pk")
    title = serializers.CharField(source="activity.title")
    marks = serializers.DictField(child=Mark())
    comment = serializers.CharField()
    sequence = serializers.IntegerField()
    is_recused = serializers.BooleanField()


class InterestOut(Shape):
    is_recused = serializers.BooleanField()


# Rankings


class RankingOut(Shape):
    """`document`: the whole result; `digest` is the SHA-256 of its canonical JSON."""

    round = serializers.IntegerField(source="round_id")
    method_hash = serializers.CharField(source="round.method_hash")
    ballots_digest = serializers.CharField(source="round.ballots_digest")
    digest = serializers.CharField()
    input_version = serializers.IntegerField()
    code_version = serializers.CharField()
    computed_at = serializers.DateTimeField()
    document = serializers.DictField()


class AnalysisOut(Shape):
    """`document`: robustness (weights), attendance (who came), voices, disputes; each null where nothing is ranked."""

    round = serializers.IntegerField(source="round_id")
    digest = serializers.CharField()
    ranking_digest = serializers.CharField(help_text="The ranking it speaks of")
    code_version = serializers.CharField()
    computed_at = serializers.DateTimeField()
    document = serializers.DictField()
