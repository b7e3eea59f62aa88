"""Weights asked of people: at the desk, and on the phone."""

from typing import Any

import rules
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from assessments import actions, forms, queries
from assessments.views.requests import sent
from assessments.views.trails import frameworks_of, page, the_framework, trail_in
from foundation.live import token_for
from foundation.transitions import Refused, WrongState


def weighing_create(request: Any, framework: Any) -> HttpResponse:
    form = forms.WeighingForm(sent(request), region=framework.region)
    if request.method == "POST" and form.is_valid():
        try:
            weighing = actions.create_weighing(framework=framework, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, refused.message)
        else:
            return redirect("weighing_detail", weighing_id=weighing.pk)
    title = _("Ask people for the weights")
    context = {
        "region": framework.region,
        "trail": trail_in(
            framework.region, frameworks_of(framework.region), the_framework(framework), page(title)
        ),
        "title": title,
        "lead": _(
            "Before scoring, each participant says what matters how much. The result can become the next version."
        ),
        "form": form,
        "submit_label": _("Prepare"),
        "back": the_framework(framework)[1],
    }
    return render(request, "assessments/framework_form.html", context, status=400 if form.errors else 200)


def weighing_detail(
    request: Any, weighing: Any, *, form: Any = None, reason: Any = None, status: int = 200
) -> HttpResponse:
    framework = weighing.framework
    context = {
        "weighing": weighing,
        "region": weighing.region,
        "trail": trail_in(
            weighing.region,
            frameworks_of(weighing.region),
            the_framework(framework),
            page(_("Weights from people")),
        ),
        "may_run": rules.has_perm("assessments.run_weighing", request.user, weighing),
        "phone": request.build_absolute_uri(reverse("split_form", args=[weighing.pk])),
        "live_token": token_for([f"weighing:{weighing.pk}"]),
    }
    if weighing.state == "drafted":
        preview = queries.roster_preview(weighing)
        context |= {"preview": preview, "form": form or forms.MergingForm(None, small=preview.small)}
    elif weighing.state == "opened":
        given, sealed = queries.weighing_turnout(weighing)
        context |= {"given": given, "sealed": sealed}
    else:
        context |= result_context(weighing) | {"reason": reason or forms.ReasonForm()}
    return render(request, "assessments/weighing_detail.html", context, status=status)


def result_context(weighing: Any) -> dict[str, Any]:
    items, groups = queries.weighed_items(weighing), queries.group_means(weighing)
    return {
        "items": items,
        "groups": groups,
        "rows": [
            (item, [(group.name, group.means[place]) for group in groups]) for place, item in enumerate(items)
        ],
        "bars": [{"label": item.name, "value": item.after} for item in items if item.after is not None],
    }


def weighing_open(request: Any, weighing: Any) -> HttpResponse:
    preview = queries.roster_preview(weighing)
    form = forms.MergingForm(request.POST, small=preview.small)
    if not form.is_valid():
        return weighing_detail(request, weighing, form=form, status=400)
    try:
        actions.open_weighing(weighing=weighing, merged_groups=form.merged_groups, by=request.user)
    except Refused as refused:
        return refused_at_desk(request, weighing, refused)
    return redirect("weighing_detail", weighing_id=weighing.pk)


def refused_at_desk(request: Any, weighing: Any, refused: Refused) -> HttpResponse:
    messages.error(request, refused.message)
    fresh = queries.weighing_for(request.user, weighing_id=weighing.pk)
    return weighing_detail(request, fresh, status=409 if isinstance(refused, WrongState) else 400)


def weighing_close(request: Any, weighing: Any) -> HttpResponse:
    if request.method == "POST":
        try:
            actions.close_weighing(weighing=weighing, by=request.user)
        except Refused as refused:
            return refused_at_desk(request, weighing, refused)
        return redirect("weighing_detail", weighing_id=weighing.pk)
    title, framework = _("Close the question about weights?"), weighing.framework
    region = framework.region
    context = {
        "region": region,
        "trail": trail_in(region, frameworks_of(region), the_framework(framework), page(title)),
        "title": title,
        "losses": [_("Nobody can give or change points any more; what is stored counts.")],
        "submit_label": _("Close"),
        "cancel_href": reverse("weighing_detail", args=[weighing.pk]),
    }
    return render(request, "_components/confirm.html", context)


def weighing_apply(request: Any, weighing: Any) -> HttpResponse:
    form = forms.ReasonForm(request.POST)
    if weighing.state == "closed" and not form.is_valid():
        return weighing_detail(request, weighing, reason=form, status=400)
    try:
        draft = actions.apply_weighing(
            weighing=weighing, reason=request.POST.get("reason", ""), by=request.user
        )
    except Refused as refused:
        return refused_at_desk(request, weighing, refused)
    messages.success(request, _("Taken over into a draft. Look at it, then put it into use."))
    return redirect("framework_edit", framework_id=draft.pk)


def split_form(request: Any, found: Any) -> HttpResponse:
    """`found`: the seat on GET, the person's own place on POST."""
    if request.method == "POST":
        return split_save(request, found)
    return split_page(request, found.weighing, found.weigher)


def split_page(
    request: Any, weighing: Any, weigher: Any, form: Any = None, status: int = 200
) -> HttpResponse:
    items = queries.weighed_items(weighing, weigher)
    if form is None and weigher is not None:
        form = forms.SplitForm(items=items, initial={"sequence": weigher.sequence + 1})
    context = {
        "weighing": weighing,
        "weigher": weigher,
        "items": items,
        "form": form,
    }
    return render(request, "assessments/split_form.html", context, status=status)


def split_save(request: Any, weigher: Any) -> HttpResponse:
    weighing = weigher.weighing
    form = forms.SplitForm(request.POST, items=queries.weighed_items(weighing, weigher))
    if form.is_valid():
        try:
            actions.record_split(
                weighing=weighing, points=form.points, sequence=form.cleaned_data["sequence"], by=request.user
            )
        except WrongState as refused:
            messages.error(request, refused.message)
            fresh = queries.weigher_for(request.user, weighing_id=weighing.pk)
            return split_page(request, fresh.weighing if fresh else weighing, fresh, status=409)
        except Refused as refused:
            form.add_error(None, refused.message)
        else:
            return redirect("split_form", weighing_id=weighing.pk)
    return split_page(request, weighing, weigher, form, status=422)
