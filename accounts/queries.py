"""What may be seen of people and organizations."""

import hashlib

from django.db.models import QuerySet

from accounts.models import ApiToken, Organization, User


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
