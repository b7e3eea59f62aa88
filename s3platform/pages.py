"""Pages as WSGI in threads, with one crossing between the event loop and a thread for an answer, not four.

a2wsgi asks the loop from the thread for the body, for the head of the answer, for its content and for its end, and waits
each time: about a tenth of what a mark from a phone costs. What is there in one piece needs no asking.
"""

from io import BytesIO
from typing import Any

from a2wsgi import WSGIMiddleware
from a2wsgi.wsgi import WSGIResponder

AN_ANSWER = 2  # messages before its end: head and content; where there are more, it is a stream


class Pages(WSGIMiddleware):
    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            return await super().__call__(scope, receive, send)
        responder = Responder(self.app, self.executor, self.send_queue_size)
        return await responder(scope, receive, send)


class Responder(WSGIResponder):
    """Bodies that come in several pieces and streams go a2wsgi's way: what is not taken yet holds back the sender."""

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        first = await receive()
        self.body = None if first.get("more_body") else first.get("body", b"")
        self.held: list[Any] = []
        self.is_stream = False
        waiting = [first]

        async def receive_all() -> Any:
            return waiting.pop() if waiting else await receive()

        await super().__call__(scope, receive_all, send)

    def wsgi(self, environ: Any, start_response: Any) -> None:
        if self.body is not None:
            environ["wsgi.input"] = BytesIO(self.body)
        super().wsgi(environ, start_response)

    def send(self, message: Any) -> None:
        """In the thread."""
        self.held.append(message)
        if self.is_stream or (len(self.held) > AN_ANSWER and message.get("more_body")):
            self.is_stream = True
            for each in self.held:
                super().send(each)
            self.held.clear()
        elif message["type"] == "http.response.body" and not message.get("more_body"):
            self.loop.call_soon_threadsafe(self._release)

    def _release(self) -> None:
        """On the loop, before it hears that the thread is done. There is room: nothing was sent yet."""
        for message in self.held:
            self.send_queue.put_nowait(message)
