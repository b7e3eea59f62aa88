"""Names of classes: economic domains (NACE) from the database, sections of traded goods (HS) from the register."""

from collections.abc import Collection
from functools import cache
from pathlib import Path

from django.db.models import QuerySet
from django.utils.translation import get_language

from regions.importers import ClassName, read_class_names
from regions.importers.indicators import INDICATORS, Classification
from regions.models import Domain

REGISTERS = Path(__file__).resolve().parent.parent / "data"


def domains_by_code() -> QuerySet[Domain]:
    return Domain.objects.select_related("parent").order_by("code")


def sections_by_domain(codes: Collection[str]) -> dict[str, str]:
    """Domain code -> code of its section; a section stands for itself, an unknown code is left out. One query."""
    rows = Domain.objects.filter(code__in=codes).values_list("code", "parent__code")
    return {code: section or code for code, section in rows}


def divisions_by_section(codes: Collection[str]) -> dict[str, list[str]]:
    """Section -> its divisions, for those of the codes that are sections. One query."""
    found: dict[str, list[str]] = {}
    rows = Domain.objects.filter(parent__code__in=codes).order_by("code").values_list("parent__code", "code")
    for section, code in rows:
        found.setdefault(section, []).append(code)
    return found


def class_names(indicator: str) -> dict[str, str]:
    """Code -> name in the reader's language, for the classification of an indicator; at most one query."""
    classification = INDICATORS[indicator].classification
    if classification is Classification.NACE:
        return {domain.code: domain.name for domain in Domain.objects.filter(level=1)}
    if classification is Classification.HS:
        return {one.code: goods_name(one) for one in goods_sections()}
    return {}


@cache
def goods_sections() -> tuple[ClassName, ...]:
    """The sections of the Harmonized System, the total (an empty code) included."""
    return read_class_names(REGISTERS / "hs_sections.csv")


def goods_name(section: ClassName) -> str:
    names = {"ru": section.name_ru, "kk": section.name_kk, "en": section.name_en}
    return names.get(get_language() or "en") or section.name_en
