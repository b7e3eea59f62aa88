"""People and the organizations they speak for."""

from accounts.models.helix import Helix
from accounts.models.message import USUAL_MAILING, MailChoice, Mailing, Message, Topic
from accounts.models.organization import Organization, OrganizationKind, Stakeholder
from accounts.models.token import ApiToken
from accounts.models.user import User

__all__ = [
    "USUAL_MAILING",
    "ApiToken",
    "Helix",
    "MailChoice",
    "Mailing",
    "Message",
    "Organization",
    "OrganizationKind",
    "Stakeholder",
    "Topic",
    "User",
]
