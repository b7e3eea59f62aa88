"""Settings: `base` holds what never changes; `dev`, `test` and `production` say where they differ."""
