"""A figure opened: the observations it was computed from, year by year, and where each came from."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from regions.evidence import EXTRACTION, Window, total
from regions.evidence.cube import TOTAL
from regions.evidence.profile import Formula
from regions.models import ObservationImport, Region
from regions.queries.evidence import RegionEvidence, region_evidence
from regions.queries.regions import region_for
from regions.queries.statistics import StoredCell


@dataclass(frozen=True)
class Step:
    """One year: the inputs in the order of `OpenedFigure.inputs`, and what comes of them. NaN is no value."""

    year: int
    inputs: tuple[float, ...]
    result: float
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True)
class OpenedFigure:
    """`kind` names the figure in addresses; `inputs` are codes of what stands in the columns."""

    region: Region
    country: Region
    kind: str
    formula: Formula
    class_code: str
    inputs: tuple[str, ...]
    steps: tuple[Step, ...]
    result: float
    unit: str
    imports: tuple[ObservationImport, ...]
    comparable_until: int


def figure_for(user: Any, *, code: str, kind: str, class_code: str = "") -> OpenedFigure | None:
    """None for a region, a kind of figure or a class that does not exist. Three queries."""
    region = region_for(user, code=code)
    opener = OPENERS.get(kind)
    evidence = region_evidence(region) if region and opener else None
    return opener(evidence, kind, class_code) if evidence and opener else None


def _quotient(evidence: RegionEvidence, kind: str, class_code: str) -> OpenedFigure | None:
    profile = evidence.profile
    net_of = EXTRACTION if kind == NET_QUOTIENT else frozenset[str]()
    shown = next(
        (one.net if net_of else one.raw for one in profile.quotients if one.code == class_code), None
    )
    if shown is None:
        return None
    window = shown.quotient.window
    columns = [
        series
        for territory in (evidence.region, evidence.country)
        for series in (
            _values(evidence, territory, {class_code}, window),
            _values(evidence, territory, None, window, net_of=net_of),
        )
    ]
    return _opened(
        evidence,
        kind,
        Formula.NET_QUOTIENT if net_of else Formula.QUOTIENT,
        class_code,
        inputs=("class_here", "total_here", "class_country", "total_country"),
        steps=_steps(evidence, window, columns, shown.quotient.yearly, class_code),
        result=shown.quotient.mean,
        used=[
            cell for cell in evidence.statistics.of("gva") if cell.class_code and cell.year in window.years
        ],
    )


def _raw_material(evidence: RegionEvidence, kind: str, class_code: str) -> OpenedFigure | None:
    if class_code:
        return None
    status = evidence.profile.status
    columns = [
        _values(evidence, evidence.region, EXTRACTION, status.window),
        _values(evidence, evidence.region, {TOTAL}, status.window, indicator="grp"),
    ]
    return _opened(
        evidence,
        kind,
        Formula.RAW_MATERIAL,
        "",
        inputs=("mining", "grp"),
        steps=_steps(evidence, status.window, columns, status.ratios, "B"),
        result=status.mean,
        used=[
            cell
            for cell in (*evidence.statistics.of("gva"), *evidence.statistics.of("grp"))
            if cell.region == evidence.region.code
            and cell.year in status.window.years
            and (cell.indicator == "grp" or cell.class_code in EXTRACTION)
        ],
    )


QUOTIENT, NET_QUOTIENT, MINING_SHARE = "quotient", "quotient-without-mining", "mining-share"
OPENERS: dict[str, Callable[[RegionEvidence, str, str], OpenedFigure | None]] = {
    QUOTIENT: _quotient,
    NET_QUOTIENT: _quotient,
    MINING_SHARE: _raw_material,
}


def _values(
    evidence: RegionEvidence,
    territory: Region,
    classes: Any,
    window: Window,
    *,
    indicator: str = "gva",
    net_of: frozenset[str] = frozenset(),
) -> Any:
    """Sum of the classes (None: of all), by year, as the quotient's own totals are summed."""
    known = evidence.statistics.classes_of(indicator, window)
    wanted = sorted(set(known if classes is None else classes) - net_of)
    cube = evidence.statistics.cube(indicator, regions=[territory.code], classes=wanted, window=window)
    return total(cube.of_region(territory.code))


def _steps(
    evidence: RegionEvidence, window: Window, columns: list[Any], results: Any, class_code: str
) -> tuple[Step, ...]:
    remarks: dict[int, tuple[str, ...]] = {
        cell.year: tuple(cell.remarks.split())
        for cell in evidence.statistics.of("gva")
        if cell.region == evidence.region.code and cell.class_code == class_code
    }
    rows = zip(window.years, zip(*columns, strict=True), results, strict=True)
    return tuple(
        Step(year, tuple(float(one) for one in inputs), float(result), remarks.get(year, ()))
        for year, inputs, result in rows
    )


def _opened(
    evidence: RegionEvidence,
    kind: str,
    formula: Formula,
    class_code: str,
    *,
    inputs: tuple[str, ...],
    steps: tuple[Step, ...],
    result: float,
    used: list[StoredCell],
) -> OpenedFigure:
    brought = {cell.import_id for cell in used}
    return OpenedFigure(
        region=evidence.region,
        country=evidence.country,
        kind=kind,
        formula=formula,
        class_code=class_code,
        inputs=inputs,
        steps=steps,
        result=result,
        unit=used[0].unit if used else "",
        imports=tuple(evidence.statistics.imports[one] for one in sorted(brought)),
        comparable_until=evidence.profile.comparable_until,
    )
