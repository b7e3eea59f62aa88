"""How firm the result of a round is."""

from django.db import models

from assessments.models.round import Round


class Analysis(models.Model):
    """A read model beside the ranking: rebuilt at any time, giving the same `document`.

    ranking_digest: the ranking it speaks of; where the two differ, it is behind and computed anew.
    """

    round = models.OneToOneField(Round, models.CASCADE, related_name="analysis")
    document = models.JSONField()  # assessments.projections.analyses
    schema = models.CharField(max_length=16, default="")  # of the document; an earlier one is computed anew
    digest = models.CharField(max_length=64)
    ranking_digest = models.CharField(max_length=64)
    code_version = models.CharField(max_length=40)
    computed_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "analyses"

    def __str__(self) -> str:
        return f"{self.round_id}"
