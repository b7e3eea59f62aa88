"""Tables, shortlist, wild cards and minutes for programs."""

from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import exceptions
from rest_framework.response import Response

from discovery import actions, queries
from discovery.api import serializers as shapes
from foundation.api import ApiView


class TableList(ApiView):
    """POST deals everybody out anew."""

    @extend_schema(responses=shapes.TableOut(many=True), operation_id="tables_list")
    def get(self, request: Any, workshop_id: int) -> Response:
        return Response(shapes.TableOut(queries.tables_of(self.found), many=True).data)

    @extend_schema(
        request=shapes.TablesData, responses={201: shapes.TableOut(many=True)}, operation_id="tables_make"
    )
    def post(self, request: Any, workshop_id: int) -> Response:
        actions.make_tables(workshop=self.found, by=request.user, **self.data(shapes.TablesData))
        return Response(shapes.TableOut(queries.tables_of(self.found), many=True).data, status=201)


class Seat(ApiView):
    """Seats somebody at a table of their workshop; null: at none. `speaks` names them for it."""

    @extend_schema(request=shapes.SeatData, responses=shapes.SeatOut)
    def put(self, request: Any, participant_id: int) -> Response:
        data = self.data(shapes.SeatData)
        table = self._table(request, data["table"]) if data["table"] else None
        person = actions.seat_participant(participant=self.found, table=table, by=request.user)
        if table and data["speaks"]:
            actions.name_spokesperson(table=table, participant=person, by=request.user)
        return Response({"participant": person.pk, "table": person.table_id})

    def _table(self, request: Any, table_id: int) -> Any:
        table = queries.table_for_member(request.user, table_id=table_id)
        if table is None:
            raise exceptions.ValidationError({"table": [_("There is no such table.")]})
        return table


class Shortlist(ApiView):
    """What was confirmed, in its order. POST confirms, DELETE takes it back until scoring begins."""

    @extend_schema(responses=shapes.ShortlistEntryOut(many=True), operation_id="shortlist_list")
    def get(self, request: Any, workshop_id: int) -> Response:
        return Response(shapes.ShortlistEntryOut(queries.shortlist_entries(self.found), many=True).data)

    @extend_schema(
        request=shapes.ShortlistData,
        responses={201: shapes.ShortlistEntryOut(many=True)},
        operation_id="shortlist_confirm",
    )
    def post(self, request: Any, workshop_id: int) -> Response:
        data = self.data(shapes.ShortlistData)
        actions.confirm_shortlist(
            workshop=self.found,
            activity_ids=data["activities"],
            places=data["places"],
            reason=data.get("reason", ""),
            by=request.user,
        )
        entries = queries.shortlist_entries(self.found)
        return Response(shapes.ShortlistEntryOut(entries, many=True).data, status=201)

    @extend_schema(parameters=[shapes.ReasonQuery], responses={204: None})
    def delete(self, request: Any, workshop_id: int) -> Response:
        asked = self.asked(shapes.ReasonQuery)
        actions.take_back_shortlist(workshop=self.found, reason=asked["reason"], by=request.user)
        return Response(status=204)


class WildCard(ApiView):
    """PUT chooses an activity as one's own wild card, DELETE gives it up."""

    @extend_schema(request=None, responses=shapes.WildCardOut)
    def put(self, request: Any, activity_id: int) -> Response:
        actions.choose_wild_card(activity=self.found, wanted=True, by=request.user)
        return Response({"activity": self.found.pk, "is_chosen": True})

    @extend_schema(responses={200: shapes.WildCardOut})
    def delete(self, request: Any, activity_id: int) -> Response:
        actions.choose_wild_card(activity=self.found, wanted=False, by=request.user)
        return Response({"activity": self.found.pk, "is_chosen": False})


class NoteWithdrawal(ApiView):
    """Takes one's own note back."""

    @extend_schema(request=None, responses=shapes.NoteOut)
    def post(self, request: Any, note_id: int) -> Response:
        return Response(shapes.NoteOut(actions.withdraw_note(note=self.found, by=request.user)).data)


class Minutes(ApiView):
    """The latest version that was kept; POST keeps a new one of a closed workshop where something changed."""

    @extend_schema(responses=shapes.MinutesOut)
    def get(self, request: Any, workshop_id: int) -> Response:
        kept = queries.latest_minutes(self.found)
        if kept is None:
            raise exceptions.NotFound
        return Response(shapes.MinutesOut(kept).data)

    @extend_schema(request=None, responses={201: shapes.MinutesOut})
    def post(self, request: Any, workshop_id: int) -> Response:
        kept = actions.keep_minutes(workshop=self.found, by=request.user)
        return Response(shapes.MinutesOut(kept).data, status=201)
