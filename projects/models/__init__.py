"""What businesses hand in."""

from projects.models.call import Call
from projects.models.proposal import Proposal

__all__ = ["Call", "Proposal"]
