"""What happened in a workshop, told after the commit; receivers get `pk` only."""

from django.dispatch import Signal

workshop_opened = Signal()
workshop_closed = Signal()
activity_changed = Signal()
