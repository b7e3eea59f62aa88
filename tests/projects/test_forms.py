"""What is typed, cleaned."""

import pytest

from projects.forms import ActivityForm, DeskFilter, ProposalForm, field_choices
from tests.factories.discovery import ActivityFactory
from tests.factories.regions import DomainFactory, RegionFactory
from tests.projects.people import scene, typed

pytestmark = pytest.mark.django_db


def form(**changes: str) -> ProposalForm:
    return ProposalForm(typed(**changes), region_id=RegionFactory.create().pk)


def test_a_title_stays_on_one_line() -> None:
    entered = form(title="  Plates \n from\tstraw ")
    assert entered.is_valid()
    assert entered.cleaned_data["title"] == "Plates from straw"


@pytest.mark.parametrize(
    "changes",
    [
        {"title": "  \n "},
        {"title": "x" * 161},
        {"title": "a\x00b"},
        {"summary": ""},
        {"summary": "x" * 2001},
        {"domain": "nowhere"},
        {"organization_name": ""},
        {"organization_kind": "castle"},
        {"confidential_note": "x" * 4001},
        {"confidential_note": "a\x00b"},
        {"activity": "999999"},
    ],
)
def test_bad_input_is_named(changes: dict[str, str]) -> None:
    entered = form(**changes)
    assert not entered.is_valid()
    assert list(entered.errors) == list(changes)


def test_an_activity_of_another_region_cannot_be_chosen() -> None:
    assert list(form(activity=str(ActivityFactory.create().pk)).errors) == ["activity"]


def test_without_an_account_there_is_no_confidential_note() -> None:
    entered = ProposalForm(typed(), region_id=RegionFactory.create().pk, is_known=False)
    assert entered.is_valid()
    assert "confidential_note" not in entered.as_typed()
    assert "idempotency_key" not in entered.as_typed()


def test_fields_of_business_stand_under_their_section() -> None:
    mining = DomainFactory.create(code="B", name_en="Mining")
    DomainFactory.create(code="06", name_en="Oil", parent=mining, level=2)
    DomainFactory.create(code="A", name_en="Farming")
    assert field_choices() == [
        ("", "Please choose"),
        ("A", "A Farming"),
        ("B Mining", [("B", "B Mining"), ("06", "06 Oil")]),
    ]


@pytest.mark.parametrize("both", [True, False])
def test_one_activity_neither_both_nor_none(both: bool) -> None:
    here = scene()
    activity = ActivityFactory.create(region=here.region)
    data = {"activity": str(activity.pk), "title": "New"} if both else {}
    assert not ActivityForm(data, proposal=here.proposal).is_valid()


def test_an_unknown_state_filters_nothing() -> None:
    assert DeskFilter({"state": "lost"}).chosen() == ""
    assert DeskFilter({"state": "returned"}).chosen() == "returned"
