"""News for other apps, after the commit, with the id only."""

from django.dispatch import Signal

region_added = Signal()
