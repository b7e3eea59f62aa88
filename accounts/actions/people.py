"""Coming as a guest, claiming an account, keys for programs."""

import hashlib
import secrets
from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.actions.registers import adopt_listed
from accounts.models import ApiToken, Helix, Organization, Stakeholder, User
from foundation import audit
from foundation.transitions import Refused

EMAIL_TAKEN = gettext_lazy(
    "There is an account with this e-mail already. If it is yours, log in with it; what you did here as a guest stays "
    "with the workshop. If it is not, please use another e-mail."
)


def join_as_guest(*, language: str = "") -> User:
    """A new person without an account: enough to take part in a workshop."""
    return User.objects.create_guest(language=language)


@dataclass(frozen=True)
class NamedOrganization:
    """An organization as somebody typed it; it may be known already."""

    name: str
    kind: str


def register_organization(*, name: str, kind: str, is_state_controlled: bool = False) -> Organization:
    """The organization of that name, entered if it is new; what is already known of it is not changed."""
    name = " ".join(name.split())
    columns = {"name": name, "kind": kind, "is_state_controlled": is_state_controlled}
    known, _is_new = Organization.objects.get_or_create(folded_name=name.casefold(), defaults=columns)
    return known


def speak_for(*, organization: Organization, helix: Helix | str, by: User) -> Stakeholder:
    """Record which organization and helix a person speaks for."""
    stakeholder, _created = Stakeholder.objects.update_or_create(
        user=by, organization=organization, defaults={"helix": helix}
    )
    return stakeholder


@transaction.atomic
def claim_account(*, email: str, password: str, name: str, by: User) -> User:
    """A guest becomes the holder of an account and keeps everything: it is the same person.

    Raises Refused for a person who has an account, and for an e-mail of somebody else.
    """
    guest = User.objects.select_for_update().get(pk=by.pk)
    if not guest.is_guest:
        raise Refused(_("You have an account already."))
    guest.email, guest.name = email.strip().lower(), name
    guest.set_password(password)
    try:
        with transaction.atomic():
            guest.save(update_fields=["email", "name", "password"])
    except IntegrityError:
        raise Refused(EMAIL_TAKEN) from None
    audit.record(audit.PLATFORM, "accounts.claim_account", guest, by=guest)
    return guest


@transaction.atomic
def confirm_email(*, user: User) -> None:
    """A letter to this e-mail was answered, so it is theirs, and what a region listed under it."""
    adopt_listed(user=user)
    EmailAddress.objects.update_or_create(
        user=user, email=user.email, defaults={"verified": True, "primary": True}
    )


def edit_profile(*, name: str, language: str, by: User) -> User:
    """How a person is greeted, and in which language."""
    by.name, by.language = name, language
    by.save(update_fields=["name", "language"])
    return by


def choose_language(*, language: str, by: User) -> User:
    """The language a person reads: letters come in it too."""
    if by.language != language:
        by.language = language
        by.save(update_fields=["language"])
    return by


@transaction.atomic
def issue_token(*, label: str, by: User) -> tuple[ApiToken, str]:
    """A new API key and its text, which is shown once and never stored."""
    key = secrets.token_urlsafe(32)
    token = ApiToken.objects.create(user=by, label=label, digest=hashlib.sha256(key.encode()).hexdigest())
    audit.record(audit.PLATFORM, "accounts.issue_token", token, by=by)
    return token, key


@transaction.atomic
def revoke_token(*, token: ApiToken, by: User) -> None:
    audit.record(audit.PLATFORM, "accounts.revoke_token", token, by=by)
    token.delete()
