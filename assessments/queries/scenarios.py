"""Scenarios of a round beside its official result: computed when asked, from sums anybody may see."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from assessments.models import MOST_SCENARIOS, Round, Scenario
from assessments.queries.open_sums import OpenSums, open_sums_of
from assessments.queries.rankings import BoardRow, Place
from assessments.queries.rounds import round_for
from assessments.queries.what_if import agreed_shares, shares_in_words
from assessments.scoring import Assumption, is_among, places_sought, reordered
from foundation.foreign_text import written_in


@dataclass(frozen=True)
class ScenarioColumn:
    """shares: (principle in words, percent of the weight). address: the end of that of the what-if page which shows the same.

    stay: how many of the official first K are among the first K here, too.
    """

    scenario: Scenario
    shares: tuple[tuple[str, Decimal], ...]
    address: str
    stay: int

    @property
    def name(self) -> str:
        return written_in(self.scenario.name, self.scenario.language)

    @property
    def assumption(self) -> str:
        return written_in(self.scenario.assumption, self.scenario.language)


@dataclass(frozen=True)
class ScenarioPlace:
    """An activity in one scenario. change: places up from the official one, None where either is missing."""

    place: Place
    change: int | None
    is_first: bool

    @property
    def change_down(self) -> int:
        return -(self.change or 0)


@dataclass(frozen=True)
class ComparedRow:
    """official: the place among the activities asked. `places`: one a scenario, in the order of the columns."""

    row: BoardRow
    official: int | None
    is_first: bool
    places: tuple[ScenarioPlace, ...]

    @property
    def stays(self) -> bool:
        """Among the first K officially and in every scenario."""
        return self.is_first and all(place.is_first for place in self.places)

    @property
    def enters(self) -> bool:
        """Among the first K in some scenario only."""
        return not self.is_first and any(place.is_first for place in self.places)


@dataclass(frozen=True)
class ScenarioComparison:
    """`rows` by official place, those without one last. places: K. kept_back: nothing is asked of their sums."""

    columns: tuple[ScenarioColumn, ...]
    rows: tuple[ComparedRow, ...]
    places: int
    kept_back: tuple[BoardRow, ...]

    @cached_property
    def first(self) -> int:
        """Activities officially among the first K: more than K where the last places are shared."""
        return sum(row.is_first for row in self.rows)

    @cached_property
    def staying(self) -> list[ComparedRow]:
        return [row for row in self.rows if row.stays]

    @cached_property
    def leaving(self) -> list[ComparedRow]:
        return [row for row in self.rows if row.is_first and not row.stays]

    @cached_property
    def entering(self) -> list[ComparedRow]:
        return [row for row in self.rows if row.enters]

    @property
    def scenarios(self) -> list[Scenario]:
        return [column.scenario for column in self.columns]

    @property
    def is_full(self) -> bool:
        return len(self.columns) >= MOST_SCENARIOS


def scenarios_of(round: Round) -> list[Scenario]:
    return list(Scenario.objects.filter(round=round).order_by("number"))


def scenario_for(user: Any, *, scenario_id: int) -> Scenario | None:
    """Of a round the person knows of."""
    found = Scenario.objects.filter(pk=scenario_id).first()
    round = round_for(user, round_id=found.round_id) if found else None
    if found is None or round is None:
        return None
    found.round = round
    return found


def assumption_of(scenario: Scenario) -> Assumption:
    shares = {principle: Fraction(share) for principle, share in scenario.shares.items()}
    return Assumption(shares, scenario.kappa)


def compared_scenarios(round: Round) -> ScenarioComparison | None:
    """Every scenario beside the official result; None while that is not computed. Three queries at any length."""
    sums = open_sums_of(round)
    if sums is None:
        return None
    scenarios = scenarios_of(round)
    assumptions = [assumption_of(scenario) for scenario in scenarios]
    orders = reordered(sums.method.rules, sums.tallies, assumptions)
    places = places_sought(sum(rank is not None for rank in sums.official))
    rows = [
        compared_row(row, before, [Place(order[index].score, order[index].rank) for order in orders], places)
        for index, (row, before) in enumerate(zip(sums.rows, sums.official, strict=True))
    ]
    agreed = agreed_shares(round)
    return ScenarioComparison(
        columns=tuple(
            column_of(
                sums,
                scenario,
                assumption,
                agreed,
                sum(row.is_first and row.places[at].is_first for row in rows),
            )
            for at, (scenario, assumption) in enumerate(zip(scenarios, assumptions, strict=True))
        ),
        rows=tuple(sorted(rows, key=lambda row: row.official or len(rows) + 1)),
        places=places,
        kept_back=sums.kept_back,
    )


def compared_row(row: BoardRow, before: int | None, supposed: list[Place], places: int) -> ComparedRow:
    return ComparedRow(
        row,
        official=before,
        is_first=is_among(before, places),
        places=tuple(
            ScenarioPlace(
                place,
                None if before is None or place.rank is None else before - place.rank,
                is_among(place.rank, places),
            )
            for place in supposed
        ),
    )


def column_of(
    sums: OpenSums, scenario: Scenario, assumption: Assumption, agreed: Mapping[str, Fraction], stay: int
) -> ScenarioColumn:
    """What weighs as agreed is left out of the address, so that the other page takes it as agreed, too."""
    different = {
        principle: assumption.shares.get(principle, 0)
        for principle, share in agreed.items()
        if assumption.shares.get(principle, 0) != share
    }
    return ScenarioColumn(
        scenario,
        shares=shares_in_words(sums.method, assumption.shares),
        address=urlencode({**different, "kappa": scenario.kappa}),
        stay=stay,
    )


def scenarios_table(found: ScenarioComparison) -> tuple[list[str], list[list[Any]]]:
    """One row an activity, by official place; three columns a scenario, each saying that it is not the result."""
    header = [
        _("rank"),
        _("activity number"),
        _("activity"),
        _("among the first %(places)d in every scenario") % {"places": found.places},
    ]
    for column in found.columns:
        words = {"scenario": column.scenario.name}
        header += [
            _("not official, %(scenario)s: rank") % words,
            _("not official, %(scenario)s: places up") % words,
            _("not official, %(scenario)s: score") % words,
        ]
    return header, [
        [
            row.official,
            row.row.activity.pk,
            row.row.activity.title,
            _("yes") if row.stays else _("no"),
            *(value for one in row.places for value in (one.place.rank, one.change, one.place.score)),
        ]
        for row in found.rows
    ]
