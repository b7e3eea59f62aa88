"""Marks that do not count, for programs: asked for by one person, decided by another."""

from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import ValidationError
from rest_framework.response import Response

from assessments import actions, queries
from assessments.api import serializers as shapes
from foundation.api import ApiView


class Raters(ApiView):
    """Everybody on the sealed list whose marks count: whose marks one may ask to strike."""

    @extend_schema(responses=shapes.RaterOut(many=True), operation_id="rounds_raters")
    def get(self, request: Any, round_id: int) -> Response:
        return Response(shapes.RaterOut(queries.raters_that_count(self.found), many=True).data)


class Voids(ApiView):
    @extend_schema(responses=shapes.VoidOut(many=True), operation_id="voids_list")
    def get(self, request: Any, round_id: int) -> Response:
        """All that was asked for in the round, the oldest first."""
        return Response(shapes.VoidOut(queries.voids_of(self.found), many=True).data)

    @extend_schema(request=shapes.VoidData, responses={201: shapes.VoidOut})
    def post(self, request: Any, round_id: int) -> Response:
        """Ask for it: officials and administrators are told, and the marks count until one confirms."""
        data = self.data(shapes.VoidData)
        rater = queries.rater_on(self.found, data.pop("rater"))
        if rater is None:
            raise ValidationError({"rater": [_("Choose somebody whose marks count in this round.")]})
        void = actions.ask_void(round=self.found, rater=rater, by=request.user, **data)
        return Response(whole_void(request.user, void), status=201)


class VoidDecision(ApiView):
    """The second person's word. Needs a session: an API key is refused."""

    @extend_schema(request=shapes.DecisionData, responses=shapes.VoidOut)
    def post(self, request: Any, void_id: int) -> Response:
        is_confirmed = self.data(shapes.DecisionData)["decision"] == "confirm"
        actions.decide_void(void=self.found, is_confirmed=is_confirmed, by=request.user)
        return Response(whole_void(request.user, self.found))


def whole_void(user: Any, void: Any) -> dict[str, Any]:
    return dict(shapes.VoidOut(queries.void_for(user, void_id=void.pk)).data)
