"""Another country: Greece with one of its regions, and a table of persons employed quoted from Eurostat.

Source: structural business statistics by NUTS 2 region and NACE Rev. 2 division, table sbs_r_nuts06_r2, 2014; the two
rows stand in tests/regions/evidence/thrace_2014.csv, where their origin is told.
"""

import csv
import io
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import Workbook

from accounts.models import User
from regions.actions import add_regions
from regions.importers import Territory
from regions.models import Domain, Region, Role, Source
from tests.factories.regions import SourceFactory, member
from tests.regions import evidence
from tests.regions.loaded import enter_domains

QUOTED = Path(str(evidence.__file__)).with_name("thrace_2014.csv")
HEADER = ["region", "indicator", "class", "year", "value", "unit"]
SEVEN_ERRORS: list[tuple[int, int, Any, str, str]] = [
    # row of the sheet, column from 0, what is put there, the place named, a part of the sentence
    (3, 0, "EL99", "A3", "Unknown region: EL99"),
    (5, 2, "04", "C5", "Unknown class: 04"),
    (7, 4, "many", "E7", "not a number: many"),
    (9, 3, "1814", "D9", "1814 lies outside"),
    (11, 4, "1,234", "E11", "may be a thousand or a fraction"),
    (13, 4, "-5", "E13", "cannot be negative"),
    (15, 0, "", "A15", "it must say which region"),
]


def territory(code: str, kind: str, name: str, iso: str) -> Territory:
    return Territory(code, code, "", "", name, iso, kind, 2008, 2024, "")


def enter_greece() -> None:
    """The country and two regions with codes of NUTS, and the divisions of NACE."""
    enter_domains()
    add_regions(
        territories=[
            territory("EL", "country", "Greece", "GR"),
            territory("EL11", "region", "Anatoliki Makedonia, Thraki", "GR-A"),
            territory("EL30", "region", "Attiki", "GR-I"),
        ],
        by=None,
    )
    assert Domain.objects.filter(code="23").exists()


def greece() -> Region:
    return Region.objects.get(data_code="EL")


def thrace() -> Region:
    return Region.objects.get(data_code="EL11")


def quoted_rows() -> list[list[Any]]:
    """As in the file, in the order of HEADER."""
    with QUOTED.open(encoding="utf-8") as lines:
        return [
            [row["region"], "persons_employed", row["class"], int(row["year"]), row["value"], row["unit"]]
            for row in csv.DictReader(lines)
        ]


def rows_with_seven_errors() -> list[list[Any]]:
    rows = quoted_rows()
    for row, column, text, _cell, _words in SEVEN_ERRORS:
        rows[row - 2][column] = text
    return rows


def as_csv(rows: list[list[Any]], *, delimiter: str = ",", encoding: str = "utf-8") -> bytes:
    target = io.StringIO()
    csv.writer(target, delimiter=delimiter).writerows([HEADER, *rows])
    return target.getvalue().encode(encoding)


def as_xlsx(rows: list[list[Any]], *, sheet: str = "Figures") -> bytes:
    book = Workbook()
    page: Any = book.active
    page.title = sheet
    for row in [HEADER, *rows]:
        page.append(row)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def at_work(region: Region, role: Role = Role.ANALYST) -> Client:
    client = Client()
    client.force_login(analyst(region, role))
    return client


def analyst(region: Region, role: Role = Role.ANALYST) -> User:
    return member(region, role)


def source() -> Source:
    return SourceFactory.create(publisher_en="Eurostat")


def uploaded(content: bytes, name: str = "people.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def upload(client: Client, region: Region, content: bytes, name: str = "people.csv", **more: Any) -> Any:
    """Through the page; the answer of the page the person lands on."""
    given = {"file": uploaded(content, name), "publisher": "Eurostat", **more}
    return client.post(f"/regions/{region.code}/imports/new/", given, follow=True)


def load(client: Client, page: Any) -> Any:
    """Press "Load" on the page of a draft."""
    return client.post(f"/imports/drafts/{page.context['draft'].pk}/load/", follow=True)
