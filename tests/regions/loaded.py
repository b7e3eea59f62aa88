"""The demonstration's statistics in the database, through the product's own actions; all of it or some regions."""

import io
from collections.abc import Collection

from regions.actions import add_regions, enter_source, import_domains, import_observations
from regions.importers import read_domain_names, read_places, read_territories
from regions.models import Region, Source
from regions.queries import REGISTERS
from tests.regions.statistics import KAZAKHSTAN, manifest

GVA = "gva_by_region_section.csv"
STRUCTURE = "structure_by_region.csv"


def enter_register(*data_codes: str) -> None:
    """The country and these regions; none named: all twenty-two."""
    register = read_territories(KAZAKHSTAN / "regions.csv")
    kept = [one for one in register if not data_codes or one.kind == "country" or one.data_code in data_codes]
    add_regions(
        territories=kept,
        places=read_places(KAZAKHSTAN / "tiles.csv"),
        by=None,
    )


def enter_domains() -> None:
    import_domains(names=read_domain_names(REGISTERS / "nace.csv"))


def the_source() -> Source:
    return enter_source(described=manifest().source, comparable_until=manifest().comparable_until)


def load(*data_codes: str, files: Collection[str] = ()) -> None:
    """These regions (none named: all) with domains and their rows of these files (none named: all)."""
    enter_register(*data_codes)
    enter_domains()
    source = the_source()
    for layout in manifest().layouts:
        if not files or layout.file in files:
            stream = io.BytesIO(rows_of(layout.file, data_codes))
            import_observations(stream=stream, layout=layout, source=source, by=None)


def rows_of(file: str, data_codes: Collection[str]) -> bytes:
    """A file with its header and the rows in which one of the codes stands in a cell of its own."""
    header, *lines = (KAZAKHSTAN / file).read_text(encoding="utf-8").splitlines(keepends=True)
    wanted = set(data_codes)
    kept = [line for line in lines if not wanted or wanted & set(line.strip().split(","))]
    return "".join([header, *kept]).encode()


def region(data_code: str) -> Region:
    return Region.objects.select_related("parent").get(data_code=data_code)
