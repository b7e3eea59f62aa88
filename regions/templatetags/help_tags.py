"""Which guide the link "Help" of a page leads to."""

from typing import Any

from django import template

from regions.models import Region
from regions.queries import roles_in

register = template.Library()

GUIDE_OF_ROLE = ("facilitator", "official", "analyst", "administrator", "reviewer", "ministry")
"""Of several roles, the one whose work has the most to look up."""

GUIDES_FOR_ALL = ("participant", "business", "public")
"""What people without a role do."""

GUIDE_OF_PAGES = {
    "facilitator": ("workshop_", "theme_", "activity_", "round_", "weighing_", "wheel_", "framework_", "cluster_", "merge_"),
    "official": ("set_", "remark_", "correction_", "next_version_", "proposal_desk", "proposal_decide"),
    "analyst": ("import_", "measure_", "sector_types_"),
    "administrator": ("region_people", "region_rules", "membership_"),
    "ministry": ("ministry_desk",),
    "participant": ("workshop_join", "workshop_enter", "ballot_", "split_", "grade_"),
    "business": ("proposal_", "call_"),
    "public": ("publication_", "note_detail"),
}  # fmt: skip
"""By how the names of their routes begin."""


@register.simple_tag(takes_context=True)
def guide_here(context: template.Context, region: Region | None) -> str:
    """By the page, where it belongs to something the reader does; otherwise by the role held here; or none."""
    request: Any = context.get("request")
    match = getattr(request, "resolver_match", None)
    if not match:
        return ""
    held = [role.value for role in roles_in(request.user, region)] if isinstance(region, Region) else []
    own = [name for name in GUIDE_OF_ROLE if name in held]
    of_page = (name for name, starts in GUIDE_OF_PAGES.items() if match.url_name.startswith(starts))
    fitting = (name for name in of_page if name in (*own, *GUIDES_FOR_ALL))
    return next(fitting, own[0] if own else "")
