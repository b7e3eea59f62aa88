"""How many requests the API answers: counted by person and by key. Strangers are counted by address, generously: a hall
with a thousand phones has one.
"""

from typing import Any

from django.conf import settings
from rest_framework.throttling import AnonRateThrottle, UserRateThrottle


class PersonThrottle(UserRateThrottle):
    """People who are known; each of their keys shares their measure."""

    scope = "person"

    def get_rate(self) -> str | None:
        return settings.API_RATES["person"] or None

    def get_cache_key(self, request: Any, view: Any) -> str | None:
        return super().get_cache_key(request, view) if request.user.is_authenticated else None


class AddressThrottle(AnonRateThrottle):
    """Everybody else."""

    scope = "address"

    def get_rate(self) -> str | None:
        return settings.API_RATES["address"] or None
