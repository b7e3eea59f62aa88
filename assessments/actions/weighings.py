"""Weights asked of people: prepared, opened, given, closed, taken over."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from functools import partial

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from assessments import queries, scoring
from assessments.actions.frameworks import start_version
from assessments.actions.rounds import limit_within, require_in_use, require_one_region
from assessments.actions.sealing import seal_asked
from assessments.models import Criterion, Framework, Weigher, Weighing
from discovery.models import Workshop
from foundation import audit, canonical, clock, live
from foundation.transitions import Refused, WrongState, take_step


@transaction.atomic
def create_weighing(
    *,
    framework: Framework,
    workshop: Workshop,
    subject: str,
    by: User,
    raters_per_organization: int | None = None,
) -> Weighing:
    """Asked of the workshop's confirmed participants, about a version in use. Raises Refused."""
    require_one_region(framework.region, framework, workshop)
    require_in_use(framework)
    weighing = Weighing.objects.create(
        region=framework.region,
        framework=framework,
        workshop=workshop,
        subject=subject,
        threshold=framework.region.threshold,
        raters_per_organization=limit_within(framework.region, raters_per_organization),
        created_by=by,
    )
    audit.record(audit.region_chain(framework.region_id), "assessments.create_weighing", weighing, by=by)
    return weighing


def open_weighing(*, weighing: Weighing, merged_groups: Mapping[str, str], by: User) -> Weighing:
    """Seal the list of people and what the points go to. Raises PermissionDenied, WrongState, Refused."""
    opened = take_step(weighing, "open", by=by, change=partial(seal_weighing, merged_groups=merged_groups))
    live.push(f"workshop:{opened.workshop_id}", "step")
    return opened


def seal_weighing(weighing: Weighing, merged_groups: Mapping[str, str]) -> None:
    seal_asked(weighing, Weigher, merged_groups)
    items = queries.items_of(weighing, list(weighing.framework.criteria.all()))
    if len(items) < 2:
        raise Refused(_("There is nothing to choose between: one item would take all points."))
    weighing.items = [code for code, *_rest in items]


def record_split(*, weighing: Weighing, points: Mapping[str, int], by: User, sequence: int = 0) -> bool:
    """A person's points; False where newer ones are stored already. Raises WrongState, Refused, PermissionDenied."""
    ordered = [points.get(code, 0) for code in weighing.items]
    if unknown := set(points) - set(weighing.items):
        raise Refused(_("There is no such question: %(code)s") % {"code": ", ".join(sorted(unknown))})
    require_whole(ordered)
    with transaction.atomic():
        if not Weighing.objects.count_input(weighing.pk):
            raise WrongState(_("It is closed. Points given before the close are stored."))
        own = Weigher.objects.filter(weighing=weighing, user=by)
        stored = own.filter(sequence__lte=sequence).update(
            points=ordered, sequence=sequence, updated_at=clock.now()
        )
        if not stored and not own.exists():
            raise PermissionDenied
    live.push(f"weighing:{weighing.pk}", "turnout")
    return bool(stored)


def require_whole(points: list[int]) -> None:
    """Says what is left or too many."""
    total = sum(points)
    if any(part < 0 for part in points):
        raise Refused(_("Points cannot be below zero."))
    if total < scoring.WHOLE_SPLIT:
        raise Refused(_("Your points come to %(total)d: %(left)d are left to give.") % {
            "total": total, "left": scoring.WHOLE_SPLIT - total})  # fmt: skip
    if total > scoring.WHOLE_SPLIT:
        raise Refused(_("Your points come to %(total)d: %(over)d too many.") % {
            "total": total, "over": total - scoring.WHOLE_SPLIT})  # fmt: skip


def close_weighing(*, weighing: Weighing, by: User) -> Weighing:
    """No points after this; the result is computed at once. Raises PermissionDenied, WrongState."""
    closed = take_step(weighing, "close", by=by, change=seal_splits)
    live.push(f"workshop:{closed.workshop_id}", "step")
    return closed


def seal_splits(weighing: Weighing) -> None:
    weighing.splits_digest = splits_digest(weighing)
    weighing.result = result_of_splits(weighing)
    weighing.closed_at = clock.now()


def splits_digest(weighing: Weighing) -> str:
    return canonical.digest([[pk, points] for pk, _group, points in queries.splits_of(weighing)])


def result_of_splits(weighing: Weighing) -> dict[str, object]:
    """Can be computed again at any time, with the same bytes."""
    groups = [scoring.Group.from_document(each) for each in weighing.groups]
    splits = [(group, points) for _pk, group, points in queries.splits_of(weighing)]
    found = scoring.combine_splits(
        weighing.items, groups, splits, kappa=weighing.kappa, threshold=weighing.threshold
    )
    return found.as_document()


@transaction.atomic
def apply_weighing(*, weighing: Weighing, reason: str, by: User) -> Framework:
    """A draft of the next version with the weights that came out. Raises WrongState, Refused."""
    locked = Weighing.objects.select_for_update().get(pk=weighing.pk)
    if locked.state != Weighing.State.CLOSED or locked.applied_to_id:
        raise WrongState(_("The result can be taken over once, after the close."))
    if not reason.strip():
        raise Refused(_("Please write the reason: others will read it."))
    points = {each["code"]: Decimal(each["points"]) for each in (locked.result or {})["items"]}
    if not points:
        raise Refused(_("Too few people gave points: there is no result to take over."))
    draft = start_version(framework=weighing.framework, by=by)
    criteria = list(draft.criteria.all())
    for criterion, weight in zip(criteria, new_weights(locked, criteria, points), strict=True):
        criterion.weight = weight
    Criterion.objects.bulk_update(criteria, ["weight"])
    locked.applied_to = draft
    locked.save(update_fields=["applied_to"])
    chain = audit.region_chain(locked.region_id)
    after = queries.framework_digest(draft)
    audit.record(chain, "assessments.apply_weighing", locked, by=by, after=after, reason=reason.strip())
    return draft


def new_weights(
    weighing: Weighing, criteria: list[Criterion], points: Mapping[str, Decimal]
) -> list[Decimal]:
    """A principle's points are divided among its criteria as their weights were."""
    if weighing.subject == Weighing.Subject.CRITERIA:
        return [points[criterion.code] for criterion in criteria]
    found: dict[str, Decimal] = {}
    for principle, total in points.items():
        own = [criterion for criterion in criteria if criterion.principle == principle]
        parts = scoring.in_millionths([Fraction(each.weight) for each in own], total)
        found |= {each.code: part for each, part in zip(own, parts, strict=True)}
    return [found[criterion.code] for criterion in criteria]
