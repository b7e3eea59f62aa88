"""A session by e-mail and password, and keys that let a program act as its owner."""

from typing import Any

from django.contrib.auth import logout
from django.core.exceptions import ValidationError
from django.middleware.csrf import get_token
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import exceptions
from rest_framework.response import Response

from accounts import actions, queries, registries
from accounts.adapter import log_in
from accounts.api import serializers as shapes
from foundation.api import ApiView, paged
from foundation.idempotency import SHOWN_ONCE


class TooManyFailures(exceptions.APIException):
    status_code = 429
    default_code = "throttled"


class Session(ApiView):
    """A session cookie, as a browser has one: decisions that need a fresh password accept no key."""

    @extend_schema(responses=shapes.SessionOut)
    def get(self, request: Any) -> Response:
        return Response(_who(request, request.user))

    @extend_schema(request=shapes.LogInData, responses=shapes.SessionOut)
    def post(self, request: Any) -> Response:
        try:
            user = log_in(request._request, **self.data(shapes.LogInData))
        except ValidationError as error:
            raise TooManyFailures(error.message) from None
        if user is None:
            raise exceptions.ValidationError({"password": [_("The e-mail or the password is not right.")]})
        return Response(_who(request, user))

    @extend_schema(responses={204: None})
    def delete(self, request: Any) -> Response:
        logout(request._request)
        return Response(status=204)


class TokenList(ApiView):
    @extend_schema(responses=paged(shapes.TokenOut), operation_id="tokens_list")
    def get(self, request: Any) -> Response:
        return self.page(queries.tokens_of(request.user), shapes.TokenOut)

    @extend_schema(request=shapes.TokenData, responses={201: shapes.NewTokenOut})
    def post(self, request: Any) -> Response:
        token, key = actions.issue_token(by=request.user, **self.data(shapes.TokenData))
        token.key = key  # type: ignore[attr-defined]  # -- reason: read by the serializer, this once
        response = Response(shapes.NewTokenOut(token).data, status=201)
        setattr(response, SHOWN_ONCE, True)
        return response


class TokenDetail(ApiView):
    @extend_schema(responses={204: None})
    def delete(self, request: Any, token_id: int) -> Response:
        actions.revoke_token(token=self.found, by=request.user)
        return Response(status=204)


def _who(request: Any, user: Any) -> Any:
    user.roles = registries.roles_held_by(user)
    user.csrf_token = get_token(request._request)
    return shapes.SessionOut(user).data
