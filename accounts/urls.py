"""Where requests enter. `public_urlpatterns` carry the language in their address, `urlpatterns` do not."""

from django.urls import URLPattern

from accounts import queries, views
from foundation.policy import may, route, signed_in

# Pages of allauth that the platform offers, under account/. What is not named here has no address.
ALLAUTH_PAGES = frozenset(
    {
        "account_login",
        "account_logout",
        "account_signup",
        "account_inactive",
        "account_confirm_email",
        "account_change_password",
        "account_reset_password",
        "account_reset_password_done",
        "account_reset_password_from_key",
        "account_reset_password_from_key_done",
    }
)

_both = ("GET", "POST")

urlpatterns: list[URLPattern] = [
    route("account/", views.account_home, name="account_home", allow=dict.fromkeys(_both, signed_in())),
    route(
        "account/claim/", views.account_claim, name="account_claim", allow=dict.fromkeys(_both, signed_in())
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
