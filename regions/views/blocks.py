"""The blocks of a region's page, each in the shape its part of the template draws."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from foundation.components.numbers import Number, figure
from regions.evidence.profile import Concentration
from regions.queries import RegionEvidence, state_of
from regions.sentences import INDICATORS
from regions.views import wording
from regions.views.wording import Row, Scale, percent

CHARTED_BRANCHES = 8


def blocks_of(evidence: RegionEvidence, branches: Mapping[str, str], goods: Mapping[str, str]) -> Row:
    """Everything the template of a region's page reads; names of branches and of goods by code."""
    profile = evidence.profile
    return {
        "profile": profile,
        "starts_late": _starts_late(evidence),
        "lead": _lead(evidence) if profile.status.years_used else "",
        "source": wording.source_of(evidence),
        "figures": wording.figures(evidence),
        "structure": _structure(evidence, branches),
        "strengths": _strengths(evidence, branches),
        "mining": _mining(evidence),
        "concentration": _concentration(profile.concentration),
        "growth": _growth(evidence),
        "exports": _exports(evidence, goods),
        "investment": _investment(evidence),
        "people": _people(evidence),
    }


def _starts_late(evidence: RegionEvidence) -> bool:
    """Whether the region is younger than the statistics of its country."""
    first = min((cell.year for cell in evidence.statistics.cells if cell.indicator == "grp"), default=None)
    if first is None or evidence.is_country:
        return False
    return (evidence.region.first_year or first) > first


def _structure(evidence: RegionEvidence, names: Mapping[str, str]) -> Row:
    structure = evidence.profile.structure
    years = [structure.year] if structure else []
    unit = wording.unit_of(evidence, "gva")
    scale = Scale.for_values([part.value for part in structure.parts] if structure else [], unit)
    rows = wording.structure_rows(structure, names)
    return {
        "rows": [row | {"amount": scale.of(row["amount"])} for row in rows],
        "bars": [row | {"note": _beside_the_country(evidence, row)} for row in _with_the_rest(rows)],
        "year": str(structure.year) if structure else "",
        "unit": scale.unit,
        "word": _("Share of a branch"),
        "formula": wording.formula("SHARE"),
        "remarks": wording.remarks_on(evidence, ["gva"], years, names),
    }


def _with_the_rest(rows: list[Row]) -> list[Row]:
    """The largest, and what all others have together: the table below tells them one by one."""
    rest = rows[CHARTED_BRANCHES:]
    if len(rest) < 2:
        return rows
    sums = {key: _sum_of([row[key] for row in rest]) for key in ("value", "country")}
    label = _("The other %(n)s together") % {"n": len(rest)}
    return [*rows[:CHARTED_BRANCHES], {"label": label, "is_rest": True} | sums]


def _sum_of(values: list[Number | None]) -> Number | None:
    known = [value for value in values if value is not None]
    return sum(known) if len(known) == len(values) else None


def _beside_the_country(evidence: RegionEvidence, row: Row) -> str:
    if evidence.is_country:
        return ""
    return wording.unbroken(_("in the country %(share)s %%") % {"share": figure(row["country"], 1)})


def _strengths(evidence: RegionEvidence, names: Mapping[str, str]) -> Row:
    rows = wording.quotient_rows(evidence, names)
    quotients = evidence.profile.quotients
    window = quotients[0].raw.quotient.window if quotients else None
    charted = rows[:CHARTED_BRANCHES]
    return {
        "rows": rows,
        "raw": wording.chart(charted, "raw"),
        "net": [
            row | {"note": "" if row["href"] else _("taken out")} for row in wording.chart(charted, "net")
        ],
        "strongest": wording.strongest(rows),
        "years": f"{window.first_year}–{window.last_year}" if window else "",
        "remarks": wording.remarks_on(evidence, ["gva"], window.years if window else [], names),
    }


def _lead(evidence: RegionEvidence) -> str:
    """What kind of region this is, under its name."""
    status = evidence.profile.status
    if evidence.is_country:
        return ""
    if not status.is_raw_material:
        sentence = _("Not a raw-material region: mining makes %(mean)s %% of the economy.")
    elif status.is_provisional:
        sentence = _("A raw-material region, provisionally: mining makes %(mean)s %% of the economy.")
    else:
        sentence = _("A raw-material region: mining makes %(mean)s %% of the economy.")
    return wording.unbroken(sentence % {"mean": figure(percent(status.mean), 1)})


def _mining_sentence(evidence: RegionEvidence) -> str:
    """The status in one plain sentence, with its rule."""
    status = evidence.profile.status
    years = status.years_used
    said = {
        "mean": figure(percent(status.mean), 1),
        "threshold": figure(percent(status.threshold), 0),
        "first": str(years[0]),
        "last": str(years[-1]),
    }
    if evidence.is_country:
        sentence = _("Mining makes %(mean)s %% of the economy, mean of %(first)s to %(last)s.")
    elif status.is_raw_material:
        sentence = _(
            "Yes: mining makes %(mean)s %% of the economy, mean of %(first)s to %(last)s. That is more than the "
            "%(threshold)s %% from which a region counts as a raw-material region."
        )
    else:
        sentence = _(
            "No: mining makes %(mean)s %% of the economy, mean of %(first)s to %(last)s. A raw-material region "
            "begins above %(threshold)s %%."
        )
    return wording.unbroken(sentence % said)


def _mining(evidence: RegionEvidence) -> Row:
    status = evidence.profile.status
    used = status.years_used
    rows = wording.mining_rows(evidence)
    return {
        "state": state_of(status),
        "sentence": _mining_sentence(evidence) if used else "",
        "href": reverse("region_figure", args=[evidence.region.code, "mining-share"]),
        "mean": percent(status.mean),
        "threshold": percent(status.threshold),
        "years": _span(used),
        "threshold_note": _("above it in %(above)s of %(count)s years")
        % {"above": sum(bool(flag) for flag in status.flags), "count": len(used)},
        "count": len(used),
        "is_provisional": status.is_provisional,
        "rows": rows,
        "charted": [row for row in rows if int(row["label"]) >= status.window.first_year],
        "formula": wording.formula("RAW_MATERIAL"),
    }


def _span(years: Sequence[int]) -> str:
    return f"{years[0]}–{years[-1]}" if years else ""


def _concentration(years: tuple[Concentration, ...]) -> Row:
    rows = [
        {
            "year": str(one.year),
            "herfindahl": one.herfindahl,
            "entropy": one.entropy,
            "branches": 1 / one.herfindahl,
            "country_branches": 1 / one.country_herfindahl,
        }
        for one in reversed(years)
    ]
    return {
        "rows": rows,
        "latest": rows[0] if rows else None,
    }


def _growth(evidence: RegionEvidence) -> Row:
    grp = evidence.profile.grp
    scale = Scale.for_values(grp.values, wording.unit_of(evidence, "grp"))
    of_country = None if evidence.is_country else evidence.profile.grp_of_country
    rows = wording.years_rows(grp, scale, of_country)
    return {
        "rows": [row | {"note": _share_note(row["share"])} for row in rows],
        "unit": scale.unit,
        "remarks": wording.remarks_on(evidence, ["grp"], grp.years),
    }


def _share_note(share: float | None) -> str:
    return "" if share is None else _("%(share)s %% of the country") % {"share": figure(share, 1)}


def _exports(evidence: RegionEvidence, names: Mapping[str, str]) -> Row:
    exports = evidence.profile.exports
    years = [exports.year] if exports else []
    unit = wording.unit_of(evidence, "exports")
    scale = Scale.for_values([part.value for part in exports.parts] if exports else [], unit)
    rows = wording.structure_rows(exports, names)
    return {
        "rows": [row | {"amount": scale.of(row["amount"])} for row in rows],
        "charted": [row | {"note": _beside_the_country(evidence, row)} for row in _with_the_rest(rows)],
        "year": str(exports.year) if exports else "",
        "unit": scale.unit,
        "remarks": wording.remarks_on(evidence, ["exports"], years, names),
    }


def _investment(evidence: RegionEvidence) -> Row:
    series = evidence.profile.series["investment"]
    scale = Scale.for_values(series.values, wording.unit_of(evidence, "investment"))
    ratio = evidence.ratio("investment", "grp")
    return {
        "rows": wording.years_rows(series, scale),
        "unit": scale.unit,
        "ratio": percent(ratio[1]) if ratio else None,
        "ratio_year": str(ratio[0]) if ratio else "",
    }


def _people(evidence: RegionEvidence) -> Row:
    """Latest figures about people, each with its year; and the part that lives in towns."""
    rows: list[dict[str, Any]] = []
    for indicator, digits in (
        ("population", 0),
        ("urban_population", 0),
        ("employed", 1),
        ("employed_agriculture", 0),
        ("employed_industry_construction", 0),
        ("employed_services", 0),
        ("unemployment_rate", 1),
    ):
        year, value = evidence.profile.series[indicator].latest or (None, None)
        unit = wording.unit_of(evidence, indicator)
        scale = Scale.for_values([value or 0.0], unit)
        label = str(INDICATORS[indicator])
        rows.append(
            {"label": label, "value": scale.of(value), "unit": scale.unit, "digits": digits, "year": year}
        )
    town = evidence.ratio("urban_population", "population")
    years = [row["year"] for row in rows if row["year"]]
    return {
        "rows": [row | {"year": str(row["year"])} for row in rows if row["year"]],
        "town_share": percent(town[1]) if town else None,
        "town_year": str(town[0]) if town else "",
        "remarks": wording.remarks_on(evidence, ["population", "employed"], years),
    }
