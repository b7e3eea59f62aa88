"""The facilitator's desk: everything about a running workshop in one place."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from discovery import actions, forms, queries, registries
from discovery.views.lead_parts import may_run, run_sheet_context, speaking_context
from discovery.views.parts import live_part, table_asked
from discovery.views.requests import PersonRequest
from discovery.views.trails import trail_to, trail_to_workshop
from foundation.live import token_for
from foundation.transitions import WrongState

Context = dict[str, Any]


def workshop_detail(request: PersonRequest, workshop: Any) -> HttpResponse:
    return desk_page(request, workshop)


def desk_page(
    request: PersonRequest, workshop: Any, *, group_form: Any = None, status: int = 200
) -> HttpResponse:
    """The desk, also as the answer to input that was refused: then with the reason and nothing lost."""
    context = {
        "workshop": workshop,
        "region": workshop.region,
        "trail": trail_to_workshop(workshop),
        "live_token": token_for([f"workshop:{workshop.pk}"], who=request.user.pk),
        "steps_open": workshop.life_cycle.steps_open_to(request.user, workshop),
        "boards": registries.boards_for_the_wall(workshop),
        "join_url": join_url(request, workshop),
        "spoken_code": queries.spoken_code_of(workshop),
        "seals": registries.seals_of(workshop),
        "balance": queries.balance_of(workshop),
    }
    context |= run_sheet_context(request, workshop) | speaking_context(request, workshop)
    context |= {"warnings": queries.warnings_of(context["balance"])}
    context |= _attendance(request, workshop) | _notes(request, workshop) | _activities(request, workshop)
    if group_form:
        context["group_form"] = group_form
    return render(request, "discovery/workshop_detail.html", context, status=status)


def join_url(request: PersonRequest, workshop: Any) -> str:
    """What the QR code leads to: the site's public address, or the one this page was asked at."""
    return site_url(request, reverse("workshop_enter", args=[workshop.code]))


def site_url(request: PersonRequest, path: str) -> str:
    """The whole address of a path, as phones of the hall reach it."""
    return settings.PUBLIC_URL.rstrip("/") + path if settings.PUBLIC_URL else request.build_absolute_uri(path)


def participants_confirm(request: PersonRequest, workshop: Any) -> HttpResponse:
    form = forms.ParticipantsForm(request.POST)
    if not form.is_valid():
        return refuse_on_desk(request, workshop, _("This person is not on the list."))
    chosen = form.cleaned_data["participant"]
    confirmed = actions.confirm_participants(
        workshop=workshop, participant_ids=[chosen] if chosen else None, by=request.user
    )
    number = len(confirmed)
    told = ngettext("%(number)s person confirmed.", "%(number)s people confirmed.", number)
    messages.success(request, told % {"number": number})
    return _back_to(workshop, "attendance")


def participant_correct(request: PersonRequest, participant: Any) -> HttpResponse:
    form = forms.HelixForm(request.POST or None, initial={"helix": participant.helix})
    if request.method == "POST" and form.is_valid():
        actions.correct_helix(participant=participant, helix=form.cleaned_data["helix"], by=request.user)
        messages.success(request, _("Corrected and confirmed."))
        return _back_to(participant.workshop, "attendance")
    workshop = participant.workshop
    trail = trail_to(_("Correct the group"), region=workshop.region, workshop=workshop)
    context = _context(workshop, trail) | {"participant": participant, "form": form}
    status = 400 if form.is_bound else 200
    return render(request, "discovery/participant_form.html", context, status=status)


def participant_refuse(request: PersonRequest, participant: Any) -> HttpResponse:
    """Not admitted: the person reads why."""
    form = forms.ReasonForm(request.POST or None)
    workshop = participant.workshop
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            actions.refuse_admission(participant=participant, reason=reason, by=request.user)
        except WrongState as refused:
            return refuse_on_desk(request, workshop, refused.message, status=409)
        messages.success(request, _("Not admitted."))
        return _back_to(workshop, "attendance")
    context = {
        "region": workshop.region,
        "workshop": workshop,
        "title": _("Do not admit this person?"),
        "losses": [_("They read the reason and can neither write nor support.")],
        "form": form,
        "submit_label": _("Do not admit"),
        "cancel_href": reverse("workshop_detail", args=[workshop.pk]),
    }
    status = 400 if form.is_bound else 200
    return render(request, "discovery/workshop_confirm.html", context, status=status)


def notes_group(request: PersonRequest, workshop: Any) -> HttpResponse:
    """Chosen notes into a new theme, into one there is, or out of any."""
    grouped = queries.grouped_notes(workshop)
    form = forms.GroupForm(request.POST, note_ids=grouped.note_ids, themes=grouped.theme_choices)
    if not form.is_valid():
        return desk_page(request, workshop, group_form=form, status=400)
    chosen, place = form.cleaned_data["notes"], form.cleaned_data["theme"]
    if place == forms.NEW_THEME:
        title = form.cleaned_data["title"]
        actions.create_theme(workshop=workshop, title=title, note_ids=chosen, by=request.user)
    else:
        theme = grouped.theme(int(place)) if place != forms.NO_THEME else None
        actions.assign_notes(workshop=workshop, note_ids=chosen, theme=theme, by=request.user)
    messages.success(request, _("Grouped."))
    return _back_to(workshop, "notes")


def note_hide(request: PersonRequest, note: Any) -> HttpResponse:
    actions.hide_note(note=note, by=request.user)
    messages.success(request, _("Hidden. Its author sees that, others no longer see the idea."))
    return _back_to(note.workshop, "notes")


def notes_hide_all(request: PersonRequest, participant: Any) -> HttpResponse:
    """Everything one person wrote; it can be shown again."""
    number = actions.hide_notes_of(participant=participant, by=request.user)
    told = ngettext(
        "%(number)s idea of one person is hidden.", "%(number)s ideas of one person are hidden.", number
    )
    messages.success(request, told % {"number": number})
    return _back_to(participant.workshop, "notes")


def notes_show_all(request: PersonRequest, participant: Any) -> HttpResponse:
    number = actions.show_notes_of(participant=participant, by=request.user)
    told = ngettext("%(number)s idea is shown again.", "%(number)s ideas are shown again.", number)
    messages.success(request, told % {"number": number})
    return _back_to(participant.workshop, "notes")


def note_show(request: PersonRequest, note: Any) -> HttpResponse:
    try:
        actions.show_note(note=note, by=request.user)
    except WrongState as refused:
        return refuse_on_desk(request, note.workshop, refused.message, status=409)
    messages.success(request, _("Shown again."))
    return _back_to(note.workshop, "notes")


def refuse_on_desk(request: PersonRequest, workshop: Any, message: str, *, status: int = 400) -> HttpResponse:
    messages.error(request, message)
    return desk_page(request, workshop, status=status)


def _context(workshop: Any, trail: Any) -> Context:
    return {"region": workshop.region, "workshop": workshop, "trail": trail}


def _back_to(workshop: Any, part: str) -> HttpResponse:
    return redirect(f"{reverse('workshop_detail', args=[workshop.pk])}#{part}")


def _attendance(request: PersonRequest, workshop: Any) -> Context:
    participants = list(queries.participants_of_workshop(workshop))
    return {
        "workshop": workshop,
        "may_run": may_run(request, workshop),
        "attendance": queries.attendance_among(participants),
        "asking": [person for person in participants if person.admission == "asked"],
        "waiting": [
            person for person in participants if not person.is_confirmed and person.admission == "admitted"
        ],
        "refused": [person for person in participants if person.admission == "refused"],
        "confirmed": [person for person in participants if person.is_confirmed],
    }


def _notes(request: PersonRequest, workshop: Any) -> Context:
    grouped, table = queries.grouped_notes(workshop), table_asked(request)
    return {
        "workshop": workshop,
        "may_run": may_run(request, workshop),
        "grouped": grouped if table is None else grouped.at_table(table),
        "tables": _tables(workshop, grouped.tables, table),
        "table": table,
        "group_form": forms.GroupForm(themes=grouped.theme_choices),
        "suggestions": queries.note_suggestions(grouped),
    }


def _tables(workshop: Any, tables: Any, chosen: int | None) -> list[tuple[str, str, bool]]:
    """For the component sub_navigation: all ideas, then those of each table; none where nobody sits at one."""
    if not tables:
        return []
    desk = reverse("workshop_detail", args=[workshop.pk])
    ways = [(str(each), f"{desk}?table={each.number}#notes", each.number == chosen) for each in tables]
    return [(_("All tables"), f"{desk}#notes", chosen is None), *ways]


def _activities(request: PersonRequest, workshop: Any) -> Context:
    return {
        "workshop": workshop,
        "may_run": may_run(request, workshop),
        "activities": list(queries.activities_of_workshop(workshop)),
    }


attendance_part = live_part(
    "discovery/_desk_attendance.html",
    context=_attendance,
    stamp=lambda request, workshop: queries.attendance_stamp(workshop),
)
notes_part = live_part(
    "discovery/_desk_notes.html",
    context=_notes,
    stamp=lambda request, workshop: queries.notes_stamp(workshop),
)
activities_part = live_part(
    "discovery/_desk_activities.html",
    context=_activities,
    stamp=lambda request, workshop: queries.support_stamp(workshop),
)
