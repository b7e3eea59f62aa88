"""Indicator codes: what an observation measures, and which classification its classes come from.

The letters of two classifications overlap ("I" is accommodation in NACE and live animals among the sections
of the Harmonized System), so the indicator decides. Country-neutral: currency and scale stand in the unit.
"""

from dataclasses import dataclass
from enum import StrEnum


class Classification(StrEnum):
    """Where class codes come from; NONE where an indicator has no classes."""

    NACE = "NACE Rev. 2"
    HS = "HS sections"
    NONE = ""


@dataclass(frozen=True, slots=True)
class Indicator:
    """`is_additive`: regions and classes may be summed (not so for rates and averages)."""

    code: str
    classification: Classification = Classification.NONE
    is_additive: bool = True
    may_be_negative: bool = False


_ALL = (
    # national accounts, current prices
    Indicator("gva", Classification.NACE),  # gross value added, basic prices; by section, or the total
    Indicator("gva_industry"),  # B + C + D + E as published: a sum, never a section beside its parts
    Indicator("gva_other_services"),  # I, K, M to S in one figure, in the years when only that is published
    Indicator("fisim"),  # financial services measured indirectly, to be subtracted from the sections
    Indicator("net_taxes", may_be_negative=True),  # taxes less subsidies on products: GRP = GVA + net taxes
    Indicator("grp"),  # gross regional product; of a country, its GDP
    # investment in fixed capital
    Indicator("investment", Classification.NACE),
    Indicator("investment_industry"),  # B + C + D + E as published
    # trade in goods
    Indicator("exports", Classification.HS),
    # people
    Indicator("population"),
    Indicator("urban_population"),
    Indicator("employed"),
    Indicator("employees"),
    Indicator("employed_agriculture"),
    Indicator("employed_industry_construction"),
    Indicator("employed_services"),
    Indicator("persons_employed", Classification.NACE),  # structural business statistics, by division
    Indicator("unemployment_rate", is_additive=False),
    # context
    Indicator("innovation_expenditure"),
    Indicator("ict_specialists"),
    Indicator("sme_share_of_gdp", is_additive=False),
    Indicator("average_monthly_wage", is_additive=False),
)

INDICATORS: dict[str, Indicator] = {indicator.code: indicator for indicator in _ALL}
