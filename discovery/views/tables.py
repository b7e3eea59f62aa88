"""Tables of the hall."""

from typing import Any

import rules
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from discovery import actions, forms, queries
from discovery.views.requests import PersonRequest
from discovery.views.trails import trail_to
from foundation.transitions import Refused

USUAL_TABLE = 6  # people


def table_list(request: PersonRequest, workshop: Any) -> HttpResponse:
    return tables_page(request, workshop)


def tables_make(request: PersonRequest, workshop: Any) -> HttpResponse:
    form = forms.TablesForm(request.POST)
    if not form.is_valid():
        return tables_page(request, workshop, form=form, status=400)
    made = actions.make_tables(workshop=workshop, number=form.cleaned_data["number"], by=request.user)
    told = ngettext("%(number)s table is laid.", "%(number)s tables are laid.", len(made))
    messages.success(request, told % {"number": len(made)})
    return redirect("table_list", workshop_id=workshop.pk)


def participant_seat(request: PersonRequest, workshop: Any) -> HttpResponse:
    """Somebody to another table, or to none."""
    people, tables, form = _seating(request, workshop)
    if not form.is_valid():
        return tables_page(request, workshop, seat_form=form, status=400)
    person = next(one for one in people if one.pk == form.cleaned_data["person"])
    table = next((one for one in tables if one.pk == form.cleaned_data["table"]), None)
    actions.seat_participant(participant=person, table=table, by=request.user)
    messages.success(request, _("Seated."))
    return redirect("table_list", workshop_id=workshop.pk)


def table_speaker(request: PersonRequest, workshop: Any) -> HttpResponse:
    """Whoever is named speaks for the table they sit at."""
    people, tables, form = _seating(request, workshop)
    if not form.is_valid():
        return tables_page(request, workshop, seat_form=form, status=400)
    person = next(one for one in people if one.pk == form.cleaned_data["person"])
    table = next((one for one in tables if one.pk == person.table_id), None)
    try:
        if table is None:
            raise Refused(_("This person sits at no table yet."))
        actions.name_spokesperson(table=table, participant=person, by=request.user)
    except Refused as refused:
        form.add_error("person", refused.message)
        return tables_page(request, workshop, seat_form=form, status=400)
    messages.success(request, _("This person speaks for the table."))
    return redirect("table_list", workshop_id=workshop.pk)


def tables_page(
    request: PersonRequest, workshop: Any, *, form: Any = None, seat_form: Any = None, status: int = 200
) -> HttpResponse:
    people = _people(workshop)
    tables: list[Any] = list(queries.tables_of(workshop))
    numbers = {person.pk: person.number for person in people}
    for table in tables:
        for person in table.seated:
            person.number = numbers.get(person.pk)
    usual = max(1, round(len(people) / USUAL_TABLE))
    context = {
        "workshop": workshop,
        "region": workshop.region,
        "trail": trail_to(_("Tables"), region=workshop.region, workshop=workshop),
        "tables": tables,
        "people": people,
        "form": form or forms.TablesForm(initial={"number": len(tables) or usual}),
        "seat_form": seat_form or forms.SeatForm(people=_choices(people), tables=tables),
        "may_run": _may_run(request, workshop),
    }
    return render(request, "discovery/table_list.html", context, status=status)


def _may_run(request: PersonRequest, workshop: Any) -> bool:
    return bool(rules.has_perm("discovery.run_workshop", request.user, workshop))


def _seating(request: PersonRequest, workshop: Any) -> tuple[list[Any], list[Any], Any]:
    people, tables = _people(workshop), list(queries.tables_of(workshop))
    return people, tables, forms.SeatForm(request.POST, people=_choices(people), tables=tables)


def _people(workshop: Any) -> list[Any]:
    return [person for person in queries.participants_of_workshop(workshop) if person.is_admitted]


def _choices(people: list[Any]) -> list[tuple[int, str]]:
    return [(person.pk, _("No. %(number)s, %(person)s") % {"number": person.number, "person": person}) for person in people]  # fmt: skip
