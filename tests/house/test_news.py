"""Kinds of news are only names in the actions: each told is registered, each registered is told."""

import ast
from collections.abc import Iterator

from django.conf import settings
from django.utils import translation

from accounts.models import Topic
from accounts.registries import message_kinds
from tests.house.sources import ROOT, called, product_modules

LANGUAGES = [code for code, _name in settings.LANGUAGES]


def told() -> Iterator[tuple[str, str]]:
    """Literal `kind=` of calls that tell."""
    for path, module in product_modules():
        for node in ast.walk(module):
            if isinstance(node, ast.Call) and called(node) in ("tell", "tell_each"):
                for keyword in node.keywords:
                    if keyword.arg == "kind" and isinstance(keyword.value, ast.Constant):
                        yield f"{path.relative_to(ROOT)}:{node.lineno}", str(keyword.value.value)


def texts_outside_messages() -> set[str]:
    return {
        node.value
        for path, module in product_modules()
        if path.name != "messages.py"
        for node in ast.walk(module)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def test_every_kind_that_is_told_is_registered() -> None:
    assert [(where, kind) for where, kind in told() if kind not in message_kinds()] == []


def test_every_registered_kind_is_told_somewhere() -> None:
    assert sorted(message_kinds().keys() - texts_outside_messages()) == []


def test_every_topic_of_a_kind_is_one_people_can_choose() -> None:
    assert {kind.topic for kind in message_kinds().values()} <= set(Topic)
    for language in LANGUAGES:
        with translation.override(language):
            assert all(str(Topic(topic).label) for topic in Topic.values)
