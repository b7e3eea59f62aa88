"""What programs send."""

from typing import Any

from rest_framework import serializers

from priorities.models import Remark

REASON_LENGTH = 2000


class Reason(serializers.CharField):
    def __init__(self, **more: Any) -> None:
        super().__init__(max_length=REASON_LENGTH, help_text="Everybody will read it", **more)


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


class QuestionData(serializers.Serializer[Any]):
    """`activity`: of the set; null for a question about the whole."""

    text = serializers.CharField(max_length=REASON_LENGTH)
    activity = serializers.IntegerField(required=False, allow_null=True, default=None)


class ReturnData(ReasonData):
    """`questions` are numbered; the set cannot be handed in again before each has its answer."""

    questions = QuestionData(many=True, required=False, default=list)


class RemarkData(QuestionData):
    """Officials: comment or question. The ministry: support, conflict or question."""

    kind = serializers.ChoiceField(choices=Remark.Kind.choices)


class AnswerData(serializers.Serializer[Any]):
    answer = serializers.CharField(max_length=REASON_LENGTH)


class ReviewData(serializers.Serializer[Any]):
    activity = serializers.IntegerField()
    date = serializers.DateField()
    edit_version = serializers.IntegerField(min_value=0)


class ApprovalData(serializers.Serializer[Any]):
    """Needs a session: an API key is refused. `code` from who has a second factor, `password` from everybody else.

    `digest_seen`: the content digest of the set that was read.
    """

    password = serializers.CharField(
        max_length=200, trim_whitespace=False, write_only=True, required=False, default=""
    )
    code = serializers.CharField(max_length=20, write_only=True, required=False, default="")
    digest_seen = serializers.RegexField(r"^[0-9a-f]{64}$", required=False, default="")


class LegalActData(serializers.Serializer[Any]):
    number = serializers.CharField(max_length=80)
    date = serializers.DateField()
    scan = serializers.FileField(required=False, default=None, help_text="PDF, JPEG or PNG, up to 10 MB")


class NextVersionData(SetData):
    reason = serializers.CharField(max_length=REASON_LENGTH, required=False, allow_blank=True, default="")


class NoData(serializers.Serializer[Any]):
    """Nothing is sent."""
