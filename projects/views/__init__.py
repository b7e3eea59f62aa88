"""Pages: the open call, a proposal from its first line to its decision, the region's desk."""

from projects.views.calls import call_close, call_detail, call_reopen
from projects.views.deciding import proposal_activity, proposal_decide, proposal_desk
from projects.views.proposing import (
    proposal_create,
    proposal_edit,
    proposal_keep,
    proposal_list,
    proposal_withdraw,
)
from projects.views.reading import proposal_detail

__all__ = [
    "call_close",
    "call_detail",
    "call_reopen",
    "proposal_activity",
    "proposal_create",
    "proposal_decide",
    "proposal_desk",
    "proposal_detail",
    "proposal_edit",
    "proposal_keep",
    "proposal_list",
    "proposal_withdraw",
]
