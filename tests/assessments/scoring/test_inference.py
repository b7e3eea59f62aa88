"""What somebody learns who knows every published figure of a round: counted out over all halls there can be.

Halls are small, and each is worked out with the code of the platform: the ranking's document and what stands beside it
(other weights, who came, voices, disputes, what groups say, how far raters agree). Halls with the same figures cannot be told apart; a mark is
pinned where they leave it fewer than three values.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from functools import partial
from itertools import combinations_with_replacement, product

import pytest

from assessments import scoring
from assessments.projections.analyses import robustness_of
from assessments.scoring import Criterion, Method, disclosure, ranking, voices
from tests.assessments.scoring.naive import Case
from tests.assessments.scoring.rounds import counted, groups, ranked
from tests.assessments.scoring.rounds import hall as one_hall

SEED = "0dd5eed" * 9
DRAWS = 40  # of who came: more would tell more, if it told anything
POSSIBLE_VALUES = 3

Ballot = tuple[int, ...]  # one mark an activity
Hall = tuple[tuple[Ballot, ...], ...]  # by group
View = Callable[[Case], object]


@pytest.fixture(autouse=True)
def few_draws(monkeypatch: pytest.MonkeyPatch) -> None:
    """Enough to tell halls apart."""
    monkeypatch.setattr(scoring, "robustness", partial(scoring.robustness, draws=DRAWS))


def everything(case: Case) -> str:
    """All that is told of one round: the ranking's document and what `projections.analyses` puts beside it."""
    marks, measured = counted(case)
    method, inputs = marks.method, (marks.method, marks.counts, marks.activities)
    document = ranked(case).as_document()
    scores = [None if each["score"] is None else Decimal(each["score"]) for each in document["activities"]]
    values, is_open = (
        scoring.official_values(*inputs, measured),
        scoring.open_activities(method, marks.counts),
    )
    attendance = None
    if scoring.marks_can_change_places(method, marks.counts):
        attendance = scoring.attendance(marks, measured, places=1, seed=SEED, draws=DRAWS).as_document()
    beside = [
        robustness_of(method, marks.activities, values, is_open, scores, SEED),
        attendance,
        voices.compare_voices(*inputs, measured, places=1).as_document(),
        [each.as_document() for each in scoring.disputes(*inputs, scores)],
        [each.as_document() for each in scoring.group_marks(*inputs)],
        [each.as_document() for each in scoring.agreement_by_question(marks)],
    ]
    return json.dumps([document, beside])


def scores_alone(case: Case) -> object:
    """The decision's ground, published in any case: numbers of marks, scores, and whose sums stay back."""
    return [
        (each.official, each.principles, each.sums_open, [cell.n for cell in each.cells])
        for each in ranked(case).activities
    ]


@dataclass(frozen=True)
class Setting:
    """Groups of these sizes mark activities from 0 to `top`: one question each, on request with a figure beside it."""

    sizes: tuple[int, ...]
    top: int
    activities: int = 1
    beside_another: bool = False
    threshold: int = 3

    def halls(self) -> Iterable[Hall]:
        """All there can be; who of a group gave which ballot is never published."""
        ballots = list(product(range(self.top + 1), repeat=self.activities))
        return product(*(combinations_with_replacement(ballots, n) for n in self.sizes))

    @property
    def method(self) -> Method:
        judged = Criterion("worth", "specialization", "judged", Fraction(3), 0, self.top)
        figure = Criterion("figure", "inclusivity", "measured", Fraction(2))
        criteria = (judged, figure) if self.beside_another else (judged,)
        return Method(criteria, groups(len(self.sizes)), threshold=self.threshold)

    def case(self, hall: Hall) -> Case:
        """Beside another: with statistics, and an activity of which all marks are known."""
        codes = [f"a{at}" for at in range(self.activities)]
        everybody = [ballot for group in hall for ballot in group]
        ballots: dict[tuple[str, int], tuple[int, ...]] = {
            (code, rater): (ballot[at],)
            for rater, ballot in enumerate(everybody)
            for at, code in enumerate(codes)
        }
        measured = {}
        if self.beside_another:
            known = [mark for n in self.sizes for mark in (0, self.top, *[self.top // 2] * (n - 2))]
            ballots |= {("b", rater): (mark,) for rater, mark in enumerate(known)}
            measured = {(code, "figure"): Decimal("0.3") for code in codes} | {
                ("b", "figure"): Decimal("0.7")
            }
            codes.append("b")
        group_of_rater = tuple(group for group, n in enumerate(self.sizes) for _ in range(n))
        return Case(self.method, tuple(codes), group_of_rater, ballots, measured)

    def pinned(self, view: View) -> set[Hall]:
        """Halls in which somebody's mark has fewer than three possible values left."""
        alike: dict[str, list[Hall]] = defaultdict(list)
        for hall in self.halls():
            alike[str(view(self.case(hall)))].append(hall)
        return {hall for same in alike.values() if fewest_values(same) < POSSIBLE_VALUES for hall in same}

    def has_open_sums(self, hall: Hall) -> bool:
        return all(
            2 <= sum(marks) <= len(group) * self.top - 2
            for group in hall
            if len(group) >= self.threshold
            for marks in zip(*group, strict=True)
        )


def fewest_values(alike: Sequence[Hall]) -> int:
    """Of halls that cannot be told apart: possible values of a mark of some group on some activity."""
    return min(
        len({ballot[at] for hall in alike for ballot in hall[group]})
        for group, ballots in enumerate(alike[0])
        for at in range(len(ballots[0]))
    )


ALONE = Setting((5,), 4)
TWO_GROUPS = Setting((3, 3), 3)
SETTINGS = [
    ALONE,
    TWO_GROUPS,
    Setting((3,), 10),
    Setting((3, 4), 3),
    Setting((3, 3, 3), 2),
    Setting((3,), 3, activities=2),
    Setting((3, 3), 3, beside_another=True),
]


@pytest.mark.parametrize("setting", SETTINGS, ids=str)
def test_no_mark_is_pinned_but_by_the_score_itself(setting: Setting) -> None:
    """Where sums are shown every mark keeps three values. Where they stay back nothing is learnt beyond the score:
    100.0 says that everybody gave the highest mark, which is published, and it is all."""
    by_everything = setting.pinned(everything)
    assert not [hall for hall in by_everything if setting.has_open_sums(hall)]
    assert by_everything <= setting.pinned(scores_alone)


def leaks(setting: Setting) -> set[Hall]:
    """Halls of which the figures tell more than they must."""
    found = setting.pinned(everything)
    return {hall for hall in found if setting.has_open_sums(hall)} | (found - setting.pinned(scores_alone))


class TestTwins:
    """Each rule, taken away, lets a mark be inferred."""

    def test_sums_of_every_activity(self, monkeypatch: pytest.MonkeyPatch) -> None:
        by_score = TWO_GROUPS.pinned(scores_alone)
        monkeypatch.setattr(disclosure, "open_activities", lambda method, counts: counts.n.any(axis=(1, 2)))
        assert TWO_GROUPS.pinned(everything) - by_score

    def test_scores_under_other_rules(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(
            ranking.Standings, "beside", lambda _self, _is_open, sums, rule: ranking.Standings.of(sums, rule)
        )
        everybody_of_one_group = [hall for hall in leaks(TWO_GROUPS) if hall[0] == ((3,),) * 3]
        assert len(everybody_of_one_group) > 10

    def test_who_came_where_a_group_counts_alone(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def three_marks_suffice(method: Method, counts: scoring.CellCounts) -> bool:
            return bool((counts.distinct >= POSSIBLE_VALUES).all())

        monkeypatch.setattr(scoring, "marks_can_change_places", three_marks_suffice)
        assert (((1,),) * 5,) in leaks(ALONE), "kept back, so not three different marks: five gave one each"

    def test_who_came_where_marks_are_alike(self, monkeypatch: pytest.MonkeyPatch) -> None:
        setting = Setting((3,), 3, activities=2)
        monkeypatch.setattr(scoring, "marks_can_change_places", lambda method, counts: True)
        assert leaks(setting)

    def test_pooled_marks_of_every_activity(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(disclosure, "open_histograms", lambda method, counts: counts.n.any(axis=1))
        assert leaks(TWO_GROUPS)

    def test_numbers_about_one_person(self, monkeypatch: pytest.MonkeyPatch) -> None:
        assert not leaks(Setting((3, 1), 4))
        monkeypatch.setattr(Method, "__post_init__", lambda self: None)  # it refuses a threshold below 3
        assert leaks(Setting((3, 1), 4, threshold=1))

    def test_marks_struck_between_two_versions(self) -> None:
        """Why nothing can be struck after the close (tests/assessments/test_voids.py): two versions would tell all
        marks of that person, as the difference of the sums."""
        whole = one_hall([[2, 5, 7, 3, 9, 6], [4, 5, 6, 8, 3]])
        for rater, mark in enumerate([2, 5, 7, 3, 9, 6]):
            struck = replace(whole, voided=frozenset({rater}))
            sums = [ranked(case).activities[0].cells[0].total or 0 for case in (whole, struck)]
            assert sums[0] - sums[1] == mark
