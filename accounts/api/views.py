"""A session by e-mail and password, keys that let a program act as its owner, and one's news."""

from typing import Any

from django.contrib.auth import logout
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import exceptions
from rest_framework.response import Response

from accounts import actions, queries, registries
from accounts.adapter import log_in
from accounts.api import serializers as shapes
from foundation.api import ApiView, Pagination, paged
from foundation.idempotency import SHOWN_ONCE
from foundation.transitions import Refused


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
        except Refused as refused:
            raise exceptions.ValidationError({"code": [refused.message]}) from None
        if user is None:
            raise exceptions.ValidationError({"password": [_("The e-mail or the password is not right.")]})
        return Response(_who(request, user))

    @extend_schema(responses={204: None})
    def delete(self, request: Any) -> Response:
        logout(request._request)
        return Response(status=204)


class OwnData(ApiView):
    """Everything stored about the person, as a ZIP of data.json and CSV tables. Needs a session.

    An account is closed on its page only: what is lost has to be read first.
    """

    @extend_schema(responses={(200, "application/zip"): bytes})
    def get(self, request: Any) -> HttpResponse:
        return HttpResponse(actions.export_own_data(by=request.user), content_type="application/zip")


class SessionList(ApiView):
    """Where the person is logged in; DELETE logs out everywhere but here."""

    @extend_schema(responses=paged(shapes.LoggedInOut), operation_id="sessions_list")
    def get(self, request: Any) -> Response:
        return self.page(queries.sessions_of(request.user), shapes.LoggedInOut)

    @extend_schema(responses={204: None}, operation_id="other_sessions_destroy")
    def delete(self, request: Any) -> Response:
        actions.end_other_sessions(current_key=request._request.session.session_key or "", by=request.user)
        return Response(status=204)


class SessionDetail(ApiView):
    @extend_schema(responses={204: None})
    def delete(self, request: Any, session_id: int) -> Response:
        actions.end_session(session=self.found, by=request.user)
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


class MessageList(ApiView):
    """One's news, unread first."""

    @extend_schema(
        parameters=[shapes.MessageFilter], responses=paged(shapes.MessageOut), operation_id="inbox_list"
    )
    def get(self, request: Any) -> Response:
        messages = queries.messages_of(request.user, **self.asked(shapes.MessageFilter))
        pages = Pagination()
        chosen = pages.paginate_queryset(messages, request, view=self)
        news = queries.read_news(chosen or ())
        return pages.get_paginated_response(shapes.MessageOut(news, many=True).data)


class MessageRead(ApiView):
    @extend_schema(request=None, responses=shapes.MessageOut)
    def post(self, request: Any, message_id: int) -> Response:
        actions.mark_read(message=self.found, by=request.user)
        self.found.refresh_from_db()
        (news,) = queries.read_news([self.found])
        return Response(shapes.MessageOut(news).data)


class AllRead(ApiView):
    @extend_schema(request=shapes.MessageFilter, responses=shapes.ReadOut, operation_id="inbox_read_all")
    def post(self, request: Any) -> Response:
        read = actions.mark_all_read(by=request.user, **self.data(shapes.MessageFilter))
        return Response(shapes.ReadOut({"read": read}).data)


class Mailings(ApiView):
    """How one hears of each topic by mail."""

    @extend_schema(responses=shapes.MailingsData)
    def get(self, request: Any) -> Response:
        return Response(_mailings(request.user))

    @extend_schema(request=shapes.MailingsData, responses=shapes.MailingsData)
    def put(self, request: Any) -> Response:
        asked = {one["topic"]: one["mailing"] for one in self.data(shapes.MailingsData)["mailings"]}
        actions.choose_mailing(mailings=asked, by=request.user)
        return Response(_mailings(request.user))


def _mailings(user: Any) -> Any:
    chosen = queries.mailing_of(user).items()
    rows = [{"topic": topic, "mailing": mailing} for topic, mailing in chosen]
    return shapes.MailingsData({"mailings": rows}).data


def _who(request: Any, user: Any) -> Any:
    user.roles = registries.roles_held_by(user)
    user.csrf_token = get_token(request._request)
    return shapes.SessionOut(user).data
