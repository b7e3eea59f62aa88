"""A small publication made by the real score: eight activities, four groups, one of everything that can happen."""

from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assessments import scoring
from assessments.projections.analyses import robustness_of
from assessments.scoring import Ballots, Criterion, Group, Method, Roster, rank_round
from priorities.publication import (
    ActivityCard,
    Approval,
    Bundle,
    Content,
    Decisions,
    Deviation,
    Edition,
    FrozenMethod,
    LegalAct,
    MeasuredValue,
    ThreadEntry,
    build_bundle,
)
from priorities.publication.encoding import canonical_json, sha256

VERIFIER = Path(__file__).parents[3] / "verify.py"
HELICES = ("science", "business", "government", "civil")
GROUP_SIZES = (8, 12, 7, 6)
ACTIVITIES = tuple(f"a{index}" for index in range(8))
UNANIMOUS = "a6"  # everybody of one group gives it the highest mark: its sums stay back
UNKNOWN = "a7"  # too few know it: no number

METHOD = Method(
    criteria=(
        Criterion("open", "inclusivity", "judged", Fraction("13.5")),
        Criterion("known", "specialization", "judged", Fraction("13.5"), 1, 5),
        Criterion("quotient", "specialization", "measured", Fraction(9)),
        Criterion("risk", "experimentation", "judged", Fraction("22.5"), reversed=True),
    ),
    groups=tuple(Group(helix, Fraction(1, 4), (helix,)) for helix in HELICES),
)


VOIDED = 32


def group_of(rater: int) -> str:
    return HELICES[int(np.repeat(np.arange(4), GROUP_SIZES)[rater])]


def ballots() -> tuple[Roster, Ballots]:
    rng = np.random.default_rng(7)
    group = np.repeat(np.arange(4), GROUP_SIZES)
    activity = np.repeat(np.arange(len(ACTIVITIES)), len(group))
    rater = np.tile(np.arange(len(group)), len(ACTIVITIES))
    columns = np.stack(
        [rng.integers(0, 11, len(rater)), rng.integers(1, 6, len(rater)), rng.integers(0, 11, len(rater))]
    )
    marks: NDArray[np.uint8] = columns.T.astype(np.uint8)
    marks[rng.random(marks.shape) < 0.08] = 255
    marks[(activity == 6) & (group[rater] == 1), 0] = 10
    marks[(activity == 7) & (rater % 4 > 0)] = 254
    recusals = np.array([[0, 0], [0, 1], [0, 2], [0, 3], [3, 9]])
    return Roster(group, frozenset({VOIDED})), Ballots(ACTIVITIES, activity, rater, marks, recusals)


def measured() -> dict[tuple[str, str], Decimal]:
    return {(code, "quotient"): Decimal(f"0.{index}13579") for index, code in enumerate(ACTIVITIES[:-1])}


def robustness(digest: str) -> dict[str, Any] | None:
    """As the platform computes it beside the ranking."""
    inputs = (METHOD, *ballots(), measured())
    counts = scoring.count_cells(*inputs[:3])
    scores = [each.official.score for each in rank_round(*inputs).activities]
    is_open = scoring.open_activities(METHOD, counts)
    values = scoring.official_values(METHOD, counts, ACTIVITIES, measured())
    return robustness_of(METHOD, ACTIVITIES, values, is_open, scores, digest)


@cache
def content() -> Content:
    roster, marks = ballots()
    results = rank_round(METHOD, roster, marks, measured()).as_document()
    place = {entry["activity"]: entry["rank"] for entry in results["activities"] if entry["rank"]}
    advice = sorted(place, key=place.__getitem__)
    order = (advice[1], advice[0], *advice[2:4], advice[6])
    document = {**METHOD.as_document(), "title": "Four principles and discovery"}
    digest = sha256(canonical_json(document))
    return Content(
        edition=Edition("KZ-23", "set-1", 1, 1, "2025-03-14"),
        method=FrozenMethod(document, digest, digest),
        results=results,
        measured=tuple(
            MeasuredValue(
                code, criterion, str(u), "1.25; 0.8", "ratio", "2024", "Bureau of statistics", "lq-1"
            )
            for (code, criterion), u in measured().items()
        ),
        activities=tuple(
            ActivityCard(code, {"en": f"Activity {code}", "ru": f"Деятельность {code}"}, ("20.16",))
            for code in ACTIVITIES
        ),
        attendance=dict(zip(HELICES, (9, 13, 7, 3), strict=True)),
        left_out=3,
        voids={group_of(VOIDED): {"twice": 1}},
        decisions=Decisions(
            target=5,
            order=order,
            deviations=(
                Deviation(advice[1], "moved", "Partners are ready now", 2, 1),
                Deviation(advice[4], "dropped", "No site for it yet", 5, None),
                Deviation(advice[6], "added", "The only one for the north of the region", None, 5),
            ),
            approvals=(Approval("official", "2025-03-12"), Approval("official", "2025-03-13")),
            approvals_needed=2,
            legal_act=LegalAct("17-r", "2025-03-13"),
        ),
        thread=tuple(ThreadEntry(code, dict.fromkeys(HELICES, 2), 3, 1) for code in order),
        verifier=VERIFIER.read_bytes(),
        robustness=robustness(digest),
    )


@cache
def bundle() -> Bundle:
    return build_bundle(content())
