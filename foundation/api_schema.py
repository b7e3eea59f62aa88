"""The API's description says what each operation can answer, read from the policy that decides it.

Nothing is listed by hand: a route's policy knows whether strangers get 401, readers 403, and whether there is an object
to be missing (404); the method says whether a body can be wrong (400, 415), come too late (409) or reuse a key (422).
"""

from typing import Any

from django.conf import settings
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import append_meta
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers

from foundation.policy import Allow

WRITES = ("POST", "PUT", "PATCH", "DELETE")
IDEMPOTENCY_KEY = OpenApiParameter(
    "Idempotency-Key",
    {"type": "string", "minLength": 1, "maxLength": 64},
    OpenApiParameter.HEADER,
    description="Chosen by the client, one for each thing it wants done: a repeated request with the same key and body "
    "is answered with the first answer and changes nothing; with another body it is answered 422.",
)


class ProblemOut(serializers.Serializer[Any]):
    """`attr`: the field it is about, dotted for nested ones; null where it is about the whole."""

    code = serializers.CharField()
    detail = serializers.CharField(help_text="In the language of Accept-Language.")
    attr = serializers.CharField(allow_null=True)


class ErrorOut(serializers.Serializer[Any]):
    """Every refusal has this shape."""

    type = serializers.ChoiceField(["validation_error", "client_error", "server_error"])
    errors = ProblemOut(many=True)  # type: ignore[assignment]  # -- reason: the field's name is the shape's, not DRF's property


class PolicyAutoSchema(AutoSchema):
    """drf-spectacular's description, with the refusals of the policy."""

    def get_override_parameters(self) -> list[Any]:
        given: list[Any] = super().get_override_parameters()
        return [*given, IDEMPOTENCY_KEY] if self.method in WRITES else given

    def _get_serializer_name(self, serializer: Any, direction: Any, bypass_extensions: bool = False) -> str:
        """With the app in front: what two apps call alike stays two shapes."""
        name: str = super()._get_serializer_name(serializer, direction, bypass_extensions)
        app = (serializer if isinstance(serializer, type) else type(serializer)).__module__.partition(".")[0]
        return f"{app.capitalize()}{name}" if app in settings.APPS[1:] else name

    def _map_serializer_field(self, field: Any, direction: Any, bypass_extensions: bool = False) -> Any:
        """A time of day is text here: the standard's "time" wants an offset from UTC, which a clock on a wall has not."""
        if isinstance(field, serializers.TimeField):
            meta = self._get_serializer_field_meta(field, direction)  # type: ignore[no-untyped-call]  # -- reason: the library's
            return append_meta({"type": "string"}, meta)
        return super()._map_serializer_field(field, direction, bypass_extensions)  # type: ignore[no-untyped-call]  # -- reason: as above

    def _get_response_bodies(self, direction: Any = "response") -> dict[str, Any]:
        described: dict[str, Any] = super()._get_response_bodies(direction)
        if direction == "response":
            for code in self._refusals():
                if code not in described:
                    described[code] = self._get_response_for_code(ErrorOut, code)  # type: ignore[no-untyped-call]  # -- reason: the library's
        return dict(sorted(described.items()))

    def _refusals(self) -> list[str]:
        policy = getattr(self.view, "policy", None)
        if policy is None:
            return []
        allow: Allow = policy.rule(self.method)
        writes = self.method in WRITES
        can = {
            "400": writes or bool(self._asks()),
            "401": True,  # a key that is not known, wherever it is shown
            "403": bool(allow.permission) or allow.session_only or writes,  # writes: a page of another site
            "404": bool(allow.on) or "{" in self.path or self._asks(),
            "406": True,
            "409": writes,
            "415": writes,
            "422": writes,
            "429": True,
        }
        return [code for code, possible in can.items() if possible]

    def _asks(self) -> bool:
        """Whether the address may carry parameters: a filter, a page."""
        return any(each["in"] == "query" for each in self._get_parameters())
