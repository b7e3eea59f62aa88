"""What officials and the ministry say about a set before it is decided, and what its drafters answer."""

from collections.abc import Iterable

import rules
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from accounts.actions import tell
from accounts.models import User
from discovery.models import Activity
from foundation import audit, clock
from foundation.transitions import Refused, WrongState
from priorities.models import PrioritySet, Remark
from priorities.permissions import is_ministry
from priorities.queries.audiences import drafters_of
from priorities.queries.questions import Asked
from priorities.queries.sets import chain_of
from regions.permissions import is_official

Kind, State = Remark.Kind, PrioritySet.State

# Who may say what, and while the set is where. An official asks when returning it, or at any time before.
KINDS = {
    Remark.Voice.OFFICIAL: (Kind.COMMENT, Kind.QUESTION),
    Remark.Voice.MINISTRY: (Kind.SUPPORT, Kind.CONFLICT, Kind.QUESTION),
}
OPEN_TO = {
    Remark.Voice.OFFICIAL: PrioritySet.OPEN_STATES,
    Remark.Voice.MINISTRY: (State.SUBMITTED, State.APPROVED),
}


@transaction.atomic
def make_remark(
    *, priority_set: PrioritySet, kind: str, text: str, by: User, activity: Activity | None = None
) -> Remark:
    """Say something about a set or one activity in it. Raises PermissionDenied, WrongState, Refused."""
    voice = voice_of(by, priority_set)
    if kind not in KINDS[voice]:
        raise PermissionDenied
    number = claim_number(priority_set, OPEN_TO[voice])
    remark = write_remark(priority_set, number, voice, kind, Asked(text, activity), by)
    people = drafters_of(priority_set)
    tell(kind="priorities.remark_made", people=people, about=priority_set, by=by, number=number, remark=kind)
    return remark


def voice_of(person: User, priority_set: PrioritySet) -> Remark.Voice:
    """As an official where the person is one; as the ministry otherwise. Raises PermissionDenied."""
    if not rules.has_perm("priorities.comment_set", person, priority_set):
        raise PermissionDenied
    speaks_for_the_country = is_ministry(person, priority_set) and not is_official(person, priority_set)
    return Remark.Voice.MINISTRY if speaks_for_the_country else Remark.Voice.OFFICIAL


def claim_number(priority_set: PrioritySet, states: Iterable[str]) -> int:
    """One statement is lock, state check and number: of a remark and a publication at once, one comes first."""
    open_set = PrioritySet.objects.filter(pk=priority_set.pk, state__in=states)
    if open_set.update(remark_count=F("remark_count") + 1) != 1:
        raise WrongState(_("Remarks can be made only until the set is published."))
    return PrioritySet.objects.values_list("remark_count", flat=True).get(pk=priority_set.pk)


def write_remark(
    priority_set: PrioritySet, number: int, voice: str, kind: str, asked: Asked, by: User
) -> Remark:
    if not asked.text.strip():
        raise Refused(_("Please write what you want to say."))
    activity = asked.activity
    if activity and not priority_set.priorities.filter(activity=activity).exists():
        raise Refused(_("This activity is not in the set."))
    remark = Remark.objects.create(
        priority_set=priority_set,
        number=number,
        voice=voice,
        kind=kind,
        activity=activity,
        text=asked.text.strip(),
        said_by=by,
    )
    audit.record(
        chain_of(priority_set), "priorities.make_remark", priority_set, by=by, after=audit.snapshot(remark)
    )
    return remark


def ask_questions(priority_set: PrioritySet, questions: Iterable[Asked], by: User) -> None:
    """Those of an official who returns the set, numbered in the order they were written."""
    for asked in questions:
        number = claim_number(priority_set, OPEN_TO[Remark.Voice.OFFICIAL])
        write_remark(priority_set, number, Remark.Voice.OFFICIAL, Kind.QUESTION, asked, by)


@transaction.atomic
def answer_remark(*, remark: Remark, answer: str, by: User) -> Remark:
    """The drafters' answer, once. Nobody answers their own question. Raises PermissionDenied, WrongState, Refused."""
    priority_set = remark.priority_set
    if not rules.has_perm("priorities.draft_set", by, priority_set):
        raise PermissionDenied
    if not answer.strip():
        raise Refused(_("Please write your answer."))
    if remark.kind == Kind.SUPPORT:
        raise Refused(_("Support needs no answer."))
    if remark.said_by_id == by.pk:
        raise Refused(_("You said this yourself: somebody else answers it."))
    if not PrioritySet.objects.filter(pk=priority_set.pk, state__in=PrioritySet.OPEN_STATES).exists():
        raise WrongState(_("The set is published or given up: nothing can be answered any more."))
    claim_answer(remark, answer.strip(), by)
    remark.refresh_from_db()
    asker = [remark.said_by_id]
    tell(kind="priorities.remark_answered", people=asker, about=priority_set, by=by, number=remark.number)
    audit.record(
        chain_of(priority_set), "priorities.answer_remark", priority_set, by=by, after=audit.snapshot(remark)
    )
    return remark


def claim_answer(remark: Remark, answer: str, by: User) -> None:
    """Of two who answer at once one gets through; an answer once given stays."""
    unanswered = Remark.objects.filter(pk=remark.pk, answer="")
    if unanswered.update(answer=answer, answered_by=by, answered_at=clock.now()) != 1:
        raise WrongState(_("Somebody has answered this already. Please read their answer."))


def require_answers(priority_set: PrioritySet) -> None:
    """A guard of handing in and of publishing."""
    waiting = [each.number for each in priority_set.remarks.all() if each.is_waiting]
    if waiting:
        numbers = ", ".join(str(number) for number in waiting)
        raise Refused(
            _("These questions and conflicts have no answer yet: %(numbers)s. Answer them first.")
            % {"numbers": numbers}
        )
