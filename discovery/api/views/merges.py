"""Putting activities and themes together, for programs."""

from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import exceptions
from rest_framework.response import Response

from discovery import actions, queries
from discovery.api.serializers import merges as shapes
from discovery.api.serializers import notes as note_shapes
from foundation.api import ApiView, paged


class MergeList(ApiView):
    @extend_schema(
        parameters=[shapes.MergeQuery], responses=paged(shapes.MergeRowOut), operation_id="merges_list"
    )
    def get(self, request: Any, code: str) -> Response:
        asked = self.asked(shapes.MergeQuery)
        return self.page(queries.merges_of_region(self.found, **asked), shapes.MergeRowOut)

    @extend_schema(request=shapes.NewMergeData, responses={201: shapes.MergeOut})
    def post(self, request: Any, code: str) -> Response:
        data = self.data(shapes.NewMergeData)
        merge = actions.propose_merge(
            region=self.found, activity_ids=data.pop("activities"), by=request.user, **data
        )
        return Response(shapes.MergeOut(merge).data, status=201)


class MergeDetail(ApiView):
    @extend_schema(responses=shapes.MergeOut)
    def get(self, request: Any, merge_id: int) -> Response:
        return Response(shapes.MergeOut(self.found).data)


class MergeAnswer(ApiView):
    @extend_schema(request=shapes.MergeAnswerData, responses=shapes.OwnAnswerOut)
    def put(self, request: Any, merge_id: int) -> Response:
        answer = actions.answer_merge(merge=self.found, by=request.user, **self.data(shapes.MergeAnswerData))
        return Response(shapes.OwnAnswerOut(answer).data)


class MergeSteps(ApiView):
    @extend_schema(request=shapes.MergeStepData, responses=shapes.MergeOut)
    def post(self, request: Any, merge_id: int) -> Response:
        data = self.data(shapes.MergeStepData)
        step = {
            "complete": actions.complete_merge,
            "withdraw": actions.withdraw_merge,
            "undo": actions.undo_merge,
        }[data["action"]]
        moved = step(merge=self.found, by=request.user, reason=data.get("reason", ""))
        return Response(shapes.MergeOut(moved).data)


class ThemeMerge(ApiView):
    """Puts a theme into another of its workshop, or takes it out again."""

    @extend_schema(request=shapes.ThemeMergeData, responses=note_shapes.ThemeOut(many=True))
    def put(self, request: Any, theme_id: int) -> Response:
        chosen = self.data(shapes.ThemeMergeData)["into"]
        if chosen is None:
            actions.unmerge_theme(theme=self.found, by=request.user)
        else:
            actions.merge_themes(theme=self.found, into=self._theme(request, chosen), by=request.user)
        themes = queries.themes_of_workshop(self.found.workshop)
        return Response(note_shapes.ThemeOut(themes, many=True).data)

    def _theme(self, request: Any, theme_id: int) -> Any:
        theme = queries.theme_for(request.user, theme_id=theme_id)
        if theme is None:
            raise exceptions.ValidationError({"into": [_("There is no such theme.")]})
        return theme
