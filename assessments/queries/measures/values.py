"""From a value of pure mathematics to one that is frozen and shown: inputs as texts, and what is asked of every list."""

from collections.abc import Iterable, Sequence

from django.db.models import prefetch_related_objects

from assessments.registries import Measured
from discovery.models import Activity
from regions.evidence.criteria import Input, MeasuredValue
from regions.models import Region

Values = dict[int, Measured]
NO_DOMAIN = Measured(None, reason_missing="no_domain")
NO_VALUE = Measured(None, reason_missing="no_value")
DIGITS = 4  # of the inputs as shown; values are computed before they are shortened


def region_of(activities: Sequence[Activity]) -> Region:
    """The one region of a round's activities."""
    return activities[0].region


def domain_codes(activities: Sequence[Activity]) -> dict[int, list[str]]:
    prefetch_related_objects(list(activities), "domains")
    return {activity.pk: [domain.code for domain in activity.domains.all()] for activity in activities}


def from_process(value: MeasuredValue, *, source: str) -> Measured:
    """`source` is a code (assessments.sentences.SOURCES): these figures come from the platform itself."""
    return Measured(
        u=value.u,
        inputs=as_texts(value.inputs),
        source=source,
        anchors=value.anchors,
        reason_missing=value.missing,
    )


def as_texts(inputs: Iterable[tuple[str, Input]]) -> dict[str, str]:
    return {name: as_text(given) for name, given in inputs if given != ()}


def as_text(given: Input) -> str:
    match given:
        case float():
            return f"{given:.{DIGITS}f}"
        case tuple():
            return ", ".join(str(each) for each in given)
    return str(given)
