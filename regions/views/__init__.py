"""Pages of the app, one function per route."""

from regions.views.boundaries import boundaries_edit, boundaries_remove
from regions.views.classifications import classification_list
from regions.views.countries import country_comparison, country_map
from regions.views.desk import region_desk, region_rules
from regions.views.history import region_chart_file, region_growth, region_history, region_trade
from regions.views.imports import (
    import_create,
    import_discard,
    import_draft,
    import_list,
    import_load,
    import_template,
    import_undo,
)
from regions.views.languages import untranslated_list
from regions.views.near import region_near, region_near_file, region_near_sums
from regions.views.objectives import (
    objective_create,
    objective_edit,
    objective_list,
    objective_move,
    objective_restore,
    objective_retire,
)
from regions.views.pages import (
    region_detail,
    region_figure,
    region_list,
    region_observations,
    region_observations_file,
)
from regions.views.people import (
    invitation_accept,
    invitation_create,
    invitation_resend,
    invitation_revoke,
    membership_end,
    membership_revoke,
    region_people,
)
from regions.views.practice import practice_home, practice_open, practice_throw_away
from regions.views.sectors import region_sectors, sector_types_edit

__all__ = [
    "boundaries_edit",
    "boundaries_remove",
    "classification_list",
    "country_comparison",
    "country_map",
    "import_create",
    "import_discard",
    "import_draft",
    "import_list",
    "import_load",
    "import_template",
    "import_undo",
    "invitation_accept",
    "invitation_create",
    "invitation_resend",
    "invitation_revoke",
    "membership_end",
    "membership_revoke",
    "objective_create",
    "objective_edit",
    "objective_list",
    "objective_move",
    "objective_restore",
    "objective_retire",
    "practice_home",
    "practice_open",
    "practice_throw_away",
    "region_chart_file",
    "region_desk",
    "region_detail",
    "region_figure",
    "region_growth",
    "region_history",
    "region_list",
    "region_near",
    "region_near_file",
    "region_near_sums",
    "region_observations",
    "region_observations_file",
    "region_people",
    "region_rules",
    "region_sectors",
    "region_trade",
    "sector_types_edit",
    "untranslated_list",
]
