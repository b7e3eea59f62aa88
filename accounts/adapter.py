"""How allauth fits this house."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter


class AccountAdapter(DefaultAccountAdapter):
    """A person's own language rides along with the log-in."""

    def get_user_search_fields(self) -> list[str]:
        return ["email", "name"]

    def populate_username(self, request: Any, user: Any) -> None:
        """There are no user names here."""
