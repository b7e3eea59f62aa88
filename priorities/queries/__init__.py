"""What may be seen of sets, publications and threads, and by whom."""
