"""How I am greeted, in which language, and an account for a guest."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts import actions, queries, registries
from accounts.adapter import ask_to_confirm, remember_language
from accounts.forms import ClaimForm, ProfileForm
from accounts.views.requests import PersonRequest, posted
from foundation.transitions import Refused


def account_home(request: PersonRequest) -> HttpResponse:
    """Who I am here; POST changes name and language."""
    user = request.user
    initial = {"name": user.name, "language": user.language or get_language()}
    form = ProfileForm(posted(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        actions.edit_profile(by=user, **form.cleaned_data)
        messages.success(request, _("Saved."))
        response = redirect("account_home")
        remember_language(response, form.cleaned_data["language"])
        return response
    context = {
        "form": form,
        "roles": registries.roles_held_by(user),
        "ways": registries.ways_of(user),
        "speaks_for": queries.organizations_spoken_for(user),
        "has_second_factor": bool(queries.second_factors_of(user)),
        "has_providers": bool(settings.SOCIALACCOUNT_PROVIDERS),
    }
    return render(request, "accounts/account_home.html", context, status=400 if form.errors else 200)


def account_claim(request: PersonRequest) -> HttpResponse:
    """A guest makes an account and keeps everything."""
    target = _safe_next(request)
    if not request.user.is_guest:
        return redirect(target)
    form = ClaimForm(posted(request))
    if request.method == "POST" and form.is_valid() and _claimed(request, form):
        messages.success(request, _("You have an account now. Everything you did here stays yours."))
        return redirect(target)
    context = {"form": form, "next": request.GET.get("next", "")}
    return render(request, "accounts/account_claim.html", context, status=400 if form.errors else 200)


def _claimed(request: PersonRequest, form: ClaimForm) -> bool:
    cleaned = form.cleaned_data
    try:
        user = actions.claim_account(
            email=cleaned["email"], password=cleaned["password1"], name=cleaned["name"], by=request.user
        )
    except Refused as refused:
        form.add_error("email", refused.message)
        return False
    update_session_auth_hash(request, user)  # a new password would otherwise end this very session
    actions.remember_session(request)  # a guest had none to show
    ask_to_confirm(request, user)
    return True


def _safe_next(request: PersonRequest) -> str:
    """Where to go on to: an address of this site, else one's own page."""
    wanted = request.GET.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if is_ours else reverse("account_home")
