"""The API's description: complete, valid, without a warning. What it leaves out or guesses, programs get wrong."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from foundation.checks import all_routes

ARGUMENT = re.compile(r"<(?:\w+:)?(\w+)>")
METHODS = ("get", "post", "put", "patch", "delete")


@pytest.fixture(scope="module")
def schema(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """As programs fetch it. Made by the command that a warning stops."""
    file = Path(tmp_path_factory.mktemp("schema"), "schema.json")
    call_command(
        "spectacular", "--validate", "--fail-on-warn", "--format", "openapi-json", "--file", str(file)
    )
    return json.loads(file.read_text())


def operations(schema: Any) -> Iterator[tuple[str, Any]]:
    for address, item in schema["paths"].items():
        for method in METHODS:
            if method in item:
                yield f"{method.upper()} {address}", item[method]


def test_every_method_of_every_route_is_described_and_no_other(schema: Any) -> None:
    offered = {
        f"{method} /" + ARGUMENT.sub(r"{\1}", pattern)
        for pattern, entry in all_routes()
        if pattern.startswith("api/v1/")
        for method in entry.callback.policy.methods  # type: ignore[attr-defined]  # -- reason: route() puts it there
    }
    described = {name for name, _operation in operations(schema)}
    assert sorted(offered - described) == []
    assert sorted(described - offered) == []


def test_every_answer_has_a_shape(schema: Any) -> None:
    """Only 204 is empty on purpose; anything else without content was forgotten."""
    empty = [
        f"{name}: {code}"
        for name, operation in operations(schema)
        for code, answer in operation["responses"].items()
        if code.startswith("2") and code != "204" and not answer.get("content")
    ]
    assert empty == []
