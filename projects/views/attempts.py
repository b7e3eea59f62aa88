"""How every form of this app ends: done, refused with a reason, or changed by somebody else meanwhile."""

from collections.abc import Callable
from typing import Any

from django.forms import Form
from django.http import HttpRequest

from foundation.transitions import Refused, WrongState

DONE = 200


def attempt(request: HttpRequest, form: Form, act: Callable[[dict[str, Any]], Any]) -> tuple[int, Any]:
    """The status of the answer, and what the action gave back.

    DONE for a form that is only shown, with nothing given back; 400 for bad input and refusals; 409 when the thing is no
    longer in the state the page showed. The form then carries the message. `act` gets the cleaned fields.
    """
    if request.method != "POST":
        return DONE, None
    if not form.is_valid():
        return 400, None
    try:
        return DONE, act(form.cleaned_data)
    except Refused as refused:
        form.add_error(None, refused.message)
        return (409 if isinstance(refused, WrongState) else 400), None
