"""Answers to the queue of a phone (static/js/queue.js): in a word, never a page and never a redirect.

Without script the same forms are answered with pages, as everywhere. And what of the pages a phone may keep for when
there is no connection (static/js/worker.js): nothing but what is named here.
"""

from typing import Literal

from django.http import HttpRequest, HttpResponse

from foundation import epoch


def is_queued(request: HttpRequest) -> bool:
    return "X-Autosave" in request.headers


def accepted(held: int | None = None) -> HttpResponse:
    """`held`: the highest sequence number the server holds of this value; the phone compares it with its own."""
    answer = HttpResponse(status=204, headers={"X-Epoch": epoch.last_known()})
    if held is not None:
        answer["X-Held"] = str(held)
    return answer


def refused(message: str, status: int) -> HttpResponse:
    """The phone shows these words beside what was not accepted, and does not send it again."""
    return HttpResponse(message, status=status, content_type="text/plain; charset=utf-8")


def kept(answer: HttpResponse, word: Literal["keep", "drop", "forget"] = "keep") -> HttpResponse:
    """The phone keeps a copy of this page, drops the one it has, or forgets all it has: the workshop is over."""
    answer["X-Keep"] = word
    return answer
