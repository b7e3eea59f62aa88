"""The page of one proposal: its status with reasons, and what its reader may do next."""

from typing import TYPE_CHECKING, Any

import rules
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from projects import queries
from projects.views.trails import trail_to_proposal

if TYPE_CHECKING:
    from projects.models import Proposal


def proposal_detail(request: HttpRequest, proposal: "Proposal") -> HttpResponse:
    story = queries.story_of(proposal, reader=request.user)
    steps = [step.name for step in proposal.life_cycle.steps_open_to(request.user, proposal)]
    context = {
        "proposal": proposal,
        "trail": trail_to_proposal(proposal, request.user),
        "region": proposal.region,
        "note": queries.confidential_note_of(proposal, reader=request.user),
        "story": [vars(event) for event in reversed(story)],
        "progress": progress_of(proposal),
        "question": queries.last_question_in(story),
        "questions": list(proposal.questions.all()),
        "steps": steps,
        "may_decide": rules.has_perm("projects.decide_proposal", request.user, proposal),
        "is_mine": proposal.proposer_id == request.user.pk,
    }
    return render(request, "projects/proposal_detail.html", context)


def progress_of(proposal: "Proposal") -> list[dict[str, Any]]:
    """The way of a proposal as stations: handed in, decided, behind an activity."""
    decision = {
        "label": proposal.get_state_display() if proposal.is_final else _("The region decides"),
        "state": "done" if proposal.is_final else "current",
        "note": "" if proposal.is_final else _("The answer and its reason will stand on this page."),
    }
    if proposal.state == "returned":
        decision |= {
            "label": _("A question to answer"),
            "note": _("Read it below, answer and hand in again."),
        }
    stations = [{"label": _("Handed in"), "state": "done"}, decision]
    return [*stations, _joining(proposal)] if proposal.is_joinable else stations


def _joining(proposal: "Proposal") -> dict[str, Any]:
    activity = proposal.activity
    if activity is None:
        state = "current" if proposal.is_accepted else "upcoming"
        return {"label": _("Joins an activity"), "state": state, "note": ""}
    href = reverse("activity_detail", args=[activity.pk])
    state = "done" if proposal.is_accepted else "upcoming"
    return {"label": _("Stands behind an activity"), "state": state, "note": activity.title, "href": href}
