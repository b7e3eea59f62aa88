"""A person who was invited to workshops closes their account."""

from django.db.models import CharField, F, Q, Value
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.registries import Leaving
from discovery.models import Invitation


def say_goodbye(user: User) -> None:
    """Invitations no longer know name and address; a place of the same shape keeps one row for each letter."""
    theirs = Q(participant__user=user)
    if user.email:
        theirs |= Q(email__iexact=user.email)
    nowhere = Concat(Value("gone-"), Cast(F("pk"), CharField()), Value("@invalid.invalid"))
    Invitation.objects.filter(theirs).update(email=nowhere, name="")


LEAVING = Leaving(
    stays=(
        gettext_lazy(
            "Ideas, support and activities you contributed: they belong to the workshop and were public."
        ),
    ),
    say_goodbye=say_goodbye,
)
