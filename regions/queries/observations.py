"""Observations as they are: for lists, files and programs."""

from django.db.models import QuerySet

from regions.models import Observation, Region


def observations_of(
    region: Region, *, indicator: str = "", year: int | None = None, class_code: str | None = None
) -> QuerySet[Observation]:
    """One region's values with file and source, by indicator, class and year."""
    found = Observation.objects.filter(region=region).select_related("brought_by__source")
    if indicator:
        found = found.filter(indicator=indicator)
    if year is not None:
        found = found.filter(year=year)
    if class_code is not None:
        found = found.filter(class_code=class_code)
    return found.order_by("indicator", "class_code", "year", "pk")


def indicators_of(region: Region) -> list[str]:
    """Codes of the indicators that have any value here."""
    codes = Observation.objects.filter(region=region).order_by("indicator")
    return list(codes.values_list("indicator", flat=True).distinct())
