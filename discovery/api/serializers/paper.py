"""People without a phone, and their cards."""

from django.conf import settings
from rest_framework import serializers

from accounts.models import Helix, OrganizationKind
from discovery.api.serializers.fields import Line, Shape, Text, optional, optional_choice
from discovery.api.serializers.people import OrganizationOut

MOST_CARDS_AT_ONCE = 400
MOST_NUMBER = 100_000  # in a hall


class PaperSeatData(Shape):
    """`has_signed`: the person has signed on paper what the region asks everybody to agree to; needed where it does."""

    helix = serializers.ChoiceField(choices=Helix.choices)
    organization = optional(Line, 200)
    organization_kind = optional_choice(OrganizationKind.choices)
    language = serializers.ChoiceField(choices=settings.LANGUAGES)
    has_signed = serializers.BooleanField(default=False)


class PaperPersonOut(Shape):
    """`number`: in the hall; it stands on their badge and papers."""

    id = serializers.IntegerField()
    number = serializers.IntegerField()
    helix = serializers.ChoiceField(choices=Helix.choices)
    organization = OrganizationOut(allow_null=True)


class CardsData(Shape):
    number = serializers.IntegerField(min_value=1, max_value=MOST_CARDS_AT_ONCE)


class CardOut(Shape):
    id = serializers.IntegerField()
    code = serializers.CharField(source="__str__")
    note = serializers.IntegerField(source="note_id", allow_null=True)
    entered_at = serializers.DateTimeField(allow_null=True)


class CardEntryData(Shape):
    """Word for word. `number`: in the hall, of somebody who takes part on paper."""

    code = Line(max_length=20)
    number = serializers.IntegerField(min_value=1, max_value=MOST_NUMBER)
    text = Text(max_length=280)
    language = serializers.ChoiceField(choices=settings.LANGUAGES)
