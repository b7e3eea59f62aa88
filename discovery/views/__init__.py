"""Pages of workshops and activities: find, check, one action, answer."""
