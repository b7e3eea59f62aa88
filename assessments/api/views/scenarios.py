"""Scenarios for programs: the same marks under other assumptions."""

from typing import Any

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from assessments import actions, queries
from assessments.api import serializers as shapes
from foundation.api import ApiView


class Scenarios(ApiView):
    @extend_schema(responses=shapes.ScenarioComparisonOut, operation_id="rounds_scenarios")
    def get(self, request: Any, round_id: int) -> Response:
        """All scenarios of a round beside its official result. 404 until that is computed."""
        found = queries.compared_scenarios(self.found)
        if found is None:
            raise Http404
        return Response(shapes.ScenarioComparisonOut(found).data)

    @extend_schema(request=shapes.ScenarioData, responses={201: shapes.ScenarioOut})
    def post(self, request: Any, round_id: int) -> Response:
        """Keep other assumptions under a name, in the language asked for. At most 12 a round."""
        data = self.data(shapes.ScenarioData)
        shares = {**queries.agreed_shares(self.found), **data.pop("shares")}
        scenario = actions.keep_scenario(round=self.found, shares=shares, by=request.user, **data)
        return Response(shapes.ScenarioOut(scenario).data, status=201)


class ScenarioDetail(ApiView):
    @extend_schema(responses={204: None})
    def delete(self, request: Any, scenario_id: int) -> Response:
        actions.remove_scenario(scenario=self.found, by=request.user)
        return Response(status=204)
