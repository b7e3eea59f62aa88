"""Who takes part, and for which helix."""

from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _
from rest_framework import serializers

from accounts.models import Helix, OrganizationKind
from discovery.api.serializers.fields import Line, Shape, optional, optional_choice
from discovery.models import Admission


class HelixCountsOut(Shape):
    """People by helix."""

    science = serializers.IntegerField()
    business = serializers.IntegerField()
    government = serializers.IntegerField()
    civil_society = serializers.IntegerField()


class JoinData(Shape):
    code = Line(max_length=40)
    helix = serializers.ChoiceField(choices=Helix.choices)
    organization = optional(Line, 200)
    organization_kind = optional_choice(OrganizationKind.choices)
    language = serializers.ChoiceField(choices=settings.LANGUAGES, required=False)
    consent = serializers.IntegerField(
        min_value=1, required=False, help_text="The text that was agreed to, where the region asks for it"
    )
    ticket = serializers.UUIDField(
        required=False,
        help_text="A random UUID (version 4) made by the client: sent again, it finds the same person. Keep it secret.",
    )

    def validate_ticket(self, ticket: UUID) -> UUID:
        """A guessable ticket would make one person of several."""
        if ticket.version != 4:
            raise serializers.ValidationError(_("The ticket must be a random UUID (version 4)."))
        return ticket


class OrganizationOut(Shape):
    name = serializers.CharField()
    kind = serializers.ChoiceField(choices=OrganizationKind.choices)
    is_state_controlled = serializers.BooleanField()


class ParticipantOut(Shape):
    id = serializers.IntegerField()
    workshop = serializers.IntegerField(source="workshop_id")
    helix = serializers.ChoiceField(choices=Helix.choices)
    organization = OrganizationOut(allow_null=True)
    is_confirmed = serializers.BooleanField()
    admission = serializers.ChoiceField(choices=Admission.choices)


class JoinedOut(ParticipantOut):
    """`csrf_token` goes into the header X-CSRFToken of every write in this session."""

    csrf_token = serializers.CharField()


class ParticipantQuery(Shape):
    """Allowed filters of the list of participants."""

    helix = serializers.ChoiceField(choices=Helix.choices, required=False)
    is_confirmed = serializers.BooleanField(required=False, allow_null=True, default=None)
    is_state_controlled = serializers.BooleanField(required=False, allow_null=True, default=None)
    admission = serializers.ChoiceField(choices=Admission.choices, required=False)


class ConfirmationData(Shape):
    """Without `participants`: everybody who waits."""

    participants = serializers.ListField(
        child=serializers.IntegerField(min_value=1), max_length=2000, required=False, allow_null=True
    )


class ConfirmedOut(Shape):
    confirmed = serializers.ListField(child=serializers.IntegerField())


class HelixData(Shape):
    helix = serializers.ChoiceField(choices=Helix.choices)


class AttendanceOut(Shape):
    joined = HelixCountsOut()
    confirmed = HelixCountsOut()
    total = serializers.IntegerField()
