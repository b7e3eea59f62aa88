"""One command saves a site, one restores it on an empty machine; then the audit and every publication verify (B1)."""

import io
import json
import tarfile
from pathlib import Path

import pytest

from tests.databases import Backend, FreshDatabases, manage, on_database


@pytest.mark.journey
@pytest.mark.parametrize("backend", ["postgresql", "embedded"])
def test_backup_and_restore(fresh_databases: FreshDatabases, backend: Backend, tmp_path: Path) -> None:
    file, media = tmp_path / "site.tar", tmp_path / "media"
    (media / "scans").mkdir(parents=True)
    (media / "scans" / "act.pdf").write_bytes(b"%PDF-1.7 a scan")
    with fresh_databases.fresh(backend) as address:
        saved = on_database(address) | {"MEDIA_ROOT": str(media)}
        manage(saved, "seed_demo")
        life = manage(saved, "shell", "--command", EPOCH)
        assert "members" in manage(saved, "backup", str(file))
        counted = manage(saved, "shell", "--command", COUNT)
        with pytest.raises(AssertionError, match="exists already"):
            manage(saved, "backup", str(file))
        with pytest.raises(AssertionError, match="not empty"):
            manage(saved, "restore", str(file))

    with fresh_databases.empty(backend) as address:
        target = on_database(address) | {"MEDIA_ROOT": str(tmp_path / "restored")}
        for spoilt in (without(file, "media/scans/act.pdf"), changed(file, "media/scans/act.pdf")):
            with pytest.raises(AssertionError, match=r"media/scans/act\.pdf"):
                manage(target, "restore", str(spoilt))
        said = manage(target, "restore", str(file))
        assert "whole" in said
        assert "1 publications: whole, and recomputed." in said
        assert manage(target, "shell", "--command", COUNT) == counted
        assert (tmp_path / "restored" / "scans" / "act.pdf").read_bytes() == b"%PDF-1.7 a scan"
        assert manage(target, "shell", "--command", EPOCH) != life  # phones send again what they gave since


COUNT = """
from django.apps import apps
print({model._meta.label: model.objects.count() for model in apps.get_models() if model._meta.label != "foundation.Heartbeat"})
"""


EPOCH = "from foundation import epoch; print(epoch.current())"


def without(file: Path, name: str) -> Path:
    return rewritten(file, {name: None})


def changed(file: Path, name: str) -> Path:
    return rewritten(file, {name: b"another scan"})


def rewritten(file: Path, changes: dict[str, bytes | None]) -> Path:
    """A copy of the backup in which these members are gone (None) or have other bytes."""
    target = file.with_suffix(".spoilt.tar")
    with tarfile.open(file) as old, tarfile.open(target, "w") as new:
        for entry in old.getmembers():
            stream = old.extractfile(entry)
            body = changes.get(entry.name, stream.read() if stream else b"")
            if body is not None:
                entry.size = len(body)
                new.addfile(entry, io.BytesIO(body))
    return target


def test_the_manifest_comes_first_and_names_everything(
    fresh_databases: FreshDatabases, tmp_path: Path
) -> None:
    file = tmp_path / "site.tar"
    with fresh_databases.fresh("embedded") as address:
        manage(on_database(address) | {"MEDIA_ROOT": str(tmp_path / "none")}, "backup", str(file))
    with tarfile.open(file) as archive:
        names = archive.getnames()
        stream = archive.extractfile("manifest.json")
        assert stream
        manifest = json.load(stream)
    assert names == ["manifest.json", "database.sqlite3"]
    assert set(manifest["digests"]) == {"database.sqlite3"}


@pytest.mark.parametrize(
    ("program", "complaint"),
    [(None, "not on the path"), ("echo 'server version mismatch' >&2; exit 1", "server version mismatch")],
)
def test_a_missing_or_too_old_program_is_named_and_leaves_nothing(
    fresh_databases: FreshDatabases, tmp_path: Path, program: str | None, complaint: str
) -> None:
    programs, file = tmp_path / "bin", tmp_path / "site.tar"
    programs.mkdir()
    if program:
        (programs / "pg_dump").write_text(f"#!/bin/sh\n{program}\n")
        (programs / "pg_dump").chmod(0o755)
    with (
        fresh_databases.fresh("postgresql") as address,
        pytest.raises(AssertionError, match=f"CommandError: pg_dump .*{complaint}"),
    ):
        manage(on_database(address) | {"PATH": str(programs)}, "backup", str(file))
    assert [each.name for each in tmp_path.iterdir()] == ["bin"]
