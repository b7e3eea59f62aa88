"""Who had which part in a set: one person has one part only."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from priorities.models.priority_set import PrioritySet


class Involvement(models.Model):
    """Whoever drafted or changed a set is its author, whoever said yes its approver. That nobody is both is one
    constraint on one table, so it holds whatever the code above it forgets."""

    class Part(models.TextChoices):
        AUTHOR = "author", _("Author")
        APPROVER = "approver", _("Approver")

    priority_set = models.ForeignKey(PrioritySet, models.CASCADE, related_name="involvements")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    part = models.CharField(max_length=8, choices=Part)
    since_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["priority_set", "person"], name="author_or_approver_never_both")
        ]

    def __str__(self) -> str:
        return f"{self.priority_set_id}: {self.person_id} {self.part}"
