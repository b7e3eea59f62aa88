"""Pages about oneself: greeting and language, an account for a guest, keys for programs."""

from accounts.views.profile import account_claim, account_home
from accounts.views.tokens import token_list, token_revoke

__all__ = ["account_claim", "account_home", "token_list", "token_revoke"]
