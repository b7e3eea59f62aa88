"""What came out of a wheel: the picture, the table behind it, and the wheels of a region beside each other."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import Helix
from assessments.models import Wheel
from assessments.queries.exports import Table
from assessments.queries.wheel_pictures import HIGHEST, Picture, Told, picture_of
from assessments.queries.wheels import WheelFactor, WheelStep, steps_of_wheel
from foundation.components.bars import share_of
from regions.models import Region

MOST_OVER_TIME = 6


@dataclass(frozen=True)
class GroupCell:
    """One group in one factor; n and mean are None where fewer than g of it gave a grade. `weight`: percent of the say."""

    n: int | None
    mean: Decimal | None
    bound: str
    weight: Decimal | None

    @property
    def level(self) -> int:
        return level_of(self.mean)


@dataclass(frozen=True)
class FactorRow:
    """`no_information`: percent, from and to. `before`: the mean of the wheel before, where that graded the factor too."""

    factor: WheelFactor
    mean: Decimal | None
    bound: str
    per_head: Decimal | None
    no_information: tuple[int, int] | None
    groups: tuple[GroupCell, ...]
    before: Decimal | None = None

    @property
    def bar(self) -> str | None:
        """Its length: from nothing to 5, so that 1 is a bar too."""
        return share_of(self.mean, HIGHEST)

    @property
    def change(self) -> Decimal | None:
        """Of the printed means."""
        return None if self.mean is None or self.before is None else self.mean - self.before


@dataclass(frozen=True)
class StepRow:
    step: WheelStep
    mean: Decimal | None
    counted: int
    rows: tuple[FactorRow, ...]


@dataclass(frozen=True)
class WheelResult:
    """`groups`: as sealed, in the order of each factor's cells."""

    wheel: Wheel
    steps: tuple[StepRow, ...]
    groups: tuple[str, ...]
    earlier: Wheel | None

    @property
    def rows(self) -> list[FactorRow]:
        return [row for step in self.steps for row in step.rows]

    @property
    def has_values(self) -> bool:
        return any(row.mean is not None for row in self.rows)

    @property
    def has_bounds(self) -> bool:
        return any(row.bound for row in self.rows)

    @property
    def picture(self) -> Picture:
        told = [Told(row.factor.number, row.mean, row.before, row.no_information) for row in self.rows]
        return picture_of(told, len(self.steps))

    @property
    def weakest(self) -> list[FactorRow]:
        """What to talk about first: the three lowest means."""
        known = [row for row in self.rows if row.mean is not None]
        return sorted(known, key=lambda row: (row.mean, row.factor.number))[:3]

    @property
    def unknown(self) -> list[FactorRow]:
        """Of what about a third or more of those who answered said that they had no information."""
        return [row for row in self.rows if row.no_information and sum(row.no_information) * 3 >= 200]


def earlier_wheel(wheel: Wheel) -> Wheel | None:
    """The region's last one closed before this."""
    before = Wheel.objects.filter(region=wheel.region_id, state=Wheel.State.CLOSED)
    return before.filter(closed_at__lt=wheel.closed_at).order_by("-closed_at").first()


def wheel_result(wheel: Wheel, earlier: Wheel | None = None) -> WheelResult | None:
    """None before the close. No query."""
    if wheel.result is None:
        return None
    before = means_of(earlier)
    told = wheel.result["steps"]
    steps = [
        StepRow(
            step,
            as_decimal(document["mean"]),
            document["counted"],
            tuple(
                factor_row(factor, each, before.get(factor.code))
                for factor, each in zip(step.factors, document["factors"], strict=True)
            ),
        )
        for step, document in zip(steps_of_wheel(wheel), told, strict=True)
    ]
    return WheelResult(wheel, tuple(steps), tuple(group["code"] for group in wheel.groups), earlier)


def factor_row(factor: WheelFactor, document: dict[str, Any], before: Decimal | None) -> FactorRow:
    share = document["no_information"]
    return FactorRow(
        factor,
        as_decimal(document["mean"]),
        document["bound"],
        as_decimal(document["one_person_one_vote"]),
        None if share is None else (share[0], share[1]),
        tuple(
            GroupCell(
                each["n"],
                as_decimal(each["mean"]),
                each["bound"],
                as_decimal(each["weight"]),
            )
            for each in document["groups"]
        ),
        before,
    )


def means_of(wheel: Wheel | None) -> dict[str, Decimal | None]:
    """Factor -> mean, as printed."""
    steps = (wheel.result or {}).get("steps", []) if wheel else []
    return {each["code"]: as_decimal(each["mean"]) for step in steps for each in step["factors"]}


def as_decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


@dataclass(frozen=True)
class WheelsOverTime:
    """`rows`: a wheel and its (mean, level of colour) by step, the oldest first. `steps`: as named in the newest."""

    steps: tuple[WheelStep, ...]
    rows: tuple[tuple[Wheel, list[tuple[Decimal | None, int]]], ...]
    newest: WheelResult


def wheels_over_time(region: Region) -> WheelsOverTime | None:
    """The last closed wheels; None where there is none. One query."""
    closed = Wheel.objects.filter(region=region, state=Wheel.State.CLOSED).select_related("workshop")
    wheels = list(closed.order_by("-closed_at", "-pk")[:MOST_OVER_TIME])[::-1]
    newest = wheel_result(wheels[-1], wheels[-2] if len(wheels) > 1 else None) if wheels else None
    if newest is None:
        return None
    steps = tuple(row.step for row in newest.steps)
    return WheelsOverTime(steps, tuple((wheel, cells_of(wheel, steps)) for wheel in wheels), newest)


def cells_of(wheel: Wheel, steps: Iterable[WheelStep]) -> list[tuple[Decimal | None, int]]:
    told = {step["code"]: as_decimal(step["mean"]) for step in (wheel.result or {})["steps"]}
    means = [told.get(step.code) for step in steps]
    return [(mean, level_of(mean)) for mean in means]


def level_of(mean: Decimal | None) -> int:
    """Of the five strengths of a colour, 0 without a value."""
    return 0 if mean is None else int(mean.to_integral_value(ROUND_HALF_EVEN))


def wheel_table(result: WheelResult) -> Table:
    """One row a factor; empty cells are missing values."""
    header = [
        _("step"),
        _("factor"),
        _("mean grade"),
        _("how exact"),
        _("one person, one vote"),
        _("no information, % at least"),
        _("no information, % at most"),
        _("mean grade before"),
    ]
    for name in (str(Helix(group).label) for group in result.groups):
        header += [f"{name}: {_('grades')}", f"{name}: {_('mean grade')}", f"{name}: {_('how exact')}"]
    return header, list(table_rows(result))


def table_rows(result: WheelResult) -> Iterable[Sequence[Any]]:
    for step in result.steps:
        for row in step.rows:
            low, high = row.no_information or (None, None)
            yield [
                f"{step.step.number} {step.step.name}",
                f"{row.factor.number} {row.factor.name}",
                row.mean,
                row.bound,
                row.per_head,
                low,
                high,
                row.before,
                *(value for cell in row.groups for value in (cell.n, cell.mean, cell.bound)),
            ]
