"""Shapes of the open board of an indicative round."""

from typing import Any

from rest_framework import serializers

Shape = serializers.Serializer[Any]


class BoardPlaceOut(Shape):
    activity = serializers.IntegerField(source="activity.pk")
    title = serializers.CharField(source="activity.title")
    rank = serializers.IntegerField()
    score = serializers.DecimalField(max_digits=4, decimal_places=1)


class OpenBoardOut(Shape):
    """How an indicative round stands while it is open: the last picture the hall got.

    It moves by `batch` people of one group at least. `taken_off`: people of batches of which somebody was struck, the
    struck included. `activities` without those that have not enough information.
    """

    people = serializers.IntegerField(help_text="0 before the first picture")
    taken_off = serializers.IntegerField()
    batch = serializers.IntegerField()
    activities = BoardPlaceOut(many=True, source="rows")
