"""My data: take it along, or close the account."""

from django.contrib.auth import logout
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import actions, registries
from accounts.forms import ProofForm
from accounts.views.requests import PersonRequest, posted
from foundation.downloads import download
from foundation.transitions import Refused


def own_data(request: PersonRequest) -> HttpResponse:
    return render(
        request, "accounts/own_data.html", {"tables": [table.name for table in registries.own_data()]}
    )


def own_data_file(request: PersonRequest) -> HttpResponse:
    """A button: everything stored about me, as one file."""
    day = timezone.localdate().isoformat()
    return download(actions.export_own_data(by=request.user), f"my-data-{day}.zip")


def account_close(request: PersonRequest) -> HttpResponse:
    """What is lost, what stays, and the proof that it is me; a guest has nothing to prove it with but this device."""
    user = request.user
    form = ProofForm(posted(request), person=user)
    if request.method == "POST" and form.is_valid():
        try:
            if not user.is_guest:
                actions.prove_presence(by=user, **form.cleaned_data)
            actions.close_account(by=user)
            logout(request)
            return redirect("account_closed")
        except Refused as refused:
            form.add_error(None, refused.message)
    context = {
        "title": _("Close my account?"),
        "losses": [
            _(
                "Your name and e-mail are removed; nobody can enter this account again, and it cannot be restored."
            ),
            _("All devices are logged out, keys for programs stop working, your roles end."),
        ],
        "stays": [sentence for leaving in registries.leavings() for sentence in leaving.stays],
        "obstacles": actions.obstacles_to_leaving(user),
        "form": form,
        "submit_label": _("Close my account"),
    }
    return render(request, "accounts/account_close.html", context, status=400 if form.errors else 200)


def account_closed(request: PersonRequest) -> HttpResponse:
    return render(request, "accounts/account_closed.html")
