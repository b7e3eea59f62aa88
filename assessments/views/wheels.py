"""The wheel of self-assessment at the desk: prepare, word, open, close, read."""

from typing import Any

import rules
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from assessments import actions, forms, queries
from assessments.views.requests import sent
from assessments.views.trails import page, the_wheel, trail_in, wheels_of
from foundation.downloads import csv_download
from foundation.live import token_for
from foundation.transitions import Refused, WrongState

PAGE = 25


def wheel_list(request: Any, region: Any) -> HttpResponse:
    pages = Paginator(queries.wheels_in(region), PAGE)
    context = {
        "region": region,
        "trail": trail_in(region, wheels_of(region)),
        "page": pages.get_page(request.GET.get("page")),
        "over_time": queries.wheels_over_time(region),
        "may_run": rules.has_perm("assessments.run_wheel", request.user, region),
    }
    return render(request, "assessments/wheel_list.html", context)


def wheel_create(request: Any, region: Any) -> HttpResponse:
    form = forms.WheelForm(sent(request), region=region)
    if request.method == "POST" and form.is_valid():
        try:
            wheel = actions.create_wheel(region=region, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, refused.message)
        else:
            return redirect("wheel_detail", wheel_id=wheel.pk)
    title = _("Prepare a self-assessment")
    context = {
        "region": region,
        "trail": trail_in(region, wheels_of(region), page(title)),
        "title": title,
        "lead": _(
            "Not an activity is graded here, but the strategy and the way it comes about: six steps with three factors each."
        ),
        "form": form,
        "submit_label": _("Prepare"),
        "back": wheels_of(region)[1],
    }
    return render(request, "assessments/framework_form.html", context, status=400 if form.errors else 200)


def wheel_detail(request: Any, wheel: Any, *, form: Any = None, status: int = 200) -> HttpResponse:
    context = {
        "wheel": wheel,
        "region": wheel.region,
        "trail": trail_in(wheel.region, wheels_of(wheel.region), page(wheel.title)),
        "may_run": rules.has_perm("assessments.run_wheel", request.user, wheel),
        "phone": request.build_absolute_uri(reverse("grade_form", args=[wheel.pk])),
        "live_token": token_for([f"wheel:{wheel.pk}"]),
        "steps": queries.steps_of_wheel(wheel),
    }
    if wheel.state == "drafted":
        preview = queries.roster_preview(wheel)
        context |= {"preview": preview, "form": form or forms.MergingForm(None, small=preview.small)}
    elif wheel.state == "opened":
        begun, sealed = queries.wheel_turnout(wheel)
        context |= {"begun": begun, "sealed": sealed}
    else:
        context["result"] = queries.wheel_result(wheel, queries.earlier_wheel(wheel))
    return render(request, "assessments/wheel_detail.html", context, status=status)


def wheel_step_edit(request: Any, wheel: Any) -> HttpResponse:
    code = request.resolver_match.kwargs["wheel_step"]
    if wheel.state != "drafted":
        return refused_at_desk(request, wheel, WrongState(actions.words_are_frozen()))
    initial = {"edit_version": wheel.edit_version}
    form = forms.WheelStepForm(sent(request), texts=queries.step_texts(wheel, code), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.word_wheel_step(wheel=wheel, step=code, by=request.user, **form.as_input())
        except actions.EditedMeanwhile as refused:
            return changed_meanwhile(request, wheel, code, form, refused)
        except Refused as refused:
            return refused_at_desk(request, wheel, refused)
        messages.success(request, _("Stored."))
        return redirect(the_wheel(wheel)[1] + f"#{code}")
    title = _("Words of a step")
    context = {
        "wheel": wheel,
        "region": wheel.region,
        "trail": trail_in(wheel.region, wheels_of(wheel.region), the_wheel(wheel), page(title)),
        "title": title,
        "form": form,
        "back": the_wheel(wheel)[1],
    }
    return render(request, "assessments/wheel_step_edit.html", context, status=400 if form.errors else 200)


def changed_meanwhile(request: Any, wheel: Any, code: str, form: Any, refused: Refused) -> HttpResponse:
    """412: what one sent beside what stands now; nothing was stored."""
    fresh = queries.wheel_for(request.user, wheel_id=wheel.pk)
    stored = forms.WheelStepForm(texts=queries.step_texts(fresh or wheel, code))
    context = {
        "framework": wheel,
        "region": wheel.region,
        "message": refused.message,
        "differences": words_meanwhile(form, stored),
        "back": the_wheel(wheel)[1],
    }
    return render(request, "assessments/framework_changed.html", context, status=412)


def words_meanwhile(form: Any, stored: Any) -> list[dict[str, str]]:
    """What the second person sent beside what stands now, where they differ."""
    return [
        {
            "kind": "changed",
            "label": f"{heading}: {what}, {field.label}",
            "before": form.cleaned_data[field.name],
            "after": field.initial,
        }
        for heading, groups, _is_wrong in stored.groups()
        for what, fields in groups
        for field in fields
        if form.cleaned_data[field.name] != field.initial
    ]


def wheel_open(request: Any, wheel: Any) -> HttpResponse:
    preview = queries.roster_preview(wheel)
    form = forms.MergingForm(request.POST, small=preview.small)
    if not form.is_valid():
        return wheel_detail(request, wheel, form=form, status=400)
    try:
        actions.open_wheel(wheel=wheel, merged_groups=form.merged_groups, by=request.user)
    except Refused as refused:
        return refused_at_desk(request, wheel, refused)
    return redirect("wheel_detail", wheel_id=wheel.pk)


def refused_at_desk(request: Any, wheel: Any, refused: Refused) -> HttpResponse:
    messages.error(request, refused.message)
    fresh = queries.wheel_for(request.user, wheel_id=wheel.pk)
    return wheel_detail(request, fresh, status=409 if isinstance(refused, WrongState) else 400)


def wheel_close(request: Any, wheel: Any) -> HttpResponse:
    if request.method == "POST":
        try:
            actions.close_wheel(wheel=wheel, by=request.user)
        except Refused as refused:
            return refused_at_desk(request, wheel, refused)
        return redirect("wheel_detail", wheel_id=wheel.pk)
    title = _("Close the self-assessment?")
    context = {
        "region": wheel.region,
        "trail": trail_in(wheel.region, wheels_of(wheel.region), the_wheel(wheel), page(title)),
        "title": title,
        "losses": [_("Nobody can give or change grades any more; what is stored counts.")],
        "submit_label": _("Close"),
        "cancel_href": reverse("wheel_detail", args=[wheel.pk]),
    }
    return render(request, "_components/confirm.html", context)


def wheel_csv(request: Any, wheel: Any) -> HttpResponse:
    result = queries.wheel_result(wheel, queries.earlier_wheel(wheel)) if wheel.state == "closed" else None
    if result is None:
        raise Http404
    return csv_download(queries.wheel_table(result), f"wheel-{wheel.pk}")
