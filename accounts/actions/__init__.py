"""Things a person does with an account, and telling people what happened to what is theirs."""

from accounts.actions.leaving import close_account, export_own_data, obstacles_to_leaving
from accounts.actions.mailing import last_morning, mail_digests, mail_news
from accounts.actions.news import settle, tell, tell_each
from accounts.actions.people import (
    EMAIL_TAKEN,
    NamedOrganization,
    choose_language,
    claim_account,
    confirm_email,
    edit_profile,
    issue_token,
    join_as_guest,
    register_organization,
    revoke_token,
    speak_for,
)
from accounts.actions.proving import prove_presence
from accounts.actions.reading import choose_mailing, mark_all_read, mark_read, unsubscribe
from accounts.actions.registers import (
    ListedPerson,
    adopt_listed,
    register_organizations,
    register_stakeholders,
    remove_registered,
)
from accounts.actions.sessions import end_other_sessions, end_session, remember_session

__all__ = [
    "EMAIL_TAKEN",
    "ListedPerson",
    "NamedOrganization",
    "adopt_listed",
    "choose_language",
    "choose_mailing",
    "claim_account",
    "close_account",
    "confirm_email",
    "edit_profile",
    "end_other_sessions",
    "end_session",
    "export_own_data",
    "issue_token",
    "join_as_guest",
    "last_morning",
    "mail_digests",
    "mail_news",
    "mark_all_read",
    "mark_read",
    "obstacles_to_leaving",
    "prove_presence",
    "register_organization",
    "register_organizations",
    "register_stakeholders",
    "remember_session",
    "remove_registered",
    "revoke_token",
    "settle",
    "speak_for",
    "tell",
    "tell_each",
    "unsubscribe",
]
