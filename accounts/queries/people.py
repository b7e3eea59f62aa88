"""What may be seen of people and organizations."""

import hashlib
from collections.abc import Iterable

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.db.models.functions import Now

from accounts.models import ApiToken, Organization, Stakeholder, User


def user_of_token(key: str) -> tuple[User, ApiToken] | None:
    """The owner of an API key, if the key is known and the owner active."""
    digest = hashlib.sha256(key.encode()).hexdigest()
    token = ApiToken.objects.select_related("user").filter(digest=digest, user__is_active=True).first()
    return (token.user, token) if token else None


def token_for(user: User, *, token_id: int) -> ApiToken | None:
    """One's own key; other people's do not exist."""
    return ApiToken.objects.filter(user_id=user.pk, pk=token_id).first()


def tokens_of(user: User) -> QuerySet[ApiToken]:
    return ApiToken.objects.filter(user=user).order_by("-created_at")


def organizations_by_name() -> QuerySet[Organization]:
    return Organization.objects.order_by("name")


def organizations_spoken_for(user: User) -> QuerySet[Stakeholder]:
    """Which organizations a person speaks for, and for which helix."""
    return Stakeholder.objects.filter(user_id=user.pk).select_related("organization").order_by("pk")


def second_factors_of(user: User) -> list[Authenticator]:
    """Authenticator app, recovery codes and passkeys of a person; empty where a password is all there is."""
    return list(Authenticator.objects.filter(user_id=user.pk).order_by("type", "pk"))


def sessions_of(user: User) -> QuerySet[UserSession]:
    """Where the person is logged in, newest first; what was ended or has run out is left out."""
    living = Session.objects.filter(expire_date__gt=Now()).values("session_key")
    own: QuerySet[UserSession] = UserSession.objects.filter(user_id=user.pk, session_key__in=living)
    return own.order_by("-created_at")


def session_for(user: User, *, session_id: int) -> UserSession | None:
    """One's own session; other people's do not exist."""
    return sessions_of(user).filter(pk=session_id).first()


def people_with_verified_address(user_ids: Iterable[int]) -> frozenset[int]:
    """Those of them who have shown that a mail address is theirs."""
    verified = EmailAddress.objects.filter(verified=True, user_id__in=list(user_ids))
    return frozenset(verified.values_list("user_id", flat=True))
