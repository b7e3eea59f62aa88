"""A region's figures as the components of pages want them: labels, numbers in a readable scale, sentences."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from regions.evidence.profile import Part, Quotient, Series, Structure
from regions.queries import RegionEvidence
from regions.sentences import FORMULAS, INDICATORS, NEXT_SCALE, REMARKS, unit_in_words

Row = dict[str, Any]
LARGE = 10_000
"""From here on a figure is written in the next larger unit."""

CHARTED_YEARS = 12
STRONG = 1.0


@dataclass(frozen=True)
class Scale:
    """Divide by `divisor` and write `unit`: the same for all figures of one list."""

    divisor: float
    unit: str

    @classmethod
    def for_values(cls, values: Iterable[float], unit: str) -> "Scale":
        scale, _space, thing = unit.rpartition(" ")
        largest = max((abs(value) for value in values), default=0.0)
        if thing.isupper() and largest >= LARGE and scale in NEXT_SCALE:  # money only
            return cls(1000.0, unit_in_words(f"{NEXT_SCALE[scale]} {thing}"))
        return cls(1.0, unit_in_words(unit))

    def of(self, value: float | None) -> float | None:
        return None if value is None else value / self.divisor


def unbroken(sentence: str) -> str:
    """A number and its percent sign stay on one line."""
    return sentence.replace(" %", "\u00a0%")


def percent(share: float | None) -> float | None:
    return None if share is None else share * 100


def unit_of(evidence: RegionEvidence, indicator: str) -> str:
    cells = evidence.statistics.of(indicator)
    return cells[0].unit if cells else ""


def structure_rows(structure: Structure | None, names: Mapping[str, str]) -> list[Row]:
    """Shares in percent, the largest first, each with the country's share beside it."""
    return [] if structure is None else [_share_row(part, names) for part in structure.parts]


def _share_row(part: Part, names: Mapping[str, str]) -> Row:
    country = percent(part.country_share)
    return {
        "code": part.code,
        "label": names.get(part.code, part.code),
        "value": percent(part.share),
        "country": country,
        "amount": part.value,
    }


def quotient_rows(evidence: RegionEvidence, names: Mapping[str, str]) -> list[Row]:
    """The strongest first, by the quotient that counts here: without mining where that can be said."""
    rows = [_quotient_row(evidence, one, names) for one in evidence.profile.quotients]
    return sorted(rows, key=lambda row: -(row["raw"] if row["net"] is None else row["net"]))


def _quotient_row(evidence: RegionEvidence, one: Quotient, names: Mapping[str, str]) -> Row:
    code = evidence.region.code
    return {
        "code": one.code,
        "label": names.get(one.code, one.code),
        "raw": one.raw.quotient.mean,
        "net": one.net.quotient.mean if one.net else None,
        "country_part": percent(one.raw.critical_mass.mean),
        "raw_href": reverse("region_figure", args=[code, "quotient", one.code]),
        "net_href": reverse("region_figure", args=[code, "quotient-without-mining", one.code])
        if one.net
        else "",
    }


def chart(rows: Iterable[Row], column: str) -> list[Row]:
    """Rows of a table as rows of a bar list: one column drawn, each bar opening to its inputs."""
    return [{"label": row["label"], "value": row[column], "href": row[f"{column}_href"]} for row in rows]


def strongest(rows: Iterable[Row], limit: int = 3) -> list[Row]:
    """What the region has more of than the country, mining apart."""
    return [row for row in rows if row["net"] is not None and row["net"] > STRONG][:limit]


def years_rows(series: Series, scale: Scale, of_country: Series | None = None) -> list[Row]:
    """A series by year, the latest first; the note is the share of the country."""
    rows = []
    for year, value in reversed(list(zip(series.years, series.values, strict=True))):
        whole = of_country.at(year) if of_country else None
        rows.append(
            {"label": str(year), "value": scale.of(value), "share": percent(value / whole) if whole else None}
        )
    return rows[:CHARTED_YEARS]


def mining_rows(evidence: RegionEvidence) -> list[Row]:
    """Mining's share of the economy by year, the latest first; says which years count."""
    window = evidence.profile.status.window
    own = evidence.profile.extraction
    return [
        {
            "label": str(year),
            "value": percent(value),
            "country": percent(evidence.profile.country_extraction.at(year)),
            "note": "" if year in window.years else _("does not enter the mean"),
        }
        for year, value in reversed(list(zip(own.years, own.values, strict=True)))
    ]


def figures(evidence: RegionEvidence) -> list[Row]:
    """The large figures at the top of the page, each with its year, its meaning and a way to its numbers."""
    profile = evidence.profile
    return [
        _grp_figure(evidence),
        _per_head_figure(evidence),
        _latest(evidence, "population", profile.series["population"], digits=0),
        _latest(evidence, "investment", profile.series["investment"], digits=1),
        _exports_figure(evidence),
    ]


def _latest(evidence: RegionEvidence, indicator: str, series: Series, *, digits: int) -> Row:
    year, value = series.latest or (None, None)
    scale = Scale.for_values(series.values, unit_of(evidence, indicator))
    return _figure(evidence, indicator, str(INDICATORS[indicator]), scale.of(value), scale.unit, digits, year)


def _grp_figure(evidence: RegionEvidence) -> Row:
    row = _latest(evidence, "grp", evidence.profile.grp, digits=1)
    return row | {
        "explanation": _(
            "All that is produced in the region in a year, less what was used up in producing it, with taxes on "
            "products. In prices of that year: growth includes inflation."
        )
    }


def _per_head_figure(evidence: RegionEvidence) -> Row:
    found = evidence.ratio("grp", "population")
    unit = unit_in_words(unit_of(evidence, "grp")) if found else ""
    year, value = found or (None, None)
    row = _figure(evidence, "grp", _("Gross regional product a head"), value, unit, 2, year)
    return row | {
        "explanation": _("Gross regional product divided by the people living here in the same year.")
    }


def _exports_figure(evidence: RegionEvidence) -> Row:
    exports = evidence.profile.exports
    values = [exports.total] if exports else []
    scale = Scale.for_values(values, unit_of(evidence, "exports"))
    year = exports.year if exports else None
    return _figure(
        evidence,
        "exports",
        str(INDICATORS["exports"]),
        scale.of(exports.total if exports else None),
        scale.unit,
        1,
        year,
    )


def _figure(
    evidence: RegionEvidence,
    indicator: str,
    label: str,
    value: float | None,
    unit: str,
    digits: int,
    year: int | None,
) -> Row:
    address = reverse("region_observations", args=[evidence.region.code])
    return {
        "label": label,
        "value": value,
        "unit": unit,
        "digits": digits,
        "year": "" if year is None else str(year),
        "href": f"{address}?indicator={indicator}",
        "explanation": "",
    }


def remarks_on(
    evidence: RegionEvidence,
    indicators: Iterable[str],
    years: Iterable[int],
    names: Mapping[str, str] = MappingProxyType({}),
) -> list[Row]:
    """What a reader of these figures must be told: the sentence, and the cells it is about, classes by their names."""
    wanted, span = set(indicators), set(years)
    found: dict[str, dict[str, set[int]]] = {}
    for cell in evidence.statistics.cells:
        if cell.region == evidence.region.code and cell.indicator in wanted and cell.year in span:
            for code in cell.remarks.split():
                found.setdefault(code, {}).setdefault(cell.class_code, set()).add(cell.year)
    return [
        {"text": REMARKS[code], "cells": _cells_in_words(places, names)}
        for code, places in sorted(found.items())
        if code in REMARKS
    ]


def _cells_in_words(places: Mapping[str, Iterable[int]], names: Mapping[str, str]) -> str:
    """Transport and storage: 2012, 2013; totals by their years alone."""
    found = (
        (names.get(code, code), ", ".join(map(str, sorted(years)))) for code, years in sorted(places.items())
    )
    return "; ".join(f"{name}: {years}" if name else years for name, years in found)


def formula(name: str) -> str:
    """The sentence of a formula by its name in evidence.profile.Formula."""
    return str(next(words for key, words in FORMULAS.items() if key.name == name))


def source_of(evidence: RegionEvidence) -> Row:
    """The publisher of the accounts; all figures of a page come from one source unless the page says otherwise."""
    sources = {brought.source_id: brought.source for brought in evidence.statistics.imports.values()}
    return {
        "publishers": ", ".join(sorted(source.publisher for source in sources.values())),
        "is_secondary": any(source.note for source in sources.values()),
        "url": next((source.url for source in sources.values()), ""),
        "loaded_at": max(brought.imported_at for brought in evidence.statistics.imports.values()),
    }
