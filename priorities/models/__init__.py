"""The decision and its publication."""

from priorities.models.cover_rule import BrokenRule, CoverRule
from priorities.models.involvement import Involvement
from priorities.models.priority_set import Approval, Deviation, Priority, PrioritySet
from priorities.models.publication import Publication
from priorities.models.remark import Remark
from priorities.models.webhook import Delivery, Webhook

__all__ = [
    "Approval",
    "BrokenRule",
    "CoverRule",
    "Delivery",
    "Deviation",
    "Involvement",
    "Priority",
    "PrioritySet",
    "Publication",
    "Remark",
    "Webhook",
]
