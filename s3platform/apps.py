"""Apps of third parties that are wired in another way than they come."""

from allauth.usersessions.apps import UserSessionsConfig


class SessionsConfig(UserSessionsConfig):
    """Connects nothing by itself: accounts remembers the sessions of people with an account, never a hall of guests."""

    def ready(self) -> None:
        pass
