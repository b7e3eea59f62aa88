"""What is near to what each region does, rebuilt from the figures: from scratch, the same documents each time."""

import hashlib
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from django.db import transaction
from numpy.typing import NDArray

from foundation import canonical, clock
from regions import evidence
from regions.evidence import Complexity, Relatedness, balassa, complexity, prospects, relatedness
from regions.models import Region, RegionKind, RegionRelatedness, RelatednessBuild, RelatednessTable
from regions.queries.near import MILLION
from regions.queries.near_inputs import NearInput, near_inputs
from regions.queries.statistics import statistics_version

MIXED_UNITS = "mixed_units"
Document = dict[str, Any]


class Made(NamedTuple):
    """A table and what it says of each region, as they are stored. `columns` are those that the digest is of."""

    columns: Document
    of_regions: list[tuple[Region, Document]]


def rebuild_relatedness(country_id: int) -> RelatednessBuild | None:
    """Compare a country's tables with its figures and make those anew that differ. Safe to run twice or beside itself.

    The version is read first and the mathematics stand outside the transaction: where figures change meanwhile, the
    version that is stored is behind, and the sweep comes again.
    """
    country = Region.everywhere.filter(pk=country_id, kind=RegionKind.COUNTRY).first()
    if country is None:
        return None
    version, inputs = statistics_version(), list(near_inputs(country))
    kept = _as_they_are(country, inputs)
    made = [(one, computed(one)) for one in inputs if (one.indicator, one.level) not in kept]
    with transaction.atomic():
        for given, found in made:
            _store(country, given, found)
        for table in RelatednessTable.objects.filter(country=country).defer("document", "proximity"):
            if (table.indicator, table.level) not in {(one.indicator, one.level) for one in inputs}:
                table.delete()
        columns = {
            "statistics_version": version,
            "code_version": code_version(),
            "checked_at": clock.now(),
        }
        build, _is_new = RelatednessBuild.objects.update_or_create(country=country, defaults=columns)
    return build


def _as_they_are(country: Region, inputs: list[NearInput]) -> set[tuple[str, int]]:
    """Tables that were made from just these figures by just these formulas."""
    stored = RelatednessTable.objects.filter(country=country, code_version=code_version())
    known = set(stored.values_list("indicator", "level", "input_digest"))
    return {(one.indicator, one.level) for one in inputs if (one.indicator, one.level, one.digest) in known}


def _store(country: Region, given: NearInput, found: Made) -> None:
    columns = found.columns | {
        "digest": canonical.digest([found.columns, [[one.code, told] for one, told in found.of_regions]]),
        "input_digest": given.digest,
        "code_version": code_version(),
        "computed_at": clock.now(),
    }
    table = _locked_table(country, given, columns)
    RegionRelatedness.objects.filter(table=table).delete()
    RegionRelatedness.objects.bulk_create(
        [RegionRelatedness(table=table, region=region, document=told) for region, told in found.of_regions],
        batch_size=500,
    )


def _locked_table(country: Region, given: NearInput, columns: Document) -> RelatednessTable:
    """Its row stays locked until the transaction ends, so that two workers write its regions one after the other."""
    light = RelatednessTable.objects.defer("document", "proximity")
    table, _is_new = light.update_or_create(
        country=country, indicator=given.indicator, level=given.level, defaults=columns
    )
    return table


def computed(given: NearInput) -> Made:
    """Plain values without floats; nothing but counts where it is not offered."""
    found = relatedness(given.values, given.totals)
    known = ~np.isnan(found.specialized)
    columns: Document = {
        "year": given.year,
        "region_count": int(known.any(axis=1).sum()),
        "domain_count": int(known.any(axis=0).sum()),
        "missing": MIXED_UNITS if len(given.units) > 1 else found.missing,
        "document": {"unit": " ".join(given.units), "imports": list(given.imports), "classes": []},
        "proximity": [],
    }
    if columns["missing"]:
        columns["document"]["complexity_missing"] = columns["missing"]
        return Made(columns, [])
    complex_ = complexity(found.specialized)
    columns["document"] |= {
        "complexity_missing": complex_.missing,
        "has_published_totals": given.totals is not None,
        "classes": _classes(given, found, complex_),
    }
    columns["proximity"] = [_figures(row) for row in found.proximity]
    quotients = balassa(given.values, given.totals)
    return Made(
        columns,
        [
            (region, _of_region(at, found, complex_, quotients))
            for at, region in enumerate(given.regions)
            if known[at].any()
        ],
    )


def _classes(given: NearInput, found: Relatedness, complex_: Complexity) -> list[Document]:
    ubiquity = np.nansum(found.specialized, axis=0)
    return [
        {"code": code, "regions": int(ubiquity[at]), "complexity": _figure(complex_.domains[at])}
        for at, code in enumerate(given.classes)
    ]


def _of_region(at: int, found: Relatedness, complex_: Complexity, quotients: NDArray[np.float64]) -> Document:
    present, density = found.specialized[at], found.density[at]
    chosen = prospects(present, density, complex_.domains)
    rows = zip(present, quotients[at], density, strict=True)
    return {
        "complexity": _figure(complex_.regions[at]),
        "middle": _figure(chosen.middle),
        "promising": list(chosen.promising),
        "classes": [
            [None if np.isnan(has) else int(has), _figure(quotient), _figure(near)]
            for has, quotient, near in rows
        ],
    }


def _figures(row: NDArray[np.floating]) -> list[int | None]:
    return [_figure(value) for value in row]


def _figure(value: float) -> int | None:
    """Millionths, half to even; None for NaN: canonical JSON knows no floats."""
    return None if np.isnan(value) else round(float(value) * MILLION)


@cache
def code_version() -> str:
    """Names the formulas that were used: a digest of the evidence package's own files, and of this one."""
    files = [*sorted(Path(evidence.__file__).parent.glob("*.py")), Path(__file__)]
    content = hashlib.sha256()
    for file in files:
        content.update(file.name.encode() + b"\0" + file.read_bytes())
    return content.hexdigest()[:40]
