"""Statistics and evidence for programs."""

from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from foundation.api import ApiView, paged
from regions import queries
from regions.api import serializers as shapes
from regions.sentences import FORMULAS


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


class CountryMeasures(ApiView):
    """One measure of all regions of a country: what its map shows."""

    @extend_schema(
        parameters=[shapes.MeasureQuery], responses=shapes.CountryMeasureOut, operation_id="country_measure"
    )
    def get(self, request: Any, code: str) -> Response:
        asked = self.asked(shapes.MeasureQuery)
        found = queries.country_measure(self.found, asked["measure"], asked.get("class_code", ""))
        return Response(shapes.CountryMeasureOut(found).data)


class GrowthSplit(ApiView):
    """Growth between two complete years on the same borders, split into its parts (shift-share)."""

    @extend_schema(parameters=[shapes.SplitQuery], responses=shapes.SplitOut)
    def get(self, request: Any, code: str) -> Response:
        asked = self.asked(shapes.SplitQuery)
        years = self.found.years_to_split()
        first, last = asked["first"], asked["last"]
        if first not in years or last not in years or first >= last:
            known = ", ".join(map(str, years))
            raise ValidationError({"first": [_("Choose two of these years: %s.") % known]})
        return Response(shapes.SplitOut(self.found.split(first, last)).data)


class NearList(ApiView):
    """What is near to what the region already does: feasibility and benefit of each domain, or why not offered."""

    @extend_schema(parameters=[shapes.NearQuery], responses=shapes.NearOut, operation_id="region_relatedness")
    def get(self, request: Any, code: str) -> Response:
        near = queries.near_of(self.found, self.asked(shapes.NearQuery).get("figures", ""))
        if near is None:
            raise ValidationError({"figures": [_("There is no such table.")]})
        return Response(shapes.NearOut(near).data)
