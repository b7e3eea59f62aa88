"""What a person may do about being a person here."""

from typing import Any

import rules


@rules.predicate
def has_account(user: Any, subject: Any) -> bool:
    """A guest of a workshop has no address to answer to."""
    return bool(user.is_authenticated and not user.is_guest)


@rules.predicate
def is_guest(user: Any, subject: Any) -> bool:
    return bool(user.is_authenticated and user.is_guest)


rules.add_perm("accounts.hold_token", has_account)
rules.add_perm("accounts.secure_account", has_account)
rules.add_perm("accounts.claim_account", is_guest)
