"""Calls and proposals for programs. Answers never hold a confidential note: it is written here and read on the page."""

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import exceptions
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.actions import NamedOrganization
from foundation.api import ApiView, paged
from projects import actions, queries
from projects.api import serializers as shapes

if TYPE_CHECKING:
    from discovery.models import Activity
    from projects.models import Proposal


class CallList(ApiView):
    @extend_schema(parameters=[shapes.CallQuery], responses=paged(shapes.CallOut), operation_id="calls_list")
    def get(self, request: Request) -> Response:
        asked = self.asked(shapes.CallQuery)
        return self.page(queries.calls_by_region(asked.get("region", "")), shapes.CallOut)


class CallDetail(ApiView):
    @extend_schema(responses=shapes.CallWithFiguresOut)
    def get(self, request: Request, call_id: int) -> Response:
        self.found.figures = queries.figures_of(self.found)
        return Response(shapes.CallWithFiguresOut(self.found).data)


class CallClosing(ApiView):
    @extend_schema(request=shapes.CallStepData, responses=shapes.CallOut)
    def post(self, request: Request, call_id: int) -> Response:
        call = actions.close_call(call=self.found, by=request.user, **self.data(shapes.CallStepData))
        return Response(shapes.CallOut(call).data)


class CallReopening(ApiView):
    @extend_schema(request=shapes.CallStepData, responses=shapes.CallOut)
    def post(self, request: Request, call_id: int) -> Response:
        call = actions.reopen_call(call=self.found, by=request.user, **self.data(shapes.CallStepData))
        return Response(shapes.CallOut(call).data)


class MyProposals(ApiView):
    @extend_schema(
        parameters=[shapes.ProposalQuery],
        responses=paged(shapes.ProposalOut),
        operation_id="proposals_list_mine",
    )
    def get(self, request: Request) -> Response:
        state = self.asked(shapes.ProposalQuery).get("state", "")
        return self.page(queries.proposals_by(request.user, state=state), shapes.ProposalOut)


class RegionProposals(ApiView):
    """The region's desk (GET, members) and the standing open call (POST, any account)."""

    @extend_schema(
        parameters=[shapes.ProposalQuery],
        responses=paged(shapes.ProposalOut),
        operation_id="proposals_list_region",
    )
    def get(self, request: Request, code: str) -> Response:
        state = self.asked(shapes.ProposalQuery).get("state", "")
        return self.page(queries.proposals_on_desk(self.found, state=state), shapes.ProposalOut)

    @extend_schema(request=shapes.ProposalData, responses={201: shapes.ProposalWithStoryOut})
    def post(self, request: Request, code: str) -> Response:
        data = self.data(shapes.ProposalData)
        proposal = actions.submit_proposal(
            call=self.found,
            activity=_activity_of_region(self.found.region_id, data.pop("activity")),
            domain_code=data.pop("domain"),
            organization=NamedOrganization(**data.pop("organization")),
            by=request.user,
            **data,
        )
        return Response(_whole(proposal, request), status=201)


class ProposalDetail(ApiView):
    @extend_schema(responses=shapes.ProposalWithStoryOut)
    def get(self, request: Request, proposal_id: int) -> Response:
        return Response(_whole(self.found, request))


class ProposalDecision(ApiView):
    @extend_schema(request=shapes.DecisionData, responses=shapes.ProposalWithStoryOut)
    def post(self, request: Request, proposal_id: int) -> Response:
        data = self.data(shapes.DecisionData)
        return Response(
            _whole(actions.decide_proposal(proposal=self.found, by=request.user, **data), request)
        )


class ProposalResubmission(ApiView):
    @extend_schema(request=shapes.ResubmissionData, responses=shapes.ProposalWithStoryOut)
    def post(self, request: Request, proposal_id: int) -> Response:
        data = self.data(shapes.ResubmissionData)
        organization = data.pop("organization", None)
        proposal = actions.resubmit_proposal(
            proposal=self.found,
            reason=data.pop("answer"),
            answers={each["number"]: each["answer"] for each in data.pop("answers")},
            domain_code=data.pop("domain", None),
            organization=NamedOrganization(**organization) if organization else None,
            by=request.user,
            **data,
        )
        return Response(_whole(proposal, request))


class ProposalWithdrawal(ApiView):
    @extend_schema(request=shapes.WithdrawalData, responses=shapes.ProposalWithStoryOut)
    def post(self, request: Request, proposal_id: int) -> Response:
        data = self.data(shapes.WithdrawalData)
        return Response(
            _whole(actions.withdraw_proposal(proposal=self.found, by=request.user, **data), request)
        )


class ProposalPlacement(ApiView):
    @extend_schema(request=shapes.PlacementData, responses=shapes.ProposalWithStoryOut)
    def post(self, request: Request, proposal_id: int) -> Response:
        data = self.data(shapes.PlacementData)
        activity = _activity_of_region(self.found.region_id, data["activity"])
        if (activity is None) == (not data["title"]):
            raise exceptions.ValidationError(
                {"activity": [_("Please choose one activity, or write a title for a new one.")]}
            )
        placed = actions.place_proposal(
            proposal=self.found, activity=activity, title=data["title"], by=request.user
        )
        return Response(_whole(placed, request))


def _whole(proposal: "Proposal", request: Request) -> Any:
    """One proposal with its story and the steps open to the person who asks."""
    proposal.story = queries.story_of(proposal, reader=request.user)  # type: ignore[attr-defined]  # -- reason: read by the serializer
    open_steps = proposal.life_cycle.steps_open_to(request.user, proposal)
    proposal.steps = [step.name for step in open_steps]  # type: ignore[attr-defined]  # -- reason: likewise
    return shapes.ProposalWithStoryOut(proposal).data


def _activity_of_region(region_id: int, activity_id: int | None) -> "Activity | None":
    if activity_id is None:
        return None
    activity = queries.activities_to_join(region_id).filter(pk=activity_id).first()
    if activity is None:
        raise exceptions.ValidationError({"activity": [_("This activity is not known in the region.")]})
    return activity
