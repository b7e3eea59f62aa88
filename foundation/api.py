"""The API's common shape: views with a policy, one form of errors, pages of results."""

from collections import OrderedDict
from collections.abc import Sequence
from functools import cache
from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from drf_spectacular.utils import inline_serializer
from drf_standardized_errors.handler import exception_handler as standardized
from rest_framework import exceptions, serializers
from rest_framework.pagination import PageNumberPagination
from rest_framework.response import Response
from rest_framework.views import APIView

from foundation import idempotency
from foundation.policy import NotSignedIn, Policy
from foundation.transitions import Refused, WrongState

PAGING = {"page", "page_size"}


class Conflict(exceptions.APIException):
    status_code = 409
    default_code = "conflict"


class Unprocessable(exceptions.APIException):
    status_code = 422
    default_code = "key_reused"


class ApiView(APIView):
    """`self.found` is the object the route is about, found and checked by the policy before the handler runs."""

    policy: Policy | None = None
    found: Any = None

    def initial(self, request: Any, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        if self.policy is None or not self.policy.answers(request.method):
            raise exceptions.MethodNotAllowed(request.method)
        try:
            self.found = self.policy.admit(
                request.user, request.method, kwargs, by_token=request.auth is not None
            )
        except NotSignedIn:
            raise exceptions.NotAuthenticated from None

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        """As DRF's, with the handler run retry-safe: it must know the person before it looks for a stored answer."""
        self.args, self.kwargs = args, kwargs
        self.request = request = self.initialize_request(request, *args, **kwargs)
        self.headers = self.default_response_headers
        try:
            self.initial(request, *args, **kwargs)
            handler = getattr(self, (request.method or "").lower(), self.http_method_not_allowed)
            answer = idempotency.once(request, lambda: self._rendered(handler(request, *args, **kwargs)))
        except Exception as error:  # noqa: BLE001  -- reason: DRF's own place for every error
            answer = self.handle_exception(error)
        # A stored answer is a plain response, which DRF passes through as it is.
        self.response = self.finalize_response(request, answer, *args, **kwargs)  # type: ignore[arg-type]  # -- reason: as said
        return self.response

    def _rendered(self, response: Any) -> Any:
        """A stored answer needs its bytes; files are plain responses and have them already."""
        final = self.finalize_response(self.request, response)
        return final.render() if hasattr(final, "render") else final

    def data(self, serializer: type[serializers.Serializer[Any]]) -> dict[str, Any]:
        """The request's body, cleaned; raises a 400 that names each wrong field."""
        cleaned = serializer(data=self.request.data)
        cleaned.is_valid(raise_exception=True)
        return OrderedDict(cleaned.validated_data)

    def asked(self, serializer: type[serializers.Serializer[Any]]) -> dict[str, Any]:
        """The parameters of the query, cleaned; raises a 400 for a wrong one and for one that is not on the list."""
        given = self.request.query_params
        unknown = set(given) - set(serializer().fields) - PAGING
        if unknown:
            raise exceptions.ValidationError({name: [_("This filter is not known.")] for name in unknown})
        cleaned = serializer(data=given)
        cleaned.is_valid(raise_exception=True)
        return OrderedDict(cleaned.validated_data)

    def page(
        self, rows: models.QuerySet[Any] | Sequence[Any], serializer: type[serializers.Serializer[Any]]
    ) -> Response:
        """One page of a list, with its count."""
        pagination = Pagination()
        chosen = pagination.paginate_queryset(rows, self.request, view=self)
        return pagination.get_paginated_response(serializer(chosen, many=True).data)


class Pagination(PageNumberPagination):
    page_size = 50
    page_size_query_param = "page_size"
    max_page_size = 200


@cache
def paged(serializer: type[serializers.Serializer[Any]]) -> serializers.Serializer[Any]:
    """What `ApiView.page` answers, for the description of the API."""
    address = serializers.URLField(allow_null=True)
    app = serializer.__module__.partition(".")[0]
    return inline_serializer(
        f"{app.capitalize()}{serializer.__name__}Page",
        {
            "count": serializers.IntegerField(),
            "next": address,
            "previous": address,
            "results": serializer(many=True),
        },
    )


def exception_handler(error: Exception, context: Any) -> Response | None:
    """Refusals of the domain become 409 (state) or 400 (input), a key used twice 422, with their message."""
    if isinstance(error, WrongState):
        error = Conflict(error.message)
    elif isinstance(error, idempotency.KeyReused):
        error = Unprocessable(error.message)
    elif isinstance(error, Refused):
        error = exceptions.ValidationError({"non_field_errors": [error.message]})
    return standardized(error, context)
