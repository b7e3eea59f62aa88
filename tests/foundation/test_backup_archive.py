"""A file that only says it is a backup brings nothing along: no link, no device, no way out of its folder."""

import io
import tarfile
from pathlib import Path
from typing import Any

import pytest

from foundation.backups import archive, databases


def entry(name: str, kind: bytes = tarfile.REGTYPE, leads_to: str = "") -> tarfile.TarInfo:
    member = tarfile.TarInfo(name)
    member.type, member.linkname = kind, leads_to
    return member


@pytest.mark.parametrize(
    "foreign",
    [
        entry("../out.txt"),
        entry("media/../../out.txt"),
        entry("/tmp/out-of-the-backup.txt"),
        entry("media/link", tarfile.SYMTYPE, "/etc/passwd"),
        entry("media/link", tarfile.LNKTYPE, "manifest.json"),
        entry("media/pipe", tarfile.FIFOTYPE),
        entry("media/device", tarfile.CHRTYPE),
    ],
    ids=lambda member: f"{member.name}-{member.type.decode()}",
)
def test_what_is_no_plain_file_of_the_backup_is_refused(
    foreign: tarfile.TarInfo, tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(databases, "is_empty", lambda: True)
    settings.MEDIA_ROOT = tmp_path / "media"
    file = tmp_path / "site.tar"
    with tarfile.open(file, "w") as written:
        written.addfile(entry("manifest.json"), io.BytesIO())
        written.addfile(foreign, io.BytesIO())
    with pytest.raises(archive.NotRestored, match=foreign.name):
        archive.read_backup(file)
    assert [each.name for each in tmp_path.iterdir()] == ["site.tar"]
    assert not Path("/tmp/out-of-the-backup.txt").exists()
