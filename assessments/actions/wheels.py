"""The wheel of self-assessment: prepared, worded, opened, graded, closed."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from accounts.models import User
from assessments import queries, scoring
from assessments.actions.framework_drafts import EditedMeanwhile
from assessments.actions.rounds import limit_within
from assessments.actions.sealing import seal_asked
from assessments.models import Grader, Wheel
from discovery.models import Workshop
from foundation import audit, canonical, clock, live
from foundation.transitions import Refused, WrongState, take_step
from regions.models import Region

GRADES = range(6)
Texts = Mapping[str, str]


@transaction.atomic
def create_wheel(
    *,
    region: Region,
    workshop: Workshop,
    title: str,
    by: User,
    raters_per_organization: int | None = None,
) -> Wheel:
    """With the steps and factors of the template; asked of the workshop's confirmed participants. Raises Refused."""
    if workshop.region_id != region.pk:
        raise Refused(_("The workshop must belong to this region."))
    wheel = Wheel.objects.create(
        region=region,
        workshop=workshop,
        title=title,
        steps=queries.default_wheel_steps(),
        threshold=region.threshold,
        raters_per_organization=limit_within(region, raters_per_organization),
        created_by=by,
    )
    audit.record(audit.region_chain(region.pk), "assessments.create_wheel", wheel, by=by)
    return wheel


@transaction.atomic
def word_wheel_step(
    *,
    wheel: Wheel,
    step: str,
    name: Texts,
    factors: Sequence[Mapping[str, Texts]],
    edit_version: int,
    by: User,
) -> Wheel:
    """Other names for a step and its factors ({"name", "explanation"} in their order); each text language -> words.

    Raises WrongState once it is opened, EditedMeanwhile.
    """
    locked = Wheel.objects.select_for_update().get(pk=wheel.pk)
    require_drafted(locked)
    claimed = Wheel.objects.filter(pk=wheel.pk, state=Wheel.State.DRAFTED, edit_version=edit_version)
    if not claimed.update(edit_version=F("edit_version") + 1):
        raise EditedMeanwhile
    before = audit.snapshot(locked)
    own = next(each for each in locked.steps if each["code"] == step)
    own["name"] = without_blanks(name)
    for factor, texts in zip(own["factors"], factors, strict=True):
        factor |= {column: without_blanks(words) for column, words in texts.items()}
    locked.edit_version = edit_version + 1
    locked.save(update_fields=["steps"])
    chain = audit.region_chain(locked.region_id)
    after = audit.snapshot(locked)
    audit.record(chain, "assessments.word_wheel_step", locked, by=by, before=before, after=after)
    return locked


def require_drafted(wheel: Wheel) -> None:
    if wheel.state != Wheel.State.DRAFTED:
        raise WrongState(words_are_frozen())


def words_are_frozen() -> str:
    return _("Its words no longer change: people have begun to give grades.")


def without_blanks(texts: Texts) -> dict[str, str]:
    return {language: words for language, words in texts.items() if words}


def open_wheel(*, wheel: Wheel, merged_groups: Mapping[str, str], by: User) -> Wheel:
    """Seal the list of people and the words. Raises PermissionDenied, WrongState, Refused."""
    opened = take_step(
        wheel, "open", by=by, change=partial(seal_asked, person=Grader, merged_groups=merged_groups)
    )
    live.push(f"workshop:{opened.workshop_id}", "step")
    return opened


def record_grades(*, wheel: Wheel, step: str, grades: Mapping[str, int], by: User, sequence: int = 0) -> bool:
    """A person's grades of one step (0: no information; left out: no answer); False where newer ones are stored already.

    Raises WrongState, Refused, PermissionDenied.
    """
    codes = require_known(wheel, step, grades)
    with transaction.atomic():
        if not Wheel.objects.count_input(wheel.pk):
            raise WrongState(_("It is closed. Grades given before the close are stored."))
        own = Grader.objects.filter(
            wheel=wheel, user=by
        ).first()  # nobody else writes while the wheel is locked
        if own is None:
            raise PermissionDenied
        if own.sequences.get(step, 0) > sequence:
            return False
        own.grades = {code: grade for code, grade in own.grades.items() if code not in codes} | dict(grades)
        own.sequences = own.sequences | {step: sequence}
        own.updated_at = clock.now()
        own.save(update_fields=["grades", "sequences", "updated_at"])
    live.push(f"wheel:{wheel.pk}", "turnout")
    return True


def require_known(wheel: Wheel, step: str, grades: Mapping[str, int]) -> set[str]:
    """The factors of the step. Raises Refused."""
    codes = {factor["code"] for own in wheel.steps if own["code"] == step for factor in own["factors"]}
    if unknown := set(grades) - codes:
        raise Refused(_("There is no such question: %(code)s") % {"code": ", ".join(sorted(unknown))})
    if any(grade not in GRADES for grade in grades.values()):
        raise Refused(_("One of the marks does not fit the question."))
    return codes


def close_wheel(*, wheel: Wheel, by: User) -> Wheel:
    """No grades after this; the result is computed at once. Raises PermissionDenied, WrongState."""
    closed = take_step(wheel, "close", by=by, change=seal_grades)
    live.push(f"workshop:{closed.workshop_id}", "step")
    return closed


def seal_grades(wheel: Wheel) -> None:
    wheel.grades_digest = grades_digest(wheel)
    wheel.result = result_of_sheets(wheel)
    wheel.closed_at = clock.now()


def grades_digest(wheel: Wheel) -> str:
    return canonical.digest([[pk, grades] for pk, _group, grades in queries.sheets_of(wheel)])


def result_of_sheets(wheel: Wheel) -> dict[str, Any]:
    """Can be computed again at any time, with the same bytes."""
    found = scoring.grade_wheel(
        {step["code"]: [factor["code"] for factor in step["factors"]] for step in wheel.steps},
        [scoring.Group.from_document(each) for each in wheel.groups],
        [(group, grades) for _pk, group, grades in queries.sheets_of(wheel)],
        kappa=wheel.kappa,
        threshold=wheel.threshold,
    )
    return found.as_document()
