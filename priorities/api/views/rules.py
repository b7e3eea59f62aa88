"""Must-cover rules for programs: the same steps as on pages, by the same people."""

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from priorities import actions
from priorities.api import serializers as shapes
from priorities.api.views.sets import CHANGED, PersonView, told_what_changed, whole
from priorities.queries.rules import rules_of_round


class RuleList(PersonView):
    """Of one scoring, the dropped ones included; a scoring has a handful."""

    @extend_schema(responses=shapes.RuleOfRoundOut(many=True), operation_id="rules_list")
    def get(self, request: Request, round_id: int) -> Response:
        return Response(shapes.RuleOfRoundOut(rules_of_round(self.found), many=True).data)

    @extend_schema(request=shapes.RuleData, responses={201: shapes.RuleOfRoundOut(many=True)})
    def post(self, request: Request, round_id: int) -> Response:
        actions.choose_rule(round=self.found, by=self.person, **self.data(shapes.RuleData))
        return Response(shapes.RuleOfRoundOut(rules_of_round(self.found), many=True).data, status=201)


class RuleDrop(PersonView):
    @extend_schema(request=shapes.RuleDropData, responses=shapes.RuleOfRoundOut(many=True))
    def post(self, request: Request, rule_id: int) -> Response:
        dropped = actions.drop_rule(rule=self.found, by=self.person, **self.data(shapes.RuleDropData))
        return Response(shapes.RuleOfRoundOut(rules_of_round(dropped.round), many=True).data)


class SetExplanation(PersonView):
    @extend_schema(request=shapes.BrokenRuleData, responses=CHANGED)
    def post(self, request: Request, set_id: int) -> Response:
        data = self.data(shapes.BrokenRuleData)
        try:
            changed = actions.explain_rule(priority_set=self.found, by=self.person, **data)
        except actions.EditedMeanwhile as refused:
            return told_what_changed(self.found, refused.message, data["edit_version"])
        return Response(whole(changed, request))
