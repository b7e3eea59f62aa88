"""What people do with regions, roles and statistics."""

from regions.actions.boundaries import Unmatched, load_boundaries, remove_boundaries
from regions.actions.domains import import_domains, import_scientific_domains
from regions.actions.drafts import (
    discard_draft,
    is_long,
    load_draft,
    map_columns,
    queue_draft,
    refuse_draft,
    undo_import,
    upload_table,
)
from regions.actions.invitations import (
    accept_invitation,
    invite_person,
    resend_invitation,
    revoke_invitation,
)
from regions.actions.memberships import grant_role, revoke_role, warn_of_ending_role
from regions.actions.objectives import (
    add_objective,
    edit_objective,
    move_objective,
    restore_objective,
    retire_objective,
)
from regions.actions.observations import (
    ImportOutcome,
    ImportRejected,
    add_source,
    enter_source,
    import_observations,
)
from regions.actions.practice import (
    add_practice_region,
    add_rehearsal_region,
    clear_practice,
    end_practice,
    enter_practice,
    fail_practice,
    furnish_practice,
    open_practice,
    throw_away_practice,
    throw_away_region,
)
from regions.actions.regions import RegisterOutcome, add_regions, set_region_parts, set_rules
from regions.actions.sectors import set_sector_types

__all__ = [
    "ImportOutcome",
    "ImportRejected",
    "RegisterOutcome",
    "Unmatched",
    "accept_invitation",
    "add_objective",
    "add_practice_region",
    "add_regions",
    "add_rehearsal_region",
    "add_source",
    "clear_practice",
    "discard_draft",
    "edit_objective",
    "end_practice",
    "enter_practice",
    "enter_source",
    "fail_practice",
    "furnish_practice",
    "grant_role",
    "import_domains",
    "import_observations",
    "import_scientific_domains",
    "invite_person",
    "is_long",
    "load_boundaries",
    "load_draft",
    "map_columns",
    "move_objective",
    "open_practice",
    "queue_draft",
    "refuse_draft",
    "remove_boundaries",
    "resend_invitation",
    "restore_objective",
    "retire_objective",
    "revoke_invitation",
    "revoke_role",
    "set_region_parts",
    "set_rules",
    "set_sector_types",
    "throw_away_practice",
    "throw_away_region",
    "undo_import",
    "upload_table",
    "warn_of_ending_role",
]
