"""What rounds store about a person, for the person: own marks, never anybody else's."""

from collections.abc import Iterator
from typing import Any

from accounts.models import User
from accounts.registries import OwnData
from assessments.models import Ballot, Conflict, Grader, LeftOut, Void, Weigher


def _marks(user: User) -> Iterator[tuple[Any, ...]]:
    own = Ballot.objects.filter(rater__user=user).order_by("pk")
    for *about, marks, comment, at in own.values_list(
        "round_id", "round__title", "activity_id", "activity__title", "marks", "comment", "updated_at"
    ):
        yield (*about, " ".join(str(mark) for mark in bytes(marks)), comment, at)


def _conflicts(user: User) -> Iterator[tuple[Any, ...]]:
    own = Conflict.objects.filter(rater__user=user).order_by("pk")
    yield from own.values_list("round_id", "activity_id", "activity__title", "declared_at")


def _splits(user: User) -> Iterator[tuple[Any, ...]]:
    own = Weigher.objects.filter(user=user, points__isnull=False).select_related("weighing").order_by("pk")
    for weigher in own:
        for item, points in zip(weigher.weighing.items, weigher.points or (), strict=True):
            yield weigher.weighing_id, item, points, weigher.updated_at


def _grades(user: User) -> Iterator[tuple[Any, ...]]:
    own = Grader.objects.filter(user=user).select_related("wheel").order_by("pk")
    for grader in own:
        for factor, grade in sorted(grader.grades.items()):
            yield grader.wheel_id, grader.wheel.title, factor, grade, grader.updated_at


def _kept_out(user: User) -> Iterator[tuple[Any, ...]]:
    kept = LeftOut.objects.filter(user=user).order_by("pk")
    yield from kept.values_list("round_id", "round__title", "organization__name", "round__opened_at")


def _voids(user: User) -> Iterator[tuple[Any, ...]]:
    own = Void.objects.filter(rater__user=user).order_by("pk")
    yield from own.values_list(
        "round_id", "round__title", "ground", "reason", "state", "asked_at", "decided_at"
    )


_ABOUT = ("round_id", "round", "activity_id", "activity")
OWN_DATA = (
    # in the order of the round's questions; 254: no answer, 255: cannot judge
    OwnData("marks", (*_ABOUT, "marks_254_none_255_cannot_judge", "comment", "changed_at"), _marks),
    OwnData("declared_interests", ("round_id", "activity_id", "activity", "declared_at"), _conflicts),
    OwnData("kept_out_of_rounds", ("round_id", "round", "organization", "at"), _kept_out),
    OwnData(
        "marks_struck", ("round_id", "round", "ground", "reason", "state", "asked_at", "decided_at"), _voids
    ),
    OwnData("weights_given", ("weighing_id", "item", "points", "changed_at"), _splits),
    # 0: no information
    OwnData(
        "self_assessment", ("wheel_id", "wheel", "factor", "grade_0_no_information", "changed_at"), _grades
    ),
)
