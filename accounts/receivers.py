"""What Django and allauth announce."""

from typing import Any

from django.http import HttpRequest

from accounts.actions import confirm_email, remember_session


def on_logged_in(sender: Any, request: HttpRequest, user: Any, **_more: Any) -> None:
    if not user.is_guest and request.META.get("REMOTE_ADDR"):  # without an address no browser asked
        remember_session(request)


def on_password_changed(sender: Any, request: HttpRequest, **_more: Any) -> None:
    """Changing the password gives this device a new session and ends all others."""
    remember_session(request)


def on_email_confirmed(sender: Any, email_address: Any, **_more: Any) -> None:
    """The link in the letter was opened: what regions listed under this address is this person's."""
    user = email_address.user
    if user.email == email_address.email.lower():
        confirm_email(user=user)
