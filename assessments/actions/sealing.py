"""What is fixed when a round opens: the roster with its groups, the measured values, the method and its hash."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Helix
from accounts.queries import people_with_verified_address
from assessments import queries, scoring
from assessments.models import (
    Criterion,
    CriterionKind,
    LeftOut,
    RosterEntry,
    Round,
    RoundActivity,
    Weighing,
    Wheel,
)
from discovery.models import Activity, Participant
from foundation import canonical, clock
from foundation.transitions import Refused

SCHEMA = "method/1"
TEXTS = ("question", "explanation", "low_words", "middle_words", "high_words")
SEALED = ("user_id", "helix", "group", "organization_id", "is_state_controlled", "has_verified_address")
SEED_LENGTH = 16  # hexadecimal digits: 64 bits


def seal(
    round: Round, merged_groups: Mapping[str, str], left_out_seen: Collection[int] | None = None
) -> None:
    """Called by the opening step on the locked round; everything it writes stands or falls with that step."""
    entries = list(queries.entries_of(round))
    if not entries:
        raise Refused(_("Please choose at least one activity first."))
    require_scorable(locked_activities(entries))
    round.threshold = round.region.threshold
    candidates = queries.candidates_for(round)
    require_seen(candidates, left_out_seen)
    groups = sealed_groups(candidates.by_helix, round.threshold, merged_groups)
    roster = seal_roster(round, candidates, groups)
    round.left_out_count = len(seal_left_out(round, candidates))
    criteria = list(round.framework.criteria.all())
    evidence = queries.evidence_for(round, criteria)
    freeze_values(entries, evidence)
    round.merged_groups = dict(merged_groups)
    round.method = method_document(round, criteria, groups, evidence, entries, roster)
    round.method_hash = canonical.digest(round.method)
    round.seed = round.method_hash[:SEED_LENGTH]
    round.opened_at = clock.now()


def locked_activities(entries: Iterable[RoundActivity]) -> list[Activity]:
    """As they are now. Merging and its undoing lock the same rows: neither can happen while the round opens."""
    ids = [entry.activity_id for entry in entries]
    rows = Activity.objects.select_for_update(of=("self",)).select_related("merged_into")
    return list(rows.filter(pk__in=ids).order_by("pk"))


def require_scorable(activities: Iterable[Activity]) -> None:
    """Names those that cannot be scored, and why. Raises Refused."""
    rows = list(activities)
    if gone := [each for each in rows if not each.is_current]:
        raise Refused(_("No longer on the list: %(titles)s. Leave them out.") % {"titles": titles_of(gone)})
    if failing := [each for each in rows if not each.has_passed_the_gate]:
        raise Refused(
            _(
                "Is it an activity, and not one firm or a whole sector? Please answer this first for: %(titles)s."
            )
            % {"titles": titles_of(failing)}
        )
    if len({each.kind for each in rows}) > 1:
        raise Refused(
            _(
                "A round ranks activities or technologies, not both: the questions mean different things for them."
            )
        )


def titles_of(activities: Iterable[Activity]) -> str:
    """Merged ones with where they went."""
    return "; ".join(
        f"“{each.title}” → “{each.merged_into.title}”" if each.merged_into else f"“{each.title}”"
        for each in activities
    )


def sealed_groups(
    counts: Mapping[str, int], threshold: int, merged_groups: Mapping[str, str]
) -> tuple[scoring.Group, ...]:
    """The groups that count as one voice each. Raises Refused where a group would be too small."""
    total = sum(counts.values())
    if total < threshold:
        raise Refused(
            ngettext(
                "Only %(total)d confirmed person may score; at least %(needed)d are needed.",
                "Only %(total)d confirmed people may score; at least %(needed)d are needed.",
                total,
            )
            % {"total": total, "needed": threshold}
        )
    try:
        return scoring.seal_groups(counts, threshold, merging=merged_groups)
    except scoring.SealingError as error:
        raise Refused(merging_message(counts, threshold, merged_groups)) from error


def merging_message(counts: Mapping[str, int], threshold: int, merged_groups: Mapping[str, str]) -> str:
    small = [Helix(helix) for helix, raters in counts.items() if raters < threshold]
    open_groups = ", ".join(str(helix.label) for helix in small if helix not in merged_groups)
    if open_groups:
        return _(
            "Smaller than %(needed)d and not joined with another group: %(groups)s. Say with whom they count."
        ) % {"needed": threshold, "groups": open_groups}
    return _(
        "These groups cannot be joined like this. Each must come to at least %(needed)d people, and two groups "
        "that are large enough by themselves stay apart."
    ) % {"needed": threshold}


def seal_asked(asked: Weighing | Wheel, person: Any, merged_groups: Mapping[str, str]) -> None:
    """The sealed list of a question that stands beside rounds: `person` is Weigher or Grader."""
    asked.threshold = asked.region.threshold
    candidates = queries.candidates_for(asked)
    groups = sealed_groups(candidates.by_helix, asked.threshold, merged_groups)
    question = {str(asked._meta.model_name): asked}
    person.objects.bulk_create(
        person(**question, **columns) for _participant, columns in people_in(candidates, groups)
    )
    asked.groups = [group.as_document() for group in groups]
    asked.opened_at = clock.now()


def people_in(
    candidates: queries.Candidates, groups: Sequence[scoring.Group]
) -> Iterator[tuple[Participant, dict[str, Any]]]:
    """Whoever enters, and the columns that every sealed list holds."""
    group_of = {helix: group.code for group in groups for helix in group.helices}
    for participant in candidates.entering:
        yield (
            participant,
            {
                "user_id": participant.user_id,
                "helix": participant.helix,
                "group": group_of[participant.helix],
                "organization_id": participant.organization_id,
            },
        )


def seal_roster(
    round: Round, candidates: queries.Candidates, groups: Sequence[scoring.Group]
) -> list[RosterEntry]:
    verified = people_with_verified_address(participant.user_id for participant in candidates.entering)
    return RosterEntry.objects.bulk_create(
        RosterEntry(
            **columns,
            round=round,
            is_state_controlled=bool(
                participant.organization and participant.organization.is_state_controlled
            ),
            has_verified_address=participant.user_id in verified,
        )
        for participant, columns in people_in(candidates, groups)
    )


def require_seen(candidates: queries.Candidates, seen: Collection[int] | None) -> None:
    """Nobody is kept out unseen: whoever confirms has read exactly these. Raises Refused."""
    if seen is not None and set(seen) != {participant.user_id for participant in candidates.left_out}:
        raise Refused(
            _("Meanwhile others came in or were confirmed. Please look again at who stays out, then confirm.")
        )


def seal_left_out(round: Round, candidates: queries.Candidates) -> list[LeftOut]:
    return LeftOut.objects.bulk_create(
        LeftOut(
            round=round,
            user_id=participant.user_id,
            organization_id=participant.organization_id,
            number=participant.number,  # type: ignore[attr-defined]  # -- reason: annotated by participants_for_roster
        )
        for participant in candidates.left_out
        if participant.organization_id is not None  # only an organization's limit leaves anybody out
    )


def freeze_values(entries: Iterable[RoundActivity], evidence: queries.Evidence) -> None:
    rows = list(entries)
    for entry in rows:
        entry.measured = evidence.of_activity(entry.activity_id)
    RoundActivity.objects.bulk_update(rows, ["measured"], batch_size=200)


def method_document(
    round: Round,
    criteria: Sequence[Criterion],
    groups: Sequence[scoring.Group],
    evidence: queries.Evidence,
    entries: Sequence[RoundActivity],
    roster: Sequence[RosterEntry],
) -> dict[str, Any]:
    """The frozen method: what the score depends on, the texts people saw, and digests of the rest.

    Holds neither people nor numbers of a group before merging, so it can be published as it is.
    """
    method = frozen_rules(round, criteria, groups, evidence)
    by_code = {criterion.code: criterion for criterion in criteria}
    document = method.as_document()
    document["criteria"] = [entry | texts_of(by_code[entry["code"]]) for entry in document["criteria"]]
    return document | {
        "schema": SCHEMA,
        "framework": framework_document(round),
        "removed": [
            {"code": code, "reason": reason} | texts_of(by_code[code])
            for code, reason in sorted(evidence.removed.items())
        ],
        "raters_per_organization": round.raters_per_organization,
        "counts_coarser_evidence": round.counts_coarser_evidence,
        "activities": [str(entry.activity_id) for entry in entries],
        "evidence_digest": canonical.digest({str(entry.activity_id): entry.measured for entry in entries}),
        "roster_digest": canonical.digest(
            [[getattr(entry, column) for column in SEALED] for entry in roster]
        ),
    }


def frozen_rules(
    round: Round,
    criteria: Sequence[Criterion],
    groups: Sequence[scoring.Group],
    evidence: queries.Evidence,
) -> scoring.Method:
    """Raises Refused for a framework that cannot be scored by (no questions, a scale of two marks)."""
    try:
        method = scoring.Method(
            criteria=tuple(frozen_criteria(criteria, evidence.removed)),
            groups=tuple(groups),
            threshold=round.threshold,
            kappa=round.kappa,
        )
    except scoring.MethodError as error:
        raise Refused(_("This set of questions cannot be used for scoring.")) from error
    if not method.judged:
        raise Refused(_("This set of questions asks people nothing."))
    return method


def frozen_criteria(criteria: Sequence[Criterion], removed: Mapping[str, str]) -> Iterable[scoring.Criterion]:
    """Without the removed; their weight goes to the judged criteria of the same principle, in proportion."""
    for criterion in criteria:
        weight = Fraction(criterion.weight)
        if criterion.code in removed or weight == 0:
            continue
        if criterion.kind == CriterionKind.JUDGED:
            weight += inherited_weight(criterion, criteria, removed)
        yield scoring.Criterion(
            code=criterion.code,
            principle=criterion.principle,
            kind="judged" if criterion.kind == CriterionKind.JUDGED else "measured",
            weight=weight,
            minimum=criterion.scale_min,
            maximum=criterion.scale_max,
            reversed=criterion.is_reversed,
        )


def inherited_weight(
    criterion: Criterion, criteria: Sequence[Criterion], removed: Mapping[str, str]
) -> Fraction:
    own = [other for other in criteria if other.principle == criterion.principle]
    lost = sum(Fraction(other.weight) for other in own if other.code in removed)
    judged = sum(Fraction(other.weight) for other in own if other.kind == CriterionKind.JUDGED)
    return Fraction(criterion.weight) * lost / judged


def framework_document(round: Round) -> dict[str, Any]:
    framework = round.framework
    return {"key": framework.key, "version": framework.version, "title": text_of(framework, "title")}


def texts_of(criterion: Criterion) -> dict[str, Any]:
    return {column: text_of(criterion, column) for column in TEXTS} | {"measure": criterion.measure}


def text_of(subject: Any, column: str) -> dict[str, str]:
    """All translations that exist of one text."""
    columns = {language: getattr(subject, f"{column}_{language}") for language, _name in settings.LANGUAGES}
    return {language: words for language, words in columns.items() if words}
