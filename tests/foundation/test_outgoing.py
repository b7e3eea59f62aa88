"""What somebody typed in as an address is called only where it is public, and where it was checked."""

import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
from django.test import override_settings

from foundation import outgoing


class Receiver(BaseHTTPRequestHandler):
    status = 200
    heard: list[tuple[str, dict[str, str], bytes]] = []

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        type(self).heard.append((self.path, dict(self.headers), body))
        self.send_response(type(self).status)
        self.send_header("Location", "http://127.0.0.1:1/elsewhere")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture
def receiver() -> Iterator[tuple[str, type[Receiver]]]:
    Receiver.heard, Receiver.status = [], 200
    server = HTTPServer(("127.0.0.1", 0), Receiver)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", Receiver
    server.shutdown()
    thread.join()
    server.server_close()


KNOWN = {"localhost": "127.0.0.1", "example.org": "93.184.215.14"}


def test_what_is_sent_arrives(receiver: tuple[str, type[Receiver]]) -> None:
    address, heard = receiver
    with override_settings(ALLOW_PRIVATE_WEBHOOKS=True):
        assert outgoing.post(f"{address}/hook?a=1", b"{}", {"S3-Delivery": "7"}) == 200
    path, headers, body = heard.heard[0]
    assert (path, body, headers["S3-Delivery"]) == ("/hook?a=1", b"{}", "7")
    assert headers["Host"] == address.removeprefix("http://")


@pytest.mark.parametrize("status", [301, 307, 404, 500])
def test_redirects_are_not_followed_and_refusals_told(
    receiver: tuple[str, type[Receiver]], status: int
) -> None:
    address, heard = receiver
    heard.status = status
    with override_settings(ALLOW_PRIVATE_WEBHOOKS=True), pytest.raises(outgoing.Refused, match=str(status)):
        outgoing.post(address, b"{}", {})
    assert len(heard.heard) == 1


@pytest.mark.parametrize(
    "address",
    [
        "http://example.org/",
        "https://127.0.0.1/",
        "https://[::1]/",
        "https://10.1.2.3/",
        "https://192.168.0.1/",
        "https://169.254.169.254/latest/meta-data/",
        "https://[::ffff:127.0.0.1]/",
        "https://0.0.0.0/",
        "https://localhost/",
        "https://user:password@example.org/",
        "https:///nowhere",
        "https://example.org:99999/",
        "ftp://example.org/",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "",
    ],
)
def test_private_and_odd_addresses_are_never_called(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outgoing, "_pool", lambda *_: pytest.fail("it was called"))
    monkeypatch.setattr(
        socket, "getaddrinfo", lambda host, port, **_: resolved(KNOWN.get(host, host))(host, port)
    )
    with pytest.raises(outgoing.NotPublic):
        outgoing.post(address, b"{}", {})


def test_one_private_address_of_a_name_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", resolved("93.184.215.14", "127.0.0.1"))
    with pytest.raises(outgoing.NotPublic):
        outgoing.post("https://two.example/", b"{}", {})


def test_the_call_goes_to_the_address_that_was_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name server that answers otherwise the second time is asked once only."""
    answers = iter([resolved("93.184.215.14"), resolved("127.0.0.1")])
    monkeypatch.setattr(socket, "getaddrinfo", lambda *given, **named: next(answers)(*given, **named))
    called: list[tuple[Any, ...]] = []

    def pool(*given: Any) -> Any:
        called.append(given)
        raise OSError("far enough")

    monkeypatch.setattr(outgoing, "_pool", pool)
    with pytest.raises(OSError, match="far enough"):
        outgoing.post("https://rebinding.example:8443/hook", b"{}", {})
    assert called == [("https", "rebinding.example", "93.184.215.14", 8443)]


def resolved(*addresses: str) -> Any:
    def look_up(host: str, port: int, **_: Any) -> list[tuple[Any, ...]]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in addresses]

    return look_up
