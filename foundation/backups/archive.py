"""The file of a backup: a tar of manifest.json (digests of all members, ends of the audit chains), the database's
copy, and media/... Restoring refuses a target that is not empty.
"""

import datetime as dt
import hashlib
import io
import json
import shutil
import tarfile
import tempfile
from pathlib import Path
from typing import Any

from django.conf import settings

from foundation import audit, clock
from foundation.backups import databases

SCHEMA = 1
MANIFEST = "manifest.json"
MEDIA = "media"


class NotRestored(Exception):
    """The file or the target is not fit for it; nothing was changed."""


def write_backup(file: Path) -> dict[str, Any]:
    """Write the backup and return its manifest. The file appears only when it is complete."""
    with tempfile.TemporaryDirectory(dir=file.parent) as folder:
        ends = audit.ends()  # before the copy: the copy can only hold more
        copy = databases.dump_database(Path(folder))
        members = {copy.name: copy} | _below(Path(settings.MEDIA_ROOT), MEDIA)
        manifest = {
            "schema": SCHEMA,
            "made": clock.now().astimezone(dt.UTC).isoformat(timespec="seconds"),
            "audit": ends,
            "digests": {name: _digest(path) for name, path in members.items()},
        }
        waiting = Path(folder) / "backup.tar"
        _write_tar(waiting, manifest, members)
        waiting.replace(file)
    return manifest


def read_backup(file: Path) -> dict[str, Any]:
    """Bring a backup into an empty database and an empty folder of files; returns its manifest.

    Raises NotRestored before anything is changed.
    """
    if not databases.is_empty():
        raise NotRestored("The database is not empty: a backup is restored into an empty one only.")
    if _below(Path(settings.MEDIA_ROOT), MEDIA):
        raise NotRestored(f"{settings.MEDIA_ROOT} is not empty.")
    with tempfile.TemporaryDirectory() as folder:
        manifest = _unpacked(file, Path(folder))
        databases.load_database(Path(folder))
        _copy_media(Path(folder) / MEDIA)
    return manifest


def _below(folder: Path, name: str) -> dict[str, Path]:
    """Every file below the folder, under the name it has in the archive."""
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    return {
        f"{name}/{path.relative_to(folder)}" if name else str(path.relative_to(folder)): path
        for path in found
    }


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _write_tar(file: Path, manifest: dict[str, Any], members: dict[str, Path]) -> None:
    body = json.dumps(manifest, indent=1, sort_keys=True).encode()
    entry = tarfile.TarInfo(MANIFEST)
    entry.size = len(body)
    with tarfile.open(file, "w") as archive:
        archive.addfile(entry, io.BytesIO(body))
        for name, path in members.items():
            archive.add(path, arcname=name)


def _unpacked(file: Path, folder: Path) -> dict[str, Any]:
    """Unpack and compare with the manifest."""
    try:
        with tarfile.open(file) as archive:
            _extract(archive, folder)
        manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_text())
    except (tarfile.TarError, OSError, ValueError) as fault:
        raise NotRestored(f"{file} is not a backup, or not a whole one: {fault}") from fault
    if manifest.get("schema") != SCHEMA:
        raise NotRestored(f"The backup has schema {manifest.get('schema')}; this program reads {SCHEMA}.")
    found = {name: _digest(path) for name, path in _below(folder, "").items() if name != MANIFEST}
    wanted = manifest["digests"]
    faults = sorted(name for name in found.keys() | wanted.keys() if found.get(name) != wanted.get(name))
    if faults:
        raise NotRestored("Changed, missing or foreign in the backup: " + ", ".join(faults))
    return manifest


def _extract(archive: tarfile.TarFile, folder: Path) -> None:
    """Plain files below the folder; for a link, a device or a way out raises TarError.

    `extractall(filter="data")` would let links in, and Debian 12 has a Python (3.11.2) that does not know it.
    """
    root = folder.resolve()
    for entry in archive:
        target = (root / entry.name).resolve()
        content = archive.extractfile(entry) if entry.isfile() else None
        if content is None or root not in target.parents:
            raise tarfile.TarError(f"{entry.name} is no file of a backup")
        target.parent.mkdir(parents=True, exist_ok=True)
        with content, target.open("wb") as copy:
            shutil.copyfileobj(content, copy)


def _copy_media(folder: Path) -> None:
    for name, path in _below(folder, "").items():
        target = Path(settings.MEDIA_ROOT) / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(path.read_bytes())
