"""Names that are only texts in the code must name something: a misspelt permission would answer "no" for ever."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import rules
from celery import current_app
from django.apps import apps
from django.conf import settings

from foundation.checks import all_routes, every_route_has_a_policy
from foundation.policy import Policy
from foundation.transitions import LifeCycle
from tests.house.sources import APPS, ROOT, called, literal_arguments, product_modules, tracked

VERB = re.compile(r"([a-z]+\.)?[a-z]+_[a-z_]+")
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
    """Verbs that certainly reach the chain: steps of life cycles, and texts in calls of record and its kin."""
    verbs = {
        verb if "." in verb else f"{path.relative_to(ROOT).parts[0]}.{verb}"
        for path, call in _calls("record", "_record")
        for verb in _texts_of(*call.args[:2])
        if VERB.fullmatch(verb)
    }
    for model, cycle in _life_cycles():
        verbs |= {f"{model._meta.app_label}.{step.name}_{model._meta.model_name}" for step in cycle.steps}
    return verbs


def _calls(*names: str) -> Iterator[tuple[Path, ast.Call]]:
    for path, module in product_modules():
        for node in ast.walk(module):
            if isinstance(node, ast.Call) and called(node) in names:
                yield path, node


def _texts_of(*nodes: ast.AST) -> set[str]:
    parts = [part for node in nodes for part in ast.walk(node)]
    return {part.value for part in parts if isinstance(part, ast.Constant) and isinstance(part.value, str)}


def _texts_outside_sentences() -> set[str]:
    return {
        text
        for path, module in product_modules()
        if path.name != "sentences.py"
        for text in _texts_of(module)
    }


def test_every_audit_verb_has_a_sentence() -> None:
    assert sorted(_verbs() - _sentences().keys()) == []


def test_every_sentence_has_a_verb() -> None:
    said = _verbs() | _texts_outside_sentences()
    stale = [verb for verb in _sentences() if verb not in said and verb.partition(".")[2] not in said]
    assert stale == []
