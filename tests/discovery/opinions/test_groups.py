"""Opinion groups: where people stand, who stands together, how many groups there are, and when there are none."""

import os
import subprocess
import sys
import warnings
from hashlib import sha256
from importlib import import_module
from importlib.util import find_spec
from math import sqrt
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from discovery.opinions import AGREE, DISAGREE, PASS, UNSEEN, OpinionGroups, Votes, opinion_groups
from discovery.opinions.clusters import Clusters, clusterings, silhouettes
from discovery.opinions.groups import NOBODY
from discovery.opinions.landscape import STEP, landscape
from tests.discovery.opinions.halls import camps

ANSWERS = st.sampled_from([AGREE, PASS, DISAGREE, UNSEEN])
SMALL = st.tuples(st.integers(1, 12), st.integers(1, 6)).flatmap(
    lambda n: st.lists(st.lists(ANSWERS, min_size=n[1], max_size=n[1]), min_size=n[0], max_size=n[0])
)
POINTS = st.lists(st.tuples(st.integers(-40, 40), st.integers(-40, 40)), min_size=2, max_size=30).map(
    lambda rows: np.array(rows, dtype=np.float64)
)


def votes_of(rows: list[list[int]]) -> Votes:
    return Votes(np.array(rows, dtype=np.int8))


# -- answers ------------------------------------------------------------------------------------------------------


@given(SMALL, st.randoms(use_true_random=False))
def test_rows_of_answers_come_in_any_order(rows: list[list[int]], random: Any) -> None:
    given_ = [(i, j, a) for i, row in enumerate(rows) for j, a in enumerate(row) if a != UNSEEN]
    random.shuffle(given_)
    voter, statement, answer = (np.array([each[at] for each in given_], dtype=np.int64) for at in range(3))
    found = Votes.of(voter, statement, answer, (len(rows), len(rows[0])))
    assert found.answers.tolist() == rows


def test_what_is_no_answer_is_refused() -> None:
    zero = np.zeros(2, dtype=np.int64)
    with pytest.raises(ValueError, match="two answers"):
        Votes.of(zero, zero, zero, (1, 1))
    with pytest.raises(ValueError, match="to agree, to pass"):
        Votes.of(zero[:1], zero[:1], zero[:1] + UNSEEN, (1, 1))
    for wrong in (np.array([[2]], np.int8), np.array([[-2]], np.int8), np.array([[1.0]])):
        with pytest.raises(ValueError, match="to agree, to pass"):
            Votes(wrong)


# -- the landscape ------------------------------------------------------------------------------------------------


def centred(rows: list[list[int]]) -> np.ndarray:
    """Filled with the mean of the statement and centred, cell by cell; statements nobody answered left out."""
    columns = [column for column in zip(*rows, strict=True) if set(column) != {UNSEEN}]
    filled = []
    for column in columns:
        known = [answer for answer in column if answer != UNSEEN]
        mean = sum(known) / len(known)
        filled.append([0.0 if answer == UNSEEN else answer - mean for answer in column])
    return np.array(filled).T.reshape(len(rows), len(columns))


@given(SMALL)
@settings(max_examples=300)
def test_axes_hold_as_much_as_any_two_can(rows: list[list[int]]) -> None:
    """By another algorithm (singular values), and so that directions of equal length need not be the same."""
    matrix = centred(rows)
    found = landscape(votes_of(rows))
    if matrix.size == 0:
        assert np.isnan(found.places).all()
        return
    lengths = np.linalg.svd(matrix, compute_uv=False)
    axes = np.nan_to_num(found.axes[:, ~np.isnan(found.axes[0])])
    held = ((matrix @ axes.T) ** 2).sum(axis=0)
    assert held == pytest.approx(np.resize(np.append(lengths, [0, 0]), 2) ** 2, abs=1e-4)
    whole = float((matrix**2).sum())
    assert np.nan_to_num(found.explained) == pytest.approx(held / whole if whole > 1e-9 else [0, 0], abs=1e-5)
    for row, place, answers in zip(matrix, found.places, rows, strict=True):
        n = sum(answer != UNSEEN for answer in answers)
        expected = row @ axes.T * sqrt(matrix.shape[1] / n) if n else [np.nan, np.nan]
        assert place == pytest.approx(expected, abs=STEP, nan_ok=True)


def test_few_answers_do_not_put_people_in_the_middle() -> None:
    """Of one camp, with a third of the answers: as far out as the others, on average; unscaled much nearer."""
    votes, _ = camps((60, 60), 60, seen=1.0)
    fewer = votes.answers.copy()
    fewer[:30][np.random.default_rng(5).random((30, 60)) > 1 / 3] = UNSEEN
    where = landscape(Votes(fewer)).places[:, 0]
    ratio = np.abs(where[:30]).mean() / np.abs(where[30:60]).mean()
    assert 0.5 < ratio < 1.1
    assert ratio / sqrt(3) < 0.5


def test_who_answered_nothing_stands_nowhere() -> None:
    found = landscape(votes_of([[AGREE, UNSEEN], [DISAGREE, UNSEEN], [UNSEEN, UNSEEN]]))
    assert np.isnan(found.places[2]).all()
    assert not np.isnan(found.places[:2]).any()
    assert np.isnan(found.axes[:, 1]).all(), "nobody answered the second statement"
    assert found.axes[0, 0] == 1


# -- clusters -----------------------------------------------------------------------------------------------------


def naive_silhouette(places: np.ndarray, label: np.ndarray) -> float:
    values = []
    for i, own in enumerate(places):
        means = {}
        for cluster in set(label.tolist()):
            others = [
                sqrt(((own - p) ** 2).sum()) for j, p in enumerate(places) if label[j] == cluster and j != i
            ]
            means[cluster] = sum(others) / len(others) if others else None
        a = means.pop(int(label[i]))
        b = min(mean for mean in means.values() if mean is not None)
        values.append(0.0 if a is None or max(a, b) == 0 else (b - a) / max(a, b))
    return sum(values) / len(values)


@given(POINTS)
def test_silhouettes_as_written_down_pair_by_pair(places: np.ndarray) -> None:
    found = clusterings(places, 5)
    assert (found == []) == (len(np.unique(places, axis=0)) == 1)
    if found:
        expected = [naive_silhouette(places, each.label) for each in found]
        assert silhouettes(places, found) == pytest.approx(expected, abs=1e-5)


@given(POINTS)
def test_nobody_stands_nearer_to_another_centre(places: np.ndarray) -> None:
    for count, found in enumerate(clusterings(places, 5), 2):
        assert len(found.centres) == count
        assert (np.diff(found.sizes) <= 0).all()
        distances = ((places[:, None] - found.centres) ** 2).sum(axis=2)
        own = distances[np.arange(len(places)), found.label]
        assert (own <= distances.min(axis=1) + 1e-9).all()
        for at, centre in enumerate(found.centres):
            assert places[found.label == at].mean(axis=0) == pytest.approx(centre)


def test_three_heaps_are_found_though_one_is_small_and_far() -> None:
    """Started at the two that are near each other, the third would be cut from one of them."""
    rng = np.random.default_rng(3)
    heaps = [rng.normal(at, 0.3, (n, 2)) for at, n in (((0, 0), 200), ((3, 0), 200), ((0, 40), 8))]
    found: Clusters = clusterings(np.concatenate(heaps), 3)[-1]
    assert found.sizes.tolist() == [200, 200, 8]


# -- groups -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("sizes", [(60, 40), (70, 50, 30)])
def test_camps_are_found_again(sizes: tuple[int, ...]) -> None:
    votes, camp = camps(sizes, seen=0.9, seed=4)
    found = opinion_groups(votes, g=5)
    assert found.sizes == sizes
    assert found.group.tolist() == camp.tolist()
    best = max(value for _, value in found.silhouettes)
    assert dict(found.silhouettes)[len(sizes)] == best


@given(st.randoms(use_true_random=False), st.integers(0, 50))
@settings(max_examples=25, deadline=None)
def test_order_of_voters_does_not_matter(random: Any, seed: int) -> None:
    votes, _ = camps((20, 15, 12), seed=seed, noise=1.2)
    order = list(range(47))
    random.shuffle(order)
    found, turned = opinion_groups(votes, g=3), opinion_groups(Votes(votes.answers[order]), g=3)
    assert turned.group.tolist() == found.group[order].tolist()
    assert turned.silhouettes == found.silhouettes
    assert turned.landscape.places.tobytes() == found.landscape.places[order].tobytes()


@given(st.integers(0, 200), st.integers(3, 10))
@settings(max_examples=40, deadline=None)
def test_no_group_is_smaller_than_g(seed: int, g: int) -> None:
    votes, _ = camps((25, 8, 4), seed=seed, noise=1.5)
    found = opinion_groups(votes, g=g)
    assert all(size >= g for size in found.sizes)
    assert np.bincount(found.group[found.group >= 0], minlength=len(found.sizes)).tolist() == list(
        found.sizes
    )
    assert bool(found.sizes) == (found.missing == "")


def test_a_camp_below_g_is_not_a_group() -> None:
    """Three people who stand far apart: found where g allows it, else among the others."""
    votes, _ = camps((40, 30, 4), 60, seen=1.0, seed=2)
    assert opinion_groups(votes, g=4).sizes == (40, 30, 4)
    found = opinion_groups(votes, g=5)
    assert min(found.sizes) >= 5
    assert 3 not in dict(found.silhouettes), "not even how well it would have stood apart is told"


def test_groups_only_from_thirty_people_with_seven_answers_on() -> None:
    votes, _ = camps((16, 15), seen=1.0)
    answers = votes.answers.copy()
    answers[0, 7:], answers[1, 6:] = UNSEEN, UNSEEN
    found = opinion_groups(Votes(answers), g=5)
    assert found.missing == ""
    assert found.group[0] != NOBODY
    assert found.group[1] == NOBODY, "six answers do not place anybody"
    answers[0, 6] = UNSEEN
    found = opinion_groups(Votes(answers), g=5)
    assert (found.missing, found.sizes) == ("too_few_voters", ())
    assert (found.group == NOBODY).all()


def test_where_all_say_the_same_there_are_no_groups() -> None:
    assert opinion_groups(Votes(np.ones((40, 10), np.int8)), g=5).missing == "all_alike"


def test_groups_that_would_all_be_small_are_none() -> None:
    votes, _ = camps((20, 12), seen=1.0)
    assert opinion_groups(votes, g=17).missing == "small_groups"


def digest(found: OpinionGroups) -> str:
    return sha256(
        found.group.tobytes() + found.landscape.places.tobytes() + repr(found.silhouettes).encode()
    ).hexdigest()


PRINTED = """
from discovery.opinions import opinion_groups
from tests.discovery.opinions.halls import camps
from tests.discovery.opinions.test_groups import digest
print(digest(opinion_groups(camps((300, 200, 100), 120, noise=1.5)[0], g=5)))
"""


def test_same_bytes_on_repeat_and_on_any_number_of_threads() -> None:
    printed = {
        subprocess.run(
            [sys.executable, "-c", PRINTED],
            env=os.environ | {"OPENBLAS_NUM_THREADS": threads},
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        for threads in ("1", "2")
    }
    assert printed == {digest(opinion_groups(camps((300, 200, 100), 120, noise=1.5)[0], g=5))}


@pytest.mark.skipif(find_spec("reddwarf") is None, reason="a peer of the bench: make bench-peers")
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_places_and_groups_as_red_dwarf_has_them(seed: int) -> None:
    import pandas as pd

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        peer: Any = import_module("reddwarf.utils.reducer.base")
        clusterer: Any = import_module("reddwarf.utils.clusterer.kmeans")
    votes, _ = camps((80, 60, 40), seed=seed)
    matrix = np.where(votes.seen, votes.answers, np.nan).astype(np.float64)
    theirs, _, _ = peer.run_reducer(vote_matrix=pd.DataFrame(matrix).values)
    found = opinion_groups(votes, g=5)
    signs = np.sign((theirs * found.landscape.places).sum(axis=0))
    np.testing.assert_allclose(found.landscape.places, theirs * signs, atol=1e-4)
    count, silhouette, fitted = clusterer.find_best_kmeans(theirs, random_state=0)
    assert len(found.sizes) == count
    assert dict(found.silhouettes)[count] == pytest.approx(silhouette, abs=1e-3)
    pairs = set(zip(found.group.tolist(), fitted.labels_.tolist(), strict=True))
    assert len(pairs) == count, "the same groups under other numbers"
