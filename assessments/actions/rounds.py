"""Preparing, opening and closing a round."""

from collections.abc import Collection, Mapping, Sequence
from functools import partial

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.actions import settle, tell, tell_each
from accounts.models import User
from assessments import queries
from assessments.actions.sealing import require_scorable, seal
from assessments.models import Framework, Round, RoundActivity
from discovery.models import Activity, Step, StepKind, Workshop
from foundation import audit, canonical, clock, live, wake
from foundation.transitions import Refused, take_step
from regions.models import Region

SCORING_STEPS = (StepKind.SCORE, StepKind.SCORE_AGAIN)


@transaction.atomic
def create_round(
    *,
    region: Region,
    framework: Framework,
    title: str,
    activity_ids: Sequence[int],
    by: User,
    workshop: Workshop | None = None,
    step: Step | None = None,
    kappa: int = 2,
    raters_per_organization: int | None = None,
    counts_coarser_evidence: bool = False,
    is_counting: bool = True,
) -> Round:
    """A round on the given activities, in this order. Without a step it takes the workshop's next free scoring step.

    `raters_per_organization`: None takes the region's rule; a round may be stricter. An indicative round, one that does
    not count, shows the hall how it stands while it is open; in a practice region none counts.
    Raises Refused for an empty list, or for anything that belongs to another region.
    """
    require_one_region(region, framework, workshop)
    require_in_use(framework)
    activities = require_activities(region, activity_ids)
    round = Round.objects.create(
        region=region,
        framework=framework,
        title=title,
        workshop=workshop,
        step=step or free_scoring_step(workshop),
        kappa=kappa,
        threshold=region.threshold,
        raters_per_organization=limit_within(region, raters_per_organization),
        counts_coarser_evidence=counts_coarser_evidence,
        is_counting=is_counting and not region.is_rehearsal,
        has_open_board=not is_counting,
        created_by=by,
    )
    RoundActivity.objects.bulk_create(
        RoundActivity(round=round, activity=activity, position=position)
        for position, activity in enumerate(activities)
    )
    audit.record(audit.region_chain(region.pk), "assessments.create_round", round, by=by)
    return round


def require_one_region(region: Region, framework: Framework, workshop: Workshop | None) -> None:
    if framework.region_id != region.pk or (workshop and workshop.region_id != region.pk):
        raise Refused(_("The questions and the workshop must belong to this region."))


def limit_within(region: Region, wanted: int | None) -> int:
    """How many people of one organization may score. Raises Refused for more than the region allows."""
    allowed = region.raters_per_organization
    if wanted is not None and wanted > allowed:
        raise Refused(
            ngettext(
                "In this region at most %(allowed)d person of one organization may score.",
                "In this region at most %(allowed)d people of one organization may score.",
                allowed,
            )
            % {"allowed": allowed}
        )
    return allowed if wanted is None else wanted


def require_in_use(framework: Framework) -> None:
    if framework.state != Framework.State.PUBLISHED:
        raise Refused(_("Only a set of questions that is in use can be scored by."))


def require_activities(region: Region, activity_ids: Sequence[int]) -> list[Activity]:
    """In the order given, each once. Raises Refused."""
    wanted = list(dict.fromkeys(activity_ids))
    found = queries.activities_named(region, wanted)
    if not wanted:
        raise Refused(_("Please choose at least one activity."))
    if len(found) < len(wanted):
        raise Refused(_("One of the activities does not belong to this region."))
    require_scorable(found.values())
    return [found[activity_id] for activity_id in wanted]


def free_scoring_step(workshop: Workshop | None) -> Step | None:
    if workshop is None:
        return None
    return workshop.steps.filter(kind__in=SCORING_STEPS, round__isnull=True).order_by("position").first()


@transaction.atomic
def open_round(
    *,
    round: Round,
    merged_groups: Mapping[str, str],
    by: User,
    left_out_seen: Collection[int] | None = None,
) -> Round:
    """Seal the roster, freeze the method, let people score: one step, all or nothing.

    `merged_groups`: each helix with fewer than g raters -> the helix it counts with, as said aloud in the hall.
    `left_out_seen`: the people of whom the page said that their organization's limit keeps them out; None for programs,
    which were shown nothing. Raises PermissionDenied, WrongState, Refused.
    """
    sealing = partial(seal, merged_groups=merged_groups, left_out_seen=left_out_seen)
    opened = take_step(round, "open", by=by, change=sealing)
    tell(kind="assessments.round_opened", people=queries.raters_of(opened), about=opened, by=by)
    if opened.left_out_count:
        tell(kind="assessments.left_out", people=opened.left_out.values("user"), about=opened, by=by)
    announce(opened)
    return opened


@transaction.atomic
def close_round(*, round: Round, by: User) -> Round:
    """End scoring: no mark is stored after this, one digest covers them all, and the ranking is computed soon.

    Raises PermissionDenied, WrongState.
    """
    closed = take_step(round, "close", by=by, change=seal_ballots)
    wake.wake("assessments.rebuild_ranking", closed.pk)
    settle(kinds=["assessments.round_opened"], about=closed)
    tell(kind="assessments.round_closed", people=queries.raters_of(closed), about=closed, by=by)
    tell_each(kind="assessments.activity_scored", things=queries.ideas_scored(closed), about=closed, by=by)
    announce(closed)
    return closed


@transaction.atomic
def make_results_public(*, round: Round, by: User) -> list[Round]:
    """A published set rests on it: from now on everybody sees its result, and those of the rounds before it.

    Those not yet public are changed and returned, the latest first.
    """
    opened = []
    at: Round | None = round
    while at is not None:
        if Round.objects.filter(pk=at.pk, made_public_at=None).update(made_public_at=clock.now()):
            opened.append(at)
            audit.record(audit.region_chain(at.region_id), "assessments.make_results_public", at, by=by)
        at = queries.round_before(at)
    return opened


def announce(round: Round) -> None:
    """Open pages look again: the round's own, and phones of the hall that show the current step."""
    live.push(f"round:{round.pk}", "state")
    live.push(queries.phones_channel(round.pk), "state")
    if round.workshop_id:
        for part in ("step", "wall"):
            live.push(f"workshop:{round.workshop_id}", part)


def seal_ballots(round: Round) -> None:
    """Runs on the locked round: every ballot and void that was acknowledged is in, and none can follow."""
    round.void_counts = queries.voids_by_group(round)
    round.ballots_digest = ballots_digest(round)
    round.closed_at = clock.now()


def ballots_digest(round: Round) -> str:
    """One digest of all marks, recusals, voids and sheets of paper; the words of comments stay outside, so that they can be erased."""
    ballots, recusals = queries.ballot_lines(round)
    more = {"voids": queries.void_lines(round), "paper": queries.paper_lines(round)}
    return canonical.digest(
        {"ballots": ballots, "recusals": recusals} | {name: lines for name, lines in more.items() if lines}
    )
