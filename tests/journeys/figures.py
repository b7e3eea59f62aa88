"""The measured criteria once more, naively and exactly: from the Bureau's files and from what the hall did.

Docs/method.md names the rules. Mangystau is a raw-material region, so the location quotient leaves extraction out on both
sides; 2022 to 2024 are the last three years of the files that can be compared.
"""

import csv
from collections.abc import Mapping, Sequence
from fractions import Fraction

from tests.journeys.cast import STATISTICS
from tests.journeys.story import IDEAS

HERE, COUNTRY = "MNG", "national"
YEARS = ("2022", "2023", "2024")
SECTIONS = "ABCDEFGHIJKLMNOPQRS"
EXTRACTION = "B"
POINT = Fraction(1, 100)

Table = Mapping[tuple[str, str], Fraction]  # (section, year) -> million tenge


def measured(place: int) -> dict[str, Fraction]:
    """u of every measured criterion of one activity, six decimals; what is missing is left out."""
    idea = IDEAS[place]
    found = {
        "location_quotient": location_quotient(idea.domains),
        "critical_mass": share_of_country(idea.domains),
        "dependence": fall_of_dependence(idea.domains),
        "projects_behind": Fraction(2, 5) if place == 0 else Fraction(0),  # one organization, or none
        "first_experiment": Fraction(idea.parts, 5),
    }
    if len(idea.supporters) >= 5:
        found["breadth_of_support"] = breadth(idea.supporters)
    return {code: Fraction(round(u * 10**6), 10**6) for code, u in found.items()}


def breadth(supporters: Sequence[int]) -> Fraction:
    """Mean rate of the four helices of six, times how even the rates are."""
    rates = [Fraction(sum(seat // 6 == helix for seat in supporters), 6) for helix in range(4)]
    mean, squares = total(rates) / 4, total([rate**2 for rate in rates])
    return mean * total(rates) ** 2 / (4 * squares)


def location_quotient(domains: Sequence[str]) -> Fraction:
    """LQ / (1 + LQ) of the mean quotient, extraction left out."""
    kept = SECTIONS.replace(EXTRACTION, "")
    here, country = value_added(HERE), value_added(COUNTRY)
    quotients = [
        added(here, domains, year) / added(here, kept, year)
        / (added(country, domains, year) / added(country, kept, year))
        for year in YEARS
    ]  # fmt: skip
    mean = total(quotients) / len(YEARS)
    return mean / (1 + mean)


def share_of_country(domains: Sequence[str]) -> Fraction:
    here, country = value_added(HERE), value_added(COUNTRY)
    return total([added(here, domains, year) / added(country, domains, year) for year in YEARS]) / len(YEARS)


def fall_of_dependence(domains: Sequence[str]) -> Fraction:
    """Fall of the Herfindahl index, beside the largest fall that one section alone could bring."""
    here, product = value_added(HERE), gross_product()
    shares = {
        section: total([here[section, year] / product[year] for year in YEARS]) / len(YEARS)
        for section in SECTIONS
    }
    return fall(shares, domains) / max(fall(shares, [section]) for section in SECTIONS)


def fall(shares: Mapping[str, Fraction], domains: Sequence[str]) -> Fraction:
    """One point of the product moves from the largest section to these."""
    moved = dict(shares)
    moved[max(shares, key=shares.__getitem__)] -= POINT
    for domain in domains:
        moved[domain] += POINT / len(domains)
    return total([share**2 for share in shares.values()]) - total([share**2 for share in moved.values()])


def added(table: Table, sections: Sequence[str], year: str) -> Fraction:
    return total([table[section, year] for section in sections])


def value_added(territory: str) -> Table:
    with (STATISTICS / "gva_by_region_section.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["region"] == territory]
    by_code = {row["item_code"]: row for row in rows}
    return {(code, year): Fraction(by_code[code][year]) for code in SECTIONS for year in YEARS}


def gross_product() -> dict[str, Fraction]:
    with (STATISTICS / "grp_by_region.csv").open(encoding="utf-8") as file:
        row = next(row for row in csv.DictReader(file) if row["region"] == HERE)
    return {year: Fraction(row[year]) for year in YEARS}


def total(numbers: Sequence[Fraction]) -> Fraction:
    return sum(numbers, Fraction())
