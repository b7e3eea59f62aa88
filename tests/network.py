"""No test leaves this machine: an audit hook refuses every address but the loopback and the named services."""

import os
import sys
from typing import Any
from urllib.parse import urlsplit

LOOPBACK = {"", "localhost", "127.0.0.1", "::1", "0.0.0.0"}


class NetworkUsed(RuntimeError):
    """A test tried to reach another machine."""


def forbid_network() -> None:
    """From here on and to the end of the process; an audit hook cannot be taken off again, not even by the code tested.

    Covers everything Python opens itself; PostgreSQL's own library is outside, but its address is ours to give.
    """
    services = {urlsplit(os.environ.get(name, "")).hostname or "" for name in ("DATABASE_URL", "REDIS_URL")}
    allowed = LOOPBACK | services

    def refuse_strangers(event: str, arguments: tuple[Any, ...]) -> None:
        if event in {"socket.connect", "socket.sendto"}:
            address = arguments[1]
            if isinstance(address, tuple) and address[0] not in allowed:
                raise NetworkUsed(f"{event}: {address[0]}")
        elif event == "socket.getaddrinfo" and (arguments[0] or "") not in allowed:
            raise NetworkUsed(f"{event}: {arguments[0]}")

    sys.addaudithook(refuse_strangers)
