"""A session left open on a desk is not enough: what matters asks anew who sits there."""

from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.queries import second_factors_of
from foundation.transitions import Refused

ATTEMPTS = 5
PAUSE = 15 * 60  # seconds


def prove_presence(*, by: User, password: str = "", code: str = "") -> None:
    """A code of the second factor from who has one, the password from everybody else.

    Raises Refused. Attempts are counted by person, and before they are looked at: whoever sends many at once gets no
    more of them than one after the other.
    """
    factors = second_factors_of(by)
    if factors and not code.strip():
        raise Refused(_("Please enter the code of your authenticator app, or a recovery code."))
    if not factors and not by.has_usable_password():
        raise Refused(
            _("Your account has no password yet. Choose one under “I forgot my password”, then come back.")
        )
    key = f"proof-of-presence:{by.pk}"
    if count_attempt(key) > ATTEMPTS:
        raise Refused(_("Too many wrong passwords or codes. Please try again in a quarter of an hour."))
    if factors and not is_code_of(factors, code):
        raise Refused(_("The code is not right, or was used already. Wait for the next one and try again."))
    if not factors and not by.check_password(password):
        raise Refused(_("The password is not right."))
    cache.delete(key)


def count_attempt(key: str) -> int:
    """Which attempt this is since the last success or pause."""
    cache.add(key, 0, PAUSE)
    try:
        return int(cache.incr(key))
    except ValueError:  # -- reason: the pause ended between the two lines
        return 1


def is_code_of(factors: list[Authenticator], code: str) -> bool:
    """Passkeys have no codes; a recovery code is used up by this."""
    with_codes = [one for one in factors if one.type != Authenticator.Type.WEBAUTHN]
    for factor in sorted(with_codes, key=lambda one: one.type != Authenticator.Type.TOTP):
        if factor.wrap().validate_code(code.strip()):
            factor.record_usage()
            return True
    return False
