"""Where the sentences above a page wait: in a cookie, in the session, or in both.

Django's own storage looks into the session only where the cookie overflowed. A sentence can also be put into somebody
else's session (a place that moved to another phone): there is no cookie of theirs to write to.
"""

from typing import Any

from django.contrib.messages.storage.fallback import FallbackStorage


class CookieAndSession(FallbackStorage):
    _used_storages: set[Any]

    def _get(self, *args: Any, **kwargs: Any) -> tuple[list[Any], bool]:
        found: list[Any] = []
        for storage in self.storages:
            messages, _all_retrieved = storage._get()
            if messages:
                self._used_storages.add(storage)
                found.extend(message for message in messages if message is not None)
        return found, True
