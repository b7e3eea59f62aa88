"""What the region's staff do with proposals: see all, decide, join them to activities."""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.views.requests import posted
from projects import actions, queries
from projects.forms import ActivityForm, DecisionForm, DeskFilter
from projects.views.attempts import attempt
from projects.views.trails import trail_to_desk, trail_to_proposal

if TYPE_CHECKING:
    from projects.models import Proposal
    from regions.models import Region

PER_PAGE = 25


def proposal_desk(request: HttpRequest, region: "Region") -> HttpResponse:
    state = DeskFilter(request.GET).chosen()
    rows = queries.proposals_on_desk(region, state=state)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    counts = queries.state_counts(region)
    context = {
        "region": region,
        "trail": trail_to_desk(region),
        "page": page,
        "state": state,
        "parameter": f"state={state}&page" if state else "page",
        "filters": _filters(region, counts, state),
        "waiting": counts["submitted"],
    }
    return render(request, "projects/proposal_desk.html", context)


def proposal_decide(request: HttpRequest, proposal: "Proposal") -> HttpResponse:
    form = DecisionForm(posted(request))
    status, decided = attempt(
        request, form, lambda cleaned: actions.decide_proposal(proposal=proposal, by=request.user, **cleaned)
    )
    if decided:
        messages.success(request, _("Your decision is recorded; the proposer sees it with your reason."))
        return redirect("proposal_detail", proposal.pk)
    return _show(request, proposal, "projects/proposal_decide.html", form, status, _("Decide"))


def proposal_activity(request: HttpRequest, proposal: "Proposal") -> HttpResponse:
    """Join a proposal to an activity, or make a candidate activity from it."""
    form = ActivityForm(posted(request), proposal=proposal)
    status, joined = attempt(
        request, form, lambda cleaned: actions.place_proposal(proposal=proposal, by=request.user, **cleaned)
    )
    if joined:
        messages.success(request, _("The proposal stands behind the activity now."))
        return redirect("proposal_detail", proposal.pk)
    return _show(request, proposal, "projects/proposal_activity.html", form, status, _("Join to an activity"))


def _show(
    request: HttpRequest, proposal: "Proposal", template: str, form: Any, status: int, here: str
) -> HttpResponse:
    note = queries.confidential_note_of(proposal, reader=request.user)
    context = {"proposal": proposal, "region": proposal.region, "form": form, "note": note}
    context["trail"] = trail_to_proposal(proposal, request.user, here)
    return render(request, template, context, status=status)


def _filters(region: "Region", counts: dict[str, int], chosen: str) -> list[tuple[str, str, bool]]:
    """One tab for each state, with its number."""
    address = reverse("proposal_desk", args=[region.code])
    tabs = [(_("All") + f" · {sum(counts.values())}", address, not chosen)]
    for state, label in DeskFilter.states():
        tabs.append((f"{label} · {counts[state]}", f"{address}?state={state}", state == chosen))
    return tabs
