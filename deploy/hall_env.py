"""Prints the environment of a hall as shell assignments; makes its secret once and keeps it.

    eval "$(python deploy/hall_env.py var/hall.env)"

The secret is kept because a new one would log everybody out. The address is asked anew each time, because
another hall has another network. HOST, PORT and PUBLIC_URL given from outside win.
"""

import base64
import hashlib
import os
import secrets
import shlex
import socket
import sys
from pathlib import Path
from urllib.parse import urlsplit


def kept_secret(path: Path) -> str:
    """The SECRET_KEY in `path`, made at the first call; nobody but the owner may read the file."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(f"SECRET_KEY={secrets.token_urlsafe(50)}\n")
    key, _, value = path.read_text(encoding="utf-8").strip().partition("=")
    if key != "SECRET_KEY" or not value:
        raise SystemExit(f"{path} does not hold SECRET_KEY=...; remove it to make a new one.")
    return value


def lan_address() -> str:
    """This machine's address in the local network; the loopback address where there is no network.

    Connecting a datagram socket sends nothing: it only asks which way a packet would go.
    192.0.2.1 is an address reserved for documentation (RFC 5737).
    """
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
        except OSError:
            return "127.0.0.1"
        return str(probe.getsockname()[0])


def hall_environment(path: Path, given: dict[str, str]) -> dict[str, str]:
    """The settings a hall needs; `given` is the environment of the caller."""
    host = given.get("HOST") or lan_address()
    public_url = (given.get("PUBLIC_URL") or f"http://{host}:{given.get('PORT', '8000')}").rstrip("/")
    names = dict.fromkeys([host, urlsplit(public_url).hostname or host, "127.0.0.1", "localhost"])
    secret = kept_secret(path)
    return {
        "SECRET_KEY": secret,
        "PUBLIC_URL": public_url,
        "ALLOWED_HOSTS": ",".join(names),
        "DEMO_PASSWORD": given.get("DEMO_PASSWORD") or demo_password(secret),
    }


def demo_password(secret: str) -> str:
    """The demonstration's log-ins in a network that strangers share: not the password that stands in the code."""
    return base64.b32encode(hashlib.sha256(f"demo {secret}".encode()).digest()).decode().lower()[:12]


if __name__ == "__main__":
    for name, value in hall_environment(Path(sys.argv[1]), dict(os.environ)).items():
        print(f"export {name}={shlex.quote(value)}")
