"""Things that businesses do with proposals, and regions with what businesses hand in."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import rules
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.actions import NamedOrganization, register_organization, settle, tell
from accounts.models import Organization
from discovery.actions import propose_activity
from discovery.models import Activity
from foundation import audit
from foundation.transitions import Refused, WrongState, take_step
from projects.models import Call, Proposal, Question
from regions.models import Domain, Region, Role
from regions.queries import holders_of

DECISIONS = {
    "accept": "projects.proposal_accepted",
    "return": "projects.proposal_returned",
    "decline": "projects.proposal_declined",
}  # what is decided -> what the proposer is told
ASKING_STAFF = ("projects.proposal_submitted", "projects.proposal_resubmitted")


@transaction.atomic
def open_standing_call(*, region: Region) -> Call:
    """The region's call for every sector, from its first day on. Safe to run twice."""
    call, is_new = Call.objects.get_or_create(region=region, activity=None, defaults=_standing_texts())
    if is_new:
        audit.record(audit.region_chain(region.pk), "projects.open_call", call, by=None)
    return call


def _standing_texts() -> dict[str, str]:
    """Title and summary in every language of the platform."""
    texts = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            texts[f"title_{language}"] = _("Open call: projects from every sector")
            texts[f"summary_{language}"] = _(
                "Do you have a project that would make the region stronger? A new product, a new market, a better way to "
                "make what is made here already? Tell us. No sector is left out, and a small company counts as much as a "
                "large one."
            )
    return texts


def close_call(*, call: Call, by: Any, reason: str) -> Call:
    """It takes no more proposals; those handed in go their way."""
    return take_step(call, "close", by=by, reason=reason)


def reopen_call(*, call: Call, by: Any, reason: str) -> Call:
    return take_step(call, "reopen", by=by, reason=reason)


@transaction.atomic
def submit_proposal(
    *,
    call: Call,
    title: str,
    domain_code: str,
    summary: str,
    confidential_note: str,
    organization: Organization | NamedOrganization,
    by: Any,
    activity: Activity | None = None,
) -> Proposal:
    """Hand in a proposal under a call. Raises PermissionDenied, WrongState (the call is closed), Refused."""
    if not rules.has_perm("projects.submit_proposal", by, call):
        raise PermissionDenied
    locked = Call.objects.select_for_update().get(pk=call.pk)
    if locked.state != Call.State.OPENED:
        raise WrongState(_("This call is closed: it takes no more proposals."))
    _require_same_region(activity, locked.region_id)
    proposal = Proposal.objects.create(
        call=locked,
        region_id=locked.region_id,
        proposer=by,
        organization=_registered(organization),
        title=title,
        domain=_domain(domain_code),
        summary=summary,
        confidential_note=confidential_note,
        activity=activity or locked.activity,
    )
    _tell_staff("projects.proposal_submitted", proposal, by)
    audit.record(audit.region_chain(locked.region_id), "projects.submit_proposal", proposal, by=by)
    return proposal


@transaction.atomic
def resubmit_proposal(
    *,
    proposal: Proposal,
    by: Any,
    reason: str = "",
    title: str | None = None,
    domain_code: str | None = None,
    summary: str | None = None,
    confidential_note: str | None = None,
    organization: Organization | NamedOrganization | None = None,
    answers: Mapping[int, str] | None = None,
) -> Proposal:
    """Hand in again what was sent back. None leaves a column as it is; `reason` says what was changed, `answers` answers
    the numbered questions, all of them."""
    changes = {
        "title": title,
        "domain": None if domain_code is None else _domain(domain_code),
        "summary": summary,
        "confidential_note": confidential_note,
        "organization": None if organization is None else _registered(organization),
    }
    resubmitted = take_step(
        proposal,
        "resubmit",
        by=by,
        reason=reason,
        guards=[partial(answer_questions, answers=answers or {})],
        change=partial(_set_columns, changes=changes),
    )
    settle(kinds=["projects.proposal_returned"], about=resubmitted)
    _tell_staff("projects.proposal_resubmitted", resubmitted, by)
    return resubmitted


def accept_proposal(*, proposal: Proposal, by: Any, reason: str) -> Proposal:
    """It counts from now on for the activity it has joined."""
    return decide_proposal(proposal=proposal, decision="accept", by=by, reason=reason)


def return_proposal(*, proposal: Proposal, by: Any, reason: str, questions: Sequence[str] = ()) -> Proposal:
    """Back to the proposer with a reason and numbered questions; it comes back only with an answer to each."""
    return decide_proposal(proposal=proposal, decision="return", by=by, reason=reason, questions=questions)


def ask_questions(returned: Proposal, questions: Sequence[str]) -> None:
    """Numbers go on from return to return: the row is locked by the step, and none is ever removed."""
    asked = [text.strip() for text in questions if text.strip()]
    Question.objects.bulk_create(
        Question(proposal=returned, number=number, text=text)
        for number, text in enumerate(asked, start=returned.questions.count() + 1)
    )


def answer_questions(proposal: Proposal, answers: Mapping[int, str]) -> None:
    """`answers` by number. Raises Refused while one is missing."""
    waiting = list(proposal.questions.filter(answer=""))
    missing = [str(each.number) for each in waiting if not answers.get(each.number, "").strip()]
    if missing:
        raise Refused(
            _("Please answer each question. Without an answer: %(numbers)s.")
            % {"numbers": ", ".join(missing)}
        )
    for each in waiting:
        each.answer = answers[each.number].strip()
    Question.objects.bulk_update(waiting, ["answer"])


def decline_proposal(*, proposal: Proposal, by: Any, reason: str) -> Proposal:
    return decide_proposal(proposal=proposal, decision="decline", by=by, reason=reason)


@transaction.atomic
def decide_proposal(
    *, proposal: Proposal, decision: str, by: Any, reason: str, questions: Sequence[str] = ()
) -> Proposal:
    """One of DECISIONS, as chosen on a form; questions only go with sending back."""
    if decision not in DECISIONS:
        raise Refused(_("Please choose what you decide."))
    if questions and decision != "return":
        raise Refused(_("Questions are asked by sending the proposal back."))
    decided = take_step(proposal, decision, by=by, reason=reason)
    ask_questions(decided, questions)
    settle(kinds=ASKING_STAFF, about=decided)
    tell(kind=DECISIONS[decision], people=[decided.proposer_id], about=decided, by=by)
    return decided


@transaction.atomic
def withdraw_proposal(*, proposal: Proposal, by: Any, reason: str = "") -> Proposal:
    withdrawn = take_step(proposal, "withdraw", by=by, reason=reason)
    settle(kinds=[*ASKING_STAFF, "projects.proposal_returned"], about=withdrawn)
    _tell_staff("projects.proposal_withdrawn", withdrawn, by)
    return withdrawn


@transaction.atomic
def join_activity(*, proposal: Proposal, activity: Activity, by: Any) -> Proposal:
    """Put a proposal behind an activity of its region. Raises PermissionDenied, WrongState, Refused."""
    locked = _locked_for_joining(proposal, by)
    _require_same_region(activity, locked.region_id)
    before = audit.snapshot(locked)
    locked.activity = activity
    locked.save(update_fields=["activity"])
    tell(kind="projects.proposal_joined", people=[locked.proposer_id], about=locked, activity=activity, by=by)
    chain = audit.region_chain(locked.region_id)
    after = audit.snapshot(locked)
    audit.record(chain, "projects.join_activity", locked, by=by, before=before, after=after)
    return locked


@transaction.atomic
def found_activity(*, proposal: Proposal, title: str, by: Any) -> Proposal:
    """Make a candidate activity from a proposal that fits none, and join it. The summary is not public: it stays here."""
    locked = _locked_for_joining(proposal, by)
    codes = [locked.domain.code]
    activity = propose_activity(region=locked.region, title=title, by=by, domain_codes=codes)
    return join_activity(proposal=locked, activity=activity, by=by)


def place_proposal(
    *, proposal: Proposal, activity: Activity | None = None, title: str = "", by: Any
) -> Proposal:
    """Put a proposal behind an activity of the region, or behind a new one with this title."""
    if activity is not None:
        return join_activity(proposal=proposal, activity=activity, by=by)
    return found_activity(proposal=proposal, title=title, by=by)


def _tell_staff(kind: str, proposal: Proposal, by: Any) -> None:
    """Those who decide on proposals in the region."""
    staff = holders_of(proposal.region_id, Role.FACILITATOR, Role.OFFICIAL)
    tell(kind=kind, people=staff, about=proposal, by=by)


def _locked_for_joining(proposal: Proposal, by: Any) -> Proposal:
    locked = Proposal.objects.select_for_update().get(pk=proposal.pk)
    if not rules.has_perm("projects.decide_proposal", by, locked):
        raise PermissionDenied
    if not locked.is_joinable:
        raise WrongState(_("A proposal that was declined or withdrawn cannot join an activity."))
    return locked


def _require_same_region(activity: Activity | None, region_id: int) -> None:
    if activity is not None and activity.region_id != region_id:
        raise Refused(_("This activity belongs to another region."))
    if activity is not None and not activity.is_current:
        raise Refused(_("This activity is no longer on the region's list."))


def _registered(organization: Organization | NamedOrganization) -> Organization:
    if isinstance(organization, Organization):
        return organization
    return register_organization(name=organization.name, kind=organization.kind)


def _domain(code: str) -> Domain:
    domain = Domain.objects.filter(code=code).first()
    if domain is None:
        raise Refused(_("This field of business is not known."))
    return domain


def _set_columns(proposal: Proposal, changes: dict[str, Any]) -> None:
    for name, value in changes.items():
        if value is not None:
            setattr(proposal, name, value)
