"""Is the site well? For balancers, for monitoring, for the person who is called at night."""
