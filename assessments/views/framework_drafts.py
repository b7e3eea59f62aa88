"""The editor: names, criteria and weights of a draft, and the end of its editing."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from assessments import actions, forms, queries
from assessments.views.frameworks import framework_detail
from assessments.views.requests import sent
from assessments.views.trails import frameworks_of, page, the_draft, the_framework, trail_in
from foundation.transitions import Refused, WrongState


def framework_create(request: Any, region: Any) -> HttpResponse:
    form = forms.TitleForm(sent(request))
    if request.method == "POST" and form.is_valid():
        draft = actions.create_framework(region=region, by=request.user, **form.cleaned_data)
        return redirect("framework_edit", framework_id=draft.pk)
    context = {
        "region": region,
        "trail": trail_in(region, frameworks_of(region), page(_("New set of questions"))),
        "title": _("New set of questions"),
        "lead": _("An empty one. It is quicker to take over a ready-made set and change it."),
        "form": form,
        "submit_label": _("Start"),
        "back": frameworks_of(region)[1],
    }
    return render(request, "assessments/framework_form.html", context, status=400 if form.errors else 200)


def version_create(request: Any, framework: Any) -> HttpResponse:
    try:
        draft = actions.start_version(framework=framework, by=request.user)
    except Refused as refused:
        return refused_on_detail(request, framework, refused)
    messages.success(request, _("This draft can be edited; the version in use stays as it is."))
    return redirect("framework_edit", framework_id=draft.pk)


def refused_on_detail(request: Any, framework: Any, refused: Refused) -> HttpResponse:
    messages.error(request, refused.message)
    return framework_detail(request, framework, status=409 if isinstance(refused, WrongState) else 400)


def framework_edit(request: Any, framework: Any) -> HttpResponse:
    """The draft on one page; POST stores the weights, and does what was pressed beside them."""
    if request.method != "POST" and not framework.is_draft:
        return redirect("framework_detail", framework_id=framework.pk)
    criteria = list(framework.criteria.all())
    form = forms.ArrangeForm(sent(request), framework=framework, criteria=criteria)
    if request.method == "POST":
        if not form.is_valid():
            return editor(request, framework, criteria, form, status=400)
        try:
            actions.arrange_framework(framework=framework, by=request.user, **form.as_input())
        except actions.EditedMeanwhile as refused:
            framework.refresh_from_db()
            return changed_meanwhile(
                request, framework, refused, weights_meanwhile(framework, form), the_draft(framework)[1]
            )
        except Refused as refused:
            return refused_on_detail(request, framework, refused)
        anchor = "" if not request.POST.get("press") else f"#{request.POST['press'].partition(':')[2]}"
        messages.success(request, _("Stored."))
        return redirect(the_draft(framework)[1] + anchor)
    return editor(request, framework, criteria, form)


def editor(request: Any, framework: Any, criteria: Any, form: Any, status: int = 200) -> HttpResponse:
    principles = queries.criteria_by_principle(criteria, with_empty=True)
    faults = queries.framework_faults(criteria)
    rows = [
        {
            "principle": group.principle,
            "weight": group.weight,
            "criteria": [
                (each, form.weight_field(each.code)) for each in group.all if each.code in form.codes
            ],
        }
        for group in principles
    ]
    context = {
        "framework": framework,
        "region": framework.region,
        "trail": trail_in(framework.region, frameworks_of(framework.region), page(framework.title)),
        "rows": rows,
        "form": form,
        "faults": faults,
        "total": sum(group.weight for group in principles),
        "questions": sum(len(group.judged) for group in principles),
    }
    return render(request, "assessments/framework_edit.html", context, status=status)


def weights_meanwhile(framework: Any, form: Any) -> list[dict[str, str]]:
    """What stands now beside what the second person sent, where they differ."""
    return [
        {
            "kind": "changed",
            "label": criterion.question or criterion.code,
            "before": queries.shown(form.weights[criterion.code]),
            "after": queries.shown(criterion.weight),
        }
        for criterion in framework.criteria.all()
        if form.weights.get(criterion.code, criterion.weight) != criterion.weight
    ]


def changed_meanwhile(
    request: Any, framework: Any, refused: Refused, changes: list[dict[str, str]], back: str
) -> HttpResponse:
    """412: what one sent beside what stands now; nothing was stored."""
    context = {
        "framework": framework,
        "region": framework.region,
        "message": refused.message,
        "differences": changes,
        "back": back,
    }
    return render(request, "assessments/framework_changed.html", context, status=412)


def framework_name(request: Any, framework: Any) -> HttpResponse:
    initial = {"is_short": framework.is_short, "edit_version": framework.edit_version}
    form = forms.NameForm(sent(request), subject=framework, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.name_framework(framework=framework, by=request.user, **form.as_input())
        except actions.EditedMeanwhile as refused:
            framework.refresh_from_db()
            changes = texts_meanwhile(framework, form, ("title",))
            return changed_meanwhile(request, framework, refused, changes, the_draft(framework)[1])
        except Refused as refused:
            return refused_on_detail(request, framework, refused)
        return redirect("framework_edit", framework_id=framework.pk)
    context = {
        "framework": framework,
        "region": framework.region,
        "trail": draft_trail(framework, _("Title")),
        "form": form,
    }
    return render(request, "assessments/framework_name.html", context, status=400 if form.errors else 200)


def texts_meanwhile(subject: Any, form: Any, columns: Any) -> list[dict[str, str]]:
    return [
        {"kind": "changed", "label": f"{group.title} · {field.label}", "before": sent, "after": stored}
        for group in form.text_groups()
        for field in group.fields
        if (sent := form.cleaned_data[field.name]) != (stored := getattr(subject, field.name) or "")
    ]


def criterion_create(request: Any, framework: Any) -> HttpResponse:
    form = forms.CriterionForm(sent(request), initial={"principle": request.GET.get("principle", "")})
    criterion = None
    if request.method == "POST" and form.is_valid():
        values = form.as_input()
        values.pop("edit_version")
        try:
            criterion = actions.add_criterion(framework=framework, by=request.user, **values)
        except WrongState as refused:
            return refused_on_detail(request, framework, refused)
        except Refused as refused:
            form.add_error(None, refused.message)
    if criterion:
        messages.success(request, _("Added, without weight. Give it a part of the 100 points below."))
        return redirect(f"{the_draft(framework)[1]}#{criterion.code}")
    return criterion_page(request, framework, form, _("New question"))


def criterion_edit(request: Any, criterion: Any) -> HttpResponse:
    framework = criterion.framework
    if request.method != "POST" and not framework.is_draft:
        return redirect("framework_detail", framework_id=framework.pk)
    form = forms.CriterionForm(sent(request), subject=criterion)
    if request.method == "POST" and form.is_valid():
        try:
            actions.edit_criterion(criterion=criterion, by=request.user, **form.as_input())
        except actions.EditedMeanwhile as refused:
            criterion.refresh_from_db()
            changes = texts_meanwhile(criterion, form, queries.TEXTS)
            return changed_meanwhile(request, framework, refused, changes, request.path)
        except Refused as refused:
            return refused_on_detail(request, framework, refused)
        messages.success(request, _("Stored."))
        return redirect(f"{the_draft(framework)[1]}#{criterion.code}")
    return criterion_page(request, framework, form, criterion.question or criterion.code, criterion)


def criterion_page(
    request: Any, framework: Any, form: Any, title: str, criterion: Any = None
) -> HttpResponse:
    context = {
        "framework": framework,
        "region": framework.region,
        "criterion": criterion,
        "title": title,
        "trail": draft_trail(framework, title),
        "form": form,
        "back": the_draft(framework)[1],
    }
    return render(request, "assessments/criterion_form.html", context, status=400 if form.errors else 200)


def criterion_remove(request: Any, criterion: Any) -> HttpResponse:
    framework = criterion.framework
    return confirmed(
        request,
        framework,
        lambda: actions.remove_criterion(criterion=criterion, by=request.user),
        after="framework_edit",
        trail=draft_trail(framework, _("Remove")),
        title=_("Remove this?"),
        question=criterion.question or criterion.code,
        losses=[_("Its texts in every language."), _("Its weight: the rest must come to 100 again.")],
        submit_label=_("Remove"),
        cancel_href=the_draft(framework)[1],
    )


def framework_publish(request: Any, framework: Any) -> HttpResponse:
    before = queries.version_before(framework)
    changes = [vars(each) for each in queries.version_differences(before, framework)] if before else []
    return confirmed(
        request,
        framework,
        lambda: actions.publish_framework(framework=framework, by=request.user),
        template="assessments/framework_publish.html",
        trail=draft_trail(framework, _("Put into use")),
        title=_("Put into use?"),
        question=_(
            "New rounds can then choose this version. It never changes again; the next change is a new version."
        ),
        faults=queries.framework_faults(list(framework.criteria.all())),
        differences=changes,
        before=before,
        tone="primary",
        submit_label=_("Put into use"),
        cancel_href=the_draft(framework)[1],
    )


def framework_retire(request: Any, framework: Any) -> HttpResponse:
    form = forms.ReasonForm(sent(request))
    return confirmed(
        request,
        framework,
        lambda: actions.retire_framework(framework=framework, by=request.user, **form.cleaned_data),
        form=form,
        trail=trail_in(
            framework.region,
            frameworks_of(framework.region),
            the_framework(framework),
            page(_("Offer no longer")),
        ),
        title=_("Offer it no longer?"),
        losses=[_("New rounds cannot choose this version. Rounds that used it keep it.")],
        submit_label=_("Offer no longer"),
        cancel_href=the_framework(framework)[1],
    )


def framework_discard(request: Any, framework: Any) -> HttpResponse:
    return confirmed(
        request,
        framework,
        lambda: actions.discard_draft(framework=framework, by=request.user),
        after="framework_list",
        trail=draft_trail(framework, _("Throw the draft away")),
        title=_("Throw the draft away?"),
        losses=[_("Everything typed in this draft. Versions in use stay.")],
        submit_label=_("Throw the draft away"),
        cancel_href=the_draft(framework)[1],
    )


def confirmed(
    request: Any,
    framework: Any,
    act: Callable[[], Any],
    *,
    template: str = "_components/confirm.html",
    after: str = "framework_detail",
    form: Any = None,
    **context: Any,
) -> HttpResponse:
    """Asks once; a refusal is told on the framework's page."""
    if request.method == "POST" and (form is None or form.is_valid()):
        try:
            act()
        except Refused as refused:
            framework.refresh_from_db()
            return refused_on_detail(request, framework, refused)
        target = framework.region.code if after == "framework_list" else framework.pk
        return redirect(after, target)
    context |= {"framework": framework, "region": framework.region, "form": form}
    status = 400 if form is not None and form.errors else 200
    return render(request, template, context, status=status)


def draft_trail(framework: Any, here: str) -> Any:
    return trail_in(framework.region, frameworks_of(framework.region), the_draft(framework), page(here))
