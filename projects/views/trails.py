"""Where a page stands, for the component `breadcrumbs`; the page itself has no address."""

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from projects.models import Call, Proposal
    from regions.models import Region

Trail = list[tuple[str, str]]


def trail_to_call(call: "Call", here: str = "") -> Trail:
    """Region, its open call, and a page below it."""
    region = (call.region.name, reverse("region_detail", args=[call.region.code]))
    if not here:
        return [region, (call.title, "")]
    return [region, (call.title, reverse("call_detail", args=[call.region.code])), (here, "")]


def trail_to_desk(region: "Region") -> Trail:
    return [(region.name, reverse("region_desk", args=[region.code])), (_("Proposals"), "")]


def trail_to_proposal(proposal: "Proposal", reader: Any, here: str = "") -> Trail:
    """From where this reader comes: one's own list, or the region's desk."""
    if proposal.proposer_id == reader.pk:
        path = [(_("My proposals"), reverse("proposal_list"))]
    else:
        desk = reverse("proposal_desk", args=[proposal.region.code])
        path = [*trail_to_desk(proposal.region)[:1], (_("Proposals"), desk)]
    if not here:
        return [*path, (proposal.title, "")]
    return [*path, (proposal.title, reverse("proposal_detail", args=[proposal.pk])), (here, "")]
