"""Where I am logged in."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts import actions, queries
from accounts.sentences import device_in_words
from accounts.views.requests import PersonRequest

if TYPE_CHECKING:
    from allauth.usersessions.models import UserSession


def session_list(request: PersonRequest) -> HttpResponse:
    """Every device; POST logs out all the others."""
    key = request.session.session_key or ""
    if request.method == "POST":
        ended = actions.end_other_sessions(current_key=key, by=request.user)
        told = ngettext("%(number)d device was logged out.", "%(number)d devices were logged out.", ended)
        messages.success(request, told % {"number": ended} if ended else _("You are logged in only here."))
        return redirect("session_list")
    rows = [
        {"session": one, "device": device_in_words(one.user_agent), "is_here": one.session_key == key}
        for one in queries.sessions_of(request.user)
    ]
    has_others = any(not row["is_here"] for row in rows)
    return render(request, "accounts/session_list.html", {"rows": rows, "has_others": has_others})


def session_end(request: PersonRequest, session: "UserSession") -> HttpResponse:
    """A button: log out one device. The one it is pressed on is logged out as usual."""
    is_here = session.session_key == request.session.session_key
    actions.end_session(session=session, by=request.user)
    if is_here:
        logout(request)
        return redirect("account_login")
    messages.success(request, _("The device is logged out."))
    return redirect("session_list")
