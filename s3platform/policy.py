"""Routes of third parties: who may reach what we did not write."""

from typing import Any

from django.urls import URLPattern, URLResolver

from foundation.policy import Allow, Policy


def everywhere(entries: Any, allow: Allow) -> list[URLPattern | URLResolver]:
    """Give every route below these entries the same rule. Their own views check further (log-in, staff)."""
    for entry in entries:
        if isinstance(entry, URLResolver):
            everywhere(entry.url_patterns, allow)
        else:
            entry.callback.policy = Policy({"GET": allow, "POST": allow})
    return list(entries)
