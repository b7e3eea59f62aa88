"""The tracked source files, read as trees: what the house tests ask about code that is not run."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
APPS = ["foundation", "accounts", "regions", "discovery", "assessments", "projects", "priorities"]
PRODUCT = [*APPS, "s3platform", "demo"]


@cache
def tracked(*patterns: str) -> tuple[Path, ...]:
    """Tracked and new files (not the ignored ones) that match git's patterns, below the root."""
    asked = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z", "--", *patterns]
    names = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\0")
    return tuple(ROOT / name for name in sorted(names) if name and (ROOT / name).is_file())


def product_modules() -> Iterator[tuple[Path, ast.Module]]:
    for path in tracked(*(f"{app}/*.py" for app in PRODUCT)):
        if "migrations" not in path.parts:
            yield path, ast.parse(path.read_text(encoding="utf-8"), str(path))


def literal_arguments(function: str, position: int = 0) -> Iterator[tuple[str, str]]:
    """Each literal text given to calls of `function` (`f(...)` or `anything.f(...)`): (where, text)."""
    for path, module in product_modules():
        for node in ast.walk(module):
            if isinstance(node, ast.Call) and called(node) == function and len(node.args) > position:
                argument = node.args[position]
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                    yield f"{path.relative_to(ROOT)}:{node.lineno}", argument.value


def called(node: ast.Call) -> str:
    function = node.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
