"""Where programs enter: everything here stands under /api/v1/."""

from django.urls import URLPattern

from foundation.policy import everyone, route
from regions import queries
from regions.api import views

_region = {"GET": everyone(on=queries.region_for)}
_evidence = {"GET": everyone(on=queries.evidence_for)}

urlpatterns: list[URLPattern] = [
    route("regions/", views.RegionList, name="api_region_list", allow={"GET": everyone()}),
    route("regions/<slug:code>/", views.RegionDetail, name="api_region_detail", allow=_region),
    route(
        "regions/<slug:code>/observations/",
        views.RegionObservations,
        name="api_region_observations",
        allow=_region,
    ),
    route("regions/<slug:code>/evidence/", views.RegionEvidence, name="api_region_evidence", allow=_evidence),
    route(
        "regions/<slug:code>/raw-material-status/",
        views.RegionStatus,
        name="api_region_status",
        allow=_evidence,
    ),
    route("domains/", views.DomainList, name="api_domain_list", allow={"GET": everyone()}),
]
