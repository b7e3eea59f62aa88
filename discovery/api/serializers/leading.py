"""The clock of a step, what the wall shows, and who speaks."""

from rest_framework import serializers

from accounts.models import Helix
from discovery.api.serializers.fields import Shape
from discovery.api.serializers.people import HelixCountsOut
from discovery.models import WallScreen

MOST_MINUTES = 60  # added at once


class ClockData(Shape):
    """`extend` by `minutes`. `ends_at`: the end that was seen; where it has changed since, the answer is a conflict."""

    action = serializers.ChoiceField(choices=["pause", "resume", "extend"])
    minutes = serializers.IntegerField(min_value=1, max_value=MOST_MINUTES, default=5)
    ends_at = serializers.DateTimeField(required=False, allow_null=True, default=None)


class ClockOut(Shape):
    """By the database's clock; `now` is when this was written. All but `step` and `run` are null while nothing runs."""

    step = serializers.IntegerField(allow_null=True)
    run = serializers.IntegerField(help_text="How often a step was begun")
    began_at = serializers.DateTimeField(allow_null=True)
    ends_at = serializers.DateTimeField(allow_null=True)
    paused_at = serializers.DateTimeField(allow_null=True)
    now = serializers.DateTimeField(allow_null=True)
    seconds_left = serializers.IntegerField(allow_null=True, help_text="Below zero once the time is over")


class ScreenData(Shape):
    """ "" gives the wall back to the step."""

    screen = serializers.ChoiceField(choices=WallScreen.choices, allow_blank=True)


class ScreenOut(Shape):
    """`screen`: put there until the next step. `shows`: what stands there now; "part": drawn for the step."""

    screen = serializers.ChoiceField(choices=WallScreen.choices, allow_blank=True)
    shows = serializers.ChoiceField(choices=["join", "ideas", "activities", "speakers", "tables", "part"])


class TurnData(Shape):
    """Null: the next in turn, of the group heard least."""

    turn = serializers.IntegerField(min_value=1, allow_null=True, default=None)


class TurnOut(Shape):
    """Somebody as the hall knows them."""

    id = serializers.IntegerField()
    participant = serializers.IntegerField(source="participant_id")
    number = serializers.IntegerField(help_text="In the hall")
    helix = serializers.ChoiceField(choices=Helix.choices, source="participant.helix")
    organization = serializers.CharField(
        source="participant.organization.name", default=None, allow_null=True
    )
    asked_at = serializers.DateTimeField()
    given_at = serializers.DateTimeField(allow_null=True)


class FloorOut(Shape):
    """`waiting` in the order in which they should speak. heard, seconds: of turns that were given, by helix."""

    speaker = TurnOut(allow_null=True)
    waiting = TurnOut(many=True)
    heard = HelixCountsOut()
    seconds = HelixCountsOut()


class HandOut(Shape):
    """ "" : neither."""

    hand = serializers.ChoiceField(choices=["waits", "speaks"], allow_blank=True)


class ChosenOut(Shape):
    id = serializers.IntegerField()
    title = serializers.CharField()


class TableChoicesOut(Shape):
    """What the people at a table support most; no numbers, for a table is smaller than any group with numbers."""

    table = serializers.IntegerField()
    number = serializers.IntegerField()
    activities = ChosenOut(many=True)
