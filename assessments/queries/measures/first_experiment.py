"""How far the first experiment is described on the fiche."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from assessments.queries.measures.values import Values, from_process
from assessments.registries import Measure, Measured
from discovery.models import Activity
from regions.evidence.criteria import completeness_of_experiment


def compute(activities: Sequence[Activity]) -> Values:
    """A fifth for each part of the first experiment that is written down."""
    return {activity.pk: experiment_of(activity) for activity in activities}


def experiment_of(activity: Activity) -> Measured:
    prefix = "experiment_"
    parts = [
        name.removeprefix(prefix) for name in Activity.EXPERIMENT_FIELDS if getattr(activity, name).strip()
    ]
    return from_process(completeness_of_experiment(parts), source="fiche")


MEASURE = Measure(
    "first_experiment",
    compute,
    _("How far the first experiment is described"),
    _(
        "A fifth each for: what we want to find out, first milestone, when we would stop, budget, who leads it."
    ),
)
