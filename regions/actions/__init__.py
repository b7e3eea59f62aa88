"""What people do with regions, roles and statistics."""

from regions.actions.domains import import_domains
from regions.actions.memberships import grant_role, revoke_role
from regions.actions.observations import ImportOutcome, ImportRejected, enter_source, import_observations
from regions.actions.regions import RegisterOutcome, add_regions, set_rules

__all__ = [
    "ImportOutcome",
    "ImportRejected",
    "RegisterOutcome",
    "add_regions",
    "enter_source",
    "grant_role",
    "import_domains",
    "import_observations",
    "revoke_role",
    "set_rules",
]
