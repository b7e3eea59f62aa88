"""The computed result of a round."""

from django.db import models

from assessments.models.round import Round


class Ranking(models.Model):
    """A read model: rebuilt from ballots and evidence at any time, giving the same `document`."""

    round = models.OneToOneField(Round, models.CASCADE, related_name="ranking")
    document = models.JSONField()  # assessments.scoring RoundResult.as_document()
    schema = models.CharField(max_length=16, default="")  # of the document; an earlier one is computed anew
    digest = models.CharField(max_length=64)
    input_version = models.PositiveBigIntegerField()
    code_version = models.CharField(max_length=40)
    computed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.round_id} v{self.input_version}"
