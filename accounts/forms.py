"""What people type about themselves. allauth's forms are made anew where their words or fields are not ours."""

from typing import Any

from allauth.account import forms as allauth_forms
from allauth.mfa.base import forms as factor_forms
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn import forms as passkey_forms
from allauth.socialaccount.forms import SignupForm as ProviderSignup
from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from accounts.models import Mailing, Topic, User
from accounts.queries import second_factors_of

NAME_HELP = _("How we greet you. It is not shown to the public.")
PASSWORD_HELP = _("At least 8 characters; not a common word, not your e-mail.")
DIFFERENT_PASSWORDS = _("The two passwords are not the same.")


class NameField(forms.CharField):
    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Your name"))
        kwargs.setdefault("help_text", NAME_HELP)
        kwargs.setdefault("widget", forms.TextInput(attrs={"autocomplete": "name"}))
        super().__init__(max_length=120, required=False, **kwargs)

    def to_python(self, value: Any) -> str:
        return " ".join(str(super().to_python(value)).split())


def password_field(label: Any, help_text: Any = "") -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": "new-password"})
    return forms.CharField(label=label, strip=False, max_length=200, widget=widget, help_text=help_text)


class OurWords(forms.Form):
    """allauth's forms with labels that stand above the field, and the one error that has no Kazakh of its own."""

    labels: dict[str, Any] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label, field.help_text = self.labels.get(name, field.label), ""
            field.widget.attrs.pop("placeholder", None)
        if "password1" in self.fields:
            self.fields["password1"].help_text = PASSWORD_HELP

    def add_error(self, field: str | None, error: Any) -> None:
        is_mismatch = field == "password2" and not isinstance(error, forms.ValidationError)
        super().add_error(field, DIFFERENT_PASSWORDS if is_mismatch else error)


class LoginForm(OurWords, allauth_forms.LoginForm):
    labels = {"login": _("E-mail"), "password": _("Password"), "remember": _("Stay logged in on this device")}


class SignupForm(OurWords, allauth_forms.SignupForm):
    name = NameField()
    field_order = ["name", "email", "password1", "password2"]
    labels = {"email": _("E-mail"), "password1": _("Password"), "password2": _("The same password again")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].help_text = NAME_HELP

    def custom_signup(self, request: Any, user: User) -> None:
        user.name, user.language = self.cleaned_data["name"], request.LANGUAGE_CODE
        user.save(update_fields=["name", "language"])


class ResetPasswordForm(OurWords, allauth_forms.ResetPasswordForm):
    labels = {"email": _("E-mail")}


class ResetPasswordKeyForm(OurWords, allauth_forms.ResetPasswordKeyForm):
    labels = {"password1": _("New password"), "password2": _("The new password again")}


class ChangePasswordForm(OurWords, allauth_forms.ChangePasswordForm):
    labels = {
        "oldpassword": _("Your password now"),
        "password1": _("New password"),
        "password2": _("The new password again"),
    }


class AskPasswordForm(OurWords, allauth_forms.ReauthenticateForm):
    labels = {"password": _("Your password")}


CODE_LABEL = _("Code of your authenticator app, or a recovery code")
CODE_ATTRIBUTES = {"autocomplete": "one-time-code", "inputmode": "numeric", "maxlength": 20}


class CodeForm(OurWords, factor_forms.AuthenticateForm):
    """The second step of a log-in."""

    labels = {"code": CODE_LABEL}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs.update(CODE_ATTRIBUTES)


class AskCodeForm(OurWords, factor_forms.ReauthenticateForm):
    labels = {"code": CODE_LABEL}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs.update(CODE_ATTRIBUTES)


class ActivateAppForm(OurWords, ActivateTOTPForm):
    labels = {"code": _("The six digits the app shows now")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs.update(CODE_ATTRIBUTES)


class AddPasskeyForm(OurWords, passkey_forms.AddWebAuthnForm):
    labels = {
        "name": _("What you call it"),
        "passwordless": _("Log in with it alone, without the password"),
    }


class RenamePasskeyForm(OurWords, passkey_forms.EditWebAuthnForm):
    labels = {"name": _("What you call it")}


class ProviderSignupForm(OurWords, ProviderSignup):
    """Somebody comes from another organization's log-in for the first time and is not known by e-mail."""

    labels = {"email": _("E-mail")}


class ProofForm(forms.Form):
    """Asked anew before what matters: a code from who has a second factor, the password from everybody else.

    A page left open is not enough. What was typed is checked by `accounts.actions.prove_presence`.
    """

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if person.is_guest:
            return
        if second_factors_of(person):
            widget = forms.TextInput(attrs=CODE_ATTRIBUTES)
            self.fields["code"] = forms.CharField(label=CODE_LABEL, max_length=20, widget=widget)
        else:
            self.fields["password"] = forms.CharField(
                label=_("Your password"),
                strip=False,
                max_length=200,
                widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
            )


class ClaimForm(forms.Form):
    """A guest makes an account of what they did here."""

    name = NameField()
    email = forms.EmailField(
        label=_("E-mail"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )
    password1 = password_field(_("Password"), PASSWORD_HELP)
    password2 = password_field(_("The same password again"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        password = cleaned.get("password1")
        if password and cleaned.get("password2") and password != cleaned["password2"]:
            self.add_error("password2", DIFFERENT_PASSWORDS)
        if password:
            self._require_good_password(password, cleaned)
        return cleaned

    def _require_good_password(self, password: str, cleaned: dict[str, Any]) -> None:
        try:
            validate_password(password, User(email=cleaned.get("email"), name=cleaned.get("name") or ""))
        except forms.ValidationError as error:
            self.add_error("password1", error)


class ProfileForm(forms.Form):
    name = NameField()
    language = forms.ChoiceField(
        label=_("Language of your pages"), choices=settings.LANGUAGES, widget=forms.RadioSelect
    )


class TokenForm(forms.Form):
    label = forms.CharField(
        label=_("What the key is for"),
        max_length=80,
        help_text=_("For example: export to our statistics every night."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


TOPIC_LABELS = dict(Topic.choices)


class TopicForm(forms.Form):
    """A filter: nothing, or a topic that is known."""

    topic = forms.ChoiceField(choices=Topic.choices, required=False)


class MailingForm(forms.Form):
    """For each topic (the keys of `initial`) when to send a mail."""

    def __init__(self, data: Any, *, initial: dict[str, str]) -> None:
        super().__init__(data, initial=initial)
        for topic in initial:
            self.fields[topic] = forms.ChoiceField(
                label=Topic(topic).label, choices=Mailing.choices, widget=forms.RadioSelect
            )
