"""How allauth fits this house: our words, our language, and a mail server that may be away."""

import logging
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter, get_adapter
from allauth.account.models import EmailAddress
from allauth.core import ratelimit
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.actions import EMAIL_TAKEN
from accounts.models import User

logger = logging.getLogger(__name__)


class AccountAdapter(DefaultAccountAdapter):
    """A person's own language rides along with the log-in."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("This account is closed."),
        "email_password_mismatch": _("The e-mail or the password is not right."),
        "email_taken": EMAIL_TAKEN,
        "enter_current_password": _("This is not your password now."),
        "too_many_login_attempts": _(
            "Too many failed log-ins for this e-mail. Please try again in five minutes."
        ),
        "invalid_password_reset": _("This link was used already or is too old."),
        "rate_limited": _("Too many requests. Please wait a moment."),
    }

    def get_user_search_fields(self) -> list[str]:
        return ["email", "name"]

    def populate_username(self, request: Any, user: Any) -> None:
        """There are no user names here."""

    def get_login_redirect_url(self, request: Any) -> str:
        """A guest who opens the log-in or the sign-up is somebody already: they claim their account."""
        return reverse("account_claim") if request.user.is_guest else super().get_login_redirect_url(request)

    def get_password_change_redirect_url(self, request: Any) -> str:
        return reverse("account_home")

    def post_login(self, request: Any, user: Any, **kwargs: Any) -> Any:
        response = super().post_login(request, user, **kwargs)
        remember_language(response, user.language)
        return response

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """A mail server that is away costs a letter, which can be asked for again, and never an account."""
        try:
            super().send_mail(template_prefix, email, context)
        except OSError:
            logger.exception("the letter %s could not be sent", template_prefix)


def remember_language(response: HttpResponse, language: str) -> None:
    """The browser keeps to the language its reader chose; nothing changes where none is known."""
    if language:
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            language,
            max_age=settings.SESSION_COOKIE_AGE,
            samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
        )


def log_in(request: HttpRequest, *, email: str, password: str) -> User | None:
    """Begin a session for a program; None for a wrong e-mail or password, or a closed account.

    Raises django.core.exceptions.ValidationError after too many failures for this e-mail.
    """
    adapter = get_adapter(request)
    if not ratelimit.consume(request, action="login"):
        raise adapter.validation_error("rate_limited")
    user = adapter.authenticate(request, email=email, password=password)
    if not isinstance(user, User) or not user.is_active:
        return None
    adapter.login(request, user)
    return user


def ask_to_confirm(request: HttpRequest, user: User) -> None:
    """Send a letter that proves the e-mail of a person who has just claimed an account."""
    address = EmailAddress.objects.add_email(request, user, user.email, confirm=True)
    address.set_as_primary(conditional=True)
