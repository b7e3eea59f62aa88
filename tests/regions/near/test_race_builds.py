"""Two workers at the tables of one country, on real connections; the guard beside its twin without it."""

from typing import Any

import pytest
from django.db import IntegrityError

from regions import projections
from regions.models import Observation, Region, RegionRelatedness, RelatednessTable
from regions.projections import rebuild_relatedness
from tests.regions.near import synthetic
from tests.together import LONG_PATIENCE, PATIENCE, at_once, meet

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]


@pytest.fixture
def country() -> Region:
    """Built once; a figure has changed since."""
    found = synthetic.enter_country(50)
    synthetic.put(synthetic.persons(50, 50))
    rebuild_relatedness(found.pk)
    Observation.objects.filter(region=synthetic.region(3), class_code="01").update(value=999_999)
    return found


def both(country: Region) -> list[Any]:
    return at_once(*[lambda: rebuild_relatedness(country.pk)] * 2)


def test_two_workers_write_one_after_the_other(country: Region, monkeypatch: pytest.MonkeyPatch) -> None:
    meet(monkeypatch, projections, "_locked_table", patience=PATIENCE)
    outcomes = both(country)
    assert not [one for one in outcomes if isinstance(one, Exception)]
    assert RegionRelatedness.objects.count() == 50
    table = RelatednessTable.objects.get()
    assert len(table.document["classes"]) == 50


def test_without_the_lock_they_write_at_once(country: Region, monkeypatch: pytest.MonkeyPatch) -> None:
    def unlocked(country: Region, given: Any, _columns: Any) -> RelatednessTable:
        return RelatednessTable.objects.get(country=country, indicator=given.indicator, level=given.level)

    monkeypatch.setattr(projections, "_locked_table", unlocked)
    meet(monkeypatch, projections, "_locked_table", patience=LONG_PATIENCE)
    outcomes = both(country)
    assert [one for one in outcomes if isinstance(one, IntegrityError)]
