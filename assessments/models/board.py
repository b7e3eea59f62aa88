"""What the hall sees of an indicative round while it is open."""

from django.db import models

from assessments.models.round import Round


class OpenBoard(models.Model):
    """Who is in the picture, with the marks of the moment they entered: a mark changed later would show one person.

    `batches`: [[rater]], each of one group, in the order in which they entered; only added to. One of which somebody was
    struck counts no longer, and none of its people enters again (scoring/batches.py).
    `ballots`: [[activity, rater, marks in hexadecimal]]; `recusals`: [[activity, rater]]; both of everybody who ever
    entered. The result of the round is computed from the same: whoever never entered a batch would else be seen in the
    difference.
    `shown`: {"people", "taken_off", "activities": [{"activity", "rank", "score"}]}.
    `input_version`: of the round, up to which was looked for people who finished and for marks struck.
    """

    round = models.OneToOneField(Round, models.CASCADE, related_name="open_board")
    pictures = models.PositiveIntegerField(default=0)
    batches = models.JSONField(default=list)
    ballots = models.JSONField(default=list)
    recusals = models.JSONField(default=list)
    shown = models.JSONField(default=dict)
    input_version = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.round_id} picture {self.pictures}"
