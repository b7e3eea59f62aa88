"""Raw-material status: the rule, its edges, and the figures printed beside the data."""

import numpy as np
import pytest

from regions.evidence import RawMaterialStatus, Window, raw_material_status
from tests.regions.statistics import cube_of, region_codes

TEN = Window(2010, 2019)
LATEST = Window(2015, 2024)


def status_of(region: str, window: Window) -> RawMaterialStatus:
    mining = cube_of("gva", classes=("B",), window=window)
    grp = cube_of("grp", window=window, file="grp_by_region.csv")
    return raw_material_status(mining.series(region, "B"), grp.series(region), window)


def percent(ratio: float) -> str:
    return f"{100 * ratio:.1f}"


# the rule


def test_mean_of_ratios_not_ratio_of_sums() -> None:
    found = raw_material_status(np.array([9.0, 0.0]), np.array([10.0, 1000.0]), Window(2023, 2024))
    assert found.mean == pytest.approx(0.45)
    assert found.is_raw_material is True
    assert found.flags == (True, False)


def test_threshold_itself_is_not_over_it() -> None:
    at = raw_material_status(np.array([1.0]), np.array([4.0]), Window(2024, 2024), threshold=0.25)
    assert at.is_raw_material is False


@pytest.mark.parametrize(("years", "provisional"), [(4, True), (5, False)])
def test_fewer_than_five_years_is_provisional(years: int, provisional: bool) -> None:
    grp = np.array([np.nan] * (10 - years) + [10.0] * years)
    found = raw_material_status(np.full(10, 5.0), grp, TEN)
    assert found.is_provisional is provisional
    assert found.years_used == tuple(range(2020 - years, 2020))


def test_no_figures_no_decision() -> None:
    found = raw_material_status(np.full(10, np.nan), np.full(10, 7.0), TEN)
    assert found.is_raw_material is None
    assert found.flags == (None,) * 10


def test_result_carries_its_rule() -> None:
    found = raw_material_status(np.ones(1), np.ones(1), Window(2024, 2024), threshold=0.4)
    assert (found.threshold, found.window) == (0.4, Window(2024, 2024))


# the figures of the source's description


@pytest.mark.parametrize(
    ("region", "share"), [("ATY", "43.7"), ("ZKO", "42.5"), ("MNG", "33.6"), ("KZL", "14.7"), ("KZ", "12.0")]
)
def test_mining_share_of_2024(region: str, share: str) -> None:
    assert percent(status_of(region, Window(2024, 2024)).mean) == share


def test_2010_to_2019_gives_these_four_and_no_other() -> None:
    raw_material = {region for region in region_codes() if status_of(region, TEN).is_raw_material}
    assert raw_material == {"ATY", "MNG", "ZKO", "KZL"}


def test_kyzylorda_by_its_history() -> None:
    found = status_of("KZL", TEN)
    assert percent(found.mean) == "35.1"
    below = [year for year, over in zip(TEN.years, found.flags, strict=True) if not over]
    assert below == [2015, 2016, 2017, 2019]


def test_aktobe_stays_below() -> None:
    assert percent(status_of("AKT", TEN).mean) == "26.0"


def test_2015_to_2024() -> None:
    assert percent(status_of("KZL", LATEST).mean) == "24.9"
    assert status_of("KZL", LATEST).is_raw_material is False
    ulytau = status_of("ULT", LATEST)
    assert percent(ulytau.mean) == "34.4"
    assert ulytau.years_used == (2021, 2022, 2023, 2024)
    assert ulytau.is_provisional
    assert [percent(ratio) for ratio in ulytau.ratios[-3:]] == ["31.5", "39.7", "39.0"]


@pytest.mark.parametrize(("region", "share"), [("ULT", "24.3"), ("ABY", "32.6")])
def test_mining_share_of_2025(region: str, share: str) -> None:
    assert percent(status_of(region, Window(2025, 2025)).mean) == share


def test_four_regions_make_two_thirds_of_the_countrys_mining() -> None:
    mining = cube_of("gva", classes=("B",), window=Window(2024, 2024))
    four = sum(mining.series(region, "B") for region in ("ATY", "ZKO", "MNG", "KZL"))
    assert f"{100 * float((four / mining.series('KZ', 'B'))[0]):.0f}" == "65"
