"""People and the organizations they speak for."""

from accounts.models.helix import Helix
from accounts.models.organization import Organization, OrganizationKind, Stakeholder
from accounts.models.token import ApiToken
from accounts.models.user import User

__all__ = ["ApiToken", "Helix", "Organization", "OrganizationKind", "Stakeholder", "User"]
