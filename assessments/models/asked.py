"""What the questions to a hall that stand beside rounds have in common: the weights, and the wheel of self-assessment."""

from django.conf import settings
from django.db import models
from django.db.models import F
from django.db.models.functions import Now

from accounts.models import Helix, Organization

OPENED = "opened"


class AskedQuerySet(models.QuerySet["AskedOfHall"]):
    def count_input(self, pk: int) -> bool:
        """The first statement of every answer: lock, check of the state and new version in one. The close waits for it."""
        return self.filter(pk=pk, state=OPENED).update(input_version=F("input_version") + 1) == 1


class AskedOfHall(models.Model):
    """`groups`: as sealed, code -> omega and helices.

    `input_version` grows with every answer: updating it is also the lock that orders answers and the close. `result` is
    None until then. Region, workshop and life cycle, with OPENED among its states, are the model's own.
    """

    kappa = models.PositiveSmallIntegerField(default=2)
    threshold = models.PositiveSmallIntegerField(default=5)
    raters_per_organization = models.PositiveSmallIntegerField(default=3)
    groups = models.JSONField(default=list, blank=True)
    input_version = models.PositiveBigIntegerField(default=0)
    result = models.JSONField(null=True, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(db_default=Now())

    objects = AskedQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(threshold__range=(3, 10)), name="%(class)s_threshold_3_to_10"
            ),
            models.CheckConstraint(condition=models.Q(kappa__range=(1, 8)), name="%(class)s_kappa_1_to_8"),
        ]


class SealedPerson(models.Model):
    """One person of the sealed list of those who are asked."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    helix = models.CharField(max_length=16, choices=Helix)
    group = models.CharField(max_length=16, choices=Helix)
    organization = models.ForeignKey(Organization, models.PROTECT, null=True, blank=True, related_name="+")
    updated_at = models.DateTimeField(db_default=Now())

    class Meta:
        abstract = True
        ordering = ["pk"]
