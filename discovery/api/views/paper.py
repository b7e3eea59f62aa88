"""People without a phone for programs: entered at the door, their cards printed and typed in."""

from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import exceptions
from rest_framework.response import Response

from accounts.actions import NamedOrganization
from discovery import actions, queries
from discovery.api import serializers as shapes
from foundation.api import ApiView, paged


class PaperPeople(ApiView):
    """POST enters somebody without a phone, confirmed by whoever enters them; they get a number, as everybody does."""

    @extend_schema(responses=paged(shapes.PaperPersonOut), operation_id="paper_people_list")
    def get(self, request: Any, workshop_id: int) -> Response:
        return self.page(queries.people_on_paper(self.found), shapes.PaperPersonOut)

    @extend_schema(request=shapes.PaperSeatData, responses={201: shapes.PaperPersonOut})
    def post(self, request: Any, workshop_id: int) -> Response:
        data = self.data(shapes.PaperSeatData)
        consent = queries.consent_asked_in(self.found.region_id)
        named = NamedOrganization(data.get("organization", ""), data.get("organization_kind", ""))
        seated = actions.seat_on_paper(
            workshop=self.found,
            helix=data["helix"],
            organization=named if named.name else None,
            language=data["language"],
            consent=consent if data["has_signed"] else None,
            by=request.user,
        )
        person = next(one for one in queries.people_on_paper(self.found) if one.pk == seated.pk)
        return Response(shapes.PaperPersonOut(person).data, status=201)


class CardList(ApiView):
    """Cards for ideas. POST makes new ones; the pages print them."""

    @extend_schema(responses=paged(shapes.CardOut), operation_id="cards_list")
    def get(self, request: Any, workshop_id: int) -> Response:
        return self.page(queries.cards_of(self.found), shapes.CardOut)

    @extend_schema(
        request=shapes.CardsData, responses={201: shapes.CardOut(many=True)}, operation_id="cards_print"
    )
    def post(self, request: Any, workshop_id: int) -> Response:
        number = self.data(shapes.CardsData)["number"]
        printed = actions.print_cards(workshop=self.found, number=number, by=request.user)
        return Response(shapes.CardOut(printed, many=True).data, status=201)


class CardEntry(ApiView):
    """Types in a card as a note of somebody who takes part on paper."""

    @extend_schema(request=shapes.CardEntryData, responses={201: shapes.NoteOut})
    def post(self, request: Any, workshop_id: int) -> Response:
        data = self.data(shapes.CardEntryData)
        card, refusal = queries.card_called(self.found, data["code"])
        people = {person.number: person for person in queries.people_on_paper(self.found)}
        person = people.get(data["number"])
        if card is None or refusal:
            raise exceptions.ValidationError({"code": [refusal]})
        if person is None:
            raise exceptions.ValidationError({"number": [_("Nobody on paper has this number.")]})
        note = actions.enter_card(
            card=card, participant=person, text=data["text"], language=data["language"], by=request.user
        )
        return Response(shapes.NoteOut(note).data, status=201)
