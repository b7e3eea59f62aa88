"""A program as anybody would write it against the API: cookies, the anti-forgery header, JSON. Nothing of Django."""

import json
import urllib.error
import urllib.request
from http.cookiejar import CookieJar
from typing import Any
from urllib.parse import urlencode

BOUNDARY = "a-line-that-no-file-holds"
TIMEOUT = 60  # seconds; only a server that hangs needs them


class Program:
    """One person's program: a session of its own, or an API key. Every answer but the expected one fails the test."""

    def __init__(self, address: str, key: str = "") -> None:
        self.address = address
        self.csrf_token = ""
        self._cookies = urllib.request.HTTPCookieProcessor(CookieJar())
        self._opener = urllib.request.build_opener(self._cookies)
        if key:
            self._opener.addheaders.append(("Authorization", f"Bearer {key}"))

    def log_in(self, email: str, password: str) -> dict[str, Any]:
        """Begin a session; the answer says who one is and holds the anti-forgery token."""
        return self.began(self.post("session/", {"email": email, "password": password}, expect=200))

    def began(self, answer: dict[str, Any]) -> dict[str, Any]:
        """Keep the token of a session that this answer began."""
        self.csrf_token = answer["csrf_token"]
        return answer

    def get(self, path: str, *, expect: int = 200, **query: str) -> Any:
        return self._ask("GET", f"{path}?{urlencode(query)}" if query else path, expect=expect)

    def try_get(self, path: str) -> tuple[int, Any]:
        """Status and answer, for what may not be there yet."""
        status, content = self._send("GET", f"/api/v1/{path}", None, "")
        return status, json.loads(content)

    def post(self, path: str, data: Any = None, *, expect: int = 201, **headers: str) -> Any:
        return self._ask("POST", path, data, expect=expect, **headers)

    def put(self, path: str, data: Any = None, *, expect: int = 200, **headers: str) -> Any:
        return self._ask("PUT", path, data, expect=expect, **headers)

    def delete(self, path: str, *, expect: int = 204) -> Any:
        return self._ask("DELETE", path, expect=expect)

    def all_of(self, path: str) -> list[Any]:
        """Every row of a list, page by page."""
        rows: list[Any] = []
        page = 1
        while True:
            answer = self.get(path, page=str(page), page_size="200")
            rows += answer["results"]
            if not answer["next"]:
                assert len(rows) == answer["count"]
                return rows
            page += 1

    def send_file(self, path: str, fields: dict[str, str], name: str, file: bytes, *, expect: int) -> Any:
        """A form with one file, as multipart/form-data."""
        kind = f"multipart/form-data; boundary={BOUNDARY}"
        return self._json(
            path, *self._send("POST", f"/api/v1/{path}", multipart(fields, name, file), kind), expect
        )

    def download(self, path: str, *, expect: int = 200) -> bytes:
        """The bytes at an address of the site, not only of the API."""
        status, content = self._send("GET", path, None, "")
        assert status == expect, f"{path}: {status}"
        return content

    def _ask(self, method: str, path: str, data: Any = None, *, expect: int, **headers: str) -> Any:
        body = None if data is None else json.dumps(data).encode()
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        answer = self._send(method, f"/api/v1/{path}", body, "application/json", **named)
        return self._json(f"{method} {path}", *answer, expect)

    def _json(self, what: str, status: int, content: bytes, expect: int) -> Any:
        assert status == expect, f"{what}: {status} instead of {expect}: {content[:800].decode()}"
        try:
            return json.loads(content) if content else None
        except json.JSONDecodeError:
            return content.decode()

    def _send(
        self, method: str, path: str, body: bytes | None, kind: str, **headers: str
    ) -> tuple[int, bytes]:
        request = urllib.request.Request(f"{self.address}{path}", body, headers, method=method)
        if body is not None:
            request.add_header("Content-Type", kind)
        if self.csrf_token:
            request.add_header("X-CSRFToken", self.csrf_token)
        try:
            with self._opener.open(request, timeout=TIMEOUT) as response:
                return response.status, response.read()
        except urllib.error.HTTPError as refused:
            with refused:
                return refused.code, refused.read()


def multipart(fields: dict[str, str], name: str, file: bytes) -> bytes:
    """The body of a form: its fields, and one PDF file."""
    parts = [
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{field}"\r\n\r\n{value}\r\n'.encode()
        for field, value in fields.items()
    ]
    head = f'Content-Disposition: form-data; name="{name}"; filename="{name}.pdf"\r\nContent-Type: application/pdf'
    parts.append(f"--{BOUNDARY}\r\n{head}\r\n\r\n".encode() + file + b"\r\n")
    return b"".join(parts) + f"--{BOUNDARY}--\r\n".encode()
