"""Self-assessments of a region's strategy, for programs: to read."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from assessments import queries
from assessments.api import serializers as shapes
from foundation.api import ApiView, paged


class Wheels(ApiView):
    @extend_schema(responses=paged(shapes.WheelOut), operation_id="wheels_list")
    def get(self, request: Any, code: str) -> Response:
        return self.page(queries.wheels_in(self.found), shapes.WheelOut)


class WheelDetail(ApiView):
    @extend_schema(responses=shapes.WheelOut)
    def get(self, request: Any, wheel_id: int) -> Response:
        return Response(shapes.WheelOut(self.found).data)
