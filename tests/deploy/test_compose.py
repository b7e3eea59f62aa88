"""deploy/compose.yaml and what it names: checked without a container engine."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.databases import ROOT

DEPLOY = ROOT / "deploy"
COMPOSE = DEPLOY / "compose.yaml"


def services() -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load(COMPOSE.read_text())
    return dict(content["services"])


def program(name: str) -> str:
    return str(Path(sys.executable).with_name(name))


def test_follows_the_compose_standard(tmp_path: Path) -> None:
    def check(file: Path) -> int:
        command = [program("check-jsonschema"), "--builtin-schema", "vendor.compose-spec", str(file)]
        return subprocess.run(command, capture_output=True).returncode

    assert check(COMPOSE) == 0
    misspelt = tmp_path / "compose.yaml"
    misspelt.write_text(COMPOSE.read_text().replace("read_only:", "readonly:"))
    assert check(misspelt) != 0


def test_the_image_is_built_as_advised() -> None:
    done = subprocess.run([program("hadolint"), str(DEPLOY / "Dockerfile")], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("name", sorted(services()))
def test_named_files_exist(name: str) -> None:
    service = services()[name]
    files = [mount.split(":")[0] for mount in service.get("volumes", ()) if mount.startswith(".")]
    if "build" in service:
        files.append(f"{service['build']['context']}/{service['build']['dockerfile']}")
    if "env_file" in service:
        files.append(f"{service['env_file']}.example")
    for file in files:
        assert (DEPLOY / file).is_file(), file


def test_every_variable_is_demanded_or_has_a_value() -> None:
    """One that is neither would quietly be empty: OWNER_PASSWORD may stand bare once it is demanded."""
    text = COMPOSE.read_text()
    demanded = set(re.findall(r"\$\{(\w+):[?-]", text))
    assert set(re.findall(r"\$\{(\w+)", text)) == demanded == {
        "OWNER_PASSWORD", "APPLICATION_PASSWORD", "FORWARDED_PROTO", "PORT",
    }  # fmt: skip


def test_every_process_runs_what_exists() -> None:
    commands = [" ".join(map(str, service.get("command", ()))) for service in services().values()]
    assert any("s3platform.asgi_live:application" in command for command in commands)
    assert any(" worker " in f"{command} " for command in commands)
    assert sum(" beat " in f"{command} " for command in commands) == 1
    for module in re.findall(r"s3platform\.(\w+):application", " ".join(commands)):
        assert (ROOT / "s3platform" / f"{module}.py").is_file()


def test_example_of_the_site_names_only_known_settings() -> None:
    known = set(re.findall(r"^#? ?([A-Z][A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE))
    named = re.findall(r"^([A-Z_]+)=", (DEPLOY / "site.env.example").read_text(), re.MULTILINE)
    assert set(named) <= known
    assert {"SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL", "REDIS_URL", "PUBLIC_URL"} <= set(named)
