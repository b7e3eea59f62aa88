"""News about proposals: for the region's staff, and for who proposed."""

from collections.abc import Callable
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Topic
from accounts.registries import MessageKind
from discovery.messages import ACTIVITIES
from discovery.models import Activity
from projects.models import Proposal

PROPOSALS = Proposal.objects.select_related("organization")


def _says(sentence: Promise) -> Callable[..., str]:
    """`sentence` names %(proposal)s."""
    return lambda about: str(sentence) % {"proposal": about.title}


def _submitted(about: Proposal) -> str:
    words = {"proposal": about.title, "organization": about.organization.name}
    return _("A new proposal waits for your decision: “%(proposal)s” (%(organization)s).") % words


def _joined(about: Proposal, activity: Activity) -> str:
    words = {"proposal": about.title, "activity": activity.title}
    return _("Your proposal “%(proposal)s” now stands behind the activity “%(activity)s”.") % words


def _proposal(about: Proposal, **_things: Any) -> str:
    return reverse("proposal_detail", args=[about.pk])


def _kind(key: str, sentence: Promise, *, is_urgent: bool = False) -> MessageKind:
    things = {"about": PROPOSALS}
    return MessageKind(key, Topic.PROJECTS, _says(sentence), _proposal, things, is_urgent)


MESSAGES = (
    MessageKind(
        "projects.proposal_submitted",
        Topic.PROJECTS,
        _submitted,
        _proposal,
        {"about": PROPOSALS},
        is_urgent=True,
    ),
    _kind(
        "projects.proposal_resubmitted",
        gettext_lazy("The proposal “%(proposal)s” was handed in again and waits for your decision."),
        is_urgent=True,
    ),
    _kind("projects.proposal_withdrawn", gettext_lazy("The proposal “%(proposal)s” was withdrawn.")),
    _kind(
        "projects.proposal_returned",
        gettext_lazy(
            "There is a question about your proposal “%(proposal)s”. Please answer and hand it in again."
        ),
        is_urgent=True,
    ),
    _kind("projects.proposal_accepted", gettext_lazy("Your proposal “%(proposal)s” was accepted.")),
    _kind(
        "projects.proposal_declined",
        gettext_lazy("Your proposal “%(proposal)s” was declined. The reason stands on its page."),
    ),
    MessageKind(
        "projects.proposal_joined",
        Topic.PROJECTS,
        _joined,
        _proposal,
        {"about": PROPOSALS, "activity": ACTIVITIES},
    ),
)
