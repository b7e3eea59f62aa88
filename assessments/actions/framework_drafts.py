"""Editing a draft, and ending its editing. Nothing here touches a version that is or was in use."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.text import slugify
from django.utils.translation import gettext as _

from accounts.models import User
from assessments import queries, scoring
from assessments.models import Criterion, CriterionKind, Framework
from foundation import audit, clock
from foundation.transitions import Refused, WrongState, take_step

MOST_CRITERIA = 60
CODE_LENGTH = 40


class EditedMeanwhile(Refused):
    """Somebody else changed the draft after this person opened it."""

    def __init__(self) -> None:
        super().__init__(
            _("Somebody changed this draft while you were looking at it. Nothing of yours was stored.")
        )


@transaction.atomic
def name_framework(
    *, framework: Framework, title: Mapping[str, str], is_short: bool, edit_version: int, by: User
) -> Framework:
    """`title`: language -> words. Raises EditedMeanwhile, WrongState."""
    draft = claimed(framework, edit_version)
    before = queries.framework_digest(draft)
    for language, words in title.items():
        setattr(draft, f"title_{language}", words)
    draft.is_short = is_short
    draft.save()
    return edited(draft, before, by)


@transaction.atomic
def arrange_framework(
    *,
    framework: Framework,
    weights: Mapping[str, Decimal],
    edit_version: int,
    by: User,
    move: tuple[str, int] | None = None,
    spread: str = "",
) -> Framework:
    """Weights of the criteria, and what was pressed beside them: a criterion moved by one place (up -1, down 1), or the
    weight of one principle spread equally over its criteria. Raises EditedMeanwhile, WrongState, Refused.
    """
    draft = claimed(framework, edit_version)
    before = queries.framework_digest(draft)
    criteria = list(draft.criteria.all())
    if unknown := set(weights) - {criterion.code for criterion in criteria}:
        raise Refused(_("There is no such question: %(code)s") % {"code": ", ".join(sorted(unknown))})
    for criterion in criteria:
        criterion.weight = weights.get(criterion.code, criterion.weight)
    if spread:
        spread_equally([criterion for criterion in criteria if criterion.principle == spread])
    if move:
        criteria = moved(criteria, *move)
    for position, criterion in enumerate(criteria):
        criterion.position = position
    Criterion.objects.bulk_update(criteria, ["weight", "position"])
    return edited(draft, before, by)


def spread_equally(criteria: Sequence[Criterion]) -> None:
    """Whole millionths; the first ones take what does not divide."""
    total = sum((criterion.weight for criterion in criteria), Decimal(0))
    parts = scoring.in_millionths([1] * len(criteria), total) if criteria else []
    for criterion, part in zip(criteria, parts, strict=True):
        criterion.weight = part


def moved(criteria: list[Criterion], code: str, places: int) -> list[Criterion]:
    """Past the neighbor of the same principle, because that is what people see; at an end it stays."""
    own = [criterion for criterion in criteria if criterion.code == code]
    if not own:
        raise Refused(_("There is no such question: %(code)s") % {"code": code})
    siblings = [criterion for criterion in criteria if criterion.principle == own[0].principle]
    at = siblings.index(own[0])
    if not 0 <= at + places < len(siblings):
        return criteria
    one, other = criteria.index(own[0]), criteria.index(siblings[at + places])
    criteria[one], criteria[other] = criteria[other], criteria[one]
    return criteria


@transaction.atomic
def add_criterion(*, framework: Framework, by: User, **columns: Any) -> Criterion:
    """The last one, without weight; its code is made from the question in English or the measure where none is given.

    Raises Refused for a code that is taken.
    """
    draft = claimed(framework)
    before = queries.framework_digest(draft)
    taken = set(draft.criteria.values_list("code", flat=True))
    if len(taken) >= MOST_CRITERIA:
        raise Refused(_("A set has at most %(most)d questions and figures.") % {"most": MOST_CRITERIA})
    code = columns.pop("code", "") or free_code(columns, taken)
    if code in taken:
        raise Refused(_("Another question has this short name already: %(code)s") % {"code": code})
    last = draft.criteria.order_by("-position").first()
    criterion = Criterion.objects.create(
        framework=draft, code=code, position=last.position + 1 if last else 0, weight=Decimal(0), **columns
    )
    edited(draft, before, by)
    return criterion


def free_code(columns: Mapping[str, Any], taken: set[str]) -> str:
    words = columns.get("measure") or slugify(columns.get("question_en", ""))[:30] or "question"
    base = words.strip("-") or "question"
    codes = (base if number == 1 else f"{base}-{number}" for number in range(1, len(taken) + 2))
    return next(code for code in codes if code not in taken)


@transaction.atomic
def edit_criterion(*, criterion: Criterion, edit_version: int, by: User, **columns: Any) -> Criterion:
    """Texts, principle, kind, scale. Raises EditedMeanwhile for two people on one criterion, WrongState."""
    draft = claimed(criterion.framework)
    before = queries.framework_digest(draft)
    same = Criterion.objects.filter(pk=criterion.pk, edit_version=edit_version)
    if same.update(edit_version=F("edit_version") + 1) != 1:
        raise EditedMeanwhile
    fresh = Criterion.objects.select_related("framework").get(pk=criterion.pk)
    for name, value in columns.items():
        setattr(fresh, name, value)
    if fresh.kind == CriterionKind.JUDGED:
        fresh.measure = ""
    fresh.save()
    edited(draft, before, by)
    return fresh


@transaction.atomic
def remove_criterion(*, criterion: Criterion, by: User) -> None:
    draft = claimed(criterion.framework)
    before = queries.framework_digest(draft)
    Criterion.objects.filter(pk=criterion.pk, framework=draft).delete()
    edited(draft, before, by)


def publish_framework(*, framework: Framework, by: User) -> Framework:
    """Into use, and never changed again. Raises Refused with the first fault, PermissionDenied, WrongState."""
    return take_step(framework, "publish", by=by, guards=[require_faultless], change=freeze)


def retire_framework(*, framework: Framework, reason: str, by: User) -> Framework:
    """New rounds cannot choose it; rounds that were scored by it keep it. Raises Refused without a reason."""
    return take_step(framework, "retire", by=by, reason=reason)


@transaction.atomic
def discard_draft(*, framework: Framework, by: User) -> None:
    """A draft is thrown away with everything typed in it. Raises WrongState."""
    draft = claimed(framework)
    chain, before = audit.region_chain(draft.region_id), queries.framework_digest(draft)
    audit.record(chain, "assessments.discard_framework", draft, by=by, before=before)
    draft.delete()


def require_faultless(framework: Framework) -> None:
    faults = queries.framework_faults(list(framework.criteria.all()))
    if faults:
        first = faults[0]
        raise Refused(f"{first.question}: {first.message}" if first.question else first.message)


def freeze(framework: Framework) -> None:
    framework.digest = queries.framework_digest(framework)
    framework.published_at = clock.now()


def claimed(framework: Framework, edit_version: int | None = None) -> Framework:
    """The first statement of every edit: lock, check of the state and of the version looked at in one.

    It waits for a publication that has begun, and nothing is edited after it. Raises WrongState, EditedMeanwhile.
    """
    drafts = Framework.objects.filter(pk=framework.pk, state=Framework.State.DRAFTED)
    if edit_version is not None:
        if drafts.filter(edit_version=edit_version).update(edit_version=F("edit_version") + 1) == 1:
            return Framework.objects.get(pk=framework.pk)
        if drafts.exists():
            raise EditedMeanwhile
    elif drafts.update(edit_version=F("edit_version")) == 1:
        return Framework.objects.get(pk=framework.pk)
    raise WrongState(_("This version is in use: it no longer changes. Start the next version to edit it."))


def edited(draft: Framework, before: str, by: User) -> Framework:
    after = queries.framework_digest(draft)
    if after != before:
        chain = audit.region_chain(draft.region_id)
        audit.record(chain, "assessments.edit_framework", draft, by=by, before=before, after=after)
    return draft
