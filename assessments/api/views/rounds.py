"""Rounds, ballots and rankings for programs."""

from typing import Any

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from assessments import actions, queries
from assessments.api import serializers as shapes
from discovery.queries import workshop_for_member
from foundation.api import ApiView, paged


class Rounds(ApiView):
    @extend_schema(
        parameters=[shapes.RoundQuery], responses=paged(shapes.RoundOut), operation_id="rounds_list"
    )
    def get(self, request: Any, code: str) -> Response:
        state = self.asked(shapes.RoundQuery).get("state", "")
        return self.page(queries.rounds_in(self.found, state=state), shapes.RoundOut)

    @extend_schema(request=shapes.RoundData, responses={201: shapes.RoundWithMethodOut})
    def post(self, request: Any, code: str) -> Response:
        data = self.data(shapes.RoundData)
        framework = queries.framework_for(request.user, framework_id=data.pop("framework"))
        workshop = workshop_for_member(request.user, workshop_id=data.pop("workshop"))
        if framework is None or workshop is None:
            raise Http404
        round = actions.create_round(
            region=self.found,
            framework=framework,
            workshop=workshop,
            activity_ids=data.pop("activities"),
            by=request.user,
            **data,
        )
        return Response(whole_round(round), status=201)


class RoundDetail(ApiView):
    @extend_schema(responses=shapes.RoundWithMethodOut)
    def get(self, request: Any, round_id: int) -> Response:
        return Response(whole_round(self.found))


class RoundOpening(ApiView):
    @extend_schema(request=shapes.OpeningData, responses=shapes.RoundWithMethodOut)
    def post(self, request: Any, round_id: int) -> Response:
        data = self.data(shapes.OpeningData)
        return Response(whole_round(actions.open_round(round=self.found, by=request.user, **data)))


class RoundClosing(ApiView):
    @extend_schema(request=None, responses=shapes.RoundWithMethodOut)
    def post(self, request: Any, round_id: int) -> Response:
        return Response(whole_round(actions.close_round(round=self.found, by=request.user)))


class Turnout(ApiView):
    @extend_schema(responses=shapes.GroupTurnoutOut(many=True), operation_id="rounds_turnout")
    def get(self, request: Any, round_id: int) -> Response:
        """By group, for groups of the threshold or more: all that is known of an open round."""
        return Response(shapes.GroupTurnoutOut(queries.turnout_of(self.found), many=True).data)


class OpenBoard(ApiView):
    @extend_schema(responses=shapes.OpenBoardOut)
    def get(self, request: Any, round_id: int) -> Response:
        """404 for every other round: a round that counts shows nothing before its close."""
        return Response(shapes.OpenBoardOut(queries.so_far(self.found)).data)


class MyBallots(ApiView):
    @extend_schema(responses=shapes.BallotOut(many=True), operation_id="ballots_list_mine")
    def get(self, request: Any, round_id: int) -> Response:
        return Response(shapes.BallotOut(queries.ballot_states(self.found), many=True).data)


class MyBallot(ApiView):
    @extend_schema(request=shapes.BallotData, responses=shapes.BallotStoredOut)
    def put(self, request: Any, round_id: int, activity_id: int) -> Response:
        """Safe to repeat: equal or higher sequence numbers replace, lower ones are left aside."""
        is_stored = actions.record_ballot(
            round=self.found.round, activity_id=activity_id, by=request.user, **self.data(shapes.BallotData)
        )
        return Response({"is_stored": is_stored})


class MyInterest(ApiView):
    """A declared interest: none of one's marks on the activity counts."""

    @extend_schema(request=None, responses=shapes.InterestOut)
    def put(self, request: Any, round_id: int, activity_id: int) -> Response:
        actions.declare_conflict(round=self.found.round, activity_id=activity_id, by=request.user)
        return Response({"is_recused": True})

    @extend_schema(responses={204: None})
    def delete(self, request: Any, round_id: int, activity_id: int) -> Response:
        actions.withdraw_conflict(round=self.found.round, activity_id=activity_id, by=request.user)
        return Response(status=204)


class RankingDetail(ApiView):
    @extend_schema(responses=shapes.RankingOut)
    def get(self, request: Any, round_id: int) -> Response:
        """404 for the moment between the close and the computed result."""
        ranking = queries.ranking_of(self.found)
        if ranking is None:
            raise Http404
        return Response(shapes.RankingOut(ranking).data)


class RankingRobustness(ApiView):
    @extend_schema(responses=shapes.AnalysisOut)
    def get(self, request: Any, round_id: int) -> Response:
        """How far the order depends on the weights. 404 until it is computed."""
        analysis = queries.analysis_of(self.found)
        if analysis is None:
            raise Http404
        return Response(shapes.AnalysisOut(analysis).data)


def whole_round(round: Any) -> dict[str, Any]:
    entries = queries.entries_of(round)
    round.activities = [entry.activity_id for entry in entries]
    round.minutes = queries.minutes_needed(len(round.activities), queries.question_count(round))
    return dict(shapes.RoundWithMethodOut(round).data)
