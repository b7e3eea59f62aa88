"""Where programs enter: everything here stands under /api/v1/."""

from django.urls import URLPattern

from accounts import queries
from accounts.api import views
from foundation.policy import Allow, everyone, may, route, signed_in

urlpatterns: list[URLPattern] = [
    route("inbox/", views.MessageList, name="api_inbox", allow={"GET": signed_in()}),
    route("inbox/read/", views.AllRead, name="api_inbox_read", allow={"POST": signed_in()}),
    route(
        "inbox/settings/",
        views.Mailings,
        name="api_inbox_settings",
        allow=dict.fromkeys(("GET", "PUT"), signed_in()),
    ),
    route(
        "inbox/<int:message_id>/read/",
        views.MessageRead,
        name="api_message_read",
        allow={"POST": signed_in(on=queries.message_for)},
    ),
    route(
        "session/",
        views.Session,
        name="api_session",
        allow={"GET": signed_in(), "POST": everyone(), "DELETE": Allow(session_only=True)},
    ),
    route("own-data/", views.OwnData, name="api_own_data", allow={"GET": Allow(session_only=True)}),
    route(
        "sessions/",
        views.SessionList,
        name="api_session_list",
        allow={
            "GET": may("accounts.secure_account"),
            "DELETE": may("accounts.secure_account", session_only=True),
        },
    ),
    route(
        "sessions/<int:session_id>/",
        views.SessionDetail,
        name="api_session_detail",
        allow={"DELETE": may("accounts.secure_account", on=queries.session_for, session_only=True)},
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
