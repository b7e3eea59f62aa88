"""API keys: `Authorization: Bearer <key>`."""

from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework import authentication, exceptions

from accounts.queries import user_of_token


class TokenAuthentication(authentication.BaseAuthentication):
    """Answers 401 to an unknown key rather than treating its bearer as a stranger."""

    keyword = "Bearer"

    def authenticate(self, request: Any) -> tuple[Any, Any] | None:
        scheme, _space, key = request.headers.get("Authorization", "").partition(" ")
        if scheme != self.keyword:
            return None
        known = user_of_token(key.strip())
        if known is None:
            raise exceptions.AuthenticationFailed(_("This key is not known."))
        return known

    def authenticate_header(self, request: Any) -> str:
        return self.keyword


class TokenScheme(OpenApiAuthenticationExtension):
    target_class = "accounts.api.authentication.TokenAuthentication"
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {"type": "http", "scheme": "bearer"}
