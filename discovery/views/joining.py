"""Into a workshop by its code: typed, or photographed."""

from typing import Any

from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from accounts.actions import NamedOrganization
from discovery import actions, forms, queries
from foundation.transitions import Refused, WrongState


def workshop_join(request: HttpRequest) -> HttpResponse:
    """Ask for the code."""
    form = forms.CodeForm(request.POST or None)
    status = 200
    if request.method == "POST":
        status = 400
        try:
            workshop = _found(request, form.cleaned_data["code"]) if form.is_valid() else None
            if workshop:
                return redirect("workshop_enter", join_code=workshop.code)
            if form.is_valid():
                form.add_error(
                    "code", _("There is no workshop with this code. Please look at the wall once more.")
                )
        except actions.TooManyAttempts as refused:
            form.add_error("code", refused.message)
            status = 429
    return render(request, "discovery/workshop_join.html", {"form": form}, status=status)


@never_cache  # the form holds a ticket: kept by a proxy, it would make one person of several
def workshop_enter(request: HttpRequest) -> HttpResponse:
    """Whom do you speak for? Then straight into the room; who is in already goes there at once."""
    try:
        workshop = _found(request, _code_in_address(request))
    except actions.TooManyAttempts:
        return render(request, "429.html", status=429)
    if workshop is None:
        raise Http404
    if request.user.is_authenticated and queries.participant_in(workshop, request.user):
        return redirect("workshop_room", workshop_id=workshop.pk)
    form = join_form(workshop, request.POST or None, _initial(request))
    if request.method == "POST" and form.is_valid():
        return _join(request, workshop, form)
    return _page(request, workshop, form, status=400 if form.is_bound else 200)


def _code_in_address(request: HttpRequest) -> str:
    """The route names nothing to find: misses must be counted, and only an action may do that."""
    return request.resolver_match.kwargs["join_code"] if request.resolver_match else ""


def _found(request: HttpRequest, typed: str) -> Any:
    return actions.find_workshop(typed=typed, address=request.META["REMOTE_ADDR"], by=request.user)


def _join(request: HttpRequest, workshop: Any, form: Any) -> HttpResponse:
    place = {"workshop": workshop} | chosen_place(form)
    try:
        if request.user.is_authenticated:
            actions.join_workshop(**place, by=request.user)
        else:
            language = (get_language() or "")[:2]
            joined = actions.join_as_guest(**place, language=language, ticket=form.cleaned_data["ticket"])
            sit_down(request, joined)
    except Refused as refused:
        form.add_error(None, refused.message)
        return _page(request, workshop, form, status=409 if isinstance(refused, WrongState) else 400)
    return redirect("workshop_room", workshop_id=workshop.pk)


def chosen_place(form: Any) -> dict[str, Any]:
    """What the joining actions take of the form."""
    answers = form.cleaned_data
    named = NamedOrganization(answers["organization"], answers["organization_kind"])
    return {
        "helix": answers["helix"],
        "organization": named if named.name else None,
        "consent": form.consent,
        "district_id": answers.get("district"),
        "is_first_time": answers["is_first_time"],
    }


def join_form(workshop: Any, data: Any = None, initial: dict[str, Any] | None = None) -> Any:
    return forms.JoinForm(
        data,
        initial=initial,
        consent=queries.consent_asked_in(workshop.region_id),
        districts=queries.district_choices(workshop.region_id),
    )


def sit_down(request: HttpRequest, seat: Any) -> None:
    """This phone is where the place is used from now on."""
    login(request, seat.user)
    actions.remember_phone(participant=seat, key=request.session.session_key or "")


def _page(request: HttpRequest, workshop: Any, form: Any, *, status: int) -> HttpResponse:
    context = {"workshop": workshop, "form": form}
    return render(request, "discovery/workshop_enter.html", context, status=status)


def _initial(request: HttpRequest) -> dict[str, Any]:
    """A fresh ticket; and what a person with an account said last time."""
    known = queries.last_stakeholder_of(request.user)
    if known is None:
        return {"ticket": forms.new_ticket()}
    return {
        "ticket": forms.new_ticket(),
        "helix": known.helix,
        "organization": known.organization.name,
        "organization_kind": known.organization.kind,
    }
