"""What happened to proposals, told after the commit; receivers get `pk` only."""

from django.dispatch import Signal

proposal_decided = Signal()
