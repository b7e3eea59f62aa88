"""The score against the naive one, exact cases by hand, and what must hold for every round."""

import dataclasses
import json
import re
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.scoring import Criterion, InputError, Method, rank_round, ranking_document
from assessments.scoring import cells as scoring_cells
from tests.assessments.scoring import naive
from tests.assessments.scoring.naive import Case
from tests.assessments.scoring.rounds import arrays, cases, groups, hall, one_question, ranked


def documented(case: Case) -> dict[str, dict]:
    return {entry["activity"]: entry for entry in ranked(case).as_document()["activities"]}


def canonical(case: Case) -> bytes:
    return json.dumps(ranked(case).as_document(), sort_keys=True).encode()


Standings = dict[str, tuple[str | None, int | None]]


def standings(entries: dict[str, dict]) -> Standings:
    return {code: (entry["score"], entry["rank"]) for code, entry in entries.items()}


@given(case=cases())
@settings(max_examples=150)
def test_scores_and_ranks_equal_the_naive_ones(case: Case) -> None:
    documents = documented(case)
    scores = naive.scores(case)
    ranks = naive.ranks(scores)
    assert standings(documents) == {code: (scores[code], ranks[code]) for code in case.activities}
    for name, rule in (("kappa_0", {"kappa": 0}), ("one_person_one_vote", {"rule": naive.pooled_mean})):
        assert standings({code: entry[name] for code, entry in documents.items()}) == naive.told(case, **rule)


@given(case=cases())
@settings(max_examples=80)
def test_leaving_a_group_out_equals_a_round_without_it(case: Case) -> None:
    documents = documented(case)
    codes = [group.code for group in case.method.groups]
    for at, influence in enumerate(documents[case.activities[0]]["without_group"]):
        without = naive.told(case, absent=codes.index(influence["group"]))
        rows = {activity: entry["without_group"][at] for activity, entry in documents.items()}
        assert standings(rows) == without


@given(case=cases())
@settings(max_examples=80)
def test_principles_and_coverage_equal_the_naive_ones(case: Case) -> None:
    for activity, entry in documented(case).items():
        assert entry["coverage"] == naive.coverage(case, activity, case.method.criteria)
        for principle in entry["principles"]:
            own = [each for each in case.method.criteria if each.principle == principle["principle"]]
            expected = naive.score(case, activity, own) if entry["rankable"] else None
            assert principle["score"] == expected
            assert principle["coverage"] == naive.coverage(case, activity, own)


@given(case=cases())
@settings(max_examples=80)
def test_open_cells_show_n_sum_mean_and_weight(case: Case) -> None:
    codes = [group.code for group in case.method.groups]
    columns = [criterion.code for criterion in case.method.judged]
    for activity, entry in documented(case).items():
        for cell in entry["cells"]:
            counting = case.counting(activity, columns.index(cell["criterion"]))
            marks = counting.get(codes.index(cell["group"]))
            if marks is None:
                assert cell["status"] == "too_few"
                assert (cell["n"], cell["sum"], cell["mean"], cell["weight"]) == (None,) * 4
                continue
            share = {
                group: case.method.groups[group].omega * Fraction(len(own), len(own) + case.method.kappa)
                for group, own in counting.items()
            }
            weight = 100 * share[codes.index(cell["group"])] / sum(share.values())
            assert cell["n"] == len(marks)
            assert cell["weight"] == naive.as_printed(weight)
            if cell["status"] == "open":
                assert cell["sum"] == sum(marks)
                assert abs(Fraction(cell["mean"]) - Fraction(sum(marks), len(marks))) <= Fraction(1, 200)


@given(case=cases(), seed=st.integers(0, 2**32 - 1))
@settings(max_examples=60)
def test_the_order_of_ballots_changes_no_byte(case: Case, seed: int) -> None:
    pairs = list(case.ballots.items())
    np.random.default_rng(seed).shuffle(pairs)
    assert canonical(dataclasses.replace(case, ballots=dict(pairs))) == canonical(case)
    assert canonical(case) == canonical(case)


@given(case=cases(), seed=st.integers(0, 2**32 - 1))
@settings(max_examples=60)
def test_renumbering_raters_changes_no_byte(case: Case, seed: int) -> None:
    order = np.random.default_rng(seed).permutation(len(case.group_of_rater)).tolist()
    new = {rater: index for index, rater in enumerate(order)}
    renumbered = dataclasses.replace(
        case,
        group_of_rater=tuple(case.group_of_rater[rater] for rater in order),
        ballots={(activity, new[rater]): ballot for (activity, rater), ballot in case.ballots.items()},
        recusals=frozenset((activity, new[rater]) for activity, rater in case.recusals),
        voided=frozenset(new[rater] for rater in case.voided),
    )
    assert canonical(renumbered) == canonical(case)


@given(case=cases())
@settings(max_examples=60)
def test_reordering_activities_reorders_the_result(case: Case) -> None:
    reversed_list = dataclasses.replace(case, activities=case.activities[::-1])
    assert documented(reversed_list) == documented(case)


@given(case=cases())
@settings(max_examples=40)
def test_counting_in_chunks_changes_no_byte(case: Case) -> None:
    with pytest.MonkeyPatch.context() as patch:
        for name in ("CHUNK", "ROWS", "BYTES"):
            patch.setattr(scoring_cells, name, 3)
        in_chunks = canonical(case)
    assert in_chunks == canonical(case)


@given(case=cases())
@settings(max_examples=40)
def test_told_one_after_the_other_it_is_the_same_document(case: Case) -> None:
    assert ranking_document(*arrays(case)) == ranked(case).as_document()


def stuffed(number: int) -> dict[str, Any]:
    """A hall of 5, 25, 12 and 3 who all think 5 of 10; then so many more of the second group who say 10."""
    marks = [[5] * 5, [5] * 25 + [10] * number, [5] * 12, [5] * 3]
    return documented(hall(marks, one_question(4, threshold=3)))["a"]


def test_two_hundred_stuffed_ballots_move_a_pooled_mean_but_hardly_the_balanced_one() -> None:
    """Pooled: (45 * 5 + 200 * 10) / 245 = 90.8 of 100. Balanced: that group says 94.4 and weighs 225/227, the others
    say 50 and weigh 5/7, 12/14 and 3/5."""
    before, after = stuffed(0), stuffed(200)
    assert (before["score"], before["one_person_one_vote"]["score"]) == ("50.0", "50.0")
    others = Fraction(5, 7) + Fraction(12, 14) + Fraction(3, 5)
    weight, says = Fraction(225, 227), Fraction(25 * 5 + 200 * 10, 225) * 10
    assert after["score"] == naive.as_printed((others * 50 + weight * says) / (others + weight)) == "63.9"
    assert after["one_person_one_vote"]["score"] == naive.as_printed(Fraction(2225, 245) * 10) == "90.8"


def test_the_method_says_how_far_stuffed_ballots_move_a_score() -> None:
    """The table in docs/method.md is what the score gives."""
    text = (Path(__file__).parents[3] / "docs" / "method.md").read_text()
    rows = re.findall(r"^\| ([\d,]+) \| ([\d.]+) \| ([\d.]+) \| ([\d.]+) \|$", text, re.MULTILINE)
    assert [int(number.replace(",", "")) for number, *_scores in rows] == [0, 10, 50, 200, 1000]
    for number, pooled, balanced, alike in rows:
        found = stuffed(int(number.replace(",", "")))
        assert (found["one_person_one_vote"]["score"], found["score"]) == (pooled, balanced), number
        assert found["kappa_0"]["score"] == alike


def test_a_group_counts_for_less_until_more_of_it_speaks() -> None:
    """Two groups, omega 1/2 each, kappa 2: five marks of 8 weigh 5/7, ten marks of 2 weigh 10/12.

    (5/7 * 80 + 10/12 * 20) / (5/7 + 10/12) = 620/13 = 47.69; with kappa = 0 just the middle, 50.
    """
    entry = documented(hall([[8] * 5, [2] * 10]))["a"]
    assert entry["score"] == "47.7"
    assert entry["kappa_0"]["score"] == "50.0"
    assert entry["one_person_one_vote"]["score"] == "40.0"
    assert [cell["weight"] for cell in entry["cells"]] == ["46.2", "53.8"]
    assert [row["score"] for row in entry["without_group"]] == ["20.0", "80.0"]


@given(
    marks=st.lists(st.lists(st.integers(0, 10), min_size=3, max_size=6), min_size=2, max_size=4),
    kappa=st.integers(1, 8),
)
@settings(max_examples=100)
def test_doubling_one_group_changes_no_other_mean(marks: list[list[int]], kappa: int) -> None:
    method = one_question(len(marks), threshold=3, kappa=kappa)
    once = documented(hall(marks, method))["a"]
    twice = documented(hall([marks[0] * 2, *marks[1:]], method))["a"]
    if once["sums_open"] and twice["sums_open"]:
        assert [cell["mean"] for cell in twice["cells"]] == [cell["mean"] for cell in once["cells"]]


@given(marks=st.lists(st.integers(0, 10), min_size=3, max_size=8))
@settings(max_examples=60)
def test_raters_who_mark_their_groups_mean_move_nothing_in_it(marks: list[int]) -> None:
    """One group: as many raters again, each exactly at its mean, leave the score where it was."""
    total = sum(marks)
    doubled = [mark * len(marks) for mark in marks]
    method = Method((Criterion("worth", "p", "judged", Fraction(1), 0, 80),), groups(1), threshold=3)
    before = documented(hall([doubled], method))["a"]
    after = documented(hall([[*doubled, total]], method))["a"]
    assert (after["score"], after["kappa_0"]) == (before["score"], before["kappa_0"])


def test_one_group_at_g_is_heard_and_one_below_is_not() -> None:
    at_g = documented(hall([[2, 4, 6, 8, 5], [7] * 4]))["a"]
    assert (at_g["score"], at_g["rank"]) == ("50.0", 1)
    assert [cell["status"] for cell in at_g["cells"]] == ["open", "too_few"]
    assert at_g["cells"][1] == {
        "group": "business", "criterion": "worth", "status": "too_few",
        "n": None, "sum": None, "mean": None, "weight": None,
    }  # fmt: skip


def test_marks_below_the_quorum_change_no_byte_of_the_result() -> None:
    ones, tens = hall([[2, 4, 6, 8, 5], [1] * 4]), hall([[2, 4, 6, 8, 5], [10] * 4])
    assert canonical(ones) == canonical(tens)


def test_when_everybody_is_recused_there_is_no_number() -> None:
    case = hall([[5] * 6, [5] * 6])
    recused = dataclasses.replace(case, recusals=frozenset(case.ballots))
    entry = documented(recused)["a"]
    assert (entry["rankable"], entry["score"], entry["rank"], entry["coverage"]) == (False, None, None, "0.0")
    assert entry["missing"] == [{"criterion": "worth", "reason": "too_few_marks"}]
    assert ranked(recused).recusals == 12


def test_an_empty_group_leaves_the_others_their_say() -> None:
    entry = documented(hall([[5, 6, 7, 8, 9], []]))["a"]
    assert entry["score"] == "70.0"


def test_a_voided_rater_falls_out_everywhere() -> None:
    case = hall([[5, 6, 7, 8, 9, 0]])
    assert documented(dataclasses.replace(case, voided=frozenset({5})))["a"]["score"] == "70.0"
    assert ranked(dataclasses.replace(case, voided=frozenset({5}))).voids == 1


def test_ties_share_a_rank_as_printed_and_the_next_rank_is_skipped() -> None:
    """50.004 and 50.001 differ only behind the printed decimal."""
    method = Method((Criterion("c", "p", "measured", Fraction(1)),), groups(1))
    values = {"first": "0.900000", "second": "0.500040", "third": "0.500010", "last": "0.100000"}
    case = Case(method, tuple(values), (0,), {}, {(code, "c"): Decimal(u) for code, u in values.items()})
    assert [documented(case)[code]["rank"] for code in values] == [1, 2, 2, 4]
    assert documented(case)["second"]["score"] == "50.0"


@pytest.mark.parametrize(("u", "printed"), [("0.500500", "50.0"), ("0.501500", "50.2"), ("0.500501", "50.1")])
def test_scores_are_rounded_half_to_even(u: str, printed: str) -> None:
    method = Method((Criterion("c", "p", "measured", Fraction(1)),), groups(1))
    assert documented(Case(method, ("a",), (0,), {}, {("a", "c"): Decimal(u)}))["a"]["score"] == printed


@pytest.mark.parametrize(("judged_weight", "rankable"), [("80", True), ("79.999", False)])
def test_eighty_percent_of_the_weight_must_be_present(judged_weight: str, rankable: bool) -> None:
    weight = Fraction(judged_weight)
    method = Method(
        (Criterion("j", "p", "judged", weight), Criterion("m", "q", "measured", 100 - weight)), groups(1)
    )
    entry = documented(hall([[3, 4, 5, 6, 7]], method))["a"]
    assert entry["rankable"] is rankable
    assert entry["missing"] == [{"criterion": "m", "reason": "no_measured_value"}]


def test_an_activity_without_a_number_takes_no_place() -> None:
    case = hall([[3, 4, 5, 6, 7]])
    longer = dataclasses.replace(case, activities=("unknown", "a"))
    assert [documented(longer)[code]["rank"] for code in ("unknown", "a")] == [None, 1]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"activity": [1]}, "outside"),
        ({"rater": [7]}, "outside"),
        ({"marks": [[11]]}, "off the scale"),
        ({"activity": [0, 0], "rater": [0, 0], "marks": [[1], [1]]}, "two ballots"),
        ({"activity": []}, "needs an activity"),
        ({"marks": [[1, 2]]}, "one column"),
        ({"recusals": [[0, 9]]}, "recusal"),
    ],
)
def test_input_that_does_not_fit_is_refused(change: dict, message: str) -> None:
    method, roster, ballots, measured = arrays(hall([[5]]))
    types = {"marks": np.uint8}
    changed: dict[str, Any] = {
        name: np.array(value, dtype=types.get(name, np.int64)) for name, value in change.items()
    }
    with pytest.raises(InputError, match=message):
        rank_round(method, roster, dataclasses.replace(ballots, **changed), measured)


@pytest.mark.parametrize(
    ("key", "u", "message"),
    [
        (("a", "c"), "1.000001", "not in"),
        (("a", "c"), "0.1234567", "six decimals"),
        (("b", "c"), "0.5", "no such"),
        (("a", "d"), "0.5", "no such"),
    ],
)
def test_measured_values_that_do_not_fit_are_refused(key: tuple[str, str], u: str, message: str) -> None:
    method = Method((Criterion("c", "p", "measured", Fraction(1)),), groups(1))
    with pytest.raises(InputError, match=message):
        ranked(Case(method, ("a",), (0,), {}, {key: Decimal(u)}))


@given(case=cases())
@settings(max_examples=40)
def test_the_document_holds_no_float(case: Case) -> None:
    def refuse(text: str) -> None:
        raise AssertionError(f"float {text}")

    json.loads(canonical(case), parse_float=refuse)
