"""The register of NACE: 21 sections, 88 divisions, each division in its section."""

import csv

import pytest
from django.utils import translation

from regions.actions import import_domains
from regions.importers import DomainName, read_domain_names
from regions.models import Domain
from regions.queries import REGISTERS
from tests.regions.loaded import enter_domains

pytestmark = pytest.mark.django_db

DIVISIONS_OF_SECTIONS = {  # NACE Rev. 2, Regulation (EC) No 1893/2006, Annex I
    "A": "01-03", "B": "05-09", "C": "10-33", "D": "35-35", "E": "36-39", "F": "41-43", "G": "45-47",
    "H": "49-53", "I": "55-56", "J": "58-63", "K": "64-66", "L": "68-68", "M": "69-75", "N": "77-82",
    "O": "84-84", "P": "85-85", "Q": "86-88", "R": "90-93", "S": "94-96", "T": "97-98", "U": "99-99",
}  # fmt: skip


def test_every_division_stands_in_its_section() -> None:
    enter_domains()
    found = dict(Domain.objects.filter(level=2).values_list("code", "parent__code"))
    expected = {
        f"{number:02}": section
        for section, span in DIVISIONS_OF_SECTIONS.items()
        for number in range(int(span[:2]), int(span[3:]) + 1)
    }
    assert found == expected
    assert Domain.objects.filter(level=1, parent=None).count() == 21


def test_names_follow_the_readers_language() -> None:
    enter_domains()
    chemicals = Domain.objects.get(code="20")
    with translation.override("ru"):
        assert chemicals.name == "Производство продуктов химической промышленности"
    with translation.override("en"):
        assert chemicals.name == "Manufacture of chemicals and chemical products"


def test_a_name_missing_in_kazakh_is_shown_in_russian() -> None:
    enter_domains()
    with translation.override("kk"):
        assert Domain.objects.get(code="80").name == Domain.objects.get(code="80").name_ru  # type: ignore[attr-defined]  # -- reason: a column of modeltranslation


def test_every_class_has_an_english_and_a_russian_name_and_every_section_a_kazakh_one() -> None:
    with (REGISTERS / "nace.csv").open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    assert all(row["name_en"] and row["name_ru"] for row in rows)
    assert all(row["name_kk"] for row in rows if not row["parent"])


def test_entered_again_nothing_changes_and_a_new_name_is_taken() -> None:
    enter_domains()
    names = list(read_domain_names(REGISTERS / "nace.csv"))
    assert import_domains(names=names) == (0, 0)
    renamed = [DomainName("A", "", 1, "Farming", "", ""), *names[1:]]
    assert import_domains(names=renamed) == (0, 1)
    assert Domain.objects.get(code="A").name == "Farming"
