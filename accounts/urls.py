"""Where requests enter. `public_urlpatterns` carry the language in their address, `urlpatterns` do not."""

from django.urls import URLPattern

from accounts import queries, views
from foundation.policy import everyone, may, route, signed_in

# Pages of allauth that the platform offers, and who may reach them. What is not named here has no address.
_FOR_EVERYBODY = (
    *("account_login", "account_logout", "account_signup", "account_inactive", "account_confirm_email"),
    *("account_reset_password", "account_reset_password_done"),
    *("account_reset_password_from_key", "account_reset_password_from_key_done"),
    *("mfa_authenticate", "mfa_login_webauthn"),
    *("openid_connect_login", "openid_connect_callback"),
    *("socialaccount_signup", "socialaccount_login_cancelled", "socialaccount_login_error"),
)
_FOR_HOLDERS = (
    *("account_change_password", "account_reauthenticate"),
    *("mfa_index", "mfa_reauthenticate", "mfa_activate_totp", "mfa_deactivate_totp"),
    *("mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_download_recovery_codes"),
    *("mfa_list_webauthn", "mfa_add_webauthn", "mfa_edit_webauthn", "mfa_remove_webauthn"),
    *("mfa_reauthenticate_webauthn", "socialaccount_connections"),
)
ALLAUTH_PAGES = dict.fromkeys(_FOR_EVERYBODY, everyone()) | dict.fromkeys(
    _FOR_HOLDERS, may("accounts.secure_account")
)

_both = ("GET", "POST")

urlpatterns: list[URLPattern] = [
    route("language/", views.language_choose, name="set_language", allow={"POST": everyone()}),
    route("account/", views.account_home, name="account_home", allow=dict.fromkeys(_both, signed_in())),
    route(
        "account/claim/", views.account_claim, name="account_claim", allow=dict.fromkeys(_both, signed_in())
    ),
    route("account/data/", views.own_data, name="own_data", allow={"GET": signed_in()}),
    route("account/data/file/", views.own_data_file, name="own_data_file", allow={"POST": signed_in()}),
    route(
        "account/close/", views.account_close, name="account_close", allow=dict.fromkeys(_both, signed_in())
    ),
    route("account/closed/", views.account_closed, name="account_closed", allow={"GET": everyone()}),
    route("account/inbox/", views.inbox, name="inbox", allow={"GET": signed_in()}),
    route("account/inbox/read/", views.inbox_read, name="inbox_read", allow={"POST": signed_in()}),
    route(
        "account/inbox/settings/",
        views.inbox_settings,
        name="inbox_settings",
        allow=dict.fromkeys(_both, signed_in()),
    ),
    route(
        "account/inbox/<int:message_id>/",
        views.message_open,
        name="message_open",
        allow=dict.fromkeys(_both, signed_in(on=queries.message_for)),
    ),
    route(
        "unsubscribe/<str:unsubscribe_token>/",
        views.unsubscribe,
        name="unsubscribe",
        allow=dict.fromkeys(_both, everyone(on=queries.unsubscription_for)),
    ),
    route(
        "account/sessions/",
        views.session_list,
        name="session_list",
        allow=dict.fromkeys(_both, may("accounts.secure_account")),
    ),
    route(
        "account/sessions/<int:session_id>/end/",
        views.session_end,
        name="session_end",
        allow={"POST": may("accounts.secure_account", on=queries.session_for)},
    ),
    route(
        "account/keys/",
        views.token_list,
        name="token_list",
        allow=dict.fromkeys(_both, may("accounts.hold_token")),
    ),
    route(
        "account/keys/<int:token_id>/revoke/",
        views.token_revoke,
        name="token_revoke",
        allow=dict.fromkeys(_both, may("accounts.hold_token", on=queries.token_for)),
    ),
]

public_urlpatterns: list[URLPattern] = []
