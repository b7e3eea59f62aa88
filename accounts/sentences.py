"""What each entry of the audit chain says in plain words, wherever decisions are listed."""

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

# What a letter says about each change to how an account is entered; the keys are allauth's.
SECURITY_NEWS: dict[str, str | Promise] = {
    "password_changed": _("The password of your account was changed."),
    "password_reset": _("A new password was chosen for your account."),
    "password_set": _("A password was chosen for your account."),
    "totp_activated": _("An authenticator app was added to your account."),
    "totp_deactivated": _("The authenticator app was removed from your account."),
    "recovery_codes_generated": _(
        "New recovery codes were made for your account. The old ones no longer work."
    ),
    "webauthn_added": _("A passkey was added to your account."),
    "webauthn_removed": _("A passkey was removed from your account."),
    "account_connected": _("The log-in of another organization was connected with your account."),
    "account_disconnected": _("The log-in of another organization was disconnected from your account."),
}

SENTENCES: dict[str, str | Promise] = {
    "accounts.register_organizations": _("A list of organizations was entered"),
    "accounts.register_stakeholders": _("A list of people who speak for organizations was entered"),
    "accounts.claim_account": _("A guest became the holder of an account"),
    "accounts.issue_token": _("An API key was issued"),
    "accounts.revoke_token": _("An API key was revoked"),
    "accounts.export_own_data": _("A person took along what is stored about them"),
    "accounts.close_account": _("A person closed their account"),
    "accounts.end_session": _("A person ended one of their sessions"),
    "accounts.end_sessions": _("A person ended all their other sessions"),
}

# In this order: Edge and Opera call themselves Chrome too, Chrome calls itself Safari, Android calls itself Linux.
BROWSERS = {"Edg": "Edge", "OPR": "Opera", "YaBrowser": "Yandex", "Firefox": "Firefox", "Chrome": "Chrome", "Safari": "Safari"}  # fmt: skip
SYSTEMS = {"iPhone": "iPhone", "iPad": "iPad", "Android": "Android", "Windows": "Windows", "Mac OS": "macOS", "Linux": "Linux"}  # fmt: skip


def device_in_words(user_agent: str) -> str:
    """What a browser says of itself, as people call it; a program by its own first word."""
    browser = next((name for sign, name in BROWSERS.items() if sign in user_agent), "")
    system = next((name for sign, name in SYSTEMS.items() if sign in user_agent), "")
    known = ", ".join(part for part in (browser, system) if part)
    return known or user_agent.split("/")[0][:40] or gettext("an unknown device")
