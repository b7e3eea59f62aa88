"""Who may run a round, score in it and see what came out."""

from typing import Any

import rules

from assessments.models import Grader, RosterEntry, Round, Void, Weigher
from regions.permissions import is_administrator, is_analyst, is_facilitator, is_member, is_official


def round_of(subject: Any) -> Round | None:
    return subject if isinstance(subject, Round) else getattr(subject, "round", None)


@rules.predicate
def is_on_roster(user: Any, subject: Any) -> bool:
    """The sealed roster only: one person, one right to score. A subject that carries its `rater` needs no query."""
    if not user.is_authenticated:
        return False
    rater = subject if isinstance(subject, RosterEntry) else getattr(subject, "rater", None)
    if rater is not None:
        return bool(rater.user_id == user.pk)
    round = round_of(subject)
    return round is not None and RosterEntry.objects.filter(round=round, user_id=user.pk).exists()


@rules.predicate
def round_is_closed(user: Any, subject: Any) -> bool:
    """Results of an open round are hidden from everybody, the facilitator included."""
    round = round_of(subject)
    return round is not None and round.state == Round.State.CLOSED


@rules.predicate
def board_is_open(user: Any, subject: Any) -> bool:
    round = round_of(subject)
    return round is not None and round.has_open_board and round.state == Round.State.OPENED


@rules.predicate
def is_public(user: Any, subject: Any) -> bool:
    """A published set rests on the round."""
    round = round_of(subject)
    return round is not None and round.made_public_at is not None


@rules.predicate
def is_the_weigher(user: Any, subject: Any) -> bool:
    """The subject is the person's own place on the sealed list."""
    return isinstance(subject, Weigher) and subject.user_id == user.pk


@rules.predicate
def is_the_grader(user: Any, subject: Any) -> bool:
    """The subject is, or carries, the person's own place on the sealed list of a wheel."""
    grader = subject if isinstance(subject, Grader) else getattr(subject, "grader", None)
    return isinstance(grader, Grader) and grader.user_id == user.pk


@rules.predicate
def asked_for_it(user: Any, subject: Any) -> bool:
    return isinstance(subject, Void) and subject.asked_by_id == user.pk


@rules.predicate
def is_its_rater(user: Any, subject: Any) -> bool:
    return isinstance(subject, Void) and subject.rater.user_id == user.pk


rules.add_perm("assessments.see_voids", is_member)
rules.add_perm("assessments.ask_void", is_facilitator)
# Two people: the second is neither the one who asked nor the one whose marks they are.
rules.add_perm("assessments.decide_void", (is_official | is_administrator) & ~asked_for_it & ~is_its_rater)
rules.add_perm("assessments.run_weighing", is_facilitator)
rules.add_perm("assessments.see_weighing", is_member)
rules.add_perm("assessments.weigh", is_the_weigher)
rules.add_perm("assessments.run_wheel", is_facilitator)
rules.add_perm("assessments.see_wheel", is_member)
rules.add_perm("assessments.grade_wheel", is_the_grader)
rules.add_perm("assessments.run_round", is_facilitator)
# Whoever types sheets of paper in for others; each sheet is audited under their name.
rules.add_perm("assessments.type_sheets", is_facilitator)
rules.add_perm("assessments.see_round", is_member | is_on_roster)
# Whether the round is still open is decided in the statement that stores a mark, where nothing can come between.
rules.add_perm("assessments.score", is_on_roster)
rules.add_perm("assessments.see_ranking", (is_member | is_on_roster | is_public) & round_is_closed)
# The board of an open round: only of an indicative one, and for whoever leads it. The hall sees it on the wall.
rules.add_perm("assessments.see_open_board", is_facilitator & board_is_open)
# Words of single people beside their marks were never meant for everybody.
rules.add_perm("assessments.read_comments", (is_member | is_on_roster) & round_is_closed)
# Scenarios are working questions of the region: for those who know the round, not for the public.
rules.add_perm("assessments.see_scenarios", (is_member | is_on_roster) & round_is_closed)
# A scenario, or the round it would be kept for.
rules.add_perm("assessments.keep_scenario", (is_facilitator | is_analyst | is_official) & round_is_closed)
rules.add_perm("assessments.edit_framework", is_facilitator)
rules.add_perm("assessments.see_framework", is_member)
