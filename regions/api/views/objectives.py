"""Policy objectives for programs."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from foundation.api import ApiView, paged
from regions import actions, queries
from regions.api import serializers as shapes


class ObjectiveList(ApiView):
    @extend_schema(
        parameters=[shapes.ObjectiveQuery],
        responses=paged(shapes.ObjectiveOut),
        operation_id="objectives_list",
    )
    def get(self, request: Any, code: str) -> Response:
        asked = self.asked(shapes.ObjectiveQuery)
        return self.page(queries.objectives_of(self.found, **asked), shapes.ObjectiveOut)

    @extend_schema(request=shapes.NewObjectiveData, responses={201: shapes.ObjectiveOut})
    def post(self, request: Any, code: str) -> Response:
        added = actions.add_objective(
            region=self.found, by=request.user, **self.data(shapes.NewObjectiveData)
        )
        return Response(shapes.ObjectiveOut(added).data, status=201)


class ObjectiveDetail(ApiView):
    @extend_schema(responses=shapes.ObjectiveOut)
    def get(self, request: Any, objective_id: int) -> Response:
        return Response(shapes.ObjectiveOut(self.found).data)

    @extend_schema(request=shapes.ObjectiveData, responses=shapes.ObjectiveOut)
    def put(self, request: Any, objective_id: int) -> Response:
        said = {"serves": self.found.serves} | self.data(shapes.ObjectiveData)
        changed = actions.edit_objective(objective=self.found, by=request.user, **said)
        return Response(shapes.ObjectiveOut(changed).data)


class ObjectiveMoves(ApiView):
    @extend_schema(request=shapes.ObjectiveMoveData, responses=shapes.ObjectiveOut)
    def post(self, request: Any, objective_id: int) -> Response:
        is_up = self.data(shapes.ObjectiveMoveData)["direction"] == "up"
        moved = actions.move_objective(objective=self.found, up=is_up, by=request.user)
        return Response(shapes.ObjectiveOut(moved).data)


class ObjectiveRetirement(ApiView):
    @extend_schema(request=shapes.RetirementData, responses=shapes.ObjectiveOut)
    def post(self, request: Any, objective_id: int) -> Response:
        reason = self.data(shapes.RetirementData)["reason"]
        retired = actions.retire_objective(objective=self.found, reason=reason, by=request.user)
        return Response(shapes.ObjectiveOut(retired).data)

    @extend_schema(request=None, responses={200: shapes.ObjectiveOut})
    def delete(self, request: Any, objective_id: int) -> Response:
        """Bring it back into force."""
        return Response(
            shapes.ObjectiveOut(actions.restore_objective(objective=self.found, by=request.user)).data
        )
