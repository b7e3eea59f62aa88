"""Publications for programs: public, and the start of what follows them."""

from typing import Any

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from foundation.api import ApiView, paged
from foundation.downloads import download
from priorities import actions
from priorities.api import serializers as shapes
from priorities.api.views.sets import PersonView, round_of, whole
from priorities.queries.alignment import objectives_answered
from priorities.queries.publications import differences_between, predecessor_of, publications_of
from priorities.queries.published import PublishedSet, document_of, name_of


class PublicationList(ApiView):
    @extend_schema(responses=paged(shapes.PublicationOut), operation_id="publications_list")
    def get(self, request: Request, code: str) -> Response:
        return self.page(publications_of(self.found), shapes.PublicationOut)


class PublicationDetail(ApiView):
    """Everything public about one version, as it is in its bundle."""

    @extend_schema(responses=shapes.PublicationContentOut)
    def get(self, request: Request, code: str, number: int) -> Response:
        return Response(document_of(self.found))


class PublicationDifferences(ApiView):
    """What changed since the version before."""

    @extend_schema(responses=shapes.VersionDifferencesOut)
    def get(self, request: Request, code: str, number: int) -> Response:
        before = predecessor_of(self.found)
        found = differences_between(PublishedSet(before), PublishedSet(self.found)) if before else []
        changes: list[dict[str, Any]] = [{**each, "about": each["label"]} for each in found]
        answer = {"before": before.number if before else None, "after": number, "differences": changes}
        return Response(shapes.VersionDifferencesOut(answer).data)


class PublicationBundle(ApiView):
    """The open data as a ZIP; verify.py recomputes it."""

    @extend_schema(responses={(200, "application/zip"): OpenApiTypes.BINARY})
    def get(self, request: Request, code: str, number: int) -> HttpResponse:
        return download(bytes(self.found.bundle), f"{name_of(self.found)}.zip")


class CorrectionStart(PersonView):
    @extend_schema(request=shapes.ReasonData, responses={201: shapes.SetBoardOut})
    def post(self, request: Request, code: str, number: int) -> Response:
        data = self.data(shapes.ReasonData)
        made = actions.start_correction(publication=self.found, by=self.person, **data)
        return Response(whole(made, request), status=201)


class NextVersionStart(PersonView):
    @extend_schema(request=shapes.NextVersionData, responses={201: shapes.SetBoardOut})
    def post(self, request: Request, code: str, number: int) -> Response:
        data = self.data(shapes.NextVersionData)
        round = round_of(self.found.region, data.pop("round"))
        made = actions.start_next_version(publication=self.found, round=round, by=self.person, **data)
        return Response(whole(made, request), status=201)


class CountryAlignment(ApiView):
    """Which regions serve which objective of the country, from the publications in force."""

    @extend_schema(responses=shapes.CountryObjectiveOut(many=True))
    def get(self, request: Request, code: str) -> Response:
        return Response(shapes.CountryObjectiveOut(objectives_answered(self.found), many=True).data)
