"""Keys that let programs act in my name."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts import actions, queries
from accounts.forms import TokenForm
from accounts.views.requests import PersonRequest, posted
from foundation.idempotency import SHOWN_ONCE

if TYPE_CHECKING:
    from accounts.models import ApiToken


def token_list(request: PersonRequest) -> HttpResponse:
    """My keys for programs; POST makes one and shows it this once, so its answer is no redirect."""
    form = TokenForm(posted(request))
    context = {"form": form, "tokens": queries.tokens_of(request.user)}
    if request.method == "POST" and form.is_valid():
        _token, key = actions.issue_token(by=request.user, **form.cleaned_data)
        response = render(request, "accounts/token_list.html", context | {"form": TokenForm(), "key": key})
        setattr(response, SHOWN_ONCE, True)
        return response
    return render(request, "accounts/token_list.html", context, status=400 if form.errors else 200)


def token_revoke(request: PersonRequest, token: "ApiToken") -> HttpResponse:
    if request.method == "POST":
        actions.revoke_token(token=token, by=request.user)
        messages.success(request, _("The key no longer works."))
        return redirect("token_list")
    context = {
        "title": _("Revoke the key “%(label)s”?") % {"label": token.label},
        "losses": [_("Programs that use it will be refused from now on.")],
        "submit_label": _("Revoke"),
        "cancel_href": reverse("token_list"),
    }
    return render(request, "accounts/token_revoke.html", context)
