"""Evidence from the database: the same figures, few queries, borders respected."""

from decimal import Decimal
from math import isnan
from typing import Any

import pytest

from foundation import clock
from regions.models import Region, Source
from regions.queries import (
    evidence_cube,
    evidence_for,
    read_statistics,
    region_evidence,
    specializations_for,
    statistics_version,
    structure_window,
)
from tests.factories.regions import ObservationFactory, ObservationImportFactory, RegionFactory
from tests.regions import naive
from tests.regions.loaded import GVA, enter_register, load, region

pytestmark = pytest.mark.django_db


def test_a_profile_takes_two_queries(django_assert_num_queries: Any) -> None:
    load("ATY", "national")
    place = region("ATY")
    with django_assert_num_queries(2):
        evidence = region_evidence(place)
    assert evidence is not None
    assert evidence.profile.status.mean == pytest.approx(
        float(sum(naive.mining_share("ATY", year) for year in range(2015, 2025)) / 10), rel=1e-12
    )


@pytest.mark.parametrize(
    ("code", "first", "last", "mean"),
    [  # as the source's description gives them
        ("KZL", 2010, 2019, 35.1),
        ("AKT", 2010, 2019, 26.0),
        ("KZL", 2015, 2024, 24.9),
        ("ULT", 2015, 2024, 34.4),
    ],
)
def test_published_means_of_mining_come_out(code: str, first: int, last: int, mean: float) -> None:
    load(code, "national", files=[GVA])
    Source.objects.update(comparable_until=last)
    place = region(code)
    place.mining_window = last - first + 1
    evidence = region_evidence(place)
    assert evidence is not None
    assert round(evidence.profile.status.mean * 100, 1) == mean


def test_four_regions_live_on_raw_materials_in_2010_to_2019_and_no_other() -> None:
    load(files=[GVA])
    Source.objects.update(comparable_until=2019)
    found = {
        place.data_code
        for place in Region.objects.select_related("parent").exclude(kind__in=["country", "former"])
        if (evidence := region_evidence(place)) and evidence.profile.status.is_raw_material
    }
    assert found == {"ATY", "MNG", "ZKO", "KZL"}


def test_the_regions_own_rule_decides() -> None:
    load("KZL", "national", files=[GVA])
    place = region("KZL")
    place.mining_threshold, place.mining_window = Decimal("14.0"), 1
    evidence = region_evidence(place)
    assert evidence is not None
    assert evidence.profile.status.is_raw_material is True
    assert evidence.profile.status.years_used == (2024,)


def test_a_region_without_statistics_has_no_evidence() -> None:
    enter_register()
    assert region_evidence(region("ATY")) is None
    assert evidence_for(None, code="KZ-23") is None
    assert evidence_for(None, code="XX") is None


def test_no_ratio_where_borders_differ() -> None:
    """Of 2020, population of East Kazakhstan is on new borders and GRP on old ones."""
    load("VKO", "national")
    place = region("VKO")
    place.observations.filter(year__gt=2020).delete()
    evidence = region_evidence(place)
    assert evidence is not None
    assert evidence.profile.series["population"].at(2020) is not None
    assert evidence.profile.grp.at(2020) is not None
    assert evidence.ratio("grp", "population") is None


def test_a_ratio_is_of_the_last_year_with_both() -> None:
    load("ATY", "national")
    evidence = region_evidence(region("ATY"))
    assert evidence is not None
    ratio = evidence.ratio("grp", "population")
    assert ratio is not None
    assert ratio[0] == 2025
    assert ratio[1] == pytest.approx(16645678.8 / 713426)


def test_no_division_by_zero_people() -> None:
    place = RegionFactory.create(parent=RegionFactory.create(kind="country"))
    for indicator, value in (("grp", 5), ("population", 0)):
        ObservationFactory.create(region=place, indicator=indicator, class_code="", value=value)
    evidence = region_evidence(place)
    assert evidence is not None
    ratio = evidence.ratio("grp", "population")
    assert ratio is not None
    assert isnan(ratio[1])


def test_years_after_the_comparable_ones_do_not_enter_estimates() -> None:
    load("ATY", "national", files=[GVA])
    evidence = region_evidence(region("ATY"))
    assert evidence is not None
    assert evidence.profile.comparable_until == 2024
    assert evidence.profile.extraction.at(2025) is not None
    Source.objects.update(comparable_until=None)
    later = region_evidence(region("ATY"))
    assert later is not None
    assert later.profile.comparable_until == 2025


# for the app that scores


def test_evidence_of_many_activities_takes_a_constant_number_of_queries(
    django_assert_num_queries: Any,
) -> None:
    load("MNG", "national", files=[GVA])
    place = region("MNG")
    for count in (1, 30):
        codes = {number: ["20", "H"] for number in range(count)}
        with django_assert_num_queries(3):
            found = specializations_for(place, codes)
        assert found is not None
        assert len(found) == count


def test_with_a_window_in_hand_only_domains_are_read(django_assert_num_queries: Any) -> None:
    load("MNG", "national", files=[GVA])
    window = structure_window(region("MNG"))
    with django_assert_num_queries(1):
        specializations_for(window.region, {1: ["20"]}, window=window)  # type: ignore[union-attr]  # -- reason: statistics were loaded


def test_a_division_is_judged_by_its_section_and_says_so() -> None:
    load("MNG", "national", files=[GVA])
    found = specializations_for(region("MNG"), {1: ["20"], 2: ["C"], 3: ["20", "H"]})
    assert found is not None
    assert [found[one].sections for one in (1, 2, 3)] == [("C",), ("C",), ("C", "H")]
    assert [found[one].is_coarser for one in (1, 2, 3)] == [True, False, True]


def test_in_a_raw_material_region_the_figures_without_mining_count() -> None:
    load("MNG", "KZL", "national", files=[GVA])
    for code, without in (("MNG", "B"), ("KZL", "")):
        found = specializations_for(region(code), {1: ["H"]})
        assert found is not None
        expected = float(naive.quotient("H", code, without=without))
        assert found[1].counts.quotient.mean == pytest.approx(expected, rel=1e-12)
        assert found[1].raw.quotient.mean == pytest.approx(float(naive.quotient("H", code)), rel=1e-12)


def test_activities_without_a_known_domain_are_left_out() -> None:
    load("MNG", "national", files=[GVA])
    assert specializations_for(region("MNG"), {1: [], 2: ["zz"], 3: ["U"]}) == {}


def test_without_statistics_there_is_nothing_to_measure() -> None:
    enter_register()
    assert structure_window(region("MNG")) is None
    assert specializations_for(region("MNG"), {1: ["H"]}) is None
    assert structure_window(region("national")) is None


def test_a_region_that_ended_has_no_structure_of_today() -> None:
    load("YKO", "national", files=[GVA])
    assert structure_window(region("YKO")) is None


def test_shares_of_grp_leave_net_taxes_out() -> None:
    load("MNG", "national", files=[GVA])
    window = structure_window(region("MNG"))
    assert window is not None
    mining = window.shares_of_grp[window.classes.index("B")]
    assert mining == pytest.approx(float(sum(naive.mining_share("MNG", y) for y in (2022, 2023, 2024)) / 3))
    assert 0.85 < window.shares_of_grp.sum() < 1
    assert window.vintage == "2022-2024"
    assert "Bureau" in window.source


def test_the_cube_of_a_country_holds_all_its_regions(django_assert_num_queries: Any) -> None:
    load(files=[GVA])
    country = region("national")
    with django_assert_num_queries(4):
        cube = evidence_cube(country.pk)
    assert cube is not None
    assert cube.values.shape == (22, 19, 3)
    regions_of_2024 = cube.values[1:, :, 2]
    assert (~(regions_of_2024 != regions_of_2024)).all(axis=1).sum() == 20


def test_no_cube_without_figures() -> None:
    enter_register()
    assert evidence_cube(region("national").pk) is None


# what was read


def test_a_change_of_figures_is_a_new_version() -> None:
    versions = [statistics_version()]
    load("ATY", files=[GVA])
    versions.append(statistics_version())
    load("MNG", files=["investment_by_region.csv"])
    versions.append(statistics_version())
    Source.objects.update(comparable_until=2020)
    versions.append(statistics_version())
    assert len(set(versions)) == 4


def test_what_practice_leaves_behind_does_not_bring_an_earlier_version_back() -> None:
    """A file taken back and the newest file both go with their practice copy; what is loaded next is new again."""
    first, second = ObservationImportFactory.create(), ObservationImportFactory.create(undone_at=clock.now())
    versions = [statistics_version()]
    second.delete()
    ObservationImportFactory.create()
    versions.append(statistics_version())
    type(first).objects.filter(pk=first.pk).update(undone_at=clock.now())
    versions.append(statistics_version())
    assert len(set(versions)) == 3


def test_comparable_until_is_the_strictest_of_the_sources_read() -> None:
    one = ObservationFactory.create(year=2023)
    two = ObservationFactory.create(year=2025)
    assert read_statistics([one.region, two.region], ["gva"]).comparable_until == 2025
    Source.objects.filter(pk=two.brought_by.source_id).update(comparable_until=2024)
    assert read_statistics([one.region, two.region], ["gva"]).comparable_until == 2024
    assert read_statistics([one.region], ["gva"]).comparable_until == 2023
    Source.objects.update(comparable_until=1999)
    assert read_statistics([one.region, two.region], ["gva"]).comparable_until == 2023
    assert read_statistics([], ["gva"]).comparable_until == 0
