"""A person who has roles closes their account."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.registries import Leaving
from regions.actions.memberships import last_administrator_of, take_away
from regions.actions.practice import throw_away_practice
from regions.models import Invitation, Membership
from regions.queries import practice_of


def obstacles(user: User) -> list[str]:
    return [
        _("You are the last administrator of %(region)s. Please name another one first.") % {"region": region}
        for region in last_administrator_of(user)
    ]


def say_goodbye(user: User) -> None:
    """Roles end, each written down; letters no longer know the address. Raises Refused for a last administrator."""
    practice = practice_of(user)
    if practice:
        throw_away_practice(practice=practice, by=user)
    for held in Membership.objects.filter(user=user).order_by("pk"):
        take_away(held, by=user, verb="leave_role")
    if user.email:
        theirs = Invitation.objects.filter(email=user.email)
        for invitation in theirs.filter(state=Invitation.State.SENT):
            invitation.delete()
        theirs.update(email="", note="")


LEAVING = Leaving(
    stays=(
        gettext_lazy(
            "The records of decisions: they name you by a number, and the words are those of your role."
        ),
    ),
    obstacles=obstacles,
    say_goodbye=say_goodbye,
)
