"""What happened in a round, told after the commit; receivers get `pk` only."""

from django.dispatch import Signal

round_opened = Signal()
round_closed = Signal()
ranking_rebuilt = Signal()
