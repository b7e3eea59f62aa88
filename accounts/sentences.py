"""What each entry of the audit chain says in plain words, wherever decisions are listed."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: dict[str, str | Promise] = {
    "accounts.claim_account": _("A guest became the holder of an account"),
    "accounts.issue_token": _("An API key was issued"),
    "accounts.revoke_token": _("An API key was revoked"),
}
