"""Invented statistics of the practice country and its region: a growth rate and a share for each branch, no chance in it."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from hashlib import sha256
from typing import Any

from regions.models import Observation, ObservationImport, Region, Source

SOURCE = "practice"
BILLION = 1000  # in millions, the unit of the figures
Told = Mapping[str, Any]


def write_figures(told: Told, country: Region, region: Region) -> ObservationImport:
    source, _is_new = Source.objects.get_or_create(code=SOURCE, defaults=_source(told))
    brought = ObservationImport.objects.create(
        source=source,
        file_name="practice.csv",
        file_digest=sha256(region.code.encode()).hexdigest(),
        region=region,
        imported_by=region.practised_by,
    )
    values = [
        Observation(region=place, indicator=name, class_code=section, year=year, unit=unit, value=value, brought_by=brought)
        for place, name, section, year, unit, value in _values(told, country, region)
    ]  # fmt: skip
    Observation.objects.bulk_create(values)
    ObservationImport.objects.filter(pk=brought.pk).update(value_count=len(values))
    return brought


def _source(told: Told) -> dict[str, str]:
    return {f"publisher_{language}": text for language, text in told["source"]["publisher"].items()}


def _values(told: Told, country: Region, region: Region) -> Iterator[tuple[Any, ...]]:
    """(place, indicator, class, year, unit, value). A branch of the country grows at the pace of the whole."""
    first, last = told["years"]
    unit = told["unit"]
    people, more_people = told["population"]
    for year in range(first, last + 1):
        age = year - first
        totals = {country.pk: Decimal(0), region.pk: Decimal(0)}
        whole = sum(start for start, _growth, _share in told["sections"].values()) * told["country_size"]
        for section, (start, growth, share) in told["sections"].items():
            here = _money(start * growth**age)
            there = max(_money(whole * share / 100 * 1.05**age), here)
            totals[region.pk] += here
            totals[country.pk] += there
            yield region, "gva", section, year, unit, here
            yield country, "gva", section, year, unit, there
        for place, size in ((region, 1.0), (country, told["country_size"])):
            yield place, "grp", "", year, unit, totals[place.pk]
            yield place, "population", "", year, "persons", Decimal(round(people * size * more_people**age))


def _money(billions: float) -> Decimal:
    return Decimal(round(billions * BILLION, 1)).quantize(Decimal("0.1"))
