"""What a request brings."""

from typing import Any


def sent(request: Any) -> Any:
    """What was posted, an empty form included; None where the page is only asked for."""
    return request.POST if request.method == "POST" else None
