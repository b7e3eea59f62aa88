"""The decision and its publication."""

from priorities.models.priority_set import Approval, Deviation, Priority, PrioritySet
from priorities.models.publication import Publication

__all__ = ["Approval", "Deviation", "Priority", "PrioritySet", "Publication"]
