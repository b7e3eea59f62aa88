"""The one door for state changes.

A model declares its life cycle as a table of steps (`life_cycle = LifeCycle(...)`); `take_step` is the only way to
change its state: lock the row, permission, source state, guards, save with a compare-and-set on the old state, audit,
and after the commit the signal. Buttons on pages come from the same table (`steps_open_to`).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

import rules
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.dispatch import Signal
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from foundation import audit

M = TypeVar("M", bound=models.Model)


class Refused(Exception):
    """Not now, or not so: the message is for the person, in their language. Nothing was changed."""

    def __init__(self, message: str | Promise) -> None:
        super().__init__(message)
        self.message = str(message)


class WrongState(Refused):
    """The thing is no longer in a state from which this step starts (somebody was faster, or the page was old)."""


@dataclass(frozen=True)
class Step:
    """One row of a life cycle: `name` is an imperative, states are past participles."""

    name: str
    sources: frozenset[str]
    target: str
    permission: str
    label: str | Promise
    needs_reason: bool = False
    announces: Signal | None = None  # sent after the commit with the object's id only


@dataclass(frozen=True)
class LifeCycle:
    """The steps of one model; `chain` gives the audit chain of an object without a query."""

    steps: tuple[Step, ...]
    chain: Callable[[Any], str]

    def step(self, name: str) -> Step:
        return next(step for step in self.steps if step.name == name)

    def steps_open_to(self, actor: Any, subject: models.Model) -> list[Step]:
        """What this person may do with the thing now: the buttons of its page."""
        state = getattr(subject, "state", "")
        return [s for s in self.steps if state in s.sources and rules.has_perm(s.permission, actor, subject)]


def move(
    name: str, source: str | Iterable[str], target: str, permission: str, label: Any, **more: Any
) -> Step:
    """Spelling of a Step for tables: one source or several."""
    sources = frozenset([source] if isinstance(source, str) else source)
    return Step(name, sources, target, permission, label, **more)


@transaction.atomic
def take_step(
    subject: M,
    name: str,
    *,
    by: Any,
    reason: str = "",
    guards: Iterable[Callable[[M], None]] = (),
    change: Callable[[M], None] | None = None,
) -> M:
    """Take one step of the life cycle; returns the fresh object.

    `guards` raise Refused; `change` sets further columns of the locked object, saved with the state.
    Raises PermissionDenied, WrongState, Refused.
    """
    cycle: LifeCycle = subject.life_cycle  # type: ignore[attr-defined]  # -- reason: declared by every model with a state
    wanted = cycle.step(name)
    locked = type(subject)._base_manager.select_for_update().get(pk=subject.pk)
    if not rules.has_perm(wanted.permission, by, locked):
        raise PermissionDenied
    require_state(locked, wanted)
    if wanted.needs_reason and not reason.strip():
        raise Refused(_("Please write the reason: others will read it."))
    for guard in guards:
        guard(locked)
    before = audit.snapshot(locked)
    _compare_and_set(locked, wanted)
    if change:
        change(locked)
    locked.save()
    audit.record(
        cycle.chain(locked),
        f"{locked._meta.app_label}.{name}_{locked._meta.model_name}",
        locked,
        by=by,
        before=before,
        after=audit.snapshot(locked),
        reason=reason.strip(),
    )
    if wanted.announces:
        transaction.on_commit(partial(wanted.announces.send, type(locked), pk=locked.pk))
    return locked


def require_state(locked: models.Model, wanted: Step) -> None:
    if getattr(locked, "state", "") not in wanted.sources:
        raise WrongState(
            _("This was already changed by somebody else. Please reload the page and look again.")
        )


def _compare_and_set(locked: Any, wanted: Step) -> None:
    """The row moves only if it still is where it was: holds where SELECT ... FOR UPDATE does nothing (SQLite)."""
    moved = type(locked)._base_manager.filter(pk=locked.pk, state=locked.state).update(state=wanted.target)
    if moved != 1:
        raise WrongState(
            _("This was already changed by somebody else. Please reload the page and look again.")
        )
    locked.state = wanted.target
