"""What businesses hand in."""

from projects.models.call import Call
from projects.models.proposal import Proposal
from projects.models.question import Question

__all__ = ["Call", "Proposal", "Question"]
