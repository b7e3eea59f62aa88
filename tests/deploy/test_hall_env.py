"""The environment of a hall: a secret made once, the address of the day."""

import stat
import subprocess
import sys
from pathlib import Path

import pytest

from deploy.hall_env import hall_environment, kept_secret
from tests.databases import ROOT


def test_the_secret_is_made_once_and_for_the_owner_only(tmp_path: Path) -> None:
    file = tmp_path / "var" / "hall.env"
    first = kept_secret(file)
    assert len(first) >= 50
    assert kept_secret(file) == first
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert kept_secret(tmp_path / "other.env") != first


def test_a_broken_file_is_not_taken_for_a_secret(tmp_path: Path) -> None:
    file = tmp_path / "hall.env"
    file.write_text("SECRET_KEY=\n")
    with pytest.raises(SystemExit):
        kept_secret(file)


@pytest.mark.parametrize(
    ("given", "public_url", "hosts"),
    [
        ({"HOST": "192.168.7.5"}, "http://192.168.7.5:8000", {"192.168.7.5", "127.0.0.1", "localhost"}),
        (
            {"HOST": "192.168.7.5", "PORT": "81"},
            "http://192.168.7.5:81",
            {"192.168.7.5", "127.0.0.1", "localhost"},
        ),
        (
            {"HOST": "10.0.0.2", "PUBLIC_URL": "https://s3.example.org"},
            "https://s3.example.org",
            {"10.0.0.2", "s3.example.org", "127.0.0.1", "localhost"},
        ),
        (
            {"HOST": "10.0.0.2", "PUBLIC_URL": "http://hall:8080/"},
            "http://hall:8080",
            {"10.0.0.2", "hall", "127.0.0.1", "localhost"},
        ),
    ],
)
def test_what_is_given_wins(tmp_path: Path, given: dict[str, str], public_url: str, hosts: set[str]) -> None:
    settings = hall_environment(tmp_path / "hall.env", given)
    assert settings["PUBLIC_URL"] == public_url
    assert set(settings["ALLOWED_HOSTS"].split(",")) == hosts


def test_it_prints_what_a_shell_can_read(tmp_path: Path) -> None:
    command = f'eval "$({sys.executable} deploy/hall_env.py {tmp_path}/hall.env)"; echo "$PUBLIC_URL"'
    environment = {"HOST": "10.1.2.3", "PORT": "8000", "PATH": "/usr/bin:/bin"}
    said = subprocess.run(["bash", "-c", command], cwd=ROOT, env=environment, capture_output=True, text=True)
    assert said.stdout == "http://10.1.2.3:8000\n"


def test_the_address_of_the_network_is_found_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for address in ("10.0.0.7", "192.168.1.9"):
        monkeypatch.setattr("deploy.hall_env.lan_address", lambda address=address: address)
        assert hall_environment(tmp_path / "hall.env", {})["PUBLIC_URL"] == f"http://{address}:8000"


def test_a_hall_has_a_password_of_its_own(tmp_path: Path) -> None:
    """The demonstration's usual password stands in the code; strangers share a hall's network."""
    here = hall_environment(tmp_path / "here.env", {"HOST": "127.0.0.1"})["DEMO_PASSWORD"]
    assert here == hall_environment(tmp_path / "here.env", {"HOST": "127.0.0.1"})["DEMO_PASSWORD"]
    assert here != hall_environment(tmp_path / "elsewhere.env", {"HOST": "127.0.0.1"})["DEMO_PASSWORD"]
    assert len(here) == 12
