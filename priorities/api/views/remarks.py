"""Questions, remarks and answers for programs, and the ministry's list of sets."""

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from foundation.api import paged
from priorities import actions
from priorities.api import serializers as shapes
from priorities.api.views.sets import PersonView, asked_about
from priorities.queries.ministry import sets_below
from priorities.queries.sets import remarks_known_to


class RemarkList(PersonView):
    """Members of the region read all, the ministry what the ministry said."""

    @extend_schema(responses=paged(shapes.RemarkOut), operation_id="remarks_list")
    def get(self, request: Request, set_id: int) -> Response:
        return self.page(remarks_known_to(self.person, self.found), shapes.RemarkOut)

    @extend_schema(request=shapes.RemarkData, responses={201: shapes.RemarkOut})
    def post(self, request: Request, set_id: int) -> Response:
        data = self.data(shapes.RemarkData)
        data["activity"] = asked_about(self.found, data["activity"])
        made = actions.make_remark(priority_set=self.found, by=self.person, **data)
        return Response(shapes.RemarkOut(made).data, status=201)


class RemarkAnswer(PersonView):
    @extend_schema(request=shapes.AnswerData, responses=shapes.RemarkOut)
    def post(self, request: Request, remark_id: int) -> Response:
        answer = self.data(shapes.AnswerData)["answer"]
        answered = actions.answer_remark(remark=self.found, answer=answer, by=self.person)
        return Response(shapes.RemarkOut(answered).data)


class MinistrySets(PersonView):
    """Sets that the country's regions have handed in; one that was returned is listed, but not open to be read."""

    @extend_schema(responses=paged(shapes.WatchedSetOut), operation_id="ministry_sets_list")
    def get(self, request: Request, code: str) -> Response:
        return self.page(sets_below(self.found), shapes.WatchedSetOut)
