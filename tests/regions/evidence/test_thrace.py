"""Another country, other classes: Eastern Macedonia and Thrace against Greece, 2014.

Source of the quoted figures: Eurostat, structural business statistics by NUTS 2 region and NACE Rev. 2
division, persons employed, table sbs_r_nuts06_r2, year 2014. Two rows are quoted: the region ("Anatoliki Makedonia,
Thraki"; the table gives names only, the code is EL11 up to NUTS 2010 and EL51 since) and the country, which is the
reference. Each total is the sum of the row's own 68 divisions, 94,670 and 2,204,991 persons: a published total is
not in the table, and sections A, K and O to S are absent from it. A 0 stands there for zero and for confidential
alike; it is quoted as printed, since a sum of divisions cannot tell the two apart either.
"""

from pathlib import Path

import pytest

from regions.evidence import Cube, Window, specialization_of
from regions.importers import Observation, Territory, by_any_code, long_form, read_observations

QUOTED = Path(__file__).with_name("thrace_2014.csv")


def territory(code: str, kind: str) -> Territory:
    return Territory(code, code, "", "", code, "", kind, 2008, 2024, "")


@pytest.fixture(scope="module")
def persons_employed() -> Cube:
    known = by_any_code([territory("EL", "country"), territory("EL11", "region")])
    divisions = tuple(f"{number:02d}" for number in range(5, 96))
    layout = long_form("thrace_2014.csv", indicator="persons_employed", classes=divisions, years=(2014, 2014))
    with QUOTED.open("rb") as stream:
        found = list(read_observations(stream, layout, known))
    assert all(isinstance(one, Observation) for one in found)
    rows = [one for one in found if isinstance(one, Observation)]
    quoted = tuple(dict.fromkeys(one.class_code for one in rows))
    assert (len(quoted), len(rows)) == (68, 136)
    cells = ((one.region, one.class_code, one.year, float(one.value)) for one in rows)
    return Cube.from_cells(cells, regions=("EL", "EL11"), classes=quoted, window=Window(2014, 2014))


def test_totals_are_the_sums_of_the_rows(persons_employed: Cube) -> None:
    assert persons_employed.of_region("EL11").sum() == 94_670
    assert persons_employed.of_region("EL").sum() == 2_204_991


@pytest.mark.parametrize(
    ("division", "quotient"),
    [
        pytest.param("23", "2.66", id="other non-metallic mineral products"),
        pytest.param("11", "1.28", id="beverages"),
        pytest.param("56", "1.45", id="food and beverage service"),
    ],
)
def test_location_quotients_as_given(persons_employed: Cube, division: str, quotient: str) -> None:
    found = specialization_of(persons_employed, region="EL11", reference="EL", domains=[division])
    assert f"{found.quotient.mean:.2f}" == quotient
