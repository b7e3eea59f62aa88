"""The same figures from the printed cells, in exact fractions and without the product's code."""

from fractions import Fraction

from tests.regions.statistics import SECTIONS, printed_cells

GVA = "gva_by_region_section.csv"


def mining_share(region: str, year: int) -> Fraction:
    cells = printed_cells(GVA)
    return cells["B", region, year] / cells["GDP", region, year]


def quotient(section: str, region: str, *, without: str = "") -> Fraction:
    """Mean of the yearly quotients of 2022 to 2024."""
    cells = printed_cells(GVA)
    kept = [one for one in SECTIONS if one not in without]

    def share(where: str, year: int) -> Fraction:
        return cells[section, where, year] / sum(cells[one, where, year] for one in kept)

    years = (2022, 2023, 2024)
    return sum((share(region, year) / share("national", year) for year in years), Fraction(0)) / 3


def rounded(value: Fraction, digits: int) -> str:
    """Half to even, as printed on an English page."""
    scaled = round(value * 10**digits)
    return f"{scaled // 10**digits}.{scaled % 10**digits:0{digits}d}"
