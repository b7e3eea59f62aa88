"""Files that leave the platform to be read by people: Word documents, entries of calendars. The one place that writes them."""
