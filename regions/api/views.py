"""Regions, domains, statistics and evidence for programs. All of it is public; nothing is written here."""

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from foundation.api import ApiView, paged
from regions import queries
from regions.api import serializers as shapes
from regions.sentences import FORMULAS


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


class RegionObservations(ApiView):
    @extend_schema(
        parameters=[shapes.ObservationQuery],
        responses=paged(shapes.ObservationOut),
        operation_id="regions_observations_list",
    )
    def get(self, request: Request, code: str) -> Response:
        asked = self.asked(shapes.ObservationQuery)
        return self.page(queries.observations_of(self.found, **asked), shapes.ObservationOut)


class RegionEvidence(ApiView):
    """All figures of the region's page, with formulas, units and sources. 404 where no statistics are loaded."""

    @extend_schema(responses=shapes.EvidenceDocumentOut)
    def get(self, request: Request, code: str) -> Response:
        document = {
            "profile": self.found.profile,
            "formulas": {formula.value: str(words) for formula, words in FORMULAS.items()},
            "units": self.found.units,
            "sources": self.found.imports,
        }
        return Response(shapes.EvidenceDocumentOut(document).data)


class RegionStatus(ApiView):
    """Is this a raw-material region? By the region's own threshold and window."""

    @extend_schema(responses=shapes.RawMaterialStatusOut)
    def get(self, request: Request, code: str) -> Response:
        return Response(shapes.RawMaterialStatusOut(self.found.profile.status).data)


class DomainList(ApiView):
    @extend_schema(responses=paged(shapes.DomainOut), operation_id="domains_list")
    def get(self, request: Request) -> Response:
        self.asked(shapes.NoQuery)
        return self.page(queries.domains_by_code(), shapes.DomainOut)
