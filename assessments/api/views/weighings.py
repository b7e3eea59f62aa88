"""Weights asked of people, for programs."""

from typing import Any

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from assessments import actions, queries
from assessments.api import serializers as shapes
from discovery.queries import workshop_for_member
from foundation.api import ApiView, paged


class Weighings(ApiView):
    @extend_schema(responses=paged(shapes.WeighingOut), operation_id="weighings_list")
    def get(self, request: Any, framework_id: int) -> Response:
        return self.page(queries.weighings_of(self.found), shapes.WeighingOut)

    @extend_schema(request=shapes.WeighingData, responses={201: shapes.WeighingOut})
    def post(self, request: Any, framework_id: int) -> Response:
        data = self.data(shapes.WeighingData)
        workshop = workshop_for_member(request.user, workshop_id=data["workshop"])
        if workshop is None:
            raise Http404
        weighing = actions.create_weighing(
            framework=self.found, workshop=workshop, subject=data["subject"], by=request.user
        )
        return Response(shapes.WeighingOut(weighing).data, status=201)


class WeighingDetail(ApiView):
    @extend_schema(responses=shapes.WeighingOut)
    def get(self, request: Any, weighing_id: int) -> Response:
        return Response(shapes.WeighingOut(self.found).data)


class WeighingOpening(ApiView):
    @extend_schema(request=shapes.OpeningData, responses=shapes.WeighingOut)
    def post(self, request: Any, weighing_id: int) -> Response:
        data = self.data(shapes.OpeningData)
        opened = actions.open_weighing(weighing=self.found, by=request.user, **data)
        return Response(shapes.WeighingOut(opened).data)


class WeighingClosing(ApiView):
    @extend_schema(request=None, responses=shapes.WeighingOut)
    def post(self, request: Any, weighing_id: int) -> Response:
        return Response(shapes.WeighingOut(actions.close_weighing(weighing=self.found, by=request.user)).data)


class WeighingApplication(ApiView):
    @extend_schema(request=shapes.ReasonData, responses={201: shapes.FrameworkOut})
    def post(self, request: Any, weighing_id: int) -> Response:
        """A draft of the next version with the weights that came out."""
        draft = actions.apply_weighing(weighing=self.found, by=request.user, **self.data(shapes.ReasonData))
        return Response(shapes.FrameworkOut(draft).data, status=201)


class MySplit(ApiView):
    @extend_schema(responses=shapes.SplitOut)
    def get(self, request: Any, weighing_id: int) -> Response:
        weigher = self.found
        own = dict(zip(weigher.weighing.items, weigher.points, strict=True)) if weigher.points else None
        return Response({"points": own, "sequence": weigher.sequence})

    @extend_schema(request=shapes.SplitData, responses=shapes.BallotStoredOut)
    def put(self, request: Any, weighing_id: int) -> Response:
        is_stored = actions.record_split(
            weighing=self.found.weighing, by=request.user, **self.data(shapes.SplitData)
        )
        return Response({"is_stored": is_stored})
