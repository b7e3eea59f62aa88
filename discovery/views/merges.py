"""Putting activities together: the proposal, the answers of the authors, the end, the log."""

from typing import Any

import rules
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from discovery import actions, forms, queries
from discovery.views.requests import PersonRequest
from discovery.views.trails import Trail, trail_in_region
from foundation.transitions import Refused, WrongState

PAGE = 25


def merge_list(request: PersonRequest, region: Any) -> HttpResponse:
    """The log: every merge of the region with its reason and its answers, counted."""
    pages = Paginator(queries.merges_of_region(region), PAGE)
    context = {
        "region": region,
        "trail": trail_in_region(region, (_("Merging activities"), "")),
        "page": pages.get_page(request.GET.get("page")),
        "may_merge": rules.has_perm("discovery.merge_activities", request.user, region),
    }
    return render(request, "discovery/merge_list.html", context)


def merge_create(request: PersonRequest, region: Any) -> HttpResponse:
    """`?activities=…` ticks some, `?workshop=…` lists those of one workshop."""
    workshop = request.GET.get("workshop", "")
    chosen = {"activities": forms.chosen_ids(request.GET.getlist("activities"))}
    only = int(workshop) if workshop.isdecimal() and len(workshop) < 10 else None
    form = forms.MergeForm(request.POST or None, region=region, workshop_id=only, initial=chosen)
    if request.method == "POST" and form.is_valid():
        try:
            merge = actions.propose_merge(region=region, by=request.user, **form.as_input())
        except Refused as refused:
            form.add_error(None, refused.message)
        else:
            messages.success(request, _("The authors are asked. You see here what they answer."))
            return redirect("merge_detail", merge_id=merge.pk)
    context = {"region": region, "form": form, "trail": _trail(region, _("Put activities together"))}
    return render(request, "discovery/merge_form.html", context, status=400 if form.is_bound else 200)


def merge_detail(request: PersonRequest, merge: Any, status: int = 200, form: Any = None) -> HttpResponse:
    """For those who decide and for those who are asked."""
    works_here = rules.has_perm("discovery.see_merges", request.user, merge.region)
    consent, own = queries.consent_of(merge), queries.answer_of(merge, request.user)
    context = {
        "merge": merge,
        "region": merge.region,
        "works_here": works_here,
        "trail": _trail(merge.region, str(merge)) if works_here else [],
        "members": queries.members_of(merge),
        "consent": consent,
        "own": own,
        "form": form or (_answer_form(own) if own and merge.state == "proposed" else None),
        "steps": merge.life_cycle.steps_open_to(request.user, merge),
        "is_over": queries.is_time_over(merge),
        "events": [vars(each) for each in queries.events_of(merge)],
    }
    return render(request, "discovery/merge_detail.html", context, status=status)


def merge_answer(request: PersonRequest, merge: Any) -> HttpResponse:
    form = forms.AnswerForm(request.POST)
    if not form.is_valid():
        return merge_detail(request, merge, status=400, form=form)
    try:
        actions.answer_merge(merge=merge, by=request.user, **form.cleaned_data)
    except Refused as refused:
        return _refused(request, merge, refused)
    messages.success(request, _("Thank you. You can change your answer until it is decided."))
    return redirect("merge_detail", merge_id=merge.pk)


def merge_complete(request: PersonRequest, merge: Any) -> HttpResponse:
    consent = queries.consent_of(merge)
    sent = request.POST if request.method == "POST" else None  # nothing to fill in is sent as well
    form = forms.CompletionForm(sent, is_opposed=bool(consent.objections))
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data.get("reason", "")
        try:
            done = actions.complete_merge(merge=merge, by=request.user, reason=reason)
        except Refused as refused:
            return _refused(request, merge, refused)
        messages.success(request, _("They are one activity now. Each original keeps its own page."))
        return redirect("activity_edit", activity_id=done.result_id)
    consequences = [
        _("The originals leave the lists; their pages stay and say what they became part of."),
        _(
            "Ideas, supporters and projects stay where they are and are counted for the result, each person once."
        ),
        _("It can be undone until a round with the result is opened for scoring."),
    ]
    return _confirm(
        request, merge, form, _("Put them together?"), _("Merge now"), consequences, tone="primary"
    )


def merge_withdraw(request: PersonRequest, merge: Any) -> HttpResponse:
    form = forms.ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.withdraw_merge(merge=merge, by=request.user, reason=form.cleaned_data["reason"])
        except Refused as refused:
            return _refused(request, merge, refused)
        messages.success(request, _("Given up. Every activity stays as it was."))
        return redirect("merge_detail", merge_id=merge.pk)
    consequences = [_("The question to the authors is closed; every activity stays as it is.")]
    return _confirm(request, merge, form, _("Give up this merge?"), _("Give it up"), consequences)


def merge_undo(request: PersonRequest, merge: Any) -> HttpResponse:
    form = forms.ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.undo_merge(merge=merge, by=request.user, reason=form.cleaned_data["reason"])
        except Refused as refused:
            return _refused(request, merge, refused)
        messages.success(request, _("They stand by themselves again."))
        return redirect("merge_detail", merge_id=merge.pk)
    consequences = [_("Each original is on the lists again, with its own ideas, supporters and projects.")]
    if merge.is_new:
        consequences.append(
            _(
                "The new activity leaves the lists. Support that people gave to it since then stays with it and no longer counts."
            )
        )
    return _confirm(request, merge, form, _("Take them apart again?"), _("Undo the merge"), consequences)


def _answer_form(own: Any) -> Any:
    known = {"agreed": "yes", "objected": "no"}.get(own.answer)
    return forms.AnswerForm(initial={"agrees": known, "reason": own.reason})


def _refused(request: PersonRequest, merge: Any, refused: Refused) -> HttpResponse:
    messages.error(request, refused.message)
    fresh = queries.merge_for(request.user, merge_id=merge.pk)
    return merge_detail(request, fresh, status=409 if isinstance(refused, WrongState) else 400)


def _confirm(
    request: PersonRequest,
    merge: Any,
    form: Any,
    title: str,
    label: str,
    consequences: list[str],
    tone: str = "danger",
) -> HttpResponse:
    context = {
        "region": merge.region,
        "merge": merge,
        "title": title,
        "question": str(merge),
        "consequences": consequences,
        "form": form,
        "submit_label": label,
        "tone": tone,
        "cancel_href": reverse("merge_detail", args=[merge.pk]),
    }
    is_wrong = request.method == "POST"
    return render(request, "discovery/merge_confirm.html", context, status=400 if is_wrong else 200)


def _trail(region: Any, here: str) -> Trail:
    return trail_in_region(
        region, (_("Merging activities"), reverse("merge_list", args=[region.code])), (here, "")
    )
