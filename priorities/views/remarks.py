"""Questions, comments and answers about a set, and the ministry's desk."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from discovery.views.requests import PersonRequest
from priorities.actions import answer_remark, make_remark
from priorities.actions.remarking import KINDS, voice_of
from priorities.forms import AnswerForm, RemarkForm
from priorities.queries.ministry import regions_without_set, sets_below
from priorities.queries.sets import activities_in
from priorities.views.carried_out import carried_out, sent, status_of
from priorities.views.pages import page_of
from priorities.views.wording import set_trail_for


def ministry_desk(request: PersonRequest, country: Any) -> HttpResponse:
    context = {
        "country": country,
        "page": page_of(request, sets_below(country), 20),
        "without": regions_without_set(country),
    }
    return render(request, "priorities/ministry_desk.html", context)


def set_remark(request: PersonRequest, priority_set: Any) -> HttpResponse:
    """One remark, on the whole set or on one activity in it."""
    initial = {"activity": request.GET.get("activity")}
    kinds = KINDS[voice_of(request.user, priority_set)]
    form = RemarkForm(sent(request), activities=activities_in(priority_set), kinds=kinds, initial=initial)
    made = carried_out(form, make_remark, priority_set=priority_set, by=request.user)
    if made:
        messages.success(request, _("Written down as number %(number)s.") % {"number": made.number})
        return redirect(reverse("set_detail", args=[priority_set.pk]) + f"#remark-{made.number}")
    context = {
        "set": priority_set,
        "region": priority_set.region,
        "form": form,
        "title": _("Say something about the set"),
        "trail": set_trail_for(request.user, priority_set, _("Say something about the set")),
    }
    return render(request, "priorities/set_remark.html", context, status=status_of(form))


def remark_answer(request: PersonRequest, remark: Any) -> HttpResponse:
    priority_set = remark.priority_set
    form = AnswerForm(sent(request))
    if carried_out(form, answer_remark, remark=remark, by=request.user):
        return redirect(reverse("set_detail", args=[priority_set.pk]) + f"#remark-{remark.number}")
    title = _("Answer number %(number)s") % {"number": remark.number}
    context = {
        "set": priority_set,
        "region": priority_set.region,
        "remark": remark,
        "form": form,
        "title": title,
        "trail": set_trail_for(request.user, priority_set, title),
    }
    return render(request, "priorities/remark_answer.html", context, status=status_of(form))
