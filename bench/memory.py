"""What the demonstration's one process holds after its pages were looked at."""

import os
import re
import urllib.request
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.figures import figure
from tests.server import running_platform

PAGES = ("", "ru/", "en/", "account/login/", "join/", "ru/regions/", "api/schema/")
LINK = re.compile(r'href="(/(?:ru|en)/[^"#?]*)"')


def resident_mb(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text()
    return int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmRSS"))) / 1024


def main() -> None:
    with (
        TemporaryDirectory() as folder,
        running_platform(
            "embedded", os.environ["DATABASE_URL"], Path(folder), prepare=(("seed_demo",),)
        ) as server,
    ):
        figure("demo process: resident memory at rest", f"{resident_mb(server.pid):.0f} MB", "<= 250 MB")
        seen = {f"/{page}" for page in PAGES}
        home = urllib.request.urlopen(f"{server.url}/ru/").read().decode()
        for address in sorted(seen | set(LINK.findall(home))):
            urllib.request.urlopen(f"{server.url}{address}").read()
        figure(
            "demo process: after every page the start page links",
            f"{resident_mb(server.pid):.0f} MB",
            "<= 250 MB",
        )


if __name__ == "__main__":
    main()
