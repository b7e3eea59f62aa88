"""When steps of the run sheet really began and ended."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from discovery.models.workshop import Step, Workshop


class StepRunQuerySet(models.QuerySet["StepRun"]):
    def pass_on(self, left: Step | None, entered: Step | None) -> None:
        """The run sheet moves, by the database's clock: what ran has ended, what is entered has begun."""
        if left:
            self.filter(workshop=left.workshop_id, ended_at=None).update(ended_at=Now())
        if entered:
            self.create(workshop_id=entered.workshop_id, step=entered)


class StepRun(models.Model):
    """One time a step was run; a step that is come back to has several. The step may be taken off the run sheet later."""

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="step_runs")
    step = models.ForeignKey(Step, models.SET_NULL, null=True, blank=True, related_name="runs")
    began_at = models.DateTimeField(db_default=Now())
    ended_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[StepRunQuerySet] = StepRunQuerySet.as_manager()  # type: ignore[assignment]  # -- reason: django-stubs types as_manager as a Manager

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.workshop_id}: {self.step_id}"
