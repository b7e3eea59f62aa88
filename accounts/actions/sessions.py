"""Where a person is logged in."""

from allauth.usersessions.models import UserSession
from django.db import transaction
from django.http import HttpRequest

from accounts.models import User
from foundation import audit


def remember_session(request: HttpRequest) -> None:
    """This browser, in the list of where the person is logged in."""
    UserSession.objects.create_from_request(request)


@transaction.atomic
def end_session(*, session: UserSession, by: User) -> None:
    """Log out one device. Ended twice is ended."""
    session.end()
    audit.record(audit.PLATFORM, "accounts.end_session", by, by=by)


@transaction.atomic
def end_other_sessions(*, current_key: str, by: User) -> int:
    """Log out everywhere but here; returns how many."""
    others = list(UserSession.objects.filter(user=by).exclude(session_key=current_key))
    for session in others:
        session.end()
    if others:
        audit.record(audit.PLATFORM, "accounts.end_sessions", by, by=by)
    return len(others)
