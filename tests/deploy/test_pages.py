"""What stands between the event loop and the pages: whole answers cross once, streams as they come."""

import asyncio
import threading
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pytest
from a2wsgi import WSGIMiddleware

from s3platform.pages import Pages

SCOPE = {
    "type": "http",
    "http_version": "1.1",
    "method": "POST",
    "path": "/",
    "query_string": b"",
    "headers": [(b"content-type", b"text/plain")],
}
Page = Callable[[Any, Any], Iterable[bytes]]


def echo(environ: Any, start: Any) -> Iterable[bytes]:
    said = environ["wsgi.input"].read()
    start("200 OK", [("X-Length", str(len(said)))])
    return [said]


def answered(page: Page, pieces: list[bytes], kind: Any = Pages) -> list[dict[str, Any]]:
    """The messages that leave for a body that comes in these pieces."""

    async def ask() -> list[dict[str, Any]]:
        waiting = [
            {"type": "http.request", "body": piece, "more_body": number < len(pieces)}
            for number, piece in enumerate(pieces, start=1)
        ]
        sent: list[dict[str, Any]] = []

        async def receive() -> dict[str, Any]:
            return waiting.pop(0)

        async def send(message: dict[str, Any]) -> None:
            sent.append(message)

        await kind(page, workers=1)(SCOPE, receive, send)
        return sent

    return asyncio.run(asyncio.wait_for(ask(), 20))


@pytest.mark.parametrize("pieces", [[b""], [b"a=b"], [b"a=", b"b"], [b"x" * 70_000, b"y" * 70_000, b""]])
def test_it_answers_what_a2wsgi_answers(pieces: list[bytes]) -> None:
    sent = answered(echo, pieces)
    assert sent == answered(echo, pieces, WSGIMiddleware)
    assert sent[0]["headers"] == [(b"x-length", str(len(b"".join(pieces))).encode())]
    assert b"".join(each["body"] for each in sent[1:]) == b"".join(pieces)


@pytest.mark.parametrize("chunks", [0, 1, 2, 3, 4, 40])
def test_an_answer_of_any_number_of_pieces_comes_whole_and_in_order(chunks: int) -> None:
    def page(environ: Any, start: Any) -> Iterator[bytes]:
        start("200 OK", [])
        yield from (f"{number} ".encode() for number in range(chunks))

    sent = answered(page, [b""])
    assert b"".join(each["body"] for each in sent[1:]).split() == [str(n).encode() for n in range(chunks)]
    assert [each.get("more_body", False) for each in sent[1:]] == [True] * chunks + [False]


def test_a_stream_leaves_while_it_is_made() -> None:
    """And is made no faster than it is taken: a slow line never fills the memory."""
    made: list[int] = []

    def page(environ: Any, start: Any) -> Iterator[bytes]:
        start("200 OK", [])
        for number in range(200):
            made.append(number)
            yield b"x"

    async def ask() -> int:
        at_first: list[int] = []

        async def send(message: dict[str, Any]) -> None:
            if not at_first:
                await asyncio.sleep(0.3)
                at_first.append(len(made))

        await Pages(page, workers=1)(SCOPE, receive_nothing, send)
        return at_first[0]

    assert asyncio.run(asyncio.wait_for(ask(), 20)) < 20
    assert len(made) == 200


def test_a_page_that_breaks_sends_no_half_answer() -> None:
    def page(environ: Any, start: Any) -> Iterator[bytes]:
        start("200 OK", [])
        raise ValueError("broken")
        yield b""

    with pytest.raises(ValueError, match="broken"):
        answered(page, [b""])


def crossings_of(kind: Any, monkeypatch: pytest.MonkeyPatch) -> int:
    """How often the thread of the page waits for the loop."""
    waits: list[str] = []
    ask = asyncio.run_coroutine_threadsafe

    def counted(*arguments: Any, **more: Any) -> Any:
        waits.append(threading.current_thread().name)
        return ask(*arguments, **more)

    monkeypatch.setattr(asyncio, "run_coroutine_threadsafe", counted)
    answered(echo, [b"a=b"], kind)
    return len(waits)


def test_a_whole_answer_waits_for_the_loop_never(monkeypatch: pytest.MonkeyPatch) -> None:
    assert crossings_of(Pages, monkeypatch) == 0


def test_its_twin_waits_four_times(monkeypatch: pytest.MonkeyPatch) -> None:
    assert crossings_of(WSGIMiddleware, monkeypatch) == 4


async def receive_nothing() -> dict[str, Any]:
    return {"type": "http.request", "body": b"", "more_body": False}
