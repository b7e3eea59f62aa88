"""What stands between a draft and its use: each fault names the criterion it is about."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from assessments.models import Criterion, CriterionKind, Principle
from assessments.registries import measure_called
from assessments.scoring import POSSIBLE_VALUES

WHOLE = Decimal(100)
MOST_STEPS = 10  # marks of a scale, less one: more buttons do not fit on a phone
MOST_JUDGED = 40


@dataclass(frozen=True)
class Fault:
    """`code`: the criterion it is about, empty where it is about the whole."""

    message: str
    code: str = ""
    question: str = ""


def framework_faults(criteria: Sequence[Criterion]) -> list[Fault]:
    """Nothing where the draft can be put into use."""
    return [*faults_of_the_whole(criteria), *(fault for each in criteria for fault in faults_of(each))]


def faults_of_the_whole(criteria: Sequence[Criterion]) -> Iterator[Fault]:
    judged = [criterion for criterion in criteria if criterion.kind == CriterionKind.JUDGED]
    if not judged:
        yield Fault(_("People are asked nothing yet: add at least one question."))
        return
    if len(judged) > MOST_JUDGED:
        yield Fault(_("People are asked more than %(most)d questions.") % {"most": MOST_JUDGED})
    total = sum((criterion.weight for criterion in criteria), Decimal(0))
    if total != WHOLE:
        yield Fault(_("The weights come to %(total)s, not to 100.") % {"total": shown(total)})
    yield from faults_of_principles(criteria)
    for measure, times in Counter(criterion.measure for criterion in criteria if criterion.measure).items():
        if times > 1:
            second = [criterion for criterion in criteria if criterion.measure == measure][-1]
            yield about(second, _("The same figure is used twice."))


def faults_of_principles(criteria: Sequence[Criterion]) -> Iterator[Fault]:
    """Where a figure is not available, its weight goes to the questions of the same principle: there must be one."""
    for principle in Principle:
        own = [criterion for criterion in criteria if criterion.principle == principle and criterion.weight]
        if own and not any(criterion.kind == CriterionKind.JUDGED for criterion in own):
            yield Fault(
                _("“%(principle)s” has weight, but no question that people judge.")
                % {"principle": principle.label}
            )


def faults_of(criterion: Criterion) -> Iterator[Fault]:
    if not criterion.question:
        yield about(criterion, _("The question is empty."))
    if criterion.kind == CriterionKind.MEASURED:
        if measure_called(criterion.measure) is None:
            yield about(criterion, _("No known figure is chosen."))
        return
    if criterion.measure:
        yield about(criterion, _("A question that people judge takes no figure."))
    steps = criterion.scale_max - criterion.scale_min
    if not POSSIBLE_VALUES - 1 <= steps <= MOST_STEPS:
        yield about(
            criterion,
            _("A scale has %(fewest)d to %(most)d marks.")
            % {"fewest": POSSIBLE_VALUES, "most": MOST_STEPS + 1},
        )
    if not (criterion.low_words and criterion.high_words):
        yield about(criterion, _("Say in words what the lowest and the highest mark mean."))


def about(criterion: Criterion, message: str) -> Fault:
    return Fault(message, criterion.code, str(criterion.question or criterion.code))


def shown(number: Decimal) -> str:
    """As the reader writes it, without zeros at the end."""
    return str(number_format(f"{number.normalize():f}"))
