"""What the hall sees of an indicative round while it is open."""

from django.db import models

from assessments.models.round import Round


class OpenBoard(models.Model):
    """Who is in the picture, with the marks of the moment they entered: a mark changed later would show one person.

    `ballots`: [[activity, rater, marks in hexadecimal]]; `recusals`: [[activity, rater]]; `people`: raters. The result of
    the round is computed from the same: whoever never entered a batch would else be seen in the difference.
    `shown`: {"people", "activities": [{"activity", "rank", "score"}]}.
    """

    round = models.OneToOneField(Round, models.CASCADE, related_name="open_board")
    pictures = models.PositiveIntegerField(default=0)
    people = models.JSONField(default=list)
    ballots = models.JSONField(default=list)
    recusals = models.JSONField(default=list)
    shown = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"{self.round_id} picture {self.pictures}"
