"""How allauth fits this house: our words, our language, and a mail server that may be away."""

import logging
from copy import copy
from typing import Any

from allauth.account import auth_backends as allauth_backends
from allauth.account.adapter import DefaultAccountAdapter, get_adapter
from allauth.account.models import EmailAddress
from allauth.core import ratelimit
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.db.models.expressions import DatabaseDefault
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.actions import EMAIL_TAKEN, choose_language, prove_presence
from accounts.models import User
from accounts.queries import person_with_unread_count, second_factors_of
from accounts.sentences import SECURITY_NEWS

logger = logging.getLogger(__name__)


class AccountAdapter(DefaultAccountAdapter):
    """A person's own language rides along with the log-in; who never chose one keeps that of the log-in page."""

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
        if not user.language:
            choose_language(language=request.LANGUAGE_CODE, by=user)
        remember_language(response, user.language)
        return response

    def send_notification_mail(
        self, template_prefix: str, user: Any, context: Any = None, email: Any = None
    ) -> None:
        """One short letter for all changes to how an account is entered, in the person's language."""
        news = SECURITY_NEWS.get(template_prefix.rpartition("/")[2])
        address = email or user.email
        if news and address:
            with translation.override(user.language or translation.get_language()):
                self.send_mail("account/email/security_news", address, {"news": news, "user": user})

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """A mail server that is away costs a letter, which can be asked for again, and never an account."""
        try:
            super().send_mail(template_prefix, email, context)
        except OSError:
            logger.exception("the letter %s could not be sent", template_prefix)


class AuthenticationBackend(allauth_backends.AuthenticationBackend):
    """The person of a session is read with the number of their unread news, so the bell costs no query of its own."""

    def get_user(self, user_id: int) -> User | None:
        user = person_with_unread_count(user_id)
        return user if user and self.user_can_authenticate(user) else None


class FactorAdapter(DefaultMFAAdapter):
    """Second factors in our words; the page itself draws the code to photograph."""

    error_messages = {
        "add_email_blocked": _("The e-mail of an account with a second factor stays as it is."),
        "cannot_delete_authenticator": _("The second factor cannot be removed now."),
        "cannot_generate_recovery_codes": _("Recovery codes belong to a second factor: set one up first."),
        "incorrect_code": _(
            "The code is not right, or was used already. Wait for the next one and try again."
        ),
        "unverified_email": _(
            "Please confirm your e-mail first: open the link in the letter we sent when you made the account."
        ),
    }

    def build_totp_svg(self, url: str) -> str:
        return ""

    def generate_authenticator_name(self, user: Any, type: Any) -> str:  # noqa: A002  -- reason: allauth names it
        number = sum(factor.type == type for factor in second_factors_of(user)) + 1
        return gettext("My passkey") if number == 1 else gettext("Passkey %(number)d") % {"number": number}


class ProviderAdapter(DefaultSocialAccountAdapter):
    """People who come through the log-in of another organization."""

    error_messages = {
        "email_taken": _(
            "There is an account with this e-mail already. Log in with its password, then connect the log-in of %s there."
        ),
        "invalid_token": _("The other organization answered something we do not understand."),
        "no_password": _("Choose a password first: without it, nobody could enter your account any more."),
        "no_verified_email": _(
            "Confirm your e-mail first: without it, nobody could enter your account any more."
        ),
        "disconnect_last": _(
            "Choose a password first: without it, nobody could enter your account any more."
        ),
        "connected_other": _("That log-in is connected with another account already."),
    }

    def populate_user(self, request: Any, sociallogin: Any, data: Any) -> Any:
        user = super().populate_user(request, sociallogin, data)
        given = (data.get("name") or f"{data.get('first_name') or ''} {data.get('last_name') or ''}").split()
        user.name, user.language = " ".join(given)[:120], request.LANGUAGE_CODE
        user.email = user.email.lower() if user.email else None
        return user

    def serialize_instance(self, instance: Any) -> dict[str, Any]:
        """Who has still to answer waits in the session; what the database will fill in is not there to be kept."""
        waiting = copy(instance)
        for name, value in list(vars(waiting).items()):
            if isinstance(value, DatabaseDefault):
                del vars(waiting)[name]
        kept: dict[str, Any] = super().serialize_instance(waiting)
        return kept


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


def log_in(request: HttpRequest, *, email: str, password: str, code: str = "") -> User | None:
    """Begin a session for a program; None for a wrong e-mail or password, or a closed account.

    Raises django.core.exceptions.ValidationError after too many failures for this e-mail, and
    foundation.transitions.Refused where the account has a second factor and the code is missing or wrong.
    """
    adapter = get_adapter(request)
    if not ratelimit.consume(request, action="login"):
        raise adapter.validation_error("rate_limited")
    user = adapter.authenticate(request, email=email, password=password)
    if not isinstance(user, User) or not user.is_active:
        return None
    if second_factors_of(user):
        prove_presence(by=user, code=code)
    adapter.login(request, user)
    return user


def ask_to_confirm(request: HttpRequest, user: User) -> None:
    """Send a letter that proves the e-mail of a person who has just claimed an account."""
    address = EmailAddress.objects.add_email(request, user, user.email, confirm=True)
    address.set_as_primary(conditional=True)
