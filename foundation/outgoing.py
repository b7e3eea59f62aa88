"""Posting to an address that somebody typed in: never into the site's own network, never on to where it points further.

The name is looked up once, every address it has must be public, and the connection goes to the address that was checked:
a name that changes its address between the check and the call gains nothing.
"""

import ipaddress
import socket
from collections.abc import Mapping
from urllib.parse import SplitResult, urlsplit

import urllib3
from django.conf import settings

TIMEOUT = urllib3.Timeout(connect=5, read=10)


class NotPublic(Exception):
    """The address is none that this site may call."""


class Refused(Exception):
    """The other side answered, but not with 2xx."""

    def __init__(self, status: int) -> None:
        self.status = status
        super().__init__(f"answered {status}")


def post(address: str, body: bytes, headers: Mapping[str, str]) -> int:
    """Send, without following redirects; answers the status. Raises NotPublic, Refused, or what urllib3 and sockets raise."""
    parts = checked(address)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    host = str(parts.hostname)
    target = f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}"
    with _pool(parts.scheme, host, _public_address(host, port), port) as pool:
        answer = pool.request(
            "POST",
            target,
            body=body,
            headers={**headers, "Host": parts.netloc.rpartition("@")[2]},
            redirect=False,
            preload_content=False,
        )
        answer.close()
    if not 200 <= answer.status < 300:
        raise Refused(answer.status)
    return int(answer.status)


def checked(address: str) -> SplitResult:
    """The parts of an address of the right form. Raises NotPublic."""
    try:
        parts = urlsplit(address)
        has_port = parts.port != 0
    except ValueError as error:
        raise NotPublic(str(error)) from error
    schemes = ("https", "http") if settings.ALLOW_PRIVATE_WEBHOOKS else ("https",)
    if parts.scheme not in schemes or not parts.hostname or "@" in parts.netloc or not has_port:
        raise NotPublic("only https://host/path")
    return parts


def _public_address(host: str, port: int) -> str:
    found = {str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)}
    private = [address for address in found if not ipaddress.ip_address(address.partition("%")[0]).is_global]
    if private and not settings.ALLOW_PRIVATE_WEBHOOKS:
        raise NotPublic("the name leads into a private network")
    return min(found)


def _pool(scheme: str, host: str, address: str, port: int) -> urllib3.HTTPConnectionPool:
    if scheme == "http":
        return urllib3.HTTPConnectionPool(address, port, timeout=TIMEOUT, retries=False)
    return urllib3.HTTPSConnectionPool(
        address,
        port,
        timeout=TIMEOUT,
        retries=False,
        cert_reqs="CERT_REQUIRED",
        server_hostname=host,
        assert_hostname=host,
    )
