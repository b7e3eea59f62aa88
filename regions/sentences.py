"""Words for what is stored as a code: audit verbs, remarks on cells, indicators, formulas."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from foundation.uploads.parsing import place_in_words
from regions.evidence.profile import Formula
from regions.importers import MESSAGES
from regions.importers.observations import Remark

SENTENCES: dict[str, Promise] = {
    "regions.add_region": _("Added the region"),
    "regions.update_region": _("Brought the region's entry up to date from the register"),
    "regions.import_observations": _("Loaded a file of statistics"),
    "regions.replace_observations": _("Replaced statistics by a newer version of the same file"),
    "regions.undo_import": _("Took back a file of statistics"),
    "regions.add_source": _("Entered a source of statistics"),
    "regions.set_rules": _("Changed the rules of the region"),
    "regions.add_objective": _("Added an objective"),
    "regions.edit_objective": _("Changed the words of an objective, or what it serves"),
    "regions.move_objective": _("Changed the order of the objectives"),
    "regions.retire_objective": _("Retired an objective"),
    "regions.restore_objective": _("Brought a retired objective back into force"),
    "regions.set_region_parts": _("Said which regions are the same land together"),
    "regions.set_sector_types": _("Changed which branches belong to which type of sector"),
    "regions.load_boundaries": _("Loaded the borders of the regions for the map"),
    "regions.remove_boundaries": _("Removed the borders of the regions from the map"),
    "regions.grant_role": _("Gave a person a role in the region"),
    "regions.revoke_role": _("Took a role in the region from a person"),
    "regions.invite_person": _("Invited a person to a role in the region"),
    "regions.resend_invitation": _("Sent an invitation to a role again"),
    "regions.accept_invitation": _("Accepted an invitation to a role"),
    "regions.revoke_invitation": _("Took back an invitation to a role"),
    "regions.open_practice": _("Asked for a practice region"),
    "regions.throw_away_practice": _("Threw a practice region away"),
    "regions.leave_role": _("Left a role in the region, closing the account"),
}

INDICATORS: dict[str, Promise] = {
    "gva": _("Value added by branch"),
    "gva_industry": _("Value added of industry"),
    "gva_other_services": _("Value added of other services"),
    "fisim": _("Financial services measured indirectly"),
    "net_taxes": _("Taxes less subsidies on products"),
    "grp": _("Gross regional product"),
    "investment": _("Investment in fixed capital"),
    "investment_industry": _("Investment of industry"),
    "exports": _("Exports of goods"),
    "population": _("Population"),
    "urban_population": _("Population of towns"),
    "employed": _("Employed people"),
    "employees": _("Employees"),
    "employed_agriculture": _("Employed in agriculture"),
    "employed_industry_construction": _("Employed in industry and construction"),
    "employed_services": _("Employed in services"),
    "persons_employed": _("Persons employed by branch"),
    "unemployment_rate": _("Unemployment rate"),
    "innovation_expenditure": _("Spending on innovation"),
    "ict_specialists": _("Specialists in information technology"),
    "sme_share_of_gdp": _("Share of small and medium firms in GDP"),
    "average_monthly_wage": _("Average monthly wage"),
}

FORMULAS: dict[Formula, Promise] = {
    Formula.SHARE: _("The branch's value divided by the sum of all branches that have a value in that year."),
    Formula.QUOTIENT: _(
        "The branch's share in the region divided by its share in the country, for each year; then the mean of "
        "the years. 1 means: the same weight as in the country; 2: twice the weight."
    ),
    Formula.NET_QUOTIENT: _(
        "The branch's share in the region divided by its share in the country, mean of the years, with mining taken "
        "out of the region's total and of the country's total. Where mining is very large it makes all other shares "
        "small, and hides what else the region is good at."
    ),
    Formula.CRITICAL_MASS: _("The region's value divided by the country's value of the same branch."),
    Formula.RAW_MATERIAL: _(
        "Value added of mining divided by gross regional product, for each year of the window; then the mean of "
        "these yearly shares, compared with the threshold. With fewer than five years the answer is provisional."
    ),
    Formula.CONCENTRATION: _(
        "The shares of all branches, each multiplied by itself, then added up (Herfindahl index): near 0 when "
        "many branches are equal, 1 when one branch is everything. One divided by it is the number of equal "
        "branches that would be just as concentrated."
    ),
    Formula.RATIO: _("One figure divided by another of the same year, both on the same borders."),
}


def in_words(remark: Remark) -> str:
    """A reader's message with its place, in the active language."""
    text = gettext(MESSAGES[remark.code]) % remark.params
    place = (
        gettext("%(file)s, row %(row)s")
        if not remark.column
        else gettext("%(file)s, row %(row)s, %(column)s")
    )
    return f"{place % {'file': remark.file, 'row': remark.row, 'column': remark.column}}: {text}"


class PlacedProblem(NamedTuple):
    """A wrong place of an uploaded table as its person reads it."""

    place: str
    column: str
    text: str


def problem_in_words(problem: Mapping[str, Any], sheet: str, header: Sequence[str]) -> PlacedProblem:
    """`problem`: a stored Problem (row, column, code, params)."""
    row, column = problem["row"], problem["column"]
    position = header.index(column) if column in header else None
    text = gettext(MESSAGES[problem["code"]]) % problem["params"]
    return PlacedProblem(place_in_words(sheet, row, position), column if position is not None else "", text)


# The table people fill in themselves: codes, because programs read it too; its second sheet explains them.
TEMPLATE_HEADER = ("region", "indicator", "class", "year", "value", "unit")


def template_rows(region: str) -> list[tuple[Any, ...]]:
    return [(region, "gva", "C", 2024, None, "million KZT")]


def template_notes() -> list[tuple[str, str]]:
    """What belongs into each column, then the indicators by code."""
    columns = [
        ("region", gettext("Code of the region, or its full name.")),
        ("indicator", gettext("What is measured: one of the codes below.")),
        (
            "class",
            gettext(
                "Code of the branch (NACE) or of the goods (section of the Harmonized System); empty: the total."
            ),
        ),
        ("year", gettext("Four digits.")),
        ("value", gettext("A number. Leave it empty where there is no value: empty is missing, never 0.")),
        ("unit", gettext("Such as: million KZT, thousand persons, %")),
    ]
    return [*columns, ("", ""), *((code, str(words)) for code, words in INDICATORS.items())]


REMARKS: dict[str, Promise] = {
    "odd_at_source": _("A value stands so at the source although it is out of line with its neighbors."),
    "borders_differ": _(
        "In this year some figures of the region are on its old borders and others on the new ones, so they are "
        "not divided by one another."
    ),
    "outside_region_years": _("These figures were drawn up for years before the region existed on its own."),
    "registered_exporter": _(
        "Exports are booked where the exporter is registered. Head offices are registered here, so much of this was "
        "produced elsewhere."
    ),
}

SCALES: dict[str, Promise] = {"thousand": _("thousand"), "million": _("million"), "billion": _("billion")}
NEXT_SCALE = {"": "thousand", "thousand": "million", "million": "billion"}
THINGS: dict[str, Promise] = {"persons": pgettext_lazy("unit", "people")}
# Signs of currencies by ISO 4217; a currency without one is written by its code.
CURRENCY_SIGNS = {"EUR": "€", "KGS": "⃀", "KZT": "₸", "RUB": "₽", "USD": "$"}


# Why a table of relatedness is not offered, and why its complexity has no answer (RelatednessTable.missing).
NOT_NEAR: dict[str, Promise] = {
    "too_few_regions": _("too few regions"),
    "too_few_domains": _("too few branches"),
    "mixed_units": _("the figures are in several units"),
}
NOT_COMPLEX: dict[str, Promise] = {
    "nothing_there": _("No region is strong in any branch."),
    "one_region": _("Only one region is strong in anything, so there is nobody to compare it with."),
    "one_domain": _("Regions are strong in one branch only, so there is nothing to compare."),
    "disconnected": _("The regions fall into parts that share no branch, and such parts cannot be compared."),
    "all_alike": _("All regions are strong in the same branches."),
    "undecided": _("Two different orders of the regions fit the figures equally well."),
    "no_direction": _("The figures do not say which end of the order is the complex one."),
}


def unit_in_words(unit: str) -> str:
    """A unit as stored ("million KZT", "thousand persons", "%") as the reader writes it."""
    scale, _space, thing = unit.rpartition(" ")
    word = str(THINGS.get(thing, CURRENCY_SIGNS.get(thing, thing)))
    return f"{SCALES.get(scale, scale)} {word}" if scale else word


# What is wrong with a file of borders, by code (regions.importers.boundaries).
BOUNDARY_FAULTS: dict[str, Promise] = {
    "size": _("The file is larger than %(limit)s MB."),
    "too_much_work": _(
        "Reading the file takes more time or memory than the borders of a country need. Please simplify the shapes first."
    ),
    "features": _("The file has more than %(limit)s shapes. Please leave only the regions of this country."),
    "json": _("The file is not JSON."),
    "collection": _("The file is not a GeoJSON FeatureCollection with shapes in it."),
    "ambiguous": _("Shape %(number)s names several regions: %(found)s."),
    "twice": _("Shape %(number)s is a second one of the region %(found)s."),
    "geometry": _("Shape %(number)s is no polygon: %(found)s."),
    "ring": _("Shape %(number)s has a ring of fewer than four points."),
    "coordinates": _(
        "Shape %(number)s has a point that is not longitude and latitude in degrees: %(found)s."
    ),
    "points": _("The shapes have more than %(limit)s points; please simplify the file first."),
}
