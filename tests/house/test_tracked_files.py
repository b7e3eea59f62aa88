"""What must not stand in a tracked file."""

import re
import subprocess
from pathlib import Path

import pytest

from tests.house.sources import ROOT, tracked

FORBIDDEN = ROOT / ".ci" / "forbidden"
EXCUSE = re.compile(r"#\s*(noqa|type:\s*ignore)")
REASON = re.compile(r" -- \w")
# Where text is declared safe or written as markup by hand. Each place is a decision; a new one needs a review.
RAW_MARKUP = re.compile(
    r"mark_safe|SafeString\(|\|safe\b|autoescape off|innerHTML|outerHTML|insertAdjacentHTML"
)
RAW_MARKUP_ALLOWED: set[str] = set()


def _grep(folder: Path, *options: str) -> list[str]:
    command = ["git", "grep", "-nIE", *options, "-f", str(FORBIDDEN)]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True).stdout.splitlines()


def test_no_package_index_and_no_path_of_one_machine() -> None:
    assert _grep(ROOT) == []


@pytest.mark.parametrize(
    "line",
    [
        "--index-url https://py" + "pi.org/simple",
        "https://files.py" + "thonhosted.org/packages/x.whl",
        "https://registry.npm" + "js.org/x.tgz",
        "see /wo" + "rk/main/manage.py",
        "'/ro" + "ot/.cache'",
        "/ho" + "me/somebody/s3",
    ],
)
def test_the_pattern_finds_what_it_must(tmp_path: Path, line: str) -> None:
    (tmp_path / "file").write_text(line)
    assert _grep(tmp_path, "--no-index") != []


@pytest.mark.parametrize(
    ("name", "fewest"),
    [("requirements.txt", 50), ("requirements-dev.txt", 50), ("bench/requirements.txt", 3)],
)
def test_locks_pin_everything_by_hash(name: str, fewest: int) -> None:
    lock = (ROOT / name).read_text()
    entries = re.findall(r"^\S+==\S+.*(?:\n    .*)*", lock, re.MULTILINE)
    assert len(entries) > fewest
    assert [entry for entry in entries if "--hash=sha256:" not in entry] == []
    assert "://" not in lock
    assert not re.search(r"^(-e|-f|--(extra-)?index|--find-links|\S+ @ )", lock, re.MULTILINE)


@pytest.mark.parametrize(
    ("name", "fewest"), [("requirements", 20), ("requirements-dev", 20), ("bench/requirements", 2)]
)
def test_locks_are_made_of_what_is_wanted(name: str, fewest: int) -> None:
    wanted = re.findall(r"^([\w-]+)(?:\[.*?\])?==([\w.]+)", (ROOT / f"{name}.in").read_text(), re.MULTILINE)
    lock = (ROOT / f"{name}.txt").read_text()
    assert len(wanted) > fewest
    assert [pin for pin in wanted if f"\n{pin[0].lower()}=={pin[1]}" not in f"\n{lock}"] == []


def test_every_excuse_carries_its_reason() -> None:
    bare = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in tracked("*.py")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if EXCUSE.search(line) and not REASON.search(line) and path != Path(__file__)
    ]
    assert bare == []


def test_no_text_is_declared_safe_outside_the_list() -> None:
    found = {
        str(path.relative_to(ROOT))
        for path in tracked("*.py", "*.html", "*.js")
        if RAW_MARKUP.search(path.read_text(encoding="utf-8")) and path != Path(__file__)
    }
    assert found == RAW_MARKUP_ALLOWED
