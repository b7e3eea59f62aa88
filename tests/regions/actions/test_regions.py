"""Regions from a register: entered once, brought up to date, their own rules left alone."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from accounts.models import User
from foundation import audit
from foundation.models import AuditRow
from foundation.transitions import Refused
from regions import signals
from regions.actions import add_regions, set_rules
from regions.importers import Territory, read_territories
from regions.models import Region, RegionKind, Role
from tests.factories.regions import RegionFactory, member
from tests.regions.loaded import enter_register, region
from tests.regions.statistics import KAZAKHSTAN

pytestmark = pytest.mark.django_db

REGISTER = read_territories(KAZAKHSTAN / "regions.csv")
RULES: dict[str, Any] = {
    "threshold": 7, "approvals_needed": 1, "raters_per_organization": 2, "mining_threshold": Decimal("25.0"),
    "mining_window": 5
}  # fmt: skip


def test_twenty_regions_the_country_and_the_former_one() -> None:
    enter_register()
    kinds = list(Region.objects.values_list("kind", flat=True))
    assert {kind: kinds.count(kind) for kind in RegionKind.values} == {
        "country": 1, "region": 17, "city": 3, "former": 1
    }  # fmt: skip
    assert Region.objects.filter(tile_column__isnull=False).count() == 20


def test_a_region_has_the_registers_facts() -> None:
    enter_register()
    mangystau = region("MNG")
    assert (mangystau.code, mangystau.parent and mangystau.parent.code) == ("KZ-47", "KZ")
    assert (mangystau.name_ru, mangystau.name_kk) == ("Мангистауская область", "Маңғыстау облысы")  # type: ignore[attr-defined]  # -- reason: columns of modeltranslation
    assert (mangystau.first_year, mangystau.last_year) == (2010, 2025)
    assert mangystau.time_zone == "Asia/Almaty"


def test_a_former_region_has_an_address_of_its_own() -> None:
    enter_register()
    assert region("YKO").code == "KZ-YKO"


def test_news_of_each_new_region_goes_out_after_the_commit(django_capture_on_commit_callbacks: Any) -> None:
    heard: list[int] = []

    def hear(pk: int, **_about: Any) -> None:
        heard.append(pk)

    signals.region_added.connect(hear)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            enter_register()
            assert heard == []
        assert sorted(heard) == sorted(Region.objects.values_list("pk", flat=True))
    finally:
        signals.region_added.disconnect(hear)


def test_each_chain_begins_with_the_region() -> None:
    enter_register()
    verbs = AuditRow.objects.filter(chain=audit.region_chain(region("ATY").pk)).values_list("verb", flat=True)
    assert list(verbs) == ["regions.add_region"]


def test_the_same_register_again_changes_nothing() -> None:
    enter_register()
    rows = AuditRow.objects.count()
    enter_register()
    assert (Region.objects.count(), AuditRow.objects.count()) == (22, rows)


def test_a_newer_register_brings_facts_and_leaves_rules() -> None:
    enter_register()
    Region.objects.filter(data_code="ATY").update(threshold=8)
    newer = [replace(one, note="seat: Atyrau") if one.code == "ATY" else one for one in REGISTER]
    done = add_regions(territories=newer, by=None)
    assert "KZ-23" in done.updated
    assert (region("ATY").note, region("ATY").threshold) == ("seat: Atyrau", 8)


@pytest.mark.parametrize("count", [0, 2])
def test_a_register_names_exactly_one_country(count: int) -> None:
    country = next(one for one in REGISTER if one.kind == "country")
    others = [one for one in REGISTER if one.kind != "country"]
    register = [replace(country, code=f"C{n}", data_code=f"c{n}") for n in range(count)] + others
    with pytest.raises(Refused):
        add_regions(territories=register, by=None)
    assert not Region.objects.exists()


def test_a_code_of_another_region_is_refused_and_nothing_is_entered() -> None:
    RegionFactory.create(code="XX-01", data_code="ATY")
    with pytest.raises(Refused, match="ATY"):
        add_regions(territories=REGISTER, by=None)
    assert Region.objects.count() == 1


def test_a_register_of_another_country_is_entered_beside() -> None:
    enter_register()
    other = [
        Territory("UZ", "uz", "", "", "Uzbekistan", "", "country", 2010, 2025, ""),
        Territory("NW", "UZNW", "", "", "Navoiy Region", "UZ-NW", "viloyat", 2010, 2025, ""),
    ]
    add_regions(territories=other, by=None)
    assert Region.objects.get(code="UZ-NW").parent == Region.objects.get(code="UZ")


def test_a_time_zone_comes_with_the_place_or_is_given_for_those_without() -> None:
    add_regions(territories=REGISTER, time_zone="Asia/Qyzylorda", by=None)
    assert set(Region.objects.values_list("time_zone", flat=True)) == {"Asia/Qyzylorda"}
    enter_register()
    assert set(Region.objects.values_list("time_zone", flat=True)) == {"Asia/Almaty"}
    add_regions(territories=REGISTER, by=None)
    assert set(Region.objects.values_list("time_zone", flat=True)) == {"Asia/Almaty"}


def test_without_any_time_zone_a_new_region_has_utc() -> None:
    add_regions(territories=REGISTER, by=None)
    assert set(Region.objects.values_list("time_zone", flat=True)) == {"UTC"}


@pytest.fixture
def administrator() -> User:
    return member(RegionFactory.create(code="XX-50"), Role.ADMINISTRATOR)


def test_rules_are_changed_with_a_reason_and_written_down(administrator: User) -> None:
    place = Region.objects.get()
    set_rules(region=place, reason=" A small region. ", by=administrator, **RULES)
    row = AuditRow.objects.get()
    assert {name: getattr(Region.objects.get(), name) for name in RULES} == RULES
    assert (row.verb, row.role, row.words.text) == ("regions.set_rules", "administrator", "A small region.")
    assert row.before != row.after


def test_rules_need_a_reason(administrator: User) -> None:
    with pytest.raises(Refused):
        set_rules(region=Region.objects.get(), reason="  ", by=administrator, **RULES)
    assert Region.objects.get().threshold == 5


def test_the_same_rules_are_no_change(administrator: User) -> None:
    place = Region.objects.get()
    same = {name: getattr(place, name) for name in RULES}
    with pytest.raises(Refused):
        set_rules(region=place, reason="why not", by=administrator, **same)
    assert not AuditRow.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"threshold": 2},
        {"threshold": 11},
        {"approvals_needed": 3},
        {"raters_per_organization": 0},
        {"mining_window": 0},
    ],
)
def test_rules_outside_their_limits_are_never_stored(administrator: User, wrong: dict[str, int]) -> None:
    with pytest.raises(ValidationError):
        set_rules(region=Region.objects.get(), reason="why not", by=administrator, **(RULES | wrong))
    assert Region.objects.get().mining_window == 10
