"""Sets for programs: the same steps as on pages, by the same people."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import exceptions
from rest_framework.parsers import JSONParser, MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from foundation.api import ApiView, paged
from priorities import actions
from priorities.api import serializers as shapes
from priorities.queries.alignment import alignment_of
from priorities.queries.content_digest import content_digest
from priorities.queries.questions import Asked
from priorities.queries.rankings import rounds_to_draft_from
from priorities.queries.sets import activity_of, board_of, changes_since, set_for, sets_of

if TYPE_CHECKING:
    from accounts.models import User
    from assessments.models import Round
    from discovery.models import Activity
    from priorities.models import PrioritySet

CHANGED = {200: shapes.SetBoardOut, 412: shapes.EditedMeanwhileOut}


class PersonView(ApiView):
    """Its policy lets in only people the platform knows."""

    @property
    def person(self) -> "User":
        return self.request.user  # type: ignore[return-value]  # -- reason: as the docstring says


class SetList(PersonView):
    @extend_schema(responses=paged(shapes.SetOut), operation_id="sets_list")
    def get(self, request: Request, code: str) -> Response:
        return self.page(sets_of(self.found), shapes.SetOut)

    @extend_schema(request=shapes.SetData, responses={201: shapes.SetBoardOut})
    def post(self, request: Request, code: str) -> Response:
        data = self.data(shapes.SetData)
        round = round_of(self.found, data.pop("round"))
        made = actions.draft_set(round=round, by=self.person, **data)
        return Response(whole(made, request), status=201)


class SetDetail(ApiView):
    @extend_schema(responses=shapes.SetBoardOut)
    def get(self, request: Request, set_id: int) -> Response:
        return Response(whole(self.found, request))


class Change(PersonView):
    """What the three changes share: an activity of the region, and 412 for an older version."""

    def changed(self, action: Callable[..., Any], data: dict[str, Any]) -> Response:
        activity = named_activity(self.found, data.pop("activity"))
        try:
            priority_set = action(priority_set=self.found, activity=activity, by=self.person, **data)
        except actions.EditedMeanwhile as refused:
            return told_what_changed(self.found, refused.message, data["edit_version"])
        return Response(whole(priority_set, self.request))


class PriorityAdd(Change):
    @extend_schema(request=shapes.AdditionData, responses=CHANGED)
    def post(self, request: Request, set_id: int) -> Response:
        return self.changed(actions.add_priority, self.data(shapes.AdditionData))


class PriorityDrop(Change):
    @extend_schema(request=shapes.ChangeData, responses=CHANGED)
    def post(self, request: Request, set_id: int) -> Response:
        return self.changed(actions.drop_priority, self.data(shapes.ChangeData))


class PriorityMove(Change):
    @extend_schema(request=shapes.MoveData, responses=CHANGED)
    def post(self, request: Request, set_id: int) -> Response:
        return self.changed(actions.move_priority, self.data(shapes.MoveData))


class SetSubmission(PersonView):
    @extend_schema(request=None, responses=shapes.SetBoardOut)
    def post(self, request: Request, set_id: int) -> Response:
        return Response(whole(actions.submit_set(priority_set=self.found, by=self.person), request))


class SetReturn(PersonView):
    @extend_schema(request=shapes.ReturnData, responses=shapes.SetBoardOut)
    def post(self, request: Request, set_id: int) -> Response:
        data = self.data(shapes.ReturnData)
        data["questions"] = [
            Asked(each["text"], asked_about(self.found, each["activity"])) for each in data["questions"]
        ]
        return Response(whole(actions.return_set(priority_set=self.found, by=self.person, **data), request))


class ReviewDate(Change):
    @extend_schema(request=shapes.ReviewData, responses=CHANGED)
    def post(self, request: Request, set_id: int) -> Response:
        return self.changed(actions.set_review_date, self.data(shapes.ReviewData))


class SetWithdrawal(PersonView):
    @extend_schema(request=shapes.ReasonData, responses=shapes.SetBoardOut)
    def post(self, request: Request, set_id: int) -> Response:
        data = self.data(shapes.ReasonData)
        return Response(whole(actions.withdraw_set(priority_set=self.found, by=self.person, **data), request))


class SetApproval(PersonView):
    """With a session and the password or the second factor; an API key alone is refused."""

    @extend_schema(request=shapes.ApprovalData, responses=shapes.SetBoardOut)
    def post(self, request: Request, set_id: int) -> Response:
        data = self.data(shapes.ApprovalData)
        return Response(whole(actions.approve_set(priority_set=self.found, by=self.person, **data), request))


class SetLegalAct(PersonView):
    """A scan comes as multipart/form-data; without one, JSON will do."""

    parser_classes = (MultiPartParser, JSONParser)

    @extend_schema(request=shapes.LegalActData, responses=shapes.SetBoardOut)
    def post(self, request: Request, set_id: int) -> Response:
        data = self.data(shapes.LegalActData)
        return Response(
            whole(actions.record_legal_act(priority_set=self.found, by=self.person, **data), request)
        )


class SetPublication(PersonView):
    @extend_schema(request=None, responses={201: shapes.PublicationOut})
    def post(self, request: Request, set_id: int) -> Response:
        made = actions.publish_set(priority_set=self.found, by=self.person)
        return Response(shapes.PublicationOut(made).data, status=201)


def whole(priority_set: "PrioritySet", request: Request) -> Any:
    """A set with its priorities, differences and open steps, as it is stored now."""
    fresh = set_for(request.user, priority_set.pk)
    if fresh is None:
        raise exceptions.NotFound
    board = board_of(fresh)
    alignment = alignment_of(fresh.region, board.order)
    return {
        **shapes.SetOut(fresh).data,
        "priorities": shapes.PriorityOut(board.priorities, many=True).data,
        "differences": shapes.DifferenceOut(board.differences, many=True).data,
        "deviation_count": board.deviation_count,
        "alignment": shapes.AlignmentOut(alignment).data if alignment else None,
        "rules": shapes.RuleOfSetOut(board.rules, many=True).data,
        "tied": [each.activity_id for each in board.tied],
        "content_digest": content_digest(fresh),
        "steps": [step.name for step in fresh.life_cycle.steps_open_to(request.user, fresh)],
    }


def round_of(region: Any, round_id: int) -> "Round":
    found = rounds_to_draft_from(region).filter(pk=round_id).first()
    if found is None:
        raise exceptions.ValidationError(
            {"round": [_("This round is not closed, or it is not the region's.")]}
        )
    return found


def named_activity(priority_set: "PrioritySet", activity_id: int) -> "Activity":
    found = activity_of(priority_set, activity_id)
    if found is None:
        raise exceptions.ValidationError({"activity": [_("This activity is not known in the region.")]})
    return found


def asked_about(priority_set: "PrioritySet", activity_id: int | None) -> "Activity | None":
    return None if activity_id is None else named_activity(priority_set, activity_id)


def told_what_changed(priority_set: "PrioritySet", message: str, edit_version: int) -> Response:
    priority_set.refresh_from_db(fields=["edit_version"])
    answer = {
        "detail": message,
        "edit_version": priority_set.edit_version,
        "changes": changes_since(priority_set, edit_version),
    }
    return Response(shapes.EditedMeanwhileOut(answer).data, status=412)
