"""What people agree to when they join a workshop of a region."""

from django.db.models import QuerySet

from discovery.models import ConsentText
from regions.models import Region


def consent_asked_in(region_id: int) -> ConsentText | None:
    """The current text; None where the region asks nothing. One query."""
    latest = ConsentText.objects.filter(region_id=region_id).order_by("-version").first()
    return latest if latest and latest.is_asked else None


def consents_of(region: Region) -> QuerySet[ConsentText]:
    """All versions, the current first."""
    return ConsentText.objects.filter(region=region).select_related("created_by").order_by("-version")


def consent_by_id(consent_id: int | None) -> ConsentText | None:
    return ConsentText.objects.filter(pk=consent_id).first() if consent_id else None
