"""What a business does with its proposal: write, hand in, answer, withdraw."""

from typing import TYPE_CHECKING, Any

import rules
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from accounts.actions import NamedOrganization
from accounts.views.requests import posted
from projects import actions, queries
from projects.forms import ProposalForm, ResubmissionForm, WithdrawalForm
from projects.views.attempts import attempt
from projects.views.trails import trail_to_call, trail_to_proposal

if TYPE_CHECKING:
    from projects.models import Call, Proposal

KEPT = "proposals_begun"  # session: region code -> what was typed before the log-in
PER_PAGE = 25


def proposal_list(request: HttpRequest) -> HttpResponse:
    page = Paginator(queries.proposals_by(request.user), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "projects/proposal_list.html", {"page": page})


def proposal_create(request: HttpRequest, call: "Call") -> HttpResponse:
    """GET: the form, with what was typed before the log-in; POST (with an account): hand in."""
    form = _form_for(request, call)
    status, proposal = attempt(
        request,
        form,
        lambda cleaned: actions.submit_proposal(
            call=call, activity=cleaned["activity"], by=request.user, **_entered(cleaned)
        ),
    )
    if proposal is None:
        return _show_form(request, call, form, status)
    _forget_kept(request, call.region.code)
    messages.success(request, _("Your proposal is handed in. The region will answer here."))
    return redirect("proposal_detail", proposal.pk)


def proposal_keep(request: HttpRequest, call: "Call") -> HttpResponse:
    """Somebody without an account wants to hand in: keep what was typed, make the account, come back."""
    form = ProposalForm(request.POST, region_id=call.region_id, is_known=False)
    if not form.is_valid():
        return _show_form(request, call, form, 400)
    kept = request.session.get(KEPT, {})
    request.session[KEPT] = {**kept, call.region.code: form.as_typed()}
    messages.info(
        request, _("What you wrote is kept. One step is left: an account, so that the region can answer you.")
    )
    way = reverse("account_claim" if request.user.is_authenticated else "account_signup")
    return redirect(f"{way}?{urlencode({'next': reverse('proposal_create', args=[call.region.code])})}")


def proposal_edit(request: HttpRequest, proposal: "Proposal") -> HttpResponse:
    """Answer the question that was asked and hand in again."""
    note = queries.confidential_note_of(proposal, reader=request.user) or ""
    form = ResubmissionForm(posted(request), proposal=proposal, note=note)
    status, resubmitted = attempt(
        request,
        form,
        lambda cleaned: actions.resubmit_proposal(
            proposal=proposal,
            reason=cleaned["answer"],
            answers=form.answers(),
            by=request.user,
            **_entered(cleaned),
        ),
    )
    if resubmitted:
        messages.success(request, _("Your proposal is handed in again."))
        return redirect("proposal_detail", proposal.pk)
    story = queries.story_of(proposal, reader=request.user)
    context = {
        "form": form,
        "proposal": proposal,
        "region": proposal.region,
        "question": queries.last_question_in(story),
        "trail": trail_to_proposal(proposal, request.user, _("Answer and hand in again")),
    }
    return render(request, "projects/proposal_edit.html", context, status=status)


def proposal_withdraw(request: HttpRequest, proposal: "Proposal") -> HttpResponse:
    form = WithdrawalForm(posted(request))
    status, withdrawn = attempt(
        request,
        form,
        lambda cleaned: actions.withdraw_proposal(
            proposal=proposal, by=request.user, reason=cleaned["reason"]
        ),
    )
    if withdrawn:
        messages.success(request, _("Your proposal is withdrawn."))
        return redirect("proposal_detail", proposal.pk)
    return render(
        request, "projects/proposal_withdraw.html", _withdrawal(request, proposal, form), status=status
    )


def _withdrawal(request: HttpRequest, proposal: "Proposal", form: WithdrawalForm) -> dict[str, Any]:
    losses = [_("It cannot be handed in again: you would have to write a new one.")]
    if proposal.activity:
        losses.append(_("It no longer stands behind “%(activity)s”.") % {"activity": proposal.activity.title})
    return {
        "proposal": proposal,
        "region": proposal.region,
        "trail": trail_to_proposal(proposal, request.user, _("Withdraw")),
        "form": form,
        "losses": losses,
        "title": _("Withdraw “%(title)s”?") % {"title": proposal.title},
        "submit_label": _("Withdraw"),
        "cancel_href": reverse("proposal_detail", args=[proposal.pk]),
    }


def _form_for(request: HttpRequest, call: "Call") -> ProposalForm:
    if request.method == "POST":
        return ProposalForm(request.POST, region_id=call.region_id)
    is_known = rules.has_perm("projects.submit_proposal", request.user, call)
    initial = _organization_known(request) | request.session.get(KEPT, {}).get(call.region.code, {})
    return ProposalForm(initial=initial, region_id=call.region_id, is_known=is_known)


def _show_form(request: HttpRequest, call: "Call", form: ProposalForm, status: int) -> HttpResponse:
    is_known = "confidential_note" in form.fields
    target = reverse("proposal_create" if is_known else "proposal_keep", args=[call.region.code])
    context = {"call": call, "region": call.region, "form": form, "is_known": is_known, "target": target}
    context["trail"] = trail_to_call(call, _("Propose a project"))
    return render(request, "projects/proposal_form.html", context, status=status)


def _entered(cleaned: dict[str, Any]) -> dict[str, Any]:
    return {
        "title": cleaned["title"],
        "domain_code": cleaned["domain"],
        "summary": cleaned["summary"],
        "confidential_note": cleaned["confidential_note"],
        "organization": NamedOrganization(cleaned["organization_name"], cleaned["organization_kind"]),
    }


def _organization_known(request: HttpRequest) -> dict[str, str]:
    organization = queries.last_organization_of(request.user)
    if organization is None:
        return {}
    return {"organization_name": organization.name, "organization_kind": organization.kind}


def _forget_kept(request: HttpRequest, code: str) -> None:
    kept = request.session.get(KEPT, {})
    if code in kept:
        request.session[KEPT] = {other: typed for other, typed in kept.items() if other != code}
