"""What a view may count on once the route's policy has let somebody in."""

from typing import TYPE_CHECKING

from django.http import HttpRequest, QueryDict

if TYPE_CHECKING:
    from accounts.models import User


class PersonRequest(HttpRequest):
    """A request of somebody the platform knows, a guest of a workshop included."""

    user: "User"


def posted(request: HttpRequest) -> QueryDict | None:
    """What a form is bound to: nothing while it is only shown, though an empty form may be sent."""
    return request.POST if request.method == "POST" else None
