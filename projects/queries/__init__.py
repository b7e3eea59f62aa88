"""What may be seen of calls and proposals, and by whom.

What is public: a call; how many proposals it has, from PROPOSALS_SHOWN on; and of an accepted proposal its title, field
of business, organization and activity. Nothing else of a proposal leaves the region's members and its proposer: a title
that nobody has looked at yet must not stand on a public page, and a declined one must not either.
"""

from projects.queries.calls import (
    CallFigures,
    call_known,
    calls_by_region,
    figures_of,
    regions_without_standing_call,
    standing_call,
)
from projects.queries.evidence import (
    PublicProposal,
    organizations_behind,
    projects_behind,
    proposal_counts,
    proposals_of_activities,
)
from projects.queries.proposals import (
    activities_to_join,
    confidential_note_of,
    desk_region,
    duties_on_desk,
    fields_of_business,
    last_organization_of,
    proposal_for,
    proposals_by,
    proposals_on_desk,
    proposers_of,
    state_counts,
    way_to_proposals,
)
from projects.queries.stories import Event, last_question_in, story_of

__all__ = [
    "CallFigures",
    "Event",
    "PublicProposal",
    "activities_to_join",
    "call_known",
    "calls_by_region",
    "confidential_note_of",
    "desk_region",
    "duties_on_desk",
    "fields_of_business",
    "figures_of",
    "last_organization_of",
    "last_question_in",
    "organizations_behind",
    "projects_behind",
    "proposal_counts",
    "proposal_for",
    "proposals_by",
    "proposals_of_activities",
    "proposals_on_desk",
    "proposers_of",
    "regions_without_standing_call",
    "standing_call",
    "state_counts",
    "story_of",
    "way_to_proposals",
]
