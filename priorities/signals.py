"""What happened to a priority set, told after the commit; receivers get `pk` only."""

from django.dispatch import Signal

set_submitted = Signal()
set_returned = Signal()
set_approved = Signal()
set_published = Signal()
