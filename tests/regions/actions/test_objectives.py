"""What people do with objectives: each change is one row of the audit chain, and a refusal changes nothing."""

from typing import Any

import pytest
from django.utils import translation

from foundation.models import AuditRow
from foundation.transitions import Refused
from regions.actions import (
    add_objective,
    edit_objective,
    move_objective,
    restore_objective,
    retire_objective,
)
from regions.models import PolicyObjective, Region, RegionKind, Role
from regions.queries import answers_to_the_parent, objectives_of, objectives_to_name
from tests.factories.regions import PolicyObjectiveFactory, RegionFactory, member

pytestmark = pytest.mark.django_db


@pytest.fixture
def region() -> Region:
    made: Region = RegionFactory.create(parent=RegionFactory.create(kind=RegionKind.COUNTRY))
    return made


@pytest.fixture
def official(region: Region) -> Any:
    return member(region, Role.OFFICIAL)


def titles(region: Region) -> list[str]:
    return [one.title for one in objectives_of(region)]


def test_an_objective_gets_the_next_number_and_the_last_place(region: Region, official: Any) -> None:
    add_objective(region=region, by=official, code="2", title_en="Taken by the document")
    first = add_objective(region=region, by=official, title_en="Next")
    assert (first.code, first.position) == ("1", 2)
    assert add_objective(region=region, by=official, title_en="Then").code == "3"
    assert list(AuditRow.objects.values_list("verb", flat=True)) == ["regions.add_objective"] * 3


def test_a_title_in_one_language_is_shown_in_the_others(region: Region, official: Any) -> None:
    add_objective(region=region, by=official, title_kk="Суды үнемдеу")
    for language in ("ru", "kk", "en"):
        with translation.override(language):
            assert titles(region) == ["Суды үнемдеу"]


@pytest.mark.parametrize("texts", [{}, {"title_ru": "   "}, {"document_ru": "Strategy"}])
def test_without_any_title_nothing_is_stored(region: Region, official: Any, texts: dict[str, str]) -> None:
    with pytest.raises(Refused):
        add_objective(region=region, by=official, **texts)
    assert not PolicyObjective.objects.exists()
    assert not AuditRow.objects.exists()


def test_a_code_is_used_once_in_a_region(region: Region, official: Any) -> None:
    add_objective(region=region, by=official, code="water", title_en="Water")
    with pytest.raises(Refused, match="water"):
        add_objective(region=region, by=official, code="water", title_en="More water")


def test_an_objective_serves_its_own_country_only(region: Region, official: Any) -> None:
    wanted = PolicyObjectiveFactory.create(region=region.parent)
    assert add_objective(region=region, by=official, title_en="A", serves=wanted).serves == wanted
    for other in (PolicyObjectiveFactory.create(region=region), PolicyObjectiveFactory.create()):
        with pytest.raises(Refused):
            add_objective(region=region, by=official, title_en="B", serves=other)


def test_a_retired_objective_of_the_country_is_kept_but_not_taken(region: Region, official: Any) -> None:
    wanted = PolicyObjectiveFactory.create(region=region.parent)
    mine = add_objective(region=region, by=official, title_en="A", serves=wanted)
    retired = retire_objective(objective=wanted, reason="New plan", by=official)
    assert edit_objective(objective=mine, by=official, title_en="B", serves=retired).serves == retired
    with pytest.raises(Refused):
        add_objective(region=region, by=official, title_en="C", serves=retired)


def test_order_changes_by_one_place_and_stops_at_the_ends(region: Region, official: Any) -> None:
    first, second, third = (
        add_objective(region=region, by=official, title_en=name) for name in ("first", "second", "third")
    )
    move_objective(objective=third, up=True, by=official)
    assert titles(region) == ["first", "third", "second"]
    before = AuditRow.objects.count()
    move_objective(objective=first, up=True, by=official)
    assert titles(region) == ["first", "third", "second"]
    assert AuditRow.objects.count() == before
    move_objective(objective=first, up=False, by=official)
    assert titles(region) == ["third", "first", "second"]
    assert second.code == "2"


def test_a_retired_objective_stays_and_can_come_back(region: Region, official: Any) -> None:
    kept = add_objective(region=region, by=official, title_en="kept")
    gone = add_objective(region=region, by=official, title_en="gone")
    with pytest.raises(Refused):
        retire_objective(objective=gone, reason=" ", by=official)
    gone = retire_objective(objective=gone, reason="Reached", by=official)
    assert titles(region) == ["kept"]
    assert len(objectives_of(region, with_retired=True)) == 2
    with pytest.raises(Refused):
        retire_objective(objective=gone, reason="Again", by=official)
    with pytest.raises(Refused):
        move_objective(objective=gone, up=True, by=official)
    with pytest.raises(Refused):
        restore_objective(objective=kept, by=official)
    restore_objective(objective=gone, by=official)
    assert titles(region) == ["kept", "gone"]


def test_what_a_fiche_may_name_are_the_regions_and_the_countrys(region: Region) -> None:
    theirs = PolicyObjectiveFactory.create(region=region.parent)
    own = PolicyObjectiveFactory.create(region=region, position=5)
    PolicyObjectiveFactory.create()
    assert list(objectives_to_name(region)) == [own, theirs]


@pytest.mark.parametrize("count", [1, 30])
def test_gaps_are_computed_in_two_queries(region: Region, count: int, django_assert_num_queries: Any) -> None:
    wanted = PolicyObjectiveFactory.create_batch(count, region=region.parent)
    own = PolicyObjectiveFactory.create(region=region, serves=wanted[0])
    PolicyObjectiveFactory.create(serves=wanted[0])
    with django_assert_num_queries(2):
        answers = answers_to_the_parent(region)
    assert [one.served_by for one in answers] == [(own,), *([()] * (count - 1))]
