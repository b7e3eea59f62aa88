"""What a region asks about a proposal it sends back."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from projects.models.proposal import Proposal


class Question(models.Model):
    """One numbered question; it stays with its answer when the proposal comes back."""

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="questions")
    number = models.PositiveSmallIntegerField()
    text = models.CharField(_("question"), max_length=500)
    answer = models.TextField(_("answer"), max_length=2000, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["proposal", "number"], name="question_once_per_number"),
            models.CheckConstraint(condition=~models.Q(text=""), name="question_asks_something"),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.text}"
