"""Things a person does with an account."""

import hashlib
import secrets

from django.db import transaction

from accounts.models import ApiToken, Helix, Organization, Stakeholder, User
from foundation import audit


def join_as_guest(*, language: str = "") -> User:
    """A new person without an account: enough to take part in a workshop."""
    return User.objects.create_guest(language=language)


def register_organization(*, name: str, kind: str, is_state_controlled: bool = False) -> Organization:
    """The organization of that name, entered if it is new; what is already known of it is not changed."""
    found = Organization.objects.filter(name__iexact=name.strip()).first()
    if found:
        return found
    return Organization.objects.create(name=name.strip(), kind=kind, is_state_controlled=is_state_controlled)


def speak_for(*, organization: Organization, helix: Helix | str, by: User) -> Stakeholder:
    """Record which organization and helix a person speaks for."""
    stakeholder, _created = Stakeholder.objects.update_or_create(
        user=by, organization=organization, defaults={"helix": helix}
    )
    return stakeholder


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
