"""Pages about oneself: greeting and language, an account for a guest, one's news, keys for programs."""

from accounts.views.inbox import inbox, inbox_read, inbox_settings, message_open, unsubscribe
from accounts.views.languages import language_choose
from accounts.views.leaving import account_close, account_closed, own_data, own_data_file
from accounts.views.profile import account_claim, account_home
from accounts.views.sessions import session_end, session_list
from accounts.views.tokens import token_list, token_revoke

__all__ = [
    "account_claim",
    "account_close",
    "account_closed",
    "account_home",
    "inbox",
    "inbox_read",
    "inbox_settings",
    "language_choose",
    "message_open",
    "own_data",
    "own_data_file",
    "session_end",
    "session_list",
    "token_list",
    "token_revoke",
    "unsubscribe",
]
