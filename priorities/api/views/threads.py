"""Threads for programs: back from an activity, forward from a note."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from foundation.api import ApiView, paged
from priorities.api import serializers as shapes
from priorities.queries.candidates import candidates_in
from priorities.queries.threads import ShownResult, activity_thread, note_thread


class CandidateList(ApiView):
    @extend_schema(
        parameters=[shapes.CandidateQuery],
        responses=paged(shapes.CandidateOut),
        operation_id="candidates_list",
    )
    def get(self, request: Request, code: str) -> Response:
        asked = self.asked(shapes.CandidateQuery)
        return self.page(candidates_in(self.found, **asked), shapes.CandidateOut)


class ActivityThread(ApiView):
    @extend_schema(responses=shapes.ActivityThreadOut)
    def get(self, request: Request, activity_id: int) -> Response:
        thread = activity_thread(self.found, request.user)
        answer = {**vars(thread), "result": plain(thread.result), "newer_result": plain(thread.newer_result)}
        answer["themes"] = [theme.title for theme in thread.themes]
        return Response(shapes.ActivityThreadOut(answer).data)


class NoteThread(ApiView):
    @extend_schema(responses=shapes.NoteThreadOut)
    def get(self, request: Request, note_id: int) -> Response:
        thread = note_thread(self.found, request.user)
        answer = {**vars(thread), "result": plain(thread.result)}
        return Response(shapes.NoteThreadOut(answer).data)


def plain(result: ShownResult | None) -> dict[str, Any] | None:
    if result is None:
        return None
    ranked = result.ranked
    return {
        "round": result.round.pk,
        "publication": result.publication.number if result.publication else None,
        "rank": ranked.rank,
        "how_many": result.how_many,
        "score": None if ranked.score is None else str(ranked.score),
        "principles": [
            {"principle": code, "score": None if score is None else str(score)}
            for code, score in ranked.principles
        ],
    }
