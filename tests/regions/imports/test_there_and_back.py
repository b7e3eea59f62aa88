"""What the platform gives out it takes in again: the same figures, by the file and by the value."""

from decimal import Decimal
from typing import Any

import pytest

from regions.models import Observation, ObservationImport, Region
from tests.factories.regions import ObservationFactory, ObservationImportFactory, SourceFactory
from tests.regions.imports.thrace import (
    as_csv,
    at_work,
    enter_greece,
    greece,
    load,
    quoted_rows,
    thrace,
    upload,
)

pytestmark = pytest.mark.django_db
COLUMNS = ("region_id", "indicator", "class_code", "year", "value", "unit", "remarks")


@pytest.fixture(autouse=True)
def country() -> None:
    enter_greece()


def figures_of(region: Region) -> set[tuple[Any, ...]]:
    return set(Observation.objects.filter(region=region).values_list(*COLUMNS))


def given_out(client: Any, region: Region, kind: str) -> bytes:
    return client.get(f"/en/regions/{region.code}/observations.{kind}").content


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_all_figures_of_a_region_come_back_as_they_were(kind: str) -> None:
    client = at_work(greece())
    load(client, upload(client, greece(), as_csv(quoted_rows())))
    odd = ObservationImportFactory.create(
        source=SourceFactory.create(publisher_en="=1+1"), file_name="-1.csv"
    )
    values = ("-12.5", "0", "0.000001", "123456789012345", "0.1")
    for year, value in enumerate(values, 2019):
        ObservationFactory.create(
            region=thrace(), indicator="net_taxes", class_code="", unit="=1+1", year=year, value=Decimal(value),
            brought_by=odd, remarks="odd_at_source borders_differ" if year == 2019 else "",
        )  # fmt: skip
    before, file = figures_of(thrace()), given_out(client, thrace(), kind)
    assert len(before) == 73
    Observation.objects.filter(region=thrace()).delete()
    page = upload(client, greece(), file, f"all.{kind}")
    look = page.context["look"]
    assert (look["new"], look["problem_count"]) == (73, 0), page.context["problems"]
    load(client, page)
    assert figures_of(thrace()) == before


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_file_given_out_says_nothing_new(kind: str) -> None:
    client = at_work(greece())
    load(client, upload(client, greece(), as_csv(quoted_rows())))
    page = upload(client, greece(), given_out(client, thrace(), kind), f"all.{kind}")
    assert (page.context["look"]["new"], page.context["look"]["equal"]) == (0, 68)
    load(client, page)
    assert ObservationImport.objects.count() == 1


def test_words_of_others_in_a_column_of_remarks_stay_outside() -> None:
    client = at_work(greece())
    table = b"region,indicator,class,year,value,unit,remarks\nEL11,persons_employed,23,2014,5,persons,estimated =1\n"
    load(client, upload(client, greece(), table))
    assert Observation.objects.get().remarks == ""
