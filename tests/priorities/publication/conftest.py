"""Hundreds of forgeries of one bundle are verified here: what does not depend on the forgery is drawn once."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

import verify


@pytest.fixture(autouse=True, scope="package")
def drawn_once() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        for name in ("drawn_weights", "count_draws", "scores_of"):
            patch.setattr(verify, name, remembering(getattr(verify, name)))
        yield


def remembering(work: Callable[..., Any]) -> Callable[..., Any]:
    """Draws are known by which object they are; they are kept, so that no other takes its place."""
    known: dict[object, tuple[Any, tuple[Any, ...]]] = {}

    def remembered(*given: Any) -> Any:
        key = tuple(id(each) if is_drawn(each) else as_key(each) for each in given)
        if key not in known:
            known[key] = (work(*given), given)
        return known[key][0]

    return remembered


def is_drawn(given: object) -> bool:
    return isinstance(given, list) and any(isinstance(each, list) for each in given)


def as_key(given: object) -> object:
    return tuple(given) if isinstance(given, list) else given
