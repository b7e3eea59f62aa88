"""Names that are only texts in the code must name something: a misspelt permission would answer "no" for ever."""

import ast
import re
from collections.abc import Iterator
from typing import Any

import rules
from celery import current_app
from django.apps import apps
from django.conf import settings

from foundation.checks import all_routes, every_route_has_a_policy
from foundation.policy import Policy
from foundation.transitions import LifeCycle
from tests.house.sources import APPS, ROOT, literal_arguments, product_modules, tracked

HAS_PERM_TAG = re.compile(r"{%\s*has_perm\s+['\"]([\w.]+)['\"]")


def _life_cycles() -> Iterator[tuple[Any, LifeCycle]]:
    for app in APPS:
        for model in apps.get_app_config(app).get_models():
            if cycle := getattr(model, "life_cycle", None):
                yield model, cycle


# -- routes and permissions --------------------------------------------------------------------------------------


def test_every_route_says_who_may_reach_it() -> None:
    assert every_route_has_a_policy() == []


def test_a_route_without_policy_is_found(monkeypatch: Any) -> None:
    entry = next(entry for _pattern, entry in all_routes() if entry.name == "health")
    monkeypatch.delattr(entry.callback, "policy")
    assert [error.id for error in every_route_has_a_policy()] == ["foundation.E001"]


def _permissions_asked() -> Iterator[tuple[str, str]]:
    for pattern, entry in all_routes():
        policy: Policy = entry.callback.policy  # type: ignore[attr-defined]  # -- reason: route() puts it there
        for method, allow in policy.methods.items():
            yield f"{method} {pattern}", allow.permission
    for model, cycle in _life_cycles():
        for step in cycle.steps:
            yield f"{model.__name__}.{step.name}", step.permission
    yield from literal_arguments("has_perm")
    for path in tracked("templates/*.html"):
        for name in HAS_PERM_TAG.findall(path.read_text(encoding="utf-8")):
            yield str(path.relative_to(ROOT)), name


def test_every_permission_asked_for_exists() -> None:
    unknown = [(where, name) for where, name in _permissions_asked() if name and not rules.perm_exists(name)]
    assert unknown == []


# -- tasks -------------------------------------------------------------------------------------------------------


def _tasks_yielded() -> Iterator[tuple[str, str]]:
    """Names that sweeps yield: `yield "app.task", (ids,)`."""
    for path, module in product_modules():
        for node in ast.walk(module):
            match node:
                case ast.Yield(value=ast.Tuple(elts=[ast.Constant(value=str(name)), *_])) if "." in name:
                    yield f"{path.relative_to(ROOT)}:{node.lineno}", name


def test_every_woken_task_exists() -> None:
    current_app.loader.import_default_modules()
    woken = [*literal_arguments("wake"), *_tasks_yielded()]
    woken += [("the schedule", str(entry["task"])) for entry in settings.CELERY_BEAT_SCHEDULE.values()]
    assert [(where, name) for where, name in woken if name not in current_app.tasks] == []
    assert ("the schedule", "foundation.sweep") in woken


# -- audit -------------------------------------------------------------------------------------------------------


def _sentences() -> dict[str, Any]:
    known: dict[str, Any] = {}
    for path in tracked(*(f"{app}/sentences.py" for app in APPS)):
        module = __import__(f"{path.parent.name}.sentences", fromlist=["SENTENCES"])
        known |= module.SENTENCES
    return known


def _verbs() -> set[str]:
    verbs = {verb for _where, verb in literal_arguments("record", 1)}
    for model, cycle in _life_cycles():
        verbs |= {f"{model._meta.app_label}.{step.name}_{model._meta.model_name}" for step in cycle.steps}
    return verbs


def test_every_audit_verb_has_a_sentence_and_every_sentence_a_verb() -> None:
    sentences = _sentences()
    assert sorted(_verbs() - sentences.keys()) == []
    assert sorted(sentences.keys() - _verbs()) == []
