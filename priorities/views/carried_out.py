"""How a form ends: carried out, or shown again with what was wrong."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.forms import BaseForm
from django.http import HttpRequest, QueryDict

from foundation.transitions import Refused, WrongState
from priorities.actions import EditedMeanwhile

T = TypeVar("T")


def carried_out(form: BaseForm, action: Callable[..., T], **given: Any) -> T | None:
    """The result of the action with what the form says; None if the form is wrong or the action refused.

    A refusal then stands on the form. EditedMeanwhile goes through: it has a page of its own.
    """
    if not form.is_valid():
        return None
    try:
        return action(**given, **form.cleaned_data)
    except EditedMeanwhile:
        raise
    except Refused as refused:
        form.add_error(None, refused.message)
        form.conflict = isinstance(refused, WrongState)  # type: ignore[attr-defined]  # -- reason: read by status_of
    return None


def sent(request: HttpRequest) -> QueryDict | None:
    """What was posted, an empty form included; None where the page is only asked for."""
    return request.POST if request.method == "POST" else None


def status_of(form: Any) -> int:
    """200 for a fresh form, 409 where somebody else was faster, 400 where something is wrong."""
    if getattr(form, "conflict", False):
        return 409
    return 400 if form.is_bound and form.errors else 200
