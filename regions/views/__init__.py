"""Pages of the app, one function per route."""

from regions.views.desk import region_desk, region_rules
from regions.views.pages import (
    region_detail,
    region_figure,
    region_list,
    region_observations,
    region_observations_file,
)

__all__ = [
    "region_desk",
    "region_detail",
    "region_figure",
    "region_list",
    "region_observations",
    "region_observations_file",
    "region_rules",
]
