"""Regions and domains for programs, and what waits there for whom."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from foundation.api import ApiView, paged
from regions import actions, queries
from regions.api import serializers as shapes
from regions.registries import duties_of


class RegionList(ApiView):
    @extend_schema(
        parameters=[shapes.RegionQuery], responses=paged(shapes.RegionOut), operation_id="regions_list"
    )
    def get(self, request: Request) -> Response:
        asked = self.asked(shapes.RegionQuery)
        return self.page(
            queries.regions_by_name(kind=asked.get("kind", ""), country=asked.get("country", "")),
            shapes.RegionOut,
        )


class RegionDetail(ApiView):
    @extend_schema(responses=shapes.RegionOut)
    def get(self, request: Request, code: str) -> Response:
        return Response(shapes.RegionOut(self.found).data)


class DutyList(ApiView):
    """What waits for the person who asks, what is pressing first."""

    @extend_schema(responses=shapes.DutyOut(many=True))
    def get(self, request: Request, code: str) -> Response:
        return Response(shapes.DutyOut(duties_of(request.user, self.found), many=True).data)


class UntranslatedList(ApiView):
    """Texts of the region that the person who asks may translate, and the languages they are missing in."""

    @extend_schema(responses=paged(shapes.GapOut))
    def get(self, request: Request, code: str) -> Response:
        self.asked(shapes.NoQuery)
        return self.page(queries.gaps_for(request.user, self.found), shapes.GapOut)


class DomainList(ApiView):
    @extend_schema(responses=paged(shapes.DomainOut), operation_id="domains_list")
    def get(self, request: Request) -> Response:
        self.asked(shapes.NoQuery)
        return self.page(queries.domains_by_code(), shapes.DomainOut)


class ScientificDomainList(ApiView):
    @extend_schema(responses=paged(shapes.DomainOut), operation_id="scientific_domains_list")
    def get(self, request: Any) -> Response:
        self.asked(shapes.NoQuery)
        return self.page(queries.scientific_domains(), shapes.DomainOut)


class SectorTypes(ApiView):
    """Type of sector of each domain, as the region sees it."""

    @extend_schema(responses=shapes.SectorTypesOut)
    def get(self, request: Any, code: str) -> Response:
        return Response(shapes.SectorTypesOut({"types": queries.sector_types_of(self.found)}).data)

    @extend_schema(request=shapes.SectorTypesData, responses=shapes.SectorTypesOut)
    def put(self, request: Any, code: str) -> Response:
        data = self.data(shapes.SectorTypesData)
        actions.set_sector_types(region=self.found, by=request.user, **data)
        return Response(shapes.SectorTypesOut({"types": queries.sector_types_of(self.found)}).data)
