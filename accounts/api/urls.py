"""Where programs enter: everything here stands under /api/v1/."""

from django.urls import URLPattern

from accounts import queries
from accounts.api import views
from foundation.policy import Allow, everyone, may, route, signed_in

urlpatterns: list[URLPattern] = [
    route(
        "session/",
        views.Session,
        name="api_session",
        allow={"GET": signed_in(), "POST": everyone(), "DELETE": Allow(session_only=True)},
    ),
    route(
        "tokens/",
        views.TokenList,
        name="api_token_list",
        allow={
            "GET": may("accounts.hold_token"),
            "POST": may("accounts.hold_token", session_only=True),  # a key does not beget keys
        },
    ),
    route(
        "tokens/<int:token_id>/",
        views.TokenDetail,
        name="api_token_detail",
        allow={"DELETE": may("accounts.hold_token", on=queries.token_for)},
    ),
]
