"""Sheets of paper for programs: made, typed in, typed a second time, taken back."""

from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import ValidationError
from rest_framework.response import Response

from assessments import actions, queries
from assessments.api import serializers as shapes
from foundation.api import ApiView, paged


class Sheets(ApiView):
    """POST makes new sheets with their codes; the pages print them."""

    @extend_schema(responses=paged(shapes.SheetOut), operation_id="sheets_list")
    def get(self, request: Any, round_id: int) -> Response:
        return self.page(queries.paper_sheets_of(self.found), shapes.SheetOut)

    @extend_schema(
        request=shapes.SheetsData, responses={201: shapes.SheetOut(many=True)}, operation_id="sheets_print"
    )
    def post(self, request: Any, round_id: int) -> Response:
        data = self.data(shapes.SheetsData)
        raters = [] if data["who"] == "nobody" else self._raters(only_seated=data["who"] == "seated")
        printed = actions.print_sheets(
            round=self.found, raters=raters, spares=data["spares"], by=request.user
        )
        return Response(shapes.SheetOut(printed, many=True).data, status=201)

    def _raters(self, *, only_seated: bool) -> list[Any]:
        return queries.raters_for_paper(self.found, only_seated=only_seated)


class SheetDetail(ApiView):
    """PUT types the sheet in, all of it at once. DELETE takes it back: its marks go, sheet and place are free again."""

    @extend_schema(request=shapes.SheetData, responses=shapes.SheetOut)
    def put(self, request: Any, sheet_id: int) -> Response:
        data = self.data(shapes.SheetData)
        sheet, rater = self.found, None
        if data["number"] and sheet.rater_id is None:
            rater = queries.rater_numbered(sheet.round, data["number"])
            if rater is None:
                raise ValidationError({"number": [_("Nobody on the list of this round has this number.")]})
        entered = actions.enter_sheet(sheet=sheet, rows=rows_of(data), rater=rater, by=request.user)
        return Response(shapes.SheetOut(entered).data)

    @extend_schema(parameters=[shapes.TakeBackQuery], responses={200: shapes.SheetOut})
    def delete(self, request: Any, sheet_id: int) -> Response:
        reason = self.asked(shapes.TakeBackQuery)["reason"]
        freed = actions.take_back_sheet(sheet=self.found, reason=reason, by=request.user)
        return Response(shapes.SheetOut(freed).data)


class SheetCheck(ApiView):
    """A second person types the sheet again."""

    @extend_schema(request=shapes.SheetCheckData, responses=shapes.SheetCheckOut)
    def post(self, request: Any, sheet_id: int) -> Response:
        data = self.data(shapes.SheetCheckData)
        rows, differences = rows_of(data), []
        if data["replaces"]:
            actions.correct_sheet(sheet=self.found, rows=rows, by=request.user)
        else:
            differences = actions.check_sheet(sheet=self.found, rows=rows, by=request.user)
        told = {"is_checked": not differences, "differences": differences}
        return Response(shapes.SheetCheckOut(told).data)


def rows_of(data: dict[str, Any]) -> dict[int, queries.FilledRow]:
    return {row["activity"]: queries.FilledRow(row["marks"], row["is_recused"]) for row in data["rows"]}
