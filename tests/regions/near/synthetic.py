"""An invented country of 60 regions and 55 divisions, as an analyst would bring it in: a table, through the page."""

import csv
import io
import random
from typing import Any

from django.test import Client

from regions.actions import add_regions
from regions.importers import Territory
from regions.models import Domain, Observation, Region, Source
from tests.factories.regions import ObservationImportFactory
from tests.regions.imports.thrace import at_work, load, upload
from tests.regions.loaded import enter_domains

HEADER = ["region", "indicator", "class", "year", "value", "unit"]
COUNTRY = "SY"
REGIONS, DIVISIONS, YEAR = 60, 55, 2024
KINDS = 5
"""Regions and divisions are of five kinds: what is of one kind goes together."""

Values = dict[str, dict[str, int]]
"""Region -> division -> persons employed."""


def divisions(count: int = DIVISIONS) -> tuple[str, ...]:
    enter_domains()
    return tuple(Domain.objects.filter(level=2).order_by("code").values_list("code", flat=True)[:count])


def region_codes(count: int = REGIONS) -> list[str]:
    return [f"{COUNTRY}{n:02d}" for n in range(count)]


def persons(regions: int = REGIONS, domains: int = DIVISIONS) -> Values:
    """Able regions have more of the difficult divisions, and everybody more of their own kind."""
    chance = random.Random(20261123)
    codes = divisions(domains)
    return {
        region: {
            code: round(
                1000
                * chance.lognormvariate(0, 0.8)
                * (4 if at % KINDS == place % KINDS else 1)
                * 0.97 ** max(place - at, 0)
            )
            for place, code in enumerate(codes)
        }
        for at, region in enumerate(region_codes(regions))
    }


def enter_country(regions: int = REGIONS) -> Region:
    """The divisions of NACE, the country and its regions, without any figure."""
    enter_domains()
    add_regions(
        territories=[
            Territory(COUNTRY, COUNTRY, "Синтетия", "Синтетия", "Synthetia", "XN", "country", 2000, 2030, ""),
            *(
                Territory(
                    code,
                    code,
                    f"Регион {code}",
                    f"{code} өңірі",
                    f"Region {code}",
                    f"XN-{code[2:]}",
                    "region",
                    2000,
                    2030,
                    "",
                )
                for code in region_codes(regions)
            ),
        ],
        by=None,
    )
    return country()


def country() -> Region:
    return Region.objects.get(data_code=COUNTRY)


def region(number: int) -> Region:
    return Region.objects.select_related("parent").get(data_code=f"{COUNTRY}{number:02d}")


def rows_of(values: Values, *, year: int = YEAR, unit: str = "persons") -> list[list[Any]]:
    return [
        [place, "persons_employed", code, year, number, unit]
        for place, own in values.items()
        for code, number in own.items()
    ]


def as_csv(rows: list[list[Any]]) -> bytes:
    target = io.StringIO()
    csv.writer(target).writerows([HEADER, *rows])
    return target.getvalue().encode()


def bring(values: Values, *, file: str = "persons.csv", **more: Any) -> Client:
    """Upload, look, load, as the analyst of the country; what that wakes is run by the tests that want it."""
    client = at_work(country())
    page = upload(client, country(), as_csv(rows_of(values, **more)), file)
    assert page.context["problems"] == [], page.context["problems"][:3]
    assert "values were loaded" in load(client, page).content.decode()
    return client


def put(values: Values, *, year: int = YEAR, unit: str = "persons", totals: bool = False) -> None:
    """The same without the page, for tests of what comes after; `totals`: the country and sums are published as well."""
    brought_by = ObservationImportFactory.create(source=_source())
    table = {place: dict(own) for place, own in values.items()}
    if totals:
        codes = sorted({code for own in values.values() for code in own})
        table[COUNTRY] = {code: sum(own.get(code, 0) for own in values.values()) for code in codes}
        table = {place: {"": sum(own.values()), **own} for place, own in table.items()}
    ids = dict(Region.objects.values_list("data_code", "pk"))
    Observation.objects.bulk_create(
        Observation(
            region_id=ids[place],
            indicator="persons_employed",
            class_code=code,
            year=year,
            value=number,
            unit=unit,
            brought_by=brought_by,
        )
        for place, own in table.items()
        for code, number in own.items()
    )


def _source() -> Source:
    return Source.objects.get_or_create(code="synthetic", defaults={"publisher_en": "OSS"})[0]
