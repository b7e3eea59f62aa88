"""The stored result: the same bytes from scratch, made anew when the figures or the formulas change, found by the sweep."""

import datetime as dt
from typing import Any

import pytest

from foundation import clock
from regions import projections
from regions.models import Observation, Region, RegionRelatedness, RelatednessBuild, RelatednessTable
from regions.projections import code_version, rebuild_relatedness
from regions.queries import overdue_relatedness
from tests.factories.regions import ObservationImportFactory, PracticeFactory, SourceFactory
from tests.regions.near import synthetic

pytestmark = pytest.mark.django_db


@pytest.fixture
def country() -> Region:
    found = synthetic.enter_country()
    synthetic.put(synthetic.persons())
    return found


def stored() -> list[Any]:
    """Everything but when it was computed."""
    tables = RelatednessTable.objects.values_list(
        "indicator", "level", "year", "document", "proximity", "digest", "input_digest", "code_version"
    )
    rows = RegionRelatedness.objects.order_by("region__code").values_list("region__code", "document")
    return [*tables, *rows]


def overdue() -> list[int]:
    return [ids[0] for _task, ids in overdue_relatedness(code_version())]


def test_from_scratch_it_is_the_same_and_a_second_run_writes_nothing(
    country: Region, monkeypatch: pytest.MonkeyPatch
) -> None:
    rebuild_relatedness(country.pk)
    before = stored()
    assert len(before) == 61
    RelatednessTable.objects.all().delete()
    RelatednessBuild.objects.all().delete()
    rebuild_relatedness(country.pk)
    assert stored() == before
    monkeypatch.setattr(projections, "computed", lambda _given: pytest.fail("nothing has changed"))
    rebuild_relatedness(country.pk)
    assert stored() == before


def test_a_changed_figure_makes_it_anew(country: Region) -> None:
    rebuild_relatedness(country.pk)
    before = RelatednessTable.objects.get().digest
    Observation.objects.filter(region=synthetic.region(3), class_code="01").update(value=999_999)
    rebuild_relatedness(country.pk)
    assert RelatednessTable.objects.get().digest != before


def test_other_formulas_make_it_anew(country: Region, monkeypatch: pytest.MonkeyPatch) -> None:
    rebuild_relatedness(country.pk)
    assert overdue() == []
    RelatednessTable.objects.update(document={}, code_version="old")
    assert [ids for _task, ids in overdue_relatedness("new")] == [(country.pk,)]
    rebuild_relatedness(country.pk)
    assert len(RelatednessTable.objects.get().document["classes"]) == 55


def test_what_has_no_figures_any_more_goes(country: Region) -> None:
    rebuild_relatedness(country.pk)
    Observation.objects.all().delete()
    rebuild_relatedness(country.pk)
    assert stored() == []
    assert RelatednessBuild.objects.count() == 1


def test_only_countries_have_tables(country: Region) -> None:
    assert rebuild_relatedness(synthetic.region(1).pk) is None
    assert rebuild_relatedness(0) is None


def test_former_regions_and_the_country_itself_do_not_count(country: Region) -> None:
    Region.objects.filter(data_code="SY59").update(kind="former")
    rebuild_relatedness(country.pk)
    assert RelatednessTable.objects.get().region_count == 59


def test_the_latest_comparable_year_with_enough_regions_counts(country: Region) -> None:
    """A year that has only begun to come in does not take the place of a whole one."""
    values = synthetic.persons()
    synthetic.put({region: own for region, own in values.items() if region < "SY20"}, year=2025)
    rebuild_relatedness(country.pk)
    assert RelatednessTable.objects.get().year == 2024
    synthetic.put({region: own for region, own in values.items() if region >= "SY20"}, year=2025)
    rebuild_relatedness(country.pk)
    assert RelatednessTable.objects.get().year == 2025
    SourceFactory._meta.model.objects.update(comparable_until=2024)
    rebuild_relatedness(country.pk)
    assert RelatednessTable.objects.get().year == 2024


# the sweep


def test_the_sweep_finds_what_was_never_built_what_is_behind_and_what_is_old(country: Region) -> None:
    assert overdue() == [country.pk]
    rebuild_relatedness(country.pk)
    assert overdue() == []
    ObservationImportFactory.create()
    assert overdue() == [country.pk]
    rebuild_relatedness(country.pk)
    with clock.shifted(dt.timedelta(hours=25)):
        assert overdue() == [country.pk], "registers of regions and classes have no version"


def test_the_sweep_takes_four_queries(country: Region, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(4):
        overdue()


def between(monkeypatch: pytest.MonkeyPatch) -> None:
    """While a worker computes, an analyst loads a file."""
    made = projections.computed

    def slowly(given: Any) -> Any:
        found = made(given)
        synthetic.put({"SY00": {"96": 1}}, year=2023)
        return found

    monkeypatch.setattr(projections, "computed", slowly)


def test_figures_that_come_in_meanwhile_are_not_missed(
    country: Region, monkeypatch: pytest.MonkeyPatch
) -> None:
    between(monkeypatch)
    rebuild_relatedness(country.pk)
    assert overdue() == [country.pk]


def test_they_would_be_missed_were_the_version_read_last(
    country: Region, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The twin without the guard."""
    between(monkeypatch)
    rebuild_relatedness(country.pk)
    from regions.queries import statistics_version

    RelatednessBuild.objects.update(statistics_version=statistics_version())
    assert overdue() == []


def test_a_practice_country_is_compared_with_its_own_only(country: Region) -> None:
    practice = PracticeFactory.create()
    apart = Region.everywhere.create(
        code="XP1", data_code="XP1", kind="country", is_practice=True, practised_by=practice.owner
    )
    rebuild_relatedness(apart.pk)
    assert RelatednessTable.objects.filter(country=apart).count() == 0
    assert RelatednessBuild.objects.filter(country=apart).exists()
